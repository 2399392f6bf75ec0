"""From labelled mails to a model: fits, thresholds, the promise."""
