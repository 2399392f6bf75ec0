"""The model's accuracy, by what humans said of its tickets."""

from router.cases.accuracy import FEWEST_TO_TELL, Accuracy, Judged, accuracy
from router.cases.corrections import correct
from router.taxonomy import AreaCode, Kind
from tests.cases.intakes import NOW, Counter, a_request, an_issue, reading, unjudged_reading, unsure


def _accuracy(counter: Counter, *, shadow: bool = False) -> Accuracy:
    with counter.database.read() as session:
        return accuracy(session, shadow=shadow)


def _say(counter: Counter, number: int, kind: Kind | None = None, area: str | None = None) -> None:
    with counter.database.write() as session:
        correct(
            session, f"2025-{number:06d}", kind=kind, area=AreaCode(area) if area is not None else None,
            corrected_by="Eli", desk=counter.desk, now=NOW,
        )  # fmt: skip


def test_of_no_tickets_there_is_nothing_to_tell(counter: Counter) -> None:
    nothing = Judged(0, 0, 0, 0, 0)
    assert _accuracy(counter) == _accuracy(counter, shadow=True) == Accuracy(nothing, nothing)


def test_only_what_a_human_has_judged_counts_and_what_is_sure_is_told_apart(counter: Counter) -> None:
    for number in range(1, 6):
        counter.ask(number, an_issue(area="lonn"))
    counter.ask(6, unsure())
    _say(counter, 1)
    _say(counter, 2, area="teknisk")
    _say(counter, 3, kind=Kind.OPPDRAG)
    _say(counter, 4, kind=Kind.OPPDRAG, area="bransje")
    _say(counter, 6)
    told = _accuracy(counter)
    assert told.sure == Judged(tickets=5, judged=4, kind_right=2, area_right=2, both_right=1)
    assert told.all == Judged(tickets=6, judged=5, kind_right=3, area_right=3, both_right=2)


def test_the_last_word_on_a_ticket_is_the_one_that_counts(counter: Counter) -> None:
    counter.ask(1, an_issue(area="lonn"))
    _say(counter, 1, area="teknisk")
    assert _accuracy(counter).all == Judged(1, 1, 1, 0, 0)
    _say(counter, 1, area="lonn")
    assert _accuracy(counter).all == Judged(1, 1, 1, 1, 1)


def test_a_shadow_runs_tickets_and_the_real_ones_are_told_apart(counter: Counter) -> None:
    raw = a_request(1)
    counter.take(raw, reading(raw, an_issue(area="lonn")), shadow=True)
    counter.ask(2, an_issue(area="lonn"))
    _say(counter, 1)
    _say(counter, 2, area="teknisk")
    assert _accuracy(counter, shadow=True).all == Judged(1, 1, 1, 1, 1)
    assert _accuracy(counter).all == Judged(1, 1, 1, 0, 0)


def test_thirty_say_something_and_fewer_do_not() -> None:
    assert FEWEST_TO_TELL == 30
    assert Judged(100, 30, 30, 30, 30).tells_something
    assert not Judged(100, 29, 29, 29, 29).tells_something


def test_what_no_model_has_judged_says_nothing_of_its_accuracy(counter: Counter) -> None:
    raw = a_request(1)
    counter.take(raw, unjudged_reading(raw))
    _say(counter, 1, area="teknisk")
    assert _accuracy(counter).all == Judged(0, 0, 0, 0, 0)
