"""The whole room: real clients' mails, and whatever bytes there are."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from router.message import understand
from router.message.parts import Address, Message, Origin
from router.taxonomy import Language
from tests.mails import File, make_mail

OUTLOOK = """<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><style>p.MsoNormal {margin:0cm}</style></head>
<body lang="NO-BOK"><div class="WordSection1"><p class="MsoNormal">Hei,<o:p></o:p></p>
<p class="MsoNormal"><o:p>&nbsp;</o:p></p>
<p class="MsoNormal">Vi får ikke sendt betalingsfilen.<o:p></o:p></p>
<p class="MsoNormal">TeamViewer: 847 221 903<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>
<p class="MsoNormal">Med vennlig hilsen<o:p></o:p></p><p class="MsoNormal">Kari Moen<o:p></o:p></p>
<p class="MsoNormal">Tlf 900 00 000<o:p></o:p></p>
<div><div style="border:none;border-top:solid #E1E1E1 1.0pt">
<p class="MsoNormal"><b>Fra:</b> Support &lt;support@okonomibistand.example&gt; <br>
<b>Sendt:</b> mandag 3. mars 2025 09:12<br>
<b>Til:</b> Kari Moen<br><b>Emne:</b> SV: [Sak 2025-004217] Remittering<o:p></o:p></p></div></div>
<p class="MsoNormal">Da har vi ordnet det.<o:p></o:p></p></div></body></html>"""


def test_a_reply_from_outlook_is_understood_whole() -> None:
    message = understand(
        make_mail(
            sender="Kari Moen <kari@eksempel-bygg.example>",
            to="Support <support@okonomibistand.example>, ola@eksempel-bygg.example",
            subject="SV: [Sak 2025-004217] Remittering på lønn",
            html=OUTLOOK,
            attachments=[File("skjermbilde.png", b"png", "image/png", inline=True)],
            headers=[
                ("Cc", "Per Li <per@eksempel-bygg.example>"),
                ("Reply-To", "regnskap@eksempel-bygg.example"),
                ("In-Reply-To", "<receipt.17@okonomibistand.example>"),
                ("References", "<0@eksempel-bygg.example> <receipt.17@okonomibistand.example>"),
            ],
        )
    )
    assert message.text.new_text == "Hei,\n\nVi får ikke sendt betalingsfilen.\nTeamViewer: 847 221 903"
    assert message.text.signature == "Med vennlig hilsen\nKari Moen\nTlf 900 00 000"
    assert message.text.quoted_text.endswith("Da har vi ordnet det.")
    assert message.marks.teamviewer_id == "847221903"
    assert message.marks.case_numbers == ("2025-004217",)
    assert message.subject == "SV: [Sak 2025-004217] Remittering på lønn"
    assert message.sender == Address("Kari Moen", "kari@eksempel-bygg.example")
    assert message.answer_address == Address("", "regnskap@eksempel-bygg.example")
    assert [mailbox.address.partition("@")[0] for mailbox in message.recipients] == ["support", "ola", "per"]
    assert message.in_reply_to == ("receipt.17@okonomibistand.example",)
    assert len(message.references) == 2
    assert message.date is not None
    assert message.date.isoformat() == "2025-03-03T09:12:00+01:00"
    assert message.origin is Origin.HUMAN
    assert message.language is Language.NB
    assert [file.name for file in message.attachments] == ["skjermbilde.png"]
    assert message.warnings == ()


def test_a_plain_latin_1_mail_without_a_label_is_read() -> None:
    raw = "From: kåre@a.example\nSubject: Lønn\n\nFår ikke kjørt lønn på tirsdag".encode("latin-1")
    message = understand(raw)
    assert message.subject == "Lønn"
    assert message.text.new_text == "Får ikke kjørt lønn på tirsdag"


@pytest.mark.parametrize(
    ("raw", "warning"),
    [
        (b"From: a@a.example\nFrom: b@b.example\n\nx", "2 From fields"),
        (b"Subject: x\n\nx", "no sender"),
        (b"From: a@a.example\nDate: i gar\n\nx", "date"),
        (b"From: a@a.example\rSubject: x\r\rx", "bare CR"),
        ("From: a@a.example\nContent-Type: text/plain; charset=iso-8859-1\n\nFår".encode(), "UTF-8"),
    ],
)
def test_what_was_repaired_is_told(raw: bytes, warning: str) -> None:
    assert any(warning in told for told in understand(raw).warnings)


def test_the_same_bytes_give_the_same_message() -> None:
    raw = make_mail(text="Hei", html=OUTLOOK)
    assert understand(raw) == understand(raw)


@given(st.binary(max_size=2_000))
@example(b"")
@example(b"\n")
@example(b"Content-Type: multipart/mixed; boundary=x\n\n--x\n")
@example(b"Content-Type: message/rfc822\n\n")
@example(b"From \n")
def test_any_bytes_give_a_message(raw: bytes) -> None:
    _is_storable(understand(raw))


FRAGMENTS = st.sampled_from(
    [
        *(b"From: Kari <k@a.example>\n", b"Subject: =?utf-8?q?l=C3=B8nn?=\n", b"Date: Mon, 3", b"\n"),
        *(b"--x\n", b"--x--\n", b"--y\n", b"Content-Type: message/rfc822\n", b"Content-Type: text/plain;"),
        *(
            b"Content-Type: multipart/mixed; boundary=x\n",
            b"Content-Type: multipart/alternative; boundary=y\n",
        ),
        *(b"Content-Type: text/html; charset=utf-16\n", b" format=flowed\n", b"\xe6\xf8\xe5", b"\xc3\xa5"),
        *(b"Content-Transfer-Encoding: base64\n", b"Content-Transfer-Encoding: quoted-printable\n"),
        *(b"<div class=gmail_quote>", b"<table><tr><td>", b"</div>", b"=C3=A5=\n", b"SGVp\n"),
        *(b"> sitat\n", b"Fra: X\nSendt: i dag\nEmne: y\n", b"Mvh\nKari\n", b"TeamViewer 847 221 903\n"),
    ]
)


@given(st.lists(st.one_of(FRAGMENTS, st.binary(max_size=20)), max_size=40).map(b"".join))
def test_any_mixture_of_the_pieces_of_mails_gives_a_message(raw: bytes) -> None:
    message = understand(raw)
    _is_storable(message)
    assert not any("could not be understood" in warning for warning in message.warnings)


@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=100)
)
def test_whatever_a_customer_writes_is_in_the_new_text(written: str) -> None:
    message = understand(make_mail(text=f"Vi lurer på {written} i dag."))
    assert written in message.text.new_text


def _is_storable(message: Message) -> None:
    """No lone surrogates and no NULs anywhere: a database and a JSON reader take the message."""
    texts = [
        *(message.subject, message.sender.name, message.sender.address, message.message_id or ""),
        *(message.text.new_text, message.text.quoted_text, message.text.signature, message.origin_reason),
        *(file.name + file.content_type for file in message.attachments),
        *(mailbox.name + mailbox.address for mailbox in message.recipients),
        *(*message.references, *message.warnings),
    ]
    for text in texts:
        text.encode("utf-8")
        assert "\0" not in text
    assert len(message.fingerprint) == 64


def test_who_sent_the_mail_for_its_author_is_told() -> None:
    raw = make_mail(headers=[("Sender", "Regnskap <regnskap@eksempel-bygg.example>")])
    assert understand(raw).submitter == Address("Regnskap", "regnskap@eksempel-bygg.example")
    raw = make_mail(headers=[("Sender", "KARI@eksempel-bygg.example")])
    assert understand(raw).submitter is None
    assert understand(make_mail()).submitter is None


def test_the_mailboxes_that_the_mail_reached_are_told_the_nearest_first() -> None:
    raw = b"Delivered-To: arkiv@b.example\n" + make_mail(
        headers=[
            ("X-Original-To", "support+lonn@b.example"),
            ("Delivered-To", "<ARKIV@b.example>"),
            ("Envelope-To", "support@b.example"),
            ("X-Envelope-To", "rfc822;x@b.example"),
        ]
    )
    assert [mailbox.address for mailbox in understand(raw).delivered_to] == [
        *("arkiv@b.example", "support+lonn@b.example", "support@b.example", "x@b.example"),
    ]


def test_a_sender_in_disguise_is_told() -> None:
    raw = make_mail(sender='"support@okonomibistand.example" <evil@x.example>')
    message = understand(raw)
    assert message.sender.address == "evil@x.example"
    assert any("shows another address" in warning for warning in message.warnings)


@pytest.mark.parametrize(
    ("field", "warning"),
    [
        ("Subject: Lønn".encode("latin-1"), "the subject: text is not UTF-8"),
        (b"Subject: =?utf-8?q?L=C3=B8nn", "the subject: an encoded word"),
        ("From: Kåre <k@a.example>".encode("latin-1"), "the sender: text is not UTF-8"),
    ],
)
def test_a_repaired_field_is_told(field: bytes, warning: str) -> None:
    message = understand(field + b"\n\nx")
    assert any(warning in told for told in message.warnings)


def test_raw_utf_8_in_the_header_is_what_rfc_6532_allows() -> None:
    raw = (
        "From: Kåre <kåre@blåbær.example>\nSubject: Lønn\nDate: Mon, 03 Mar 2025 09:12:00 +0100\n\nx".encode()
    )
    message = understand(raw)
    assert message.sender == Address("Kåre", "kåre@blåbær.example")
    assert message.warnings == ()
