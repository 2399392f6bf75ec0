"""The mailboxes of an address field, as real and hostile mails have them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.parse.addresses import MAX_ADDRESSES, addresses, is_disguised
from router.message.parts import Address


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (b"kari@a.example", [("", "kari@a.example")]),
        (b"Kari Moen <kari@a.example>", [("Kari Moen", "kari@a.example")]),
        (
            b'"Moen, Kari" <kari@a.example>, ola@a.example',
            [("Moen, Kari", "kari@a.example"), ("", "ola@a.example")],
        ),
        (b"=?utf-8?q?K=C3=A5re=2C_=C3=85s?= <k@a.example>", [("Kåre, Ås", "k@a.example")]),
        ("Kåre <k@a.example>".encode("latin-1"), [("Kåre", "k@a.example")]),
        (b"k@a.example (Kari Moen)", [("Kari Moen", "k@a.example")]),
        (b"Undisclosed recipients:;", []),
        (b"Gruppe: a@a.example, b@a.example;", [("", "a@a.example"), ("", "b@a.example")]),
        (b"Kari Moen", [("Kari Moen", "")]),
        (b"<>", [("", "")]),
        (b"=?utf-8?q?Kari_=3Ck=40a=2Eexample=3E?=", [("Kari", "k@a.example")]),
        (b"'kari@a.example' <kari@a.example>", [("kari@a.example", "kari@a.example")]),
        (b"Kari <mailto:kari@a.example>", [("Kari", "kari@a.example")]),
        (b'"Kari \\"K\\" Moen" <k@a.example>', [('Kari "K" Moen', "k@a.example")]),
        (b"Kari <kari@a.example", [("Kari", "kari@a.example")]),
        (b"", []),
        (b"Moen, Kari <kari@a.example>", [("Moen, Kari", "kari@a.example")]),
        (
            b"Moen, Kari <kari@a.example>, Li, Per <per@a.example>",
            [("Moen, Kari", "kari@a.example"), ("Li, Per", "per@a.example")],
        ),
        (b"Kari, ola@a.example", [("Kari", ""), ("", "ola@a.example")]),
        (b"a@a.example; b@b.example", [("", "a@a.example"), ("", "b@b.example")]),
        (b"a@a.example b@b.example", [("", "a@a.example"), ("", "b@b.example")]),
        (b"support+lonn@a.example", [("", "support+lonn@a.example")]),
        (b'"kari@a.example"', [("", "kari@a.example")]),
        (b'"kari@a.example" <>', [("kari@a.example", "kari@a.example")]),
        (b'"Kari <kari@a.example>"', [("Kari", "kari@a.example")]),
        (b"Kari kari@a.example>", [("Kari", "kari@a.example")]),
        (b'"kari moen"@a.example', [("", '"kari moen"@a.example')]),
        (b'<"kari\vmoen"@a.example>', [("", '"karimoen"@a.example')]),
        (b"Kari (Moen (regnskap)) <kari@a.example>", [("Kari", "kari@a.example")]),
        (b"<kari(privat)@a.example>", [("", "kari@a.example")]),
        (b"Kari <@a.example,@b.example:kari@c.example>", [("Kari", "kari@c.example")]),
        (b"kari@xn--blbr-roah.example", [("", "kari@xn--blbr-roah.example")]),
        ("kåre@blåbær.example".encode(), [("", "kåre@blåbær.example")]),
        ("K\u202earå <k@a.example>".encode(), [("Karå", "k@a.example")]),
        (
            b'"/O=EXCHANGELABS/OU=X/CN=RECIPIENTS/CN=0123456789ABCDEF0123456789ABCDEF-KARI" <k@a.example>',
            [("KARI", "k@a.example")],
        ),
        (b"undisclosed-recipients:;", []),
        (
            b'"Moen, Kari" (uten adresse), "Per" <per@a.example>',
            [("Moen, Kari", ""), ("Per", "per@a.example")],
        ),
        (b"<<<kari@a.example>>>", [("", "kari@a.example")]),
        (b"kari @ a.example", [("", "kari@a.example")]),
        (b"kari@a.example.", [("", "kari@a.example")]),
        (b"Kari Moen [mailto:kari@a.example]", [("Kari Moen", "kari@a.example")]),
        (b"SMTP:kari@a.example", [("", "kari@a.example")]),
        (b"kari@[192.0.2.1]", [("", "kari@[192.0.2.1]")]),
        (b'=?utf-8?Q?"Kari_Moen"?= <k@a.example>', [("Kari Moen", "k@a.example")]),
        (
            b"Regnskap: Kari <k@a.example>, o@a.example;, p@b.example",
            [
                ("Kari", "k@a.example"),
                ("", "o@a.example"),
                ("", "p@b.example"),
            ],
        ),
    ],
)
def test_an_address_field_is_read(value: bytes, found: list[tuple[str, str]]) -> None:
    assert addresses(value) == tuple(Address(name, address) for name, address in found)


@pytest.mark.parametrize(
    "value",
    [
        b"(" * 60_000,
        b'"\\' * 30_000,
        b'\\"' * 30_000,
        b"<" * 60_000,
        b", ".join([b"Kari <k@a.example>"] * 20_000),
    ],
    ids=["parentheses", "quotes", "escapes", "angles", "20,000 addresses"],
)
@pytest.mark.timeout(5)
def test_a_hostile_address_field_takes_no_time(value: bytes) -> None:
    assert len(addresses(value)) <= MAX_ADDRESSES


@pytest.mark.parametrize(
    ("name", "address", "disguised"),
    [
        ("support@okonomibistand.example", "evil@x.example", True),
        ("Kari (kari@a.example)", "kari@b.example", True),
        ("kari@a.example", "kari@a.example", False),
        ("kari@a.example", "k.moen@mail.a.example", False),
        ("kari@mail.a.example", "k@mail.a.example", False),
        ("Kari Moen", "kari@a.example", False),
        ("Kari @ Firma", "kari@a.example", False),
        ("kari@a.example", "", False),
    ],
)
def test_a_name_that_shows_another_address_is_a_disguise(name: str, address: str, disguised: bool) -> None:
    assert is_disguised(Address(name, address)) is disguised


@given(st.binary(max_size=400))
def test_any_bytes_give_addresses_that_hold_an_at_sign_or_nothing(value: bytes) -> None:
    assert all("@" in found.address or not found.address for found in addresses(value))
