"""Mails that only point at what they forward: that is the request, and its author is known."""

import pytest

from router.message import OwnIdentity, understand
from router.message.lines import lines_of
from router.message.parts import Address
from router.message.trim.forwarded import author_of, is_pointer, points_on
from router.message.trim.history import first_mark
from router.message.trim.trim import trim
from tests.mails import File, make_mail

ASKED = "Hei, vi får ikke sendt a-meldingen. Haster!"
OUTLOOK = (
    "Fra: Per Li <per@a.example>\nSendt: 3. mars 2025 09:12\nTil: Kari Moen\nEmne: A-melding\n\n" + ASKED
)


PER = Address("Per Li", "per@a.example")
FIELDS = "Sendt: 3. mars 2025 09:12\nTil: K\nEmne: x"


@pytest.mark.parametrize(
    ("above", "author"),
    [
        (f"Fra: Per Li <per@a.example>\n{FIELDS}", PER),
        (f"Fra: Per Li [mailto:per@a.example]\n{FIELDS}", PER),
        (f"Fra: Per Li\n{FIELDS}", Address("Per Li", "")),
        ("---------- Forwarded message ---------\nFra: Per Li <per@a.example>\nDate: 3. mars\nEmne: x", PER),
        ("man. 3. mars 2025 kl. 09:12 skrev Per Li <per@a.example>:", PER),
        ("On Mon, 3 Mar 2025 at 09:12, Per Li <per@a.example> wrote:", PER),
        ("Den 3. mars 2025 kl. 09:12 skrev Per Li:", Address("Per Li", "")),
    ],
)  # fmt: skip
def test_the_author_is_read_from_the_mark(above: str, author: Address) -> None:
    lines = f"{above}\n\n{ASKED}".split("\n")
    mark = first_mark(lines)
    assert mark is not None
    assert author_of(lines, mark) == author


@pytest.mark.parametrize("subject", ["VS: A-melding", "SV: A-melding"])
def test_what_a_colleague_asked_is_the_request_where_the_sender_only_points_at_it(subject: str) -> None:
    trimmed = trim(lines_of(f"Kan dere ta denne?\n\nMvh Kari\n\n{OUTLOOK}"), subject=subject)
    assert trimmed.text.new_text == f"Kan dere ta denne?\n\n{ASKED}"
    assert trimmed.forwarded_from == Address("Per Li", "per@a.example")


def test_what_we_wrote_ourselves_is_no_request_of_a_customer_who_answers_it() -> None:
    raw = make_mail(subject="SV: A-melding", text=f"Se under.\n\n{OUTLOOK}")
    own = OwnIdentity(frozenset({"per@a.example"}))
    message = understand(raw, own)
    assert message.text.new_text == "Se under."
    assert message.forwarded_from is None


OWN = OwnIdentity(frozenset({"support@okonomibistand.example"}))
SAID = "> Hei, lønn er kjørt og fakturaen er sendt.\n> Kan du sjekke banken?"
OURS = {
    "attribution": f"Den 20.11.2026 kl. 10:22 skrev ØkonomiBistand <support@okonomibistand.example>:\n{SAID}",
    "a consultant's": f"Den 20.11.2026 kl. 10:22 skrev Liv <Liv@Okonomibistand.example>:\n{SAID}",
    "Outlook's": OUTLOOK.replace("per@a.example", "support@okonomibistand.example"),
    "Outlook's of a forward": (
        "---------- Forwarded message ---------\n"
        + OUTLOOK.replace("per@a.example", "support@okonomibistand.example")
    ),
}


@pytest.mark.parametrize("quoted", OURS.values(), ids=OURS.keys())
@pytest.mark.parametrize("subject", ["HJELP!!!!", "VS: Lisens", "SV: Lisens"])
@pytest.mark.parametrize("own", ["", "Kan dere ta denne?"])
def test_what_we_wrote_ourselves_is_no_request_of_a_customer_who_passes_it_on(
    quoted: str, subject: str, own: str
) -> None:
    message = understand(make_mail(subject=subject, text=f"{own}\n\n{quoted}"), OWN)
    assert message.text.new_text == own
    assert message.text.quoted_text == quoted
    assert message.forwarded_from is None


def test_our_mail_in_gmails_container_is_no_request_either() -> None:
    said = "Den fre. 20. nov. 2026 kl. 10:22 skrev ØB &lt;support@okonomibistand.example&gt;:<br></div>"
    html = f"""<div dir="ltr"><br></div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">{said}
        <blockquote class="gmail_quote">Hei, lønn er kjørt. Kan du sjekke banken?</blockquote></div>"""
    text = understand(make_mail(subject="HJELP!!!!", html=html), OWN).text
    assert text.new_text == ""
    assert "lønn er kjørt" in text.quoted_text


@pytest.mark.parametrize(
    ("author", "new_text"),
    [("Per <per@a.example>", "Lønn er kjørt."), ("ØB <support@okonomibistand.example>", "Se vedlegg")],
)
def test_our_mail_is_no_request_as_an_attachment_either(author: str, new_text: str) -> None:
    inner = File("A-melding.eml", make_mail(sender=author, text="Lønn er kjørt."), "message/rfc822")
    message = understand(make_mail(subject="A-melding", text="Se vedlegg", attachments=[inner]), OWN)
    assert message.text.new_text.split("\n")[-1] == new_text
    assert len(message.attachments) == 1


def test_what_a_colleague_wrote_above_our_mail_is_the_request_without_our_words() -> None:
    colleague = f"{OUTLOOK}\n\n{OURS['attribution']}"
    message = understand(make_mail(subject="Lisens", text=colleague), OWN)
    assert message.text.new_text == ASKED
    assert "lønn er kjørt" in message.text.quoted_text
    assert message.forwarded_from == PER


