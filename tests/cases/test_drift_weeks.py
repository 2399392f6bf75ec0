"""What came in during a week, and the comparisons that are kept, on either engine."""

from datetime import datetime, timedelta

import pytest

from router.cases import drift_weeks
from router.cases.corrections import correct
from router.cases.drift_weeks import Week, incoming, week_before
from router.clock import FIRM_ZONE
from router.learning.corpus.labelled import read_corpus
from router.learning.drift.comparison import Drift, IncomingIssue, drift
from router.learning.store.folders import active_model_directory
from router.learning.store.manifest import read_manifest
from router.taxonomy import AreaCode, Kind
from router.triage.issue import MessageClass
from tests.cases.intakes import NOW, Counter, a_request, an_issue, reading, unjudged_reading, unsure
from tests.shipped import MODELS

WEEK = Week(NOW - timedelta(days=7), NOW + timedelta(minutes=1))


@pytest.mark.parametrize(
    ("now", "since", "until"),
    [
        ("2026-11-25T21:00:00+00:00", "2026-11-16T00:00:00+01:00", "2026-11-23T00:00:00+01:00"),
        ("2026-11-22T22:59:59+00:00", "2026-11-09T00:00:00+01:00", "2026-11-16T00:00:00+01:00"),
        ("2026-11-22T23:00:00+00:00", "2026-11-16T00:00:00+01:00", "2026-11-23T00:00:00+01:00"),
        # The clocks change on the Sunday, in either direction.
        ("2026-03-30T10:00:00+00:00", "2026-03-23T00:00:00+01:00", "2026-03-30T00:00:00+02:00"),
        ("2026-10-26T10:00:00+00:00", "2026-10-19T00:00:00+02:00", "2026-10-26T00:00:00+01:00"),
    ],
)
def test_a_week_is_the_firms(now: str, since: str, until: str) -> None:
    week = week_before(datetime.fromisoformat(now))
    assert (week.since, week.until) == (datetime.fromisoformat(since), datetime.fromisoformat(until))
    assert week.since.tzinfo is FIRM_ZONE


def test_what_came_in_is_told_with_what_people_made_of_it(counter: Counter) -> None:
    counter.ask(1, an_issue(area="lonn"), unsure("Noe annet."))
    thanks = a_request(2)
    counter.take(thanks, reading(thanks, message_class=MessageClass.THANKS))
    with counter.database.write() as session:
        correct(
            session, "2025-000001", area=AreaCode("teknisk"), corrected_by="Eli", desk=counter.desk, now=NOW
        )
    with counter.database.read() as session:
        came = incoming(session, WEEK, shadow=False)
    lonn, teknisk, kari = AreaCode("lonn"), AreaCode("teknisk"), "kari@eksempel-bygg.example"
    assert sorted(came.issues, key=lambda issue: issue.text) == [
        IncomingIssue("Lønnskjøringen stoppet.", kari, Kind.SUPPORT, teknisk, lonn, is_in_review=False),
        IncomingIssue("Noe annet.", kari, Kind.SUPPORT, lonn, lonn, is_in_review=True),
    ]
    assert came.classes == {MessageClass.REQUEST: 1, MessageClass.THANKS: 1}


def test_another_time_a_shadow_run_and_what_no_model_judged_are_left_out(counter: Counter) -> None:
    raw = a_request(1)
    counter.take(raw, unjudged_reading(raw))
    counter.take(a_request(2), shadow=True)
    counter.now = NOW - timedelta(days=8)
    counter.ask(3)
    with counter.database.read() as session:
        assert incoming(session, WEEK, shadow=False).issues == ()
        assert len(incoming(session, WEEK, shadow=True).issues) == 1


def test_a_comparison_is_kept_once_and_read_back_whole(counter: Counter) -> None:
    counter.ask(1)
    week = week_before(NOW)
    with counter.database.read() as session:
        assert drift_weeks.latest(session) is None
        assert not drift_weeks.is_kept(session, week)
        came = incoming(session, WEEK, shadow=False)
    found = drift(came, read_manifest(active_model_directory(MODELS)), read_corpus(MODELS / "corpus")[::20])
    assert isinstance(found, Drift)
    for at in (NOW, NOW + timedelta(hours=1)):
        with counter.database.write() as session:
            drift_weeks.keep(session, week, found, at)
    with counter.database.read() as session:
        assert drift_weeks.is_kept(session, week)
        kept = drift_weeks.latest(session)
    assert kept is not None
    assert (kept.since, kept.computed_at, kept.drift) == (week.since, NOW, found)
