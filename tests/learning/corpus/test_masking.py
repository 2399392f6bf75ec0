"""Personal data must go, the rest must stay, and the labels must stand on the same words."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import iban, luhn
from stdnum.no import fodselsnummer, kontonr, orgnr

from router.learning.corpus.labelled import LabelledIssue, LabelledMail
from router.learning.corpus.masking import mask, mask_text
from router.message.parts import Address
from router.taxonomy import AreaCode, Kind, Language
from router.triage import ngrams
from router.triage.issue import MessageClass, Span

KARI = Address("Kari Moen", "kari.moen@moenbygg.example")


def a_mail(*parts: tuple[str, int | None], sender: Address = KARI, subject: str = "") -> LabelledMail:
    text = "".join(part for part, _ in parts)
    spans: dict[int, list[Span]] = {}
    at = 0
    for part, number in parts:
        if number is not None:
            spans.setdefault(number, []).append(Span(at, at + len(part)))
        at += len(part)
    issues = tuple(
        LabelledIssue(Kind.SUPPORT, AreaCode("lonn"), tuple(own), "".join(span.of(text) for span in own))
        for _, own in sorted(spans.items())
    )
    return LabelledMail(
        mail_id="m-1",
        mailbox=Kind.SUPPORT,
        language=Language.NB,
        message_class=MessageClass.REQUEST if issues else MessageClass.THANKS,
        sender=sender,
        subject=subject,
        text=text,
        issues=issues,
    )


def digits(draw: st.DrawFn, count: int, first: str = "123456789") -> str:
    return draw(st.sampled_from(first)) + draw(st.text("0123456789", min_size=count - 1, max_size=count - 1))


def grouped(number: str, *sizes: int, sign: str = " ") -> str:
    groups, at = [], 0
    for size in sizes:
        groups.append(number[at : at + size])
        at += size
    return sign.join(groups)


@st.composite
def identity_numbers(draw: st.DrawFn) -> str:
    day, month = draw(st.integers(1, 28)), draw(st.integers(1, 12))
    begin = f"{day:02}{month:02}{draw(st.integers(40, 99)):02}{draw(st.integers(0, 499)):03}"
    first = fodselsnummer.calc_check_digit1(begin)
    second = fodselsnummer.calc_check_digit2(begin + first)
    number = begin + first + second
    # A tenth has no check digits; masked all the same, since eleven digits may be a mistyped one.
    number = number if len(number) == 11 else begin + "00"
    return draw(
        st.sampled_from(
            [number, grouped(number, 6, 5), grouped(number, 6, 3, 2), grouped(number, 2, 2, 2, 5)]
        )
    )


@st.composite
def account_numbers(draw: st.DrawFn) -> str:
    begin = digits(draw, 10)
    ends = [end for end in "0123456789" if kontonr.is_valid(begin + end)]
    number = begin + (ends[0] if ends else "0")
    national = [number, grouped(number, 4, 2, 5), grouped(number, 4, 2, 5, sign=".")]
    international = "NO" + iban.calc_check_digits("NO00" + number) + number
    return draw(st.sampled_from([*national, international, grouped(international, 4, 4, 4, 3)]))


@st.composite
def card_numbers(draw: st.DrawFn) -> str:
    begin = digits(draw, 15, "45")
    number = begin + luhn.calc_check_digit(begin)
    return draw(st.sampled_from([number, grouped(number, 4, 4, 4, 4), grouped(number, 4, 4, 4, 4, sign="-")]))


@st.composite
def telephones(draw: st.DrawFn) -> str:
    number = digits(draw, 8, "49")
    return draw(
        st.sampled_from([
            grouped(number, 3, 2, 3),
            grouped(number, 2, 2, 2, 2),
            "+47 " + grouped(number, 3, 2, 3),
            "tlf " + number,
            "+47" + number,
        ])
    )  # fmt: skip


@st.composite
def payment_references(draw: st.DrawFn) -> str:
    begin = digits(draw, draw(st.integers(5, 15)))
    return f"KID {begin}{luhn.calc_check_digit(begin)}"


@st.composite
def remote_controls(draw: st.DrawFn) -> str:
    number = digits(draw, 10)
    return "TeamViewer " + draw(st.sampled_from([number, grouped(number, 1, 3, 3, 3)]))


@st.composite
def organisation_numbers(draw: st.DrawFn) -> str:
    begin = digits(draw, 8, "89")
    ends = [end for end in "0123456789" if orgnr.is_valid(begin + end)]
    return f"org.nr. {begin}{ends[0]}" if ends else "org.nr. 974760673"


@st.composite
def mail_addresses(draw: st.DrawFn) -> str:
    name, domain = draw(st.sampled_from(["kari", "ola.nes", "x_1"])), draw(st.sampled_from(["a-b", "firma"]))
    return f"{name}@{domain}.example"


NUMBERS = st.one_of(
    identity_numbers(),
    account_numbers(),
    card_numbers(),
    telephones(),
    payment_references(),
    remote_controls(),
    organisation_numbers(),
)
HARMLESS = st.sampled_from([
    "Konto 1500 Kundefordringer stemmer ikke med reskontro.",
    "Faktura 118842 på kr 12 500,00 er bokført 12.03.2025.",
    "Får feil 3021 når vi kjører lønn.",
    "Gjelder alle 17 ansatte, og 3 på lager.",
    "Can you set up EHF for us?",
    "Sak 2025-004217 er ikke løst.",
    "Betalingsfila vart avvist av banken.",
    "Vi må oppgradere til versjon 16.10 innen fredag.",
])  # fmt: skip


@st.composite
def sentences(draw: st.DrawFn) -> tuple[str, str]:
    """A sentence, and the same masked."""
    harmless = draw(HARMLESS)
    if draw(st.booleans()):
        return harmless, harmless
    number = draw(NUMBERS)
    return f"{harmless} Se {number}, takk.", f"{harmless} Se {re.sub('[0-9]', '0', number)}, takk."


@st.composite
def labelled_mails(draw: st.DrawFn) -> tuple[LabelledMail, LabelledMail]:
    """A mail full of personal data, and what its masked form must be to the letter."""
    issues = draw(st.lists(st.lists(sentences(), min_size=1, max_size=2), min_size=1, max_size=3))
    mail_address = draw(mail_addresses())
    plain: list[tuple[str, int | None]] = [("Hei Torunn!\n\n", None)]
    masked: list[tuple[str, int | None]] = [("Hei NN!\n\n", None)]
    for number, said in enumerate(issues):
        who = draw(
            st.sampled_from(["Kari Moen", "kari moen", "Kari", "KARI MOEN", "Moen, og det er viktig,"])
        )
        own = "NN, og det er viktig," if "viktig" in who else "NN"
        plain.append((f"Her er {who} igjen: " + " ".join(text for text, _ in said) + "\n", number))
        masked.append((f"Her er {own} igjen: " + " ".join(text for _, text in said) + "\n", number))
    plain.append(
        (
            f"\nMed vennlig hilsen\nKari Moen\nMoen Bygg AS\nStorgata 14B\n4020 Stavanger\n{mail_address}"
            "\nMob. 900 00 318 / 90000319",
            None,
        )
    )
    masked.append(
        (
            "\nMed vennlig hilsen\nNN\nNN Bygg AS\nNN-gata 0\n0000 NN\nnn@nn.example"
            "\nMob. 000 00 000 / 00000000",
            None,
        )
    )
    nobody = Address("NN", "nn@nn.example")
    return (
        a_mail(*plain, subject="Fra Kari Moen, 900 00 318"),
        a_mail(*masked, sender=nobody, subject="Fra NN, 000 00 000"),
    )


@given(labelled_mails())
@settings(max_examples=150, deadline=None)
def test_personal_data_goes_the_rest_stays_and_every_span_covers_the_same_words(
    mails: tuple[LabelledMail, LabelledMail],
) -> None:
    plain, masked = mails
    assert mask(plain) == masked


@given(labelled_mails())
@settings(max_examples=50, deadline=None)
def test_masking_what_is_masked_changes_nothing(mails: tuple[LabelledMail, LabelledMail]) -> None:
    masked = mask(mails[0])
    assert mask(masked) == masked


@given(st.lists(st.one_of(NUMBERS, mail_addresses(), st.text(max_size=20)), max_size=6), st.data())
@settings(max_examples=200, deadline=None)
def test_any_text_with_any_spans_is_masked_and_every_piece_of_it_is_the_masked_piece(
    parts: list[str], data: st.DataObject
) -> None:
    text = " ".join(parts)
    cuts = sorted(data.draw(st.sets(st.integers(1, max(1, len(text) - 1)), max_size=3)))
    borders = [0, *[cut for cut in cuts if cut < len(text)], len(text)]
    pieces = [text[a:b] for a, b in pairwise(borders) if a < b] or ["x"]
    mail = a_mail(*((piece, number if number % 2 else None) for number, piece in enumerate(pieces)))
    masked = mask(mail)
    assert all(span.start < span.end for issue in masked.issues for span in issue.spans)
    assert "".join(issue.text for issue in masked.issues) == "".join(
        span.of(masked.text) for issue in masked.issues for span in issue.spans
    )
    assert mask(masked) == masked


@given(NUMBERS)
def test_to_the_classifier_a_masked_number_is_what_the_number_was(number: str) -> None:
    text = f"Gjelder {number} i dag"
    masked = mask_text(text)
    assert masked != text
    assert ngrams.forms(masked) == ngrams.forms(text)
    assert ngrams.chunks(masked) == ngrams.chunks(text)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Ansatt 010190 12345 mangler skattekort", "Ansatt 000000 00000 mangler skattekort"),
        ("fnr. 01.01.90-12345", "fnr. 00.00.00-00000"),
        ("Hun er født 12.03.1985 og har", "Hun er født 00.00.0000 og har"),
        ("til kontonr 1234.56.78900 hos", "til kontonr 0000.00.00000 hos"),
        ("IBAN GB82 WEST 1234 5698 7654 32 er ny", "IBAN GB00 WEST 0000 0000 0000 00 er ny"),
        ("TV id 123 456 789, passord: hemmelig7", "TV id 000 000 000, passord: ****"),
        ("passordet er utløpt", "passordet er utløpt"),
        ("Vi er flyttet til Nedre Storgate 12, 3015 Drammen.", "Vi er flyttet til NN-gata 0, 0000 NN."),
        ("Send til Bjørkelia 4B, 7020 Trondheim.", "Send til NN-gata 0, 0000 NN."),
        ("Strandpromenaden 12, 4006 Stavanger", "NN-gata 0, 0000 NN"),
        ("Torget 1, 8001 Bodø", "NN-gata 0, 0000 NN"),
        ("Øvre Langhaugen 22, 5033 Bergen", "NN-gata 0, 0000 NN"),
        ("Kongens gate 4 b", "NN-gata 0"),
        ("Ansatt f. 12.03.1984 og f. 3/4-79", "Ansatt f. 00.00.0000 og f. 0/0-00"),
        ("Org 987 654 321 MVA", "Org 000 000 000 MVA"),
        ("foretaksnr 974 760 673 MVA", "foretaksnr 000 000 000 MVA"),
        ("Faktura fra 987654321MVA, NO 974760673 MVA", "Faktura fra 000000000MVA, NO 000000000 MVA"),
        ("Telefonen er 41234567", "Telefonen er 00000000"),
        ("Vi bor på Solbakken Gård, 1400 Ski.", "Vi bor på Solbakken Gård, 0000 NN."),
        ("1500 Kundefordringer, 2400 Leverandørgjeld", "1500 Kundefordringer, 2400 Leverandørgjeld"),
        ("Feil konto i Visma, 2400 Leverandørgjeld.", "Feil konto i Visma, 2400 Leverandørgjeld."),
        ("Password is Sommer2024! Ring meg", "Password is **** Ring meg"),
        ("Passordet er Sommer2024", "Passordet er ****"),
        ("pass: abc123", "pass: ****"),
        ("PIN-koden er 4711", "PIN-koden er ****"),
        ("passordet er 14 dager gammelt", "passordet er 14 dager gammelt"),
        ("NN Al-Rashid mangler lønn", "NN mangler lønn"),
        ("Fatima Al-Rashid og Ingrid Dahl-Berge mangler", "NN og NN mangler"),
        ("Ansatt Kvalvåg, NN", "Ansatt NN, NN"),
        ("Kvalvåg, Ingrid\nFrøiland, Ola (4711)", "NN, NN\nNN, NN (4711)"),
        ("NN Data AS har feil", "NN Data AS har feil"),
        ("Hilsen, Kari\nCheers, Ola", "Hilsen, NN\nCheers, NN"),
        ("Faktura til Førde, Kari venter", "Faktura til Førde, NN venter"),
        ("Postboks 1234 Sentrum, 0107 Oslo", "Postboks 0 Sentrum, 0000 NN"),
        ("Konto 1500 Kundefordringer", "Konto 1500 Kundefordringer"),
        ("Gjelder alle 17, remitteringen 3 og plass 4", "Gjelder alle 17, remitteringen 3 og plass 4"),
        ("Hei Wojtek,\nfår feil", "Hei NN,\nfår feil"),
        ("Hei, får ikke sendt faktura", "Hei, får ikke sendt faktura"),
        ("Hei Visma-folk", "Hei Visma-folk"),
        ("Hanne Bakken er sykmeldt, Mona vikarierer", "NN er sykmeldt, NN vikarierer"),
        ("Per i dag ligger Dag-rapporten på august", "Per i dag ligger Dag-rapporten på august"),
    ],
)
def test_texts_as_customers_write_them(text: str, masked: str) -> None:
    assert mask_text(text) == masked


@pytest.mark.parametrize(
    ("name", "text", "masked"),
    [
        ("Moen, Kari (Moen Bygg AS)", "Karis maskin. Mvh K. Moen", "NN maskin. Mvh NN"),
        ("Berg", "Et berg av bilag.\n\nMvh\nberg", "Et berg av bilag.\n\nMvh\nNN"),
        (
            "Regnskap Lier",
            "Får ikke åpnet Regnskap.\n\nMvh\nRegnskap",
            "Får ikke åpnet Regnskap.\n\nMvh\nRegnskap",
        ),
        ("Anne-Lise Kvamme", "Får feil.\n\nMvh\nALK", "Får feil.\n\nMvh\nNN"),
        ("post", "Får feil.\n\nMvh\nWibecke Solås\nDaglig leder", "Får feil.\n\nMvh\nNN\nDaglig leder"),
        ("Lønn Bygg AS", "Lønn og Bygg.\n\nMvh\nBygg AS", "Lønn og Bygg.\n\nMvh\nBygg AS"),
    ],
)
def test_the_senders_name_goes_wherever_it_stands_and_a_mailbox_has_none(
    name: str, text: str, masked: str
) -> None:
    assert mask_text(text, Address(name, "x@y.example")) == masked


def test_a_list_of_a_thousand_employees_is_masked_to_the_last_one() -> None:
    lines = [f"Ansatt {n} 010190{n:05} konto 1234.56.{n:05} tlf 9{n:07}" for n in range(1_000)]
    masked = mask_text("\n".join(lines))
    assert masked.split("\n") == [
        f"Ansatt {n} 00000000000 konto 0000.00.00000 tlf 00000000" for n in range(1_000)
    ]


def test_a_number_that_lies_across_two_issues_is_masked_in_both() -> None:
    mail = a_mail(("Ring 900 0", 0), ("0 318 i dag", 1))
    masked = mask(mail)
    assert [issue.text for issue in masked.issues] == ["Ring 000 0", "0 000 i dag"]


def test_id_labels_language_and_mailbox_stay() -> None:
    mail = a_mail(("Ring Kari Moen på 900 00 318", 0))
    masked = mask(mail)
    assert replace(masked, sender=mail.sender, text=mail.text, issues=mail.issues) == mail


def test_whom_a_signature_names_that_was_cut_away_is_masked_in_the_text() -> None:
    mail = a_mail(("Wojtek Zawada har ikke fått lønn", 0), sender=Address("Post", "post@y.example"))
    assert mask(mail, signature="Mvh\nWojtek Zawada\nDaglig leder").text == "NN har ikke fått lønn"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Nummeret mitt er 91234567.", "Nummeret mitt er 00000000."),
        ("Ring 22 33 44 55 eller 91234567", "Ring 00 00 00 00 eller 00000000"),
        ("912.34.567", "000.00.000"),
        ("Nummeret hennes er 55 12 34 56", "Nummeret hennes er 00 00 00 00"),
        ("pwd Hemmelig123", "pwd ****"),
        ("passord Sommer2024! virker ikke", "passord **** virker ikke"),
    ],
)
def test_what_reaches_a_person_is_masked_without_a_telling_word(text: str, masked: str) -> None:
    assert mask_text(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "Faktura 4123, 1500 Kundefordringer",
        "Konto 1500, 1520 Diverse",
        "passord virker ikke",
        "beløpet er 41 234,50",
        "bilag 30412 og ordre 2025001",
    ],
)
def test_numbers_of_the_ledger_stay(text: str) -> None:
    assert mask_text(text) == text
