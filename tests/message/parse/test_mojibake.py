"""Spoilt Norwegian letters come out right, and who writes about such signs is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message import understand
from router.message.parse.mojibake import letters_restored, without_entities, without_quoted_printable
from tests.mails import make_mail

TEXT = "Får ikke kjørt lønn på nytt – «hjelp» ÆØÅ"


def _spoilt(text: str, times: int) -> str:
    for _ in range(times):
        text = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode("utf-8"))
    return text


@pytest.mark.parametrize("times", [1, 2, 3])
def test_text_that_was_spoilt_up_to_three_times_is_whole_again(times: int) -> None:
    assert letters_restored(_spoilt(TEXT, times)) == TEXT


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Vi får Ã¥ i stedet for å på fakturaen",
        "SÃO PAULO",
        "Prisen er 20 Â",
        "Hei",
        "",
        "Château – «â»",
    ],
)
def test_proper_text_and_text_about_the_signs_are_left_alone(text: str) -> None:
    assert letters_restored(text) is None


def test_entities_in_plain_text_are_read_but_not_beside_proper_letters() -> None:
    assert without_entities("F&aring;r ikke l&oslash;nn &amp; mva &#230;") == "Får ikke lønn & mva æ"
    assert without_entities("Får &aring; på fakturaen") is None
    assert without_entities("A &amp; B") is None


@pytest.mark.parametrize(
    ("raw", "undone"),
    [
        (b"F=C3=A5r ikke", "Får ikke".encode()),
        (b"F=E5r ikke l=F8nn", "Får ikke lønn".encode("latin-1")),
        (b"F=C3=A5r ikke=\nnoe", "Får ikkenoe".encode()),
        (b"https://a.example/?id=E5&x=F8", None),
        (b"x=E5", None),
        (b"kode=E5 og feil=C5 i loggen", None),
        (b'<td bgcolor=E6E6FA style="a"><td color=E5f5f5>', None),
        (b"a = b", None),
        ("Får =C3=A5 på fakturaen".encode(), None),
    ],
)
def test_quoted_printable_that_nobody_named_is_undone(raw: bytes, undone: bytes | None) -> None:
    assert without_quoted_printable(raw) == undone


@pytest.mark.parametrize(
    "mail",
    [
        make_mail(text=_spoilt("Får ikke kjørt lønn", 1)),
        make_mail(text=_spoilt("Får ikke kjørt lønn", 3)),
        make_mail(text="F&aring;r ikke kj&oslash;rt l&oslash;nn"),
        make_mail(text="F=E5r ikke kj=F8rt l=F8nn"),
        make_mail(text="F=C3=A5r ikke kj=C3=B8rt l=C3=B8nn", encoding="8bit"),
        make_mail(html=f"<p>{_spoilt('Får ikke kjørt lønn', 1)}</p>"),
        make_mail(html="<p>F&Atilde;&yen;r ikke kj&Atilde;&cedil;rt l&Atilde;&cedil;nn</p>"),
    ],
    ids=["once", "thrice", "entities", "=E5", "=C3=A5", "HTML", "HTML's entities"],
)
def test_a_mail_with_spoilt_letters_is_read_and_says_so(mail: bytes) -> None:
    message = understand(mail)
    assert message.text.new_text == "Får ikke kjørt lønn"
    assert message.warnings


def test_html_keeps_its_own_entities_until_it_is_parsed() -> None:
    assert understand(make_mail(html="<p>F&aring;r &lt;b&gt;</p>")).text.new_text == "Får <b>"


@given(st.text(alphabet="abæøåÆØÅéüö –«»", min_size=1, max_size=40))
def test_whatever_was_spoilt_once_is_whole_again(text: str) -> None:
    spoilt = _spoilt(text, 1)
    restored = letters_restored(spoilt)
    # A no-break space or a sign that stands for itself may be all there was to spoil.
    assert restored == text or (restored is None and spoilt == text)
