"""Composing: whatever a customer has written, what goes out is one well-formed mail with our headers only."""

from dataclasses import replace
from email.utils import parsedate_to_datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from router.message.parts import Address, Origin, OwnIdentity
from router.message.understand import understand
from router.post.compose import (
    LARGEST_ENCLOSED_BYTES,
    Enclosure,
    Thread,
    address_can_be_written,
    compose,
    one_line,
)
from router.post.letters import Letter
from router.taxonomy import Language
from tests.post.letters import (
    FIRM,
    KARI,
    NO_THREAD,
    NOW,
    SENDER,
    a_case,
    a_notice,
    a_receipt,
    an_assignment,
    composed,
    parsed,
    text_of,
)

LETTERS: list[Letter] = [
    a_receipt(),
    a_receipt(asks_for_teamviewer=False),
    a_receipt(a_case(1), a_case(2, is_assignment=True), a_case(3, in_review=True)),
    a_receipt(a_case(is_assignment=True)),
    a_receipt(a_case(in_review=True)),
    an_assignment(),
    an_assignment(a_case(), a_case(2), a_case(3, in_review=True), attachments=("a.pdf", "b.xlsx")),
    replace(an_assignment(), teamviewer_id=None),
    a_notice(),
    replace(a_notice(may_be_new=False), attachments=()),
    replace(a_notice(), new_numbers=("2025-000002", "2025-000003")),
]
HEADERS = [
    *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress"),
    *("X-Ticket-Router", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
]
EXCHANGE_ID = "AM0PR01MB12345678901234567890ABCDEF@AM0PR01MB1234567890.eurprd01.prod.exchangelabs.example"


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("web_centre", ["", FIRM.web_centre])
def test_every_template_renders_whole_in_every_language(
    letter: Letter, language: Language, web_centre: str
) -> None:
    mail = composed(letter, language=language, firm=FIRM.model_copy(update={"web_centre": web_centre}))
    written = f"{parsed(mail)['Subject']}\n{text_of(mail)}"
    for leftover in ("{{", "}}", "{%", "%}", "None", "Undefined"):
        assert leftover not in written
    assert "\n\n\n" not in written
    assert written.strip()
    assert all(line == line.rstrip() for line in text_of(mail).splitlines())


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (Language.NB, "Det nye i svaret er registrert for seg: sak 2025-000002, 2025-000003."),
        (Language.NN, "Det nye i svaret er registrert for seg: sak 2025-000002, 2025-000003."),
        (Language.EN, "What is new in the answer has been registered by itself: 2025-000002, 2025-000003."),
    ],
)
def test_the_notice_names_the_new_cases_and_no_longer_asks_whether_there_are_any(
    language: Language, sentence: str
) -> None:
    letter = replace(a_notice(may_be_new=True), new_numbers=("2025-000002", "2025-000003"))
    told = text_of(composed(letter, language=language))
    assert sentence in told
    assert text_of(composed(a_notice(may_be_new=True), language=language)).count("\n\n") == told.count("\n\n")
    assert not any(question in told for question in ("Det kan være", "Det kan vere", "There may be"))


@pytest.mark.parametrize(
    ("language", "greeting"), [(Language.NB, "Hei!"), (Language.NN, "Hei!"), (Language.EN, "Hello,")]
)
def test_the_text_begins_with_a_greeting_and_ends_with_the_firm(language: Language, greeting: str) -> None:
    lines = text_of(composed(a_receipt(), language=language)).splitlines()
    assert lines[0] == greeting
    assert lines[-2] == "ØkonomiBistand"
    assert "900 00 000" in lines[-1]


@pytest.mark.parametrize("language", [Language.NB, Language.NN, Language.EN])
@pytest.mark.parametrize("count", [1, 2, 4, 30])
def test_a_receipt_names_the_number_of_every_case(language: Language, count: int) -> None:
    mail = composed(a_receipt(*(a_case(number + 1) for number in range(count))), language=language)
    for number in range(count):
        assert f"2025-{number + 1:06d}" in text_of(mail)
    assert "2025-000001" in parsed(mail)["Subject"]
    assert len(mail.subject) <= 200


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.NB, "ikke dekkes av Bistandsavtalen"),
        (Language.NN, "ikkje"),
        (Language.EN, "(Bistandsavtale) does not cover"),
    ],
)
def test_only_a_consultant_assignment_is_said_to_cost(language: Language, said: str) -> None:
    assert said in text_of(composed(a_receipt(a_case(is_assignment=True)), language=language))
    assert "Bistandsavtale" not in text_of(composed(a_receipt(), language=language))


def test_a_case_in_review_promises_no_area() -> None:
    written = text_of(composed(a_receipt(a_case(in_review=True))))
    assert "Lønn\n" not in written
    assert "En av oss ser på saken" in written


