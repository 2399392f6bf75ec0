"""Learn from labelled mails: corpus, features, training, evaluation, model store."""

from router.learning.corpus import CorpusError, corpus_hash, read_corpus
from router.learning.store import ModelError, activate, active_model_directory, load_model, save_model
from router.learning.train import TrainedModel, TrainingError, train

__all__ = [
    "CorpusError",
    "ModelError",
    "TrainedModel",
    "TrainingError",
    "activate",
    "active_model_directory",
    "corpus_hash",
    "load_model",
    "read_corpus",
    "save_model",
    "train",
]
