"""Learn from labelled mails: corpus, features, training, evaluation, model store."""

from router.learning.corpus.files import CorpusError, corpus_hash
from router.learning.corpus.glossary import Phrase, read_glossary
from router.learning.corpus.labelled import read_corpus
from router.learning.store.activation import activate, rollback
from router.learning.store.folders import active_model_directory
from router.learning.store.manifest import ModelError
from router.learning.store.model_file import load_model
from router.learning.store.save import save_model
from router.learning.training.dealing import TrainingError
from router.learning.training.train import TrainedModel, train

__all__ = [
    "CorpusError",
    "ModelError",
    "Phrase",
    "TrainedModel",
    "TrainingError",
    "activate",
    "active_model_directory",
    "corpus_hash",
    "load_model",
    "read_corpus",
    "read_glossary",
    "rollback",
    "save_model",
    "train",
]