def test_an_assignment_holds_all_that_is_needed_to_begin() -> None:
    letter = an_assignment(a_case(text="Linje en.\nLinje to."), a_case(2), attachments=("feil.png",))
    mail = composed(letter, enclosure=Enclosure("2025-000001.eml", b"Subject: x\r\n\r\nhei"))
    written = text_of(mail)
    for needed in (
        *("Kari Moen <kari@eksempel-bygg.example>", "03.03.2025 10:00", "847221903", "feil.png"),
        *("    Linje en.\n    Linje to.", "2025-000002", "Lønn (96 %): «lønn»"),
    ):
        assert needed in written
    [enclosed] = parsed(mail).iter_attachments()
    assert enclosed.get_filename() == "2025-000001.eml"
    assert enclosed.get_content() == b"Subject: x\r\n\r\nhei"


@pytest.mark.parametrize("language", [Language.NB, Language.NN, Language.EN])
def test_an_assignment_tells_what_stands_with_another_case_and_is_needed_here(language: Language) -> None:
    told = an_assignment(a_case(background="Vi byttet server i helgen."))
    assert "\n    Vi byttet server i helgen.\n" in text_of(composed(told, language=language))
    assert "samme e-post, for" not in text_of(composed(an_assignment(), language=Language.NB))


def test_a_mail_says_that_it_is_automatic_and_ours() -> None:
    for letter, submitted, purpose in (
        (a_receipt(), "auto-replied", "receipt"),
        (an_assignment(), "auto-generated", "assignment"),
        (a_notice(), "auto-generated", "followup_notice"),
    ):
        mail = parsed(composed(letter))
        assert mail["Auto-Submitted"] == submitted
        assert mail["X-Auto-Response-Suppress"] == "All"
        assert mail["X-Ticket-Router"] == purpose
        assert mail["Message-ID"] == "<0123456789abcdef@router.okonomibistand.example>"
        assert parsedate_to_datetime(mail["Date"]) == NOW


def test_our_own_mail_is_known_when_it_comes_back() -> None:
    own = OwnIdentity(frozenset({SENDER.address}), FIRM.message_id_domain)
    assert understand(composed(a_receipt()).raw, own).origin is Origin.LOOP


def test_a_receipt_has_the_null_reverse_path_and_a_mail_to_a_colleague_has_not() -> None:
    assert composed(a_receipt()).envelope_from == ""
    assert composed(an_assignment()).envelope_from == SENDER.address
    assert composed(a_notice()).envelope_from == SENDER.address


@pytest.mark.parametrize(
    "answered", ["request-1@eksempel-bygg.example", EXCHANGE_ID, "x" * 489 + "@a.example"]
)
def test_the_headers_that_hold_a_thread_together_stand_as_they_are(answered: str) -> None:
    """Mail programs do not decode encoded words here (RFC 2047, section 5)."""
    mail = composed(a_receipt(), thread=Thread(answered, ("first@a.example", answered)))
    assert f"\r\nIn-Reply-To: <{answered}>\r\n".encode() in mail.raw
    assert f"\r\nReferences: <first@a.example>\r\n <{answered}>\r\n".encode() in mail.raw
    assert understand(mail.raw).references == ("first@a.example", answered)


def test_of_a_long_thread_the_newest_are_kept() -> None:
    ids = tuple(f"{number}@a.example" for number in range(300))
    kept = understand(composed(a_receipt(), thread=Thread(ids[-1], ids)).raw).references
    assert kept == ids[-20:]


@pytest.mark.parametrize("broken", ["", "a b@x", "a>b@x", "ø@x.example", "a\r\nBcc: x@y.example", "x" * 501])
def test_a_message_id_that_could_not_be_written_is_left_out(broken: str) -> None:
    mail = parsed(composed(a_receipt(), thread=Thread(broken, (broken, "good@a.example"))))
    assert mail["In-Reply-To"] is None
    assert mail["References"] == "<good@a.example>"
    assert mail["Bcc"] is None


@pytest.mark.parametrize("letter", [an_assignment(), a_notice()], ids=["assignment", "notice"])
def test_an_original_that_is_too_large_is_left_out_and_the_text_says_so(letter: Letter) -> None:
    whole = composed(letter, enclosure=Enclosure("a.eml", b"x" * LARGEST_ENCLOSED_BYTES))
    assert len(list(parsed(whole).iter_attachments())) == 1
    assert "Hele e-posten ligger ved." in text_of(whole)
    without = composed(letter, enclosure=Enclosure("a.eml", b"x" * (LARGEST_ENCLOSED_BYTES + 1)))
    assert list(parsed(without).iter_attachments()) == []
    assert "E-posten er for stor til å ligge ved." in text_of(without)
    assert "Hele e-posten" not in text_of(without)


def test_a_broken_original_does_not_break_our_mail() -> None:
    raw = b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n.\r\n\x00\xff" + b"y" * 2_000 + b"\r\n--x"
    [enclosed] = parsed(composed(an_assignment(), enclosure=Enclosure("a.eml", raw))).iter_attachments()
    assert enclosed.get_content() == raw


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert composed(a_receipt()).raw == composed(a_receipt()).raw


HOSTILE = st.text(
    st.one_of(st.characters(), st.sampled_from('\r\n\0\t =?_"\\<>,;:()@æøåÆØÅ\U0001f600\u200d\u2028\ud800')),
    max_size=1_000,
)


