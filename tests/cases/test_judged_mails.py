"""What people have said of mails becomes training data: the last word, masked, and only where they agree."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from router.cases.corrections import correct
from router.cases.judged_mails import CorrectedMails, corrected_mails
from router.learning.corpus.labelled import LabelledMail, read_corpus
from router.learning.corpus.lines import corpus_line
from router.taxonomy import AreaCode, Kind
from router.triage.issue import Issue, MessageClass, Span
from tests.cases.intakes import NOW, OWN, Counter, a_request, an_issue, reading, unsure

PAYROLL = "Hei, lønnskjøringen stoppet for Torunn Zawada, ring 900 00 318."
LABELS = "Kan dere lage en ny etikett til hyllene?"
TEXT = f"{PAYROLL}\n\n{LABELS}\n\nMvh\nKari Moen\nEksempel Bygg AS"


def placed(issue: Issue, text: str, whole: str = TEXT) -> Issue:
    """The issue, where its text stands in the whole."""
    start = whole.index(text)
    return replace(issue, text=text, spans=(Span(start, start + len(text)),))


def take_two(counter: Counter, number: int = 1) -> None:
    """A mail with two issues."""
    raw = a_request(number, text=TEXT)
    first = placed(an_issue(area="lonn"), PAYROLL)
    counter.take(raw, reading(raw, first, placed(unsure(), LABELS)))


def say(
    counter: Counter, number: str, area: str | None = None, *, by: str = "Eli", kind: Kind | None = None
) -> None:
    counter.now += timedelta(minutes=1)
    with counter.database.write() as session:
        correct(
            session,
            number,
            kind=kind,
            area=AreaCode(area) if area else None,
            corrected_by=by,
            desk=counter.desk,
            now=counter.now,
        )


def learnt(counter: Counter) -> CorrectedMails:
    with counter.database.read() as session:
        return corrected_mails(session, counter.desk.taxonomy.codes, OWN)


def only(counter: Counter) -> LabelledMail:
    [mail] = learnt(counter).mails
    return mail


def test_a_mail_joins_when_every_issue_of_it_has_been_judged(counter: Counter) -> None:
    take_two(counter)
    assert learnt(counter) == CorrectedMails((), (), 0, 0)
    say(counter, "2025-000001")
    assert learnt(counter) == CorrectedMails((), (), 1, 0)
    say(counter, "2025-000002", "rapport_skjema", kind=Kind.OPPDRAG)
    mail = only(counter)
    assert mail.message_class is MessageClass.REQUEST
    assert [(issue.kind, issue.area) for issue in mail.issues] == [
        (Kind.SUPPORT, "lonn"),
        (Kind.OPPDRAG, "rapport_skjema"),
    ]
    assert mail.issues[1].text == LABELS


def test_what_is_learnt_names_nobody(counter: Counter) -> None:
    take_two(counter)
    say(counter, "2025-000001")
    say(counter, "2025-000002", "rapport_skjema")
    mail = only(counter)
    assert mail.issues[0].text == "Hei, lønnskjøringen stoppet for NN, ring 000 00 000."
    assert (mail.sender.name, mail.sender.address) == ("NN", "nn@nn.example")
    line = corpus_line(mail)
    assert not any(word in line for word in ("Kari", "Moen", "Torunn", "Zawada", "318", "eksempel-bygg"))


def test_what_is_learnt_can_be_written_as_a_corpus_and_read_again(counter: Counter, tmp_path: Path) -> None:
    for number in (1, 2):
        take_two(counter, number)
        for ticket in (2 * number - 1, 2 * number):
            say(counter, f"2025-{ticket:06}", "lonn")
    mails = learnt(counter).mails
    file = tmp_path / "corrected.jsonl"
    file.write_text("".join(corpus_line(mail) + "\n" for mail in mails), encoding="utf-8")
    assert read_corpus(file, counter.desk.taxonomy.codes) == mails


def test_the_last_word_of_one_person_counts(counter: Counter) -> None:
    take_two(counter)
    for area in ("teknisk", "bransje"):
        say(counter, "2025-000001", area)
    say(counter, "2025-000002", "rapport_skjema")
    assert only(counter).issues[0].area == "bransje"


def test_where_two_people_disagree_the_mail_is_left_out_and_shown_until_they_agree(counter: Counter) -> None:
    take_two(counter)
    say(counter, "2025-000002", "rapport_skjema")
    say(counter, "2025-000001", "teknisk", by="Eli")
    say(counter, "2025-000001", "bransje", by="Ola")
    found = learnt(counter)
    assert found.mails == ()
    [shown] = found.disagreements
    assert (shown.about, shown.subject) == ("2025-000001", "Feil i lønn")
    assert [(said.by, said.what) for said in shown.words] == [
        ("Eli", "support teknisk"),
        ("Ola", "support bransje"),
    ]
    assert [said.at for said in shown.words] == [NOW + timedelta(minutes=2), NOW + timedelta(minutes=3)]
    say(counter, "2025-000001", "bransje", by="eli ")
    found = learnt(counter)
    assert found.disagreements == ()
    assert found.mails[0].issues[0].area == "bransje"


def test_two_people_of_one_mind_agree(counter: Counter) -> None:
    take_two(counter)
    for by in ("Eli", "Ola"):
        say(counter, "2025-000001", "teknisk", by=by)
        say(counter, "2025-000002", "rapport_skjema", by=by)
    assert learnt(counter).disagreements == ()
    assert only(counter).issues[0].area == "teknisk"


def test_a_shadow_runs_tickets_teach_as_well(counter: Counter) -> None:
    raw = a_request(1, text=TEXT)
    counter.take(raw, reading(raw, placed(an_issue(area="lonn"), PAYROLL)), shadow=True)
    say(counter, "2025-000001", "teknisk")
    assert only(counter).issues[0].area == "teknisk"


def test_a_mail_whose_issue_has_no_text_of_its_own_cannot_be_learnt_from(counter: Counter) -> None:
    raw = a_request(1, text=TEXT)
    counter.take(raw, reading(raw, an_issue("", area="lonn")))
    say(counter, "2025-000001", "teknisk")
    assert learnt(counter) == CorrectedMails((), (), 0, 1)
