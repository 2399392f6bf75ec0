"""What people gave becomes labelled mails: every fault told, nothing twice, and exact spans."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from router.learning.corpus.exporting import labels_of, mbox_of, sheet_of
from router.learning.corpus.given import read_given
from router.learning.corpus.importing import FoundMail, Imported, import_lines, import_mails, import_sheet
from router.learning.corpus.label_words import LabelWords
from router.learning.corpus.labelled import LabelledIssue, LabelledMail
from router.learning.corpus.masking import mask
from router.message.parse.mojibake import letters_restored
from router.message.understand import understand
from router.taxonomy import Kind, Language
from router.triage.issue import MessageClass, Span
from tests.learning.conftest import CORPUS
from tests.learning.labelled import TAXONOMY, labelled
from tests.mails import make_mail

WORDS = LabelWords(TAXONOMY)
TWO = "Hei,\n\nBanken avviser filen.\n\nKan dere også lage en ny fakturamal?\n\nMvh\nKari Moen"


def sheet(folder: Path, content: str, known: tuple[LabelledMail, ...] = ()) -> Imported:
    path = folder / "mails.csv"
    path.write_text(content, encoding="utf-8")
    return import_sheet(read_given(path, WORDS), known)


def texts(mail: LabelledMail) -> list[str]:
    return [issue.text for issue in mail.issues]


def faults(imported: Imported) -> list[str]:
    return [str(fault).rpartition("/")[2] for fault in imported.faults]


def test_a_row_becomes_a_mail_whose_issue_leaves_greeting_and_farewell_out(tmp_path: Path) -> None:
    imported = sheet(
        tmp_path,
        "emne;type;kategori;tekst\n"
        'Fil;support;Bank og remittering;"Hei,\n\nBanken avviser filen.\n\nMvh\nKari"\n',
    )
    (mail,) = imported.mails
    assert (mail.subject, mail.message_class, mail.language) == ("Fil", MessageClass.REQUEST, Language.NB)
    assert mail.text == "Hei,\n\nBanken avviser filen.\n\nMvh\nNN", "the name is masked"
    assert (mail.issues[0].kind, mail.issues[0].area) == (Kind.SUPPORT, "bank_remittering")
    assert texts(mail) == ["Banken avviser filen."]


def test_rows_with_the_same_id_are_the_issues_of_one_mail_and_are_found_in_its_text(tmp_path: Path) -> None:
    imported = sheet(
        tmp_path,
        'id;kind;area;text;mail\n7;support;bank_remittering;"banken  avviser\nfilen.";\n'
        f'7;oppdrag;rapport_skjema;Kan dere også lage en ny fakturamal?;"{TWO}"\n',
    )
    (mail,) = imported.mails
    assert (mail.mail_id, mail.text) == ("7", TWO.replace("Kari Moen", "NN"))
    assert texts(mail) == ["Banken avviser filen.", "Kan dere også lage en ny fakturamal?"]


def test_rows_without_the_mails_own_text_are_joined(tmp_path: Path) -> None:
    (mail,) = sheet(
        tmp_path, "id,kind,area,text\n7,support,lonn,Hva med lønn?\n7,support,regnskap,Og mva?\n"
    ).mails
    assert mail.text == "Hva med lønn?\n\nOg mva?"
    assert texts(mail) == ["Hva med lønn?", "Og mva?"]


def test_the_same_words_twice_are_two_places(tmp_path: Path) -> None:
    (mail,) = sheet(tmp_path, "id,kind,area,text\n7,support,lonn,Hva nå?\n7,support,regnskap,Hva nå?\n").mails
    assert [issue.spans for issue in mail.issues] == [(Span(0, 7),), (Span(9, 16),)]


def test_every_faulty_row_is_told_with_line_and_remedy(tmp_path: Path) -> None:
    imported = sheet(
        tmp_path,
        "id;class;kind;area;text\n"
        "1;;support;lonn;Feriepenger mangler.\n"
        "2;;suport;lonnn;Feil i lønn.\n"
        "3;takk;;;\n"
        "4;;;;Ingen ord om hva\n"
        "5;;support;lonn;En sak\n"
        "5;takk;support;lonn;En sak til\n"
        "6;;support;;Uten område\n",
    )
    assert [mail.mail_id for mail in imported.mails] == ["1"]
    assert faults(imported) == [
        "mails.csv:3: 'suport' is no kind; did you mean support?",
        "mails.csv:3: 'lonnn' is no area; did you mean lonn?",
        "mails.csv:5: the class is missing; write one of request, followup, thanks, autoreply, bounce, bulk "
        "(or, for a request, its kind and area)",
        "mails.csv:6: 2 rows for a mail of class thanks; only a request has issues",
        f"mails.csv:8: the area is missing; write one of {', '.join(TAXONOMY.codes)}",
        "mails.csv:4: the text is missing; fill in the column text, or mail for all of the mail's text",
    ]


def test_words_that_the_mail_does_not_hold_are_a_fault(tmp_path: Path) -> None:
    imported = sheet(tmp_path, f'id;kind;area;text;mail\n7;support;lonn;Hva med lønn?;"{TWO}"\n')
    assert not imported.mails
    assert "mails.csv:2: the mail does not hold 'Hva med lønn?'" in faults(imported)[0]


def test_a_changed_text_beside_its_old_spans_is_a_fault(tmp_path: Path) -> None:
    imported = sheet(tmp_path, f'id;kind;area;text;spans;mail\n7;support;lonn;Noe annet;6-27;"{TWO}"\n')
    assert faults(imported) == [
        "mails.csv:2: the spans hold another text than the issue; leave the spans empty"
    ]


@pytest.mark.parametrize("spans", ["6-9000", "9-3", "x", "6-"])
def test_spans_outside_the_text_are_a_fault(tmp_path: Path, spans: str) -> None:
    assert len(sheet(tmp_path, f'id;kind;area;spans;mail\n7;support;lonn;{spans};"{TWO}"\n').faults) == 1


def test_a_text_that_the_corpus_holds_is_told_and_left_out(tmp_path: Path) -> None:
    known = labelled("old", "Hva med lønn?", ("support", "lonn", "Hva med lønn?"))
    rows = "kind,area,text\nsupport,lonn,hva  med LØNN?\nsupport,lonn,Ny sak\nsupport,lonn,Ny sak\n"
    imported = sheet(tmp_path, rows, (known,))
    assert [mail.text for mail in imported.mails] == ["Ny sak"]
    assert [one.same_as for one in imported.duplicates] == ["old", imported.mails[0].mail_id]


def test_an_id_that_the_corpus_holds_is_a_fault(tmp_path: Path) -> None:
    known = labelled("7", "Hva med lønn?", ("support", "lonn", "Hva med lønn?"))
    imported = sheet(tmp_path, "id,kind,area,text\n7,support,lonn,En ny\n", (known,))
    assert "the id '7' is that of a mail of the corpus" in faults(imported)[0]


def raw(number: int, text: str) -> FoundMail:
    return FoundMail(
        f"box#{number}",
        understand(make_mail(text=text, message_id=f"<m{number}@kunde.example>")),
        Kind.OPPDRAG,
    )


def test_raw_mails_are_labelled_by_message_id_or_position(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(
        "message_id;position;class;kind;area;begins\n"
        "<m2@kunde.example>;;;support;Bank og remittering;Banken\n"
        "<m2@kunde.example>;;;oppdrag;Rapporter og skjema;Kan dere\n"
        ";1;takk;;;\n",
        encoding="utf-8",
    )
    quoted = f"{TWO}\n\nFra: Ola\nSendt: 1. mai\nTil: Kari\nEmne: Fil\n\nGammelt"
    imported = import_mails([raw(1, "Tusen takk!"), raw(2, quoted)], read_given(path, WORDS), ())
    assert faults(imported) == []
    thanks, request = imported.mails
    assert (thanks.message_class, thanks.mailbox) == (MessageClass.THANKS, Kind.OPPDRAG)
    assert "Gammelt" not in request.text
    assert texts(request) == ["Banken avviser filen.", "Kan dere også lage en ny fakturamal?"]


def test_json_labels_say_the_same(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text(
        '{"position": 1, "issues": [{"kind": "support", "area": "Lønn"}]}\n{"position": 2, "class": []}\n'
        "not json\n",
        encoding="utf-8",
    )
    imported = import_mails([raw(1, "Hei!\n\nHva med lønn?\n\nHilsen Kari")], read_given(path, WORDS), ())
    assert [texts(mail) for mail in imported.mails] == [["Hva med lønn?"]]
    assert [fault.partition(": ")[0] for fault in faults(imported)] == ["labels.jsonl:2", "labels.jsonl:3"]


def test_mails_without_labels_and_labels_without_mails_are_faults(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("position;class\n9;takk\n", encoding="utf-8")
    imported = import_mails([raw(1, "Tusen takk!")], read_given(path, WORDS), ())
    assert not imported.mails
    assert "box#1: has no (faultless) labels; add a row" in faults(imported)[0]
    assert "labels.csv:2: no mail has this Message-ID or position" in faults(imported)[1]


def test_the_corpus_own_form_is_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "mails.jsonl"
    line = (CORPUS / "train-a.jsonl").read_text(encoding="utf-8").partition("\n")[0]
    path.write_text(f"{{bad\n{line}\n", encoding="utf-8")
    imported = import_lines(path, TAXONOMY.codes, ())
    assert [mail.mail_id for mail in imported.mails] == ["a-001"]
    assert [fault.partition(" (")[0] for fault in faults(imported)] == ["mails.jsonl:1: is not JSON"]


def test_the_corpus_comes_back_from_a_sheet_as_it_was(
    tmp_path: Path, some_mails: tuple[LabelledMail, ...]
) -> None:
    masked = tuple(mask(mail) for mail in some_mails)
    imported = sheet(tmp_path, sheet_of(masked))
    assert (imported.faults, imported.duplicates) == ((), ())
    assert imported.mails == masked


def test_the_issues_come_back_from_an_mbox(tmp_path: Path, some_mails: tuple[LabelledMail, ...]) -> None:
    masked = tuple(mask(mail) for mail in some_mails)
    labels = tmp_path / "labels.csv"
    labels.write_text(labels_of(masked), encoding="utf-8")
    box = tmp_path / "all.mbox"
    box.write_bytes(mbox_of(masked))
    mails = box.read_bytes().split(b"From corpus Thu Jan  1 00:00:00 1970\n")[1:]
    found = [FoundMail(str(at), understand(one), Kind.SUPPORT) for at, one in enumerate(mails)]
    imported = import_mails(found, read_given(labels, WORDS), ())
    before = {mail.mail_id: mail for mail in masked}
    assert len(imported.mails) >= 0.99 * len(masked), faults(imported)
    for mail in imported.mails:
        own = before[mail.mail_id]
        assert (mail.message_class, mail.language, mail.subject) == (
            own.message_class,
            own.language,
            own.subject,
        )
        assert [(i.kind, i.area, "".join(i.text.split())) for i in mail.issues] == [
            (i.kind, i.area, "".join(i.text.split())) for i in own.issues
        ]


_WORD = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=8)
_PART = st.text(st.sampled_from("ab Æ\n;,\"='-@+|…[]"), max_size=12)


@st.composite
def _mails(draw: st.DrawFn) -> LabelledMail:
    """A mail whose parts belong to its issues by turns, in any order."""
    count = draw(st.integers(0, 3))
    owners = [*range(count), *draw(st.lists(st.integers(-1, max(-1, count - 1)), max_size=5))]
    parts = [(draw(_WORD) + draw(_PART), owner) for owner in draw(st.permutations(owners))] or [("x", -1)]
    record = labelled(draw(_WORD), "".join(part for part, _ in parts), subject=draw(_PART))
    spans: dict[int, list[Span]] = {number: [] for number in range(count)}
    at = 0
    for part, owner in parts:
        if owner >= 0:
            spans[owner].append(Span(at, at + len(part)))
        at += len(part)
    issues = tuple(
        LabelledIssue(
            draw(st.sampled_from(Kind)),
            draw(st.sampled_from(TAXONOMY.codes)),
            tuple(own),
            "".join(span.of(record.text) for span in own),
        )
        for own in spans.values()
    )
    message_class = MessageClass.REQUEST if issues else draw(st.sampled_from(list(MessageClass)[1:]))
    return replace(record, issues=issues, message_class=message_class)


@settings(max_examples=100, deadline=None)
@given(mail=_mails())
def test_any_mail_comes_back_from_a_sheet_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, mail: LabelledMail
) -> None:
    masked = mask(mail)
    written = sheet_of([masked])
    # Letters that look spoilt ("Â¡") are put right on the way in.
    assume(letters_restored(written) is None)
    imported = sheet(tmp_path_factory.mktemp("sheet"), written)
    assert imported.faults == ()
    assert imported.mails == (masked,)
