"""Mails that nobody has judged yet, for who wants to label some."""

from router.cases.corrections import correct
from router.cases.unjudged_mails import unjudged_mails
from tests.cases.intakes import NOW, Counter, a_request, an_issue


def _numbers(counter: Counter, most: int = 10) -> list[str]:
    with counter.database.read() as session:
        return [mail.number for mail in unjudged_mails(session, most)]


def test_the_newest_come_first_and_what_was_judged_is_left_out(counter: Counter) -> None:
    for number in (1, 2, 3):
        counter.ask(number, an_issue(area="lonn"))
    with counter.database.write() as session:
        correct(session, "2025-000002", model_is_right=True, corrected_by="Eli", desk=counter.desk, now=NOW)
    assert _numbers(counter) == ["2025-000003", "2025-000001"]
    assert _numbers(counter, 1) == ["2025-000003"]


def test_a_mail_with_several_tickets_is_one_and_judged_when_one_of_them_is(counter: Counter) -> None:
    counter.ask(1, an_issue(area="lonn"), an_issue(area="teknisk"))
    assert _numbers(counter) == ["2025-000001"]
    with counter.database.write() as session:
        correct(session, "2025-000002", model_is_right=True, corrected_by="Eli", desk=counter.desk, now=NOW)
    assert _numbers(counter) == []


def test_a_mail_comes_as_it_came(counter: Counter) -> None:
    counter.ask(1, an_issue(area="lonn"))
    with counter.database.read() as session:
        (mail,) = unjudged_mails(session, 5)
    assert mail.raw == a_request(1)
