from pathlib import Path

import pytest

from router.learning.corpus.elsewhere import read_elsewhere
from router.learning.corpus.files import CorpusError, corpus_hash
from router.learning.training.fit_trade import ALL_IS_HERE, fit_trade
from router.triage.trade import HERE, trade_facts
from tests.learning.conftest import CORPUS

ISSUES = ["Banken avviser betalingsfilen vår.", "Lønnskjøringen stoppet med en feil i skatten."] * 5
STRANGE = ["Vi vil bestille bord til fire på lørdag.", "Kan tannlegen se på en jeksel som verker?"] * 5


def put(folder: Path, text: str | bytes) -> Path:
    path = folder / "elsewhere.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def test_the_texts_that_ship_are_read() -> None:
    texts = read_elsewhere(CORPUS)
    assert len(texts) > 100
    assert len(set(texts)) == len(texts)


def test_a_corpus_may_be_without_them(tmp_path: Path) -> None:
    assert read_elsewhere(tmp_path) == ()
    assert read_elsewhere(CORPUS / "train-a.jsonl") == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"\xff", "is not TOML in UTF-8"),
        ("texts = [", "is not TOML in UTF-8"),
        ("", "needs texts"),
        ('texts = "one"', "needs texts"),
        ('texts = ["", "two"]', "needs texts"),
        ("texts = [1]", "needs texts"),
    ],
)
def test_a_faulty_file_is_named_with_its_remedy(tmp_path: Path, text: str | bytes, told: str) -> None:
    with pytest.raises(CorpusError, match=rf"elsewhere\.toml: {told}.*mend that"):
        read_elsewhere(put(tmp_path, text))


def test_another_text_makes_another_corpus(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{}\n", encoding="utf-8")
    before = corpus_hash(tmp_path)
    put(tmp_path, 'texts = ["Katten er borte."]')
    assert corpus_hash(tmp_path) != before


def test_what_is_of_the_trade_is_told_from_what_is_not() -> None:
    trade = fit_trade(ISSUES, (), STRANGE)
    here = trade.probability(trade_facts("Betalingsfilen ble avvist av banken."), HERE)
    elsewhere = trade.probability(trade_facts("Har tannlegen tid på lørdag? Jekselen verker."), HERE)
    assert here > 0.5 > elsewhere


def test_where_nothing_from_elsewhere_is_known_everything_is_of_the_trade() -> None:
    assert fit_trade(ISSUES, (), ()) is ALL_IS_HERE
    assert ALL_IS_HERE.probability(trade_facts("Har tannlegen tid?"), HERE) > 0.999


def test_a_text_without_words_has_no_facts() -> None:
    assert trade_facts("").size == trade_facts("!? -").size == 0
