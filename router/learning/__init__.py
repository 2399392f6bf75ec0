"""Learn from labelled mails: corpus, features, training, evaluation, model store."""
