from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from router.learning.corpus.files import CorpusError, corpus_hash
from router.learning.corpus.glossary import Phrase, read_glossary
from router.learning.corpus.labelled import LabelledMail
from router.learning.training.fit import fit_pieces
from router.taxonomy import AreaCode, Kind, load_taxonomy
from router.triage.pieces import PieceModel

ROOT = Path(__file__).parents[3]
CORPUS = ROOT / "models" / "corpus"
PAYROLL, BANK = AreaCode("lonn"), AreaCode("bank_remittering")


def written(folder: Path, content: str) -> Path:
    (folder / "glossary.toml").write_text(content, encoding="utf-8")
    return folder


def learnt(mails: Sequence[LabelledMail], glossary: Sequence[Phrase] = ()) -> PieceModel:
    return fit_pieces([(mail, number) for mail in mails for number in range(len(mail.issues))], glossary)


def area_of(pieces: PieceModel, text: str) -> AreaCode:
    opinion = pieces.opinion(pieces.features.row(text, "", Kind.SUPPORT))
    return pieces.areas[int(opinion.areas.argmax())]


def test_the_phrases_are_read_with_their_areas_each_once(tmp_path: Path) -> None:
    source = written(tmp_path, '[lonn]\nphrases = ["skiftplan", "turnus", "turnus"]\n')
    assert read_glossary(source) == (Phrase("skiftplan", PAYROLL), Phrase("turnus", PAYROLL))


def test_a_glossary_may_be_missing(tmp_path: Path) -> None:
    assert read_glossary(tmp_path) == ()
    assert read_glossary(CORPUS / "train-a.jsonl") == ()


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("[lonn", "is not TOML"),
        ("[lonn]\nwords = []", r"\[lonn\] needs phrases"),
        ('[lonn]\nphrases = "turnus"', r"\[lonn\] needs phrases"),
        ("[lonn]\nphrases = [1]", r"\[lonn\] needs phrases"),
        ('[lonn]\nphrases = [" "]', r"\[lonn\] needs phrases"),
        ("lonn = 3", r"\[lonn\] needs phrases"),
        ('[elsewhere]\nphrases = ["x"]', "'elsewhere' is not in the taxonomy"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, content: str, complaint: str) -> None:
    with pytest.raises(CorpusError, match=rf"glossary\.toml: .*{complaint}"):
        read_glossary(written(tmp_path, content), [PAYROLL])


def test_bytes_that_are_not_utf8_are_refused(tmp_path: Path) -> None:
    (tmp_path / "glossary.toml").write_bytes(b'[lonn]\nphrases = ["l\xf8nn"]')
    with pytest.raises(CorpusError, match="is not TOML in UTF-8"):
        read_glossary(tmp_path)


def test_the_hash_of_the_corpus_covers_the_glossary(tmp_path: Path) -> None:
    (tmp_path / "mails.jsonl").write_text("")
    without = corpus_hash(tmp_path)
    one = corpus_hash(written(tmp_path, '[lonn]\nphrases = ["turnus"]'))
    other = corpus_hash(written(tmp_path, '[lonn]\nphrases = ["skift"]'))
    assert len({without, one, other}) == 3


def test_the_glossary_that_ships_fits_the_taxonomy_and_names_every_area() -> None:
    codes = load_taxonomy(ROOT / "config" / "taxonomy.toml").codes
    assert {phrase.area for phrase in read_glossary(CORPUS, tuple(codes))} == set(codes)


def test_a_word_that_no_mail_holds_can_be_taught(some_mails: tuple[LabelledMail, ...]) -> None:
    few = some_mails[:200]
    text = "Zyxwolium?"
    for area in (PAYROLL, BANK):
        assert area_of(learnt(few, [Phrase("zyxwolium", area)] * 2), text) == area


def test_a_phrase_says_nothing_of_the_kind(some_mails: tuple[LabelledMail, ...]) -> None:
    few = some_mails[:200]
    one = learnt(few, [Phrase("zyxwolium", PAYROLL)] * 2)
    found = one.features.words.index["zyxwolium"]
    by_kind = one.weights[found].reshape(2, -1)
    assert np.allclose(by_kind[0], by_kind[1])
    assert np.abs(by_kind).max() > 0.0


def test_phrases_of_an_area_without_mails_are_left_out(some_mails: tuple[LabelledMail, ...]) -> None:
    few = some_mails[:100]
    assert learnt(few, [Phrase("turnus", AreaCode("none"))]).areas == learnt(few).areas
