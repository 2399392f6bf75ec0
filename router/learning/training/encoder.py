"""A sentence encoder that somebody else has trained, read from a folder: what texts mean, as vectors.

It knows what few labelled texts cannot teach ("top-up" and "add money" are near each other), for the language
that it was trained on. Optional: it needs the extra ``encoder``, and a folder with ``model.onnx`` and
``tokenizer.json``, the form in which encoders are commonly handed on. Nothing is ever downloaded. The service
does not use it.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from router.learning.training.dealing import TrainingError

MODEL, TOKENIZER = "model.onnx", "tokenizer.json"
LONGEST_TOKENS = 256
"""Parts of words that are read of a text."""
REMEMBERED_TEXTS = 30_000
"""Texts whose vectors are kept at hand, since each is asked for in every fold; memory stays bounded."""
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")

Vectors = NDArray[np.float32]


class Encoder:
    """What turns texts into vectors."""

    def __init__(self, folder: Path) -> None:
        """Read the encoder of this folder.

        Raises:
            TrainingError: the extra is not installed, or the folder holds no encoder that can be used.
        """
        for name in (MODEL, TOKENIZER):
            if not (folder / name).is_file():
                raise TrainingError(
                    f"{folder / name}: is missing; name a folder that holds {MODEL} and {TOKENIZER}"
                )
        try:
            import onnxruntime
            import tokenizers
        except ImportError as error:
            raise TrainingError(
                f"an encoder needs {error.name}, which is not installed; install ticket-router[encoder]"
            ) from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 4  # what is wrong is raised; on standard error it would be told twice
        self._session: Any = _opened(
            folder / MODEL,
            lambda path: onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"]),
        )
        self._tokenizer: Any = _opened(folder / TOKENIZER, tokenizers.Tokenizer.from_file)
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST_TOKENS)
        self._inputs = [own.name for own in self._session.get_inputs()]
        if "input_ids" not in self._inputs or not set(self._inputs) <= set(_INPUTS):
            raise TrainingError(
                f"{folder / MODEL}: asks for {', '.join(self._inputs)}, where an encoder of texts asks for "
                f"{', '.join(_INPUTS)} or some of these; export it as a model of sentences or tokens"
            )
        self._known: dict[str, Vectors] = {}

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """A vector for each text (texts x columns): the mean over its tokens."""
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> Vectors:
        # One text at a time: with quantised weights the last digits would hang on the texts beside.
        found = self._known.get(text)
        if found is None:
            found = self._ask(text)
            if len(self._known) >= REMEMBERED_TEXTS:
                self._known.clear()
            self._known[text] = found
        return found

    def _ask(self, text: str) -> Vectors:
        encoding = self._tokenizer.encode(text)
        told = dict(zip(_INPUTS, (encoding.ids, encoding.attention_mask, encoding.type_ids), strict=True))
        given = {name: np.array([told[name]], dtype=np.int64) for name in self._inputs}
        try:
            answer: Vectors = np.asarray(self._session.run(None, given)[0], dtype=np.float32)[0]
        except Exception as error:
            reason = " ".join(str(error).split())[:200]
            raise TrainingError(
                f"the encoder fails on a text of {len(encoding.ids)} tokens ({reason}); "
                "export it for any length"
            ) from error
        if answer.ndim == 1:  # one vector for the whole text
            return answer
        vector: Vectors = answer.sum(axis=0) / np.float32(max(1, len(answer)))
        return vector


def _opened(path: Path, reader: Any) -> Any:
    """What the reader makes of the file. Both libraries raise whatever they like for one they cannot read."""
    try:
        return reader(str(path))
    except Exception as error:
        reason = " ".join(str(error).split())[:200]
        raise TrainingError(f"{path}: cannot be read ({reason}); copy or export it again") from error