def test_answers_between_the_lines_of_our_mail_are_new() -> None:
    answered = OURS["attribution"].replace("\n> Kan du", "\nNei, den er ikke kommet.\n> Kan du")
    message = understand(make_mail(subject="Lisens", text=f"{answered}\nDet har jeg gjort."), OWN)
    assert message.text.new_text == "Nei, den er ikke kommet.\n\nDet har jeg gjort."


def test_a_customers_customer_who_gets_a_copy_may_have_written_the_request() -> None:
    raw = make_mail(
        sender="Kari Moen <kari@b.example>",
        to="support@okonomibistand.example",
        headers=[("Cc", "Per Li <per@a.example>")],
        subject="VS: A-melding",
        text=OUTLOOK,
    )
    assert understand(raw, OWN).text.new_text == ASKED


def test_a_greeting_above_history_points_at_nothing() -> None:
    assert is_pointer("Hei")
    assert not points_on("Hei")
    assert trim(lines_of(f"Hei\n\n{OUTLOOK}"), subject="SV: A-melding").text.new_text == "Hei"


def test_the_marks_of_quoting_are_taken_off_what_apple_forwards() -> None:
    quoted = "\n".join(
        f"> {line}".rstrip() for line in f"Videresendt melding:\n\n{OUTLOOK}\n> Eldre".split("\n")
    )
    text = trim(lines_of(f"Se under\n\n{quoted}"), subject="Vs: A-melding").text
    assert text.new_text == f"Se under\n\n{ASKED}"
    assert "Eldre" in text.quoted_text


@pytest.mark.parametrize(
    "own",
    [
        "Ser dere på denne?",
        "Sender denne videre.",
        "Til info og oppfølging",
        "??",
        "Videresender denne til dere.",
        "Kan dere hjelpe?",
        "Se nedenfor. Kan dere hjelpe?",
        "Hei, jeg fikk denne fra Arne. Kan dere ta kontakt med ham?",
        "+ support",
        "Legger til support",
        "Dette har Arne på lageret slitt med siden mandag, og jeg får det ikke til heller, så jeg sender den "
        "videre til dere.",
    ],
)
def test_a_sentence_that_says_this_points_at_what_is_forwarded(own: str) -> None:
    assert trim(lines_of(f"{own}\n\n{OUTLOOK}"), subject="VS: EHF").text.new_text == f"{own}\n\n{ASKED}"


@pytest.mark.parametrize("own", ["Se nedenfor. Kan dere hjelpe?", "+ support", "Legger til support"])
def test_support_may_be_taken_into_a_conversation_of_colleagues(own: str) -> None:
    assert trim(lines_of(f"{own}\n\n{OUTLOOK}"), subject="SV: EHF").text.new_text == f"{own}\n\n{ASKED}"


@pytest.mark.parametrize("subject", ["SV: EHF", "EHF"])
@pytest.mark.parametrize(
    "own",
    [
        "Kan dere hjelpe?",
        "Takk for tilbakemelding.",
        "Skal sjekke dette",
        "Takk, se under",
        "Takk for svar, se vedlagt.",
        "Ja, se vedlegg",
        "Nå fikk vi denne",
        "Det er denne meldingen vi får",
        "Får ikke opp meldingen",
        "Jeg sender dette videre til Arne",
        "Kan dere ringe Arne om dette?",
        "Har dere fått svar på denne?",
    ],
)
def test_an_answer_that_does_not_say_so_takes_nobody_in(own: str, subject: str) -> None:
    assert trim(lines_of(f"{own}\n\n{OUTLOOK}"), subject=subject).text.new_text == own


@pytest.mark.parametrize(
    "own",
    [
        "Jeg videresendte fakturaen, men fikk denne tilbake fra banken. Vi trenger også to nye lisenser.",
        "E-post videresendes ikke fra systemet, og videresender vi selv kommer den ikke fram. Sender en til.",
        "Hva er dette? Skal vi svare på denne?",
        "Hva er dette? Kan dere sjekke?",
        "Er denne fra dere? Hva skal vi gjøre med den?",
        "Vi fikk denne fra Skatteetaten. Hvordan fører jeg det på riktig konto i regnskapet?",
    ],
)
def test_a_matter_of_its_own_above_a_forwarded_mail_is_the_request(own: str) -> None:
    assert trim(lines_of(f"{own}\n\n{OUTLOOK}"), subject="VS: EHF").text.new_text == own


@pytest.mark.parametrize(
    "own",
    ["Kan dere lage en slik rapport til oss?", "Vi trenger tilgang til 5 nye brukere.", "Feil 3021 her."],
)
def test_a_request_of_its_own_leaves_what_is_forwarded_quoted(own: str) -> None:
    assert trim(lines_of(f"{own}\n\n{OUTLOOK}"), subject="VS: EHF").text.new_text == own


def test_a_colleague_among_the_recipients_may_have_written_the_request() -> None:
    raw = make_mail(
        sender="Kari Moen <kari@a.example>",
        to="support@okonomibistand.example",
        headers=[("Cc", "Per Li <per@a.example>")],
        subject="SV: A-melding",
        text=f"Kan dere ta denne?\n\n{OUTLOOK}",
    )
    message = understand(raw)
    assert message.text.new_text == f"Kan dere ta denne?\n\n{ASKED}"
    assert message.forwarded_from == Address("Per Li", "per@a.example")


def test_an_answer_to_whom_it_is_written_to_passes_nothing_on() -> None:
    raw = make_mail(
        to="support@okonomibistand.example",
        subject="SV: A-melding",
        text=f"Kan dere se på dette?\n\n{OUTLOOK.replace('per@a.example', 'per@okonomibistand.example')}",
    )
    assert understand(raw).text.new_text == "Kan dere se på dette?"
