"""Encoded words and raw letters in header fields, as clients write them rather than as RFC 2047 has it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.parse.words import decoded, decoded_field


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (b"=?UTF-8?Q?Hva skjer i_dag?=", "Hva skjer i dag"),
        (b"=?utf-8?q?Hva_skjer?_N=C3=A5?=", "Hva skjer? Nå"),
        (b"=?iso-8859-1?q?F=E5r?==?iso-8859-1?q?_ikke?=", "Får ikke"),
        (b"=?UTF-8?B?SGVp?= =?UTF-8?Q?_p=C3=A5?=", "Hei på"),
        (b"=?utf-8?B?TMO4\r\n bm4=?=", "Lønn"),
        (b"=?utf-8?Q?F=C3=A5r ikke", "Får ikke"),
        (b"=?utf-8?Q?F=C3=A5r?= =?utf-8?Q?_ikke svar", "Får ikke svar"),
        (b"=??Q?F=E5r?=", "Får"),
        (b"=?utf-8?Q?Hva=3F???=", "Hva???"),
        (b"=?utf-8?B??=", ""),
        (b"=?utf-8?q?=3D=3Futf-8=3FQ=3FF=3DC3=3DA5r=3F=3D?=", "Får"),
        (b"=?ISO-8859-1?Q?Sp=F8rsm=E5l?=om =?ISO-8859-1?Q?=E5r?=", "Spørsmålom år"),
        (b"=?utf-8?q?F=C3=83=C2=A5r?=", "Får"),
        ("FÃ¥r ikke lÃ¸nn".encode(), "Får ikke lønn"),
        (b"F&aring;r ikke l&oslash;nn", "Får ikke lønn"),
        (b"A&B og 2 =?3", "A&B og 2 =?3"),
        (b"hva =?utf-8?x?b?= er", "hva =?utf-8?x?b?= er"),
        (b"=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
    ],
)
def test_a_field_is_read_as_it_was_meant(value: bytes, text: str) -> None:
    assert decoded(value) == text


@pytest.mark.parametrize(
    ("value", "is_repaired"),
    [
        (b"Spm", False),
        ("Lønn".encode(), False),
        (b"=?utf-8?q?L=C3=B8nn?=", False),
        (b"=?iso-8859-1?q?L=F8nn?=", False),
        ("Lønn".encode("latin-1"), True),
        (b"=?utf-8?q?L=C3=B8nn", True),
        (b"=?x-nothing?q?L=F8nn?=", True),
        (b"=?utf-8?q?L=C3=83=C2=B8nn?=", True),
        (b"L&oslash;nn", True),
    ],
)
def test_a_repair_is_told_and_what_the_rfcs_allow_is_none(value: bytes, is_repaired: bool) -> None:
    assert (decoded_field(value).repair is not None) is is_repaired


def test_raw_letters_are_read_in_the_character_set_of_the_body() -> None:
    assert decoded_field("тест".encode("koi8-r"), "koi8-r").text == "тест"
    assert decoded_field("Lønn".encode(), "koi8-r").text == "Lønn"


@given(st.binary(max_size=200))
def test_any_bytes_give_one_line(value: bytes) -> None:
    for field in (value, b"=?utf-8?q?" + value, b"=?" + value + b"?=", value + b"=?utf-8?b?w6Vy?="):
        text = decoded(field)
        assert text == " ".join(text.split())
