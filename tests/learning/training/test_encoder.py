"""A sentence encoder from a folder: a real one, as small as can be, which knows words of one meaning."""

from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from router.learning.corpus.texts import LabelledText
from router.learning.reports.text_examination import examine_texts
from router.learning.training.dealing import TrainingError
from router.learning.training.encoded import MOST_TEXTS, fit_encoded
from router.learning.training.encoder import LONGEST_TOKENS, MODEL, TOKENIZER, Encoder
from router.learning.training.scorers import Learner

MEANINGS = {
    "card": ("card", "plastic", "visa", "chip"),
    "rate": ("rate", "exchange", "euro", "currency"),
    "pin": ("pin", "code", "secret", "digits"),
}
FILLING = ("where", "is", "my", "the", "help", "with", "please")


def write_encoder(
    folder: Path,
    inputs: tuple[str, ...] = ("input_ids", "attention_mask"),
    length: str | int = "tokens",
) -> Path:
    """An encoder that gives each word a vector, and words of one meaning nearly the same."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(1)
    words, rows = ["?"], [np.zeros(16)]
    for meaning in MEANINGS.values():
        middle = random.normal(size=16)
        words += meaning
        rows += [middle + 0.1 * random.normal(size=16) for _ in meaning]
    words += FILLING
    rows += [0.1 * random.normal(size=16) for _ in FILLING]
    table = numpy_helper.from_array(np.array(rows, dtype=np.float32), "table")
    given = [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", length]) for name in inputs]
    told = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["texts", "tokens", 16])
    node = helper.make_node("Gather", ["table", inputs[0]], ["last_hidden_state"])
    graph = helper.make_graph([node], "words", given, [told], [table])
    onnx.save(
        helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8), folder / MODEL
    )
    tokenizer = Tokenizer(WordLevel({word: at for at, word in enumerate(words)}, unk_token="?"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(folder / TOKENIZER))
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_encoder(tmp_path_factory.mktemp("encoder"))


def samples(words: int, count: int, seed: int = 1) -> list[LabelledText]:
    """Texts that name each meaning by its first so many words, or (negative) by its last."""
    random = np.random.default_rng(seed)
    found = []
    for line in range(2, count + 2):
        label = str(random.choice(sorted(MEANINGS)))
        own = MEANINGS[label][:words] if words > 0 else MEANINGS[label][words:]
        filling = " ".join(random.choice(FILLING, 3))
        found.append(LabelledText(f"{filling} {random.choice(own)}", label, line))
    return found


def test_a_text_is_the_mean_of_its_tokens_whatever_stands_beside(folder: Path) -> None:
    encoder = Encoder(folder)
    both = encoder.vectors(["card", "pin", "card pin"])
    assert both.shape == (3, 16)
    assert np.allclose(both[2], (both[0] + both[1]) / 2)
    assert np.array_equal(Encoder(folder).vectors(["card pin"])[0], both[2])
    assert np.allclose(encoder.vectors(["card " * LONGEST_TOKENS + "pin"])[0], both[0], atol=1e-4)
    assert not encoder.vectors([""]).any()


def test_words_that_were_never_learnt_are_known_by_their_meaning(folder: Path) -> None:
    known, new = samples(2, 60), samples(-2, 60, seed=2)
    told = examine_texts(known, new, learner=Learner.ENCODER, encoder=Encoder(folder), folds=2)
    alone = examine_texts(known, new, learner=Learner.AREAS, folds=2)
    assert told.label.accuracy == 1.0
    assert alone.label.accuracy < 0.7


def test_it_is_measured_on_texts_that_were_not_seen(folder: Path) -> None:
    found = examine_texts(samples(4, 60), learner=Learner.ENCODER, encoder=Encoder(folder), folds=3)
    assert (found.learner, found.folds, found.label.count) == (Learner.ENCODER, 3, 60)
    assert found.label.accuracy == 1.0


def test_without_an_encoder_its_learner_says_what_is_missing() -> None:
    with pytest.raises(TrainingError, match="needs an encoder; name its folder with --encoder"):
        examine_texts(samples(2, 60), learner=Learner.ENCODER, folds=2)


@pytest.mark.parametrize("name", [MODEL, TOKENIZER])
def test_a_folder_without_one_of_the_files_is_refused_by_its_name(tmp_path: Path, name: str) -> None:
    (write_encoder(tmp_path) / name).unlink()
    with pytest.raises(TrainingError, match=f"{name}: is missing; name a folder that holds"):
        Encoder(tmp_path)


@pytest.mark.parametrize("name", [MODEL, TOKENIZER])
@pytest.mark.parametrize("content", [b"", b"\x00\xff" * 50, b"{}", b"[" * 100_000])
def test_a_broken_file_is_refused_by_its_name(tmp_path: Path, name: str, content: bytes) -> None:
    (write_encoder(tmp_path) / name).write_bytes(content)
    with pytest.raises(TrainingError, match=f"{name}: (cannot be read|asks for)"):
        Encoder(tmp_path)


def test_a_model_that_asks_for_other_than_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="asks for pixels, where an encoder of texts asks for input_ids"):
        Encoder(write_encoder(tmp_path, ("pixels",)))


def test_a_model_for_one_length_only_says_so(tmp_path: Path) -> None:
    encoder = Encoder(write_encoder(tmp_path, length=2))
    assert encoder.vectors(["card pin"]).shape == (1, 16)
    with pytest.raises(TrainingError, match=r"fails on a text of 3 tokens .*; export it for any length"):
        encoder.vectors(["card pin rate"])


def test_more_texts_than_memory_holds_are_refused(folder: Path) -> None:
    count = MOST_TEXTS + 1
    with pytest.raises(TrainingError, match="too many to learn from with an encoder"):
        fit_encoded(Encoder(folder), ["card"] * count, np.zeros(count, dtype=np.int64), 2)
