"""Numbers with check digits and telephone numbers: found where they are ones, and only there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.marks import is_organisation_number, marks
from router.message.marks.checked import is_kid, is_national_identity_number
from router.message.parts import MarkKind


def _values(text: str, kind: MarkKind) -> tuple[str, ...]:
    return marks("", text).values(kind)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("KID 1234567897", "1234567897"),
        ("KID: 123 4567 897", "1234567897"),
        ("med kid-nr. 1234567897.", "1234567897"),
        ("KID-nummer er 12345678903", "12345678903"),
    ],
)
def test_a_kid_is_named_and_holds_its_check_digit(text: str, value: str) -> None:
    assert _values(text, MarkKind.KID) == (value,)


@pytest.mark.parametrize(
    "text", ["KID 1234567890", "1234567897", "KID mangler på 1234567897 bilag", "KIDS 18"]
)
def test_what_holds_no_check_digit_or_has_no_name_is_no_kid(text: str) -> None:
    assert _values(text, MarkKind.KID) == ()


@pytest.mark.parametrize("digits", ["1234567897", "12345678903"])
def test_modulus_10_and_11_are_both_kid(digits: str) -> None:
    assert is_kid(digits)
    assert not is_kid(digits[:-1] + str((int(digits[-1]) + 1) % 10))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Konto 8601 11 17947", "86011117947"),
        ("kontonr. 8601.11.17947", "86011117947"),
        ("8601.11.17947", "86011117947"),
        ("Bankkonto: 86011117947", "86011117947"),
        ("IBAN NO93 8601 1117 947", "86011117947"),
        ("NO9386011117947", "86011117947"),
    ],
)
def test_an_account_number_is_found(text: str, value: str) -> None:
    assert _values(text, MarkKind.ACCOUNT_NUMBER) == (value,)


@pytest.mark.parametrize(
    "text", ["Konto 8601 11 17948", "86011117947", "NO94 8601 1117 947", "konto 3000 og 4000"]
)
def test_another_number_is_no_account(text: str) -> None:
    assert _values(text, MarkKind.ACCOUNT_NUMBER) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Org.nr. NO 974 760 673 MVA", "974760673"),
        ("orgnr 974760673", "974760673"),
        ("Firma AS, 974 760 673", "974760673"),
    ],
)
def test_an_organisation_number_is_found(text: str, value: str) -> None:
    assert _values(text, MarkKind.ORGANISATION_NUMBER) == (value,)


@pytest.mark.parametrize(
    "text", ["974 760 674", "faktura 974760673", "TeamViewer 974 760 673", "org.nr 123 456 785"]
)
def test_another_number_is_no_organisation(text: str) -> None:
    assert _values(text, MarkKind.ORGANISATION_NUMBER) == ()


def test_the_numbers_that_were_given_out_begin_with_8_or_9() -> None:
    assert is_organisation_number("974760673")
    assert not is_organisation_number("123456785")
    assert not is_organisation_number("9747606730")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("fnr 151086 95088", "15108695088"),
        ("15108695088 mangler skattekort", "15108695088"),
        ("(151086-95088)", "15108695088"),
        ("15.10.86 95088", "15108695088"),
        ("D-nummer 42059199212", "42059199212"),
    ],
)
def test_a_national_identity_number_is_found_without_a_word(text: str, value: str) -> None:
    assert _values(text, MarkKind.NATIONAL_IDENTITY_NUMBER) == (value,)
    assert marks("", text).teamviewer_id is None


@pytest.mark.parametrize(
    "digits", ["15108695077", "99999999999", "00000000000", "1510869508", "151086950880"]
)
def test_digits_without_date_or_check_digits_are_no_identity(digits: str) -> None:
    assert not is_national_identity_number(digits)


@given(st.text(alphabet="0123456789", min_size=1, max_size=30))
def test_any_digits_are_judged(digits: str) -> None:
    found = marks("", f"KID {digits} org.nr {digits} konto {digits} tlf {digits}").found
    assert all(mark.value for mark in found)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ring 900 00 377", "+4790000377"),
        ("tlf. 22 00 00 40", "+4722000040"),
        ("Mob: 90000377", "+4790000377"),
        ("+47 900 00 377", "+4790000377"),
        ("0047 90 00 03 77", "+4790000377"),
        ("+46 8 123 456 78", "+46812345678"),
        ("M 900 00 377 | T 22 00 00 40", "+4790000377"),
    ],
)
def test_a_telephone_number_is_told_in_international_form(text: str, value: str) -> None:
    assert _values(text, MarkKind.PHONE)[:1] == (value,)


@pytest.mark.parametrize(
    "text",
    [
        "ordre 90000377",
        "kr 12 000 000",
        "12.03.2025",
        "fra 2024 til 2025",
        "974 760 673",
        "8601.11.17947",
        "90000377",
    ],
)
def test_another_number_is_no_telephone(text: str) -> None:
    assert _values(text, MarkKind.PHONE) == ()
