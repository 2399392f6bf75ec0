"""What comes in against what was trained on: no alarm by chance, and one for each thing that has changed."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest

from router.learning.corpus.labelled import LabelledMail, read_corpus
from router.learning.drift.comparison import Drift, Incoming, IncomingIssue, balance, drift
from router.learning.drift.report import told
from router.learning.drift.words import Vocabulary
from router.learning.store.folders import active_model_directory
from router.learning.store.manifest import read_manifest
from router.taxonomy import AreaCode, Kind
from router.triage.issue import MessageClass
from tests.learning.conftest import CORPUS
from tests.shipped import MODELS

MANIFEST = read_manifest(active_model_directory(MODELS))
REVIEW_SHARE = 1.0 - MANIFEST.review_cover
TAUGHT, CAME = read_corpus(CORPUS)[::2], read_corpus(CORPUS)[1::6]


def _incoming(mails: Sequence[LabelledMail], *, review: float = REVIEW_SHARE) -> Incoming:
    """These mails, judged without fault, and this share of the issues sent to review."""
    texts = [(issue, mail) for mail in mails for issue in mail.issues]
    to_review = set(random.Random(1).sample(range(len(texts)), round(review * len(texts))))
    return Incoming(
        issues=tuple(
            IncomingIssue(
                issue.text, mail.sender.address, issue.kind, issue.area, issue.area, number in to_review
            )
            for number, (issue, mail) in enumerate(texts)
        ),
        classes=Counter(mail.message_class for mail in mails),
    )


def _compared(incoming: Incoming) -> Drift:
    return drift(incoming, MANIFEST, TAUGHT)


@pytest.fixture(scope="module")
def alike() -> Drift:
    return _compared(_incoming(CAME))


def _warnings(found: Drift) -> list[str]:
    lines = [line.text for line in told(found, "this week") if line.is_warning]
    assert len(lines) == found.warnings
    return lines


def test_mails_like_those_that_were_trained_on_are_no_cause_for_alarm(alike: Drift) -> None:
    assert _warnings(alike) == []
    assert alike.tells_something
    assert alike.mails == len(CAME)
    assert alike.review.incoming == pytest.approx(REVIEW_SHARE, abs=0.01)
    assert alike.known_words.incoming == pytest.approx(alike.known_words.trained, abs=0.03)
    [first, review, *_] = [line.text for line in told(alike, "this week")]
    assert first == f"this week: {len(CAME)} mails with {alike.issues} cases"
    came = f"{alike.review.incoming:.0%}"
    assert review == f"{came} went to review, at training it was {REVIEW_SHARE:.0%}"


def test_more_that_goes_to_review_is_told_with_what_to_do() -> None:
    found = _compared(_incoming(CAME, review=REVIEW_SHARE + 0.2))
    [warning] = _warnings(found)
    told_of = f"at training it was {REVIEW_SHARE:.0%}: look at what waits there"
    assert warning.startswith(f"{found.review.incoming:.0%} went to review, {told_of}")


def test_what_is_expected_to_go_to_review_follows_from_the_firms_promise() -> None:
    strict, loose = (
        drift(_incoming(CAME), MANIFEST, TAUGHT, promise=promise).review.trained for promise in (0.005, 0.05)
    )
    assert loose < REVIEW_SHARE < strict


def test_less_that_goes_to_review_is_no_alarm() -> None:
    assert _warnings(_compared(_incoming(CAME, review=REVIEW_SHARE / 2))) == []


def test_another_language_and_other_matters_are_seen_by_their_words() -> None:
    incoming = _incoming(CAME)
    text = "Dzień dobry, nasza drukarka fiskalna przestała działać po aktualizacji systemu, proszę o pomoc."
    mixed = tuple(
        replace(issue, text=text, sender=f"{number}@polska.example") if number % 2 else issue
        for number, issue in enumerate(incoming.issues)
    )
    found = _compared(replace(incoming, issues=mixed))
    assert (found.fewer_known_words, found.warnings >= 1) == (True, True)
    assert "aktualizacji" in [new.word for new in found.new_words]
    assert any("label some of these mails" in warning for warning in _warnings(found))


def test_other_frequent_words_are_seen_though_all_are_known() -> None:
    incoming = _incoming(CAME)
    one = tuple(replace(issue, text="Faktura og regnskap: når kommer det?") for issue in incoming.issues)
    found = _compared(replace(incoming, issues=one))
    assert found.other_words
    assert not found.fewer_known_words


def test_another_balance_of_kinds_and_areas_is_seen() -> None:
    incoming = _incoming(CAME)
    only = tuple(replace(issue, kind=Kind.OPPDRAG) for issue in incoming.issues if issue.area != "lonn")
    found = _compared(replace(incoming, issues=only))
    assert found.kinds.is_another
    assert any(warning.startswith("kinds, and what they were") for warning in _warnings(found))
    lonn = next(share for share in found.areas.shares if share.name == "lonn")
    assert lonn.incoming == 0.0 < lonn.trained


def test_an_area_that_people_correct_more_than_training_let_expect_is_named() -> None:
    incoming = _incoming(CAME)
    moved = tuple(
        replace(issue, area=AreaCode("integrasjon")) if issue.model_area == "bransje" else issue
        for issue in incoming.issues
    )
    found = _compared(replace(incoming, issues=moved))
    bransje = next(area for area in found.corrections if area.area == "bransje")
    assert (bransje.corrected, bransje.towards) == (bransje.issues, "integrasjon")
    assert any("most of them to integrasjon" in warning for warning in _warnings(found))


def test_of_few_mails_nothing_is_said() -> None:
    found = _compared(_incoming(CAME[:20], review=1.0))
    assert not found.tells_something
    assert _warnings(found) == []
    [line] = told(found, "this week")
    assert "too few to say anything" in line.text


@pytest.mark.parametrize("issues", [0, 1])
def test_hardly_anything_is_compared_without_a_fault(issues: int) -> None:
    incoming = _incoming(CAME)
    found = _compared(Incoming(incoming.issues[:issues], {}))
    assert found.issues == issues
    assert _warnings(found) == []


def test_a_text_without_words_is_compared_like_any_other() -> None:
    incoming = _incoming(CAME)
    found = _compared(replace(incoming, issues=tuple(replace(one, text="? !") for one in incoming.issues)))
    assert found.known_words.incoming == 0.0


def test_the_classes_of_mails_are_told_and_are_no_warning() -> None:
    incoming = replace(_incoming(CAME), classes={MessageClass.BULK: 900, MessageClass.REQUEST: 10})
    found = _compared(incoming)
    assert found.classes.is_another
    assert _warnings(found) == []
    assert any(line.text.startswith("classes of mails") for line in told(found, "this week"))


def test_shares_that_are_the_same_have_no_distance() -> None:
    same = balance({"a": 30, "b": 70}, {"a": 300, "b": 700})
    assert same.stability_index == pytest.approx(0.0, abs=0.001)
    assert same.chance > 0.9
    other = balance({"a": 70, "b": 30}, {"a": 300, "b": 700})
    assert other.is_another
    assert balance({}, {"a": 3}).chance == balance({"a": 3}, {"a": 3}).chance == 1.0


def test_a_word_is_known_to_a_labelled_issue_only_by_other_mails() -> None:
    vocabulary = Vocabulary([["felles ord"], ["felles ord"], ["felles alene"]])
    assert vocabulary.known_shares == (0.5, 0.5, 0.5)
    compared = vocabulary.compare([("felles ord", "a"), ("ukjent", "b")])
    assert compared.known_shares == (1.0, 0.0)


def test_a_new_word_counts_from_three_senders_on() -> None:
    vocabulary = Vocabulary([["felles ord"]])
    issues = [("nyttord", f"{sender}") for sender in (1, 2, 3)] + [("fjellheim", "1")] * 9
    [new] = vocabulary.compare(issues).new
    assert (new.word, new.issues, new.senders) == ("nyttord", 3, 3)
