"""What teaches beside a corpus: its own, or what ships."""

from dataclasses import replace
from pathlib import Path

from router.learning.corpus.beside import read_beside
from router.learning.corpus.files import STARTER, beside_folder, corpus_hash
from router.learning.corpus.labelled import LabelledMail, read_corpus
from router.learning.corpus.lines import corpus_line
from router.taxonomy import AreaCode


def written(path: Path, *mails: LabelledMail) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(corpus_line(mail) + "\n" for mail in mails), encoding="utf-8")
    return path


def test_a_corpus_that_brings_nothing_is_taught_with_what_ships(
    some_mails: tuple[LabelledMail, ...], tmp_path: Path
) -> None:
    own = written(tmp_path / "ours" / "mails.jsonl", *some_mails)
    shipped = read_beside(STARTER, some_mails)
    assert len(shipped.mail_exercises) > 500
    assert len(shipped.issue_exercises) > 1000
    assert read_beside(own.parent, some_mails) == shipped
    assert read_beside(own, some_mails) == shipped


def test_a_corpus_that_brings_its_own_is_complete_as_it_is(
    some_mails: tuple[LabelledMail, ...], tmp_path: Path
) -> None:
    written(tmp_path / "mails.jsonl", *some_mails)
    (tmp_path / "glossary.toml").write_text('[lonn]\nphrases = ["turnus"]\n', encoding="utf-8")
    assert beside_folder(tmp_path) == tmp_path
    beside = read_beside(tmp_path, some_mails)
    assert [phrase.text for phrase in beside.glossary] == ["turnus"]
    assert (beside.elsewhere, beside.mail_exercises, beside.issue_exercises) == ((), (), ())


def test_a_single_file_is_taught_with_what_lies_beside_it(
    some_mails: tuple[LabelledMail, ...], tmp_path: Path
) -> None:
    few = [mail for mail in some_mails if all(issue.area != "bransje" for issue in mail.issues)]
    own = written(tmp_path / "mails.jsonl", *few)
    written(tmp_path / "more.jsonl", replace(some_mails[0], mail_id="more-1"))
    glossary = '[lonn]\nphrases = ["turnus"]\n[bransje]\nphrases = ["brønnbåt"]\n'
    (tmp_path / "glossary.toml").write_text(glossary, encoding="utf-8")
    written(
        tmp_path / "exercises" / "mails" / "one.jsonl", replace(some_mails[1], text="Øving.", mail_id="x")
    )
    assert beside_folder(own) == tmp_path
    beside = read_beside(own, few)
    assert [phrase.text for phrase in beside.glossary] == ["turnus"], "of areas that the file does not have"
    assert [mail.text for mail in beside.mail_exercises] == ["Øving."]
    before = corpus_hash(own)
    (tmp_path / "glossary.toml").write_text("", encoding="utf-8")
    assert corpus_hash(own) != before


def test_a_blank_file_of_exercises_teaches_nothing_and_stops_nothing(
    some_mails: tuple[LabelledMail, ...], tmp_path: Path
) -> None:
    written(tmp_path / "mails.jsonl", *some_mails)
    written(tmp_path / "exercises" / "mails" / "none.jsonl")
    assert read_beside(tmp_path, some_mails).mail_exercises == ()


def test_a_mail_that_is_measured_on_is_no_exercise(tmp_path: Path) -> None:
    exercises = read_corpus(STARTER / "exercises" / "mails")
    own = written(
        tmp_path / "mails.jsonl", replace(exercises[0], mail_id="ours-1"), *read_corpus(STARTER)[:300]
    )
    beside = read_beside(own, read_corpus(own))
    assert exercises[0].text not in {mail.text for mail in beside.mail_exercises}
    assert exercises[1].text in {mail.text for mail in beside.mail_exercises}


def test_areas_that_the_firm_does_not_have_are_not_taught_by_what_ships(
    some_mails: tuple[LabelledMail, ...], tmp_path: Path
) -> None:
    few = [mail for mail in some_mails if all(issue.area != "lonn" for issue in mail.issues)]
    beside = read_beside(written(tmp_path / "mails.jsonl", *few), few)
    taught = (*beside.mail_exercises, *beside.issue_exercises)
    assert AreaCode("lonn") not in {issue.area for mail in taught for issue in mail.issues}
    assert AreaCode("lonn") not in {phrase.area for phrase in beside.glossary}
    assert any(phrase.area == "teknisk" for phrase in beside.glossary)


def test_another_lesson_beside_makes_another_corpus(
    some_mails: tuple[LabelledMail, ...], tmp_path: Path
) -> None:
    written(tmp_path / "mails.jsonl", *some_mails)
    before = corpus_hash(tmp_path)
    written(tmp_path / "exercises" / "mails" / "one.jsonl", some_mails[0])
    assert corpus_hash(tmp_path) != before
