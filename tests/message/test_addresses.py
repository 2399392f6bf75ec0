"""The mailboxes of an address field, as real and hostile mails have them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.addresses import MAX_ADDRESSES, addresses
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


@given(st.binary(max_size=400))
def test_any_bytes_give_addresses_that_hold_an_at_sign_or_nothing(value: bytes) -> None:
    assert all("@" in found.address or not found.address for found in addresses(value))
