"""What a review decided is remembered, mail by mail, until the mail changes."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from router.learning.corpus.files import CorpusError
from router.learning.review.decisions import (
    Verdict,
    confirmed,
    decision_on,
    decisions_file,
    read_decisions,
    store_decision,
)
from tests.learning.labelled import labelled

NOW = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
BEFORE = labelled("1", "Hva med lønn?", ("support", "lonn", "Hva med lønn?"))
AFTER = labelled("1", "Hva med lønn?", ("oppdrag", "regnskap", "Hva med lønn?"))


def test_a_decision_says_who_when_and_what_before_and_after(tmp_path: Path) -> None:
    decision = decision_on(BEFORE, AFTER, Verdict.CHANGED, "Eli", NOW)
    store_decision(tmp_path, decision)
    assert read_decisions(tmp_path) == (decision,)
    assert (decision.decided_by, decision.decided_at) == ("Eli", NOW)
    assert decision.before is not None
    assert [kind for kind, *_ in (*decision.before.issues, *decision.after.issues)] == ["support", "oppdrag"]


def test_no_word_of_a_mail_is_stored_and_no_labelled_mail_is_seen_there(tmp_path: Path) -> None:
    store_decision(tmp_path, decision_on(BEFORE, AFTER, Verdict.CHANGED, "Eli", NOW))
    assert "lønn?" not in decisions_file(tmp_path).read_text(encoding="utf-8")
    assert not list(tmp_path.glob("*.jsonl"))


def test_what_was_confirmed_stays_so_until_text_or_labels_change(tmp_path: Path) -> None:
    store_decision(tmp_path / "corpus.jsonl", decision_on(BEFORE, AFTER, Verdict.CHANGED, "Eli", NOW))
    decisions = read_decisions(tmp_path / "corpus.jsonl")
    assert confirmed(decisions, [AFTER]) == {"1"}
    assert confirmed(decisions, [BEFORE]) == frozenset()
    assert confirmed(decisions, [replace(AFTER, text="Hva med lønn!")]) == frozenset()


def test_the_last_word_counts(tmp_path: Path) -> None:
    for before, after in ((BEFORE, AFTER), (AFTER, BEFORE)):
        store_decision(tmp_path, decision_on(before, after, Verdict.CHANGED, "Eli", NOW))
    assert confirmed(read_decisions(tmp_path), [BEFORE]) == {"1"}
    assert confirmed(read_decisions(tmp_path), [AFTER]) == frozenset()


def test_a_line_that_a_crash_cut_off_costs_nothing_but_itself(tmp_path: Path) -> None:
    decision = decision_on(BEFORE, AFTER, Verdict.CHANGED, "Eli", NOW)
    store_decision(tmp_path, decision)
    path = decisions_file(tmp_path)
    path.write_bytes(path.read_bytes() + path.read_bytes()[:60])
    store_decision(tmp_path, decision)
    assert read_decisions(tmp_path) == (decision, decision)


def test_a_damaged_line_is_told(tmp_path: Path) -> None:
    decisions_file(tmp_path).write_text('{"at": "yesterday"}\n', encoding="utf-8")
    with pytest.raises(CorpusError, match=r"review-decisions\.ndjson:1: is no decision .*take that line out"):
        read_decisions(tmp_path)