@given(subject=HOSTILE, name=HOSTILE)
@example(subject="x\r\nBcc: ola@y.example", name="Kari\r\nBcc: ola@y.example")
@example(subject="=?utf-8?q?=0D=0ABcc:_ola@y.example?=", name="=?utf-8?q?=0D=0ABcc:_ola@y.example?=")
@example(subject="x" * 1_000, name="x" * 1_000)
@example(subject="ø" * 1_000, name="ø" * 1_000)
@example(subject="\U0001f600 " * 500, name='"\\",<>@' * 10)
@example(subject="Lønn\u2028Bcc: ola@y.example", name="Kåre Ødegård, AS")
@example(subject="a  b\t c", name="")
@example(subject="\ud800\udfff", name="\ud800")
@pytest.mark.parametrize("letter", [a_receipt(), a_notice()], ids=["receipt", "notice"])
def test_nobody_can_change_our_headers_through_a_subject_or_a_name(
    letter: Letter, subject: str, name: str
) -> None:
    written = one_line(subject)
    mail = composed(replace(letter, subject=written), recipient=Address(name, KARI.address))
    message = parsed(mail)
    assert sorted(message.keys()) == sorted(HEADERS)
    assert max(len(line) for line in mail.raw.split(b"\r\n")) <= 998
    assert b"\r" not in mail.raw.replace(b"\r\n", b"")
    assert b"\n" not in mail.raw.replace(b"\r\n", b"")
    assert mail.raw.isascii()
    [recipient] = message["To"].addresses
    assert recipient.addr_spec == KARI.address
    understood = understand(mail.raw)
    assert understood.recipients[0].address == KARI.address
    assert "\n" not in str(message["Subject"])
    head = mail.subject.partition(":" if mail.purpose == "receipt" else "]")[0]
    assert head in understood.subject


@given(st.text(st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" =?_"), max_size=150))
@example("=?utf-8?q?ol=C3=A5?= og så videre")
@example("Årsoppgjør: bilag 12 – «kan ikke føres» \U0001f600")
@example("word " * 30)
def test_a_subject_comes_out_as_it_went_in(subject: str) -> None:
    mail = composed(a_receipt(subject=one_line(subject)))
    expected = one_line(f"Sak 2025-000001: {one_line(subject)}")
    assert mail.subject == expected
    assert str(parsed(mail)["Subject"]) == expected


@pytest.mark.parametrize(
    "name",
    ["Kari Moen", "Kåre Ødegård", "Moen, Kari", 'Kari "Kaia" Moen', "Æ" * 60, "=?x?q?y?=", "Bygg (AS)"],
)
def test_a_name_comes_out_as_it_went_in(name: str) -> None:
    mail = composed(a_receipt(), recipient=Address(name, KARI.address))
    assert understand(mail.raw).recipients == (Address(name, KARI.address),)


@given(HOSTILE)
@example(".\r\n.\r\nQUIT\r\n")
@example("From kari\nFrom ola")
@example("{{ firm.phone }} {% raw %}")
@example("x" * 1_000)
def test_a_text_stays_text(text: str) -> None:
    mail = composed(a_notice(text=text))
    assert sorted(parsed(mail).keys()) == sorted(HEADERS)
    assert max(len(line) for line in mail.raw.split(b"\r\n")) <= 78
    kept = [word for word in "".join(c for c in text if c.isalnum() or c.isspace()).split() if word.isascii()]
    written = text_of(mail)
    assert all(word in "".join(c for c in written if c.isalnum() or c.isspace()) for word in kept)
    assert "{{ firm.phone }}" in written or "{{ firm.phone }}" not in text


@pytest.mark.parametrize(
    "address",
    ["kari@a.example", "kari+x@a.b.example", "o'brien@a.example", "k@[192.0.2.1]", "a" * 64 + "@b.example"],
)
def test_an_address_that_mail_can_go_to(address: str) -> None:
    assert address_can_be_written(address)
    [recipient] = parsed(composed(a_receipt(), recipient=Address("Kari", address)))["To"].addresses
    assert recipient.addr_spec == address


@pytest.mark.parametrize(
    "address",
    [
        *("", "kari", "@a.example", "kari@", "kåre@a.example", "kari@å.example", "a b@c.example"),
        *(
            "kari@a.example\r\nBcc: x@y.example",
            "kari@a.example\x00",
            "<kari@a.example>",
            "a@b.example, c@d.example",
        ),
        *("kari@a.example>", "kari@@a.example", f"{'x' * 250}@a.example"),
    ],
)
def test_an_address_that_mail_cannot_go_to(address: str) -> None:
    assert not address_can_be_written(address)


def test_a_sender_of_our_own_keeps_its_name() -> None:
    mail = compose(
        a_receipt(),
        firm=FIRM,
        language=Language.NB,
        sender=Address("Økonomi \r\nBistand", SENDER.address),
        recipient=KARI,
        thread=NO_THREAD,
        message_id="1@r.example",
        now=NOW,
    )
    [sender] = parsed(mail)["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("Økonomi Bistand", SENDER.address)
