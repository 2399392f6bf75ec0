"""Header fields as they are met in life, read from raw bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.parse.headers import (
    message_ids,
    own_id,
    read_headers,
)
from router.message.parse.parameters import parameters
from router.message.parse.words import decoded


def test_folded_and_repeated_fields_are_read_in_order() -> None:
    raw = b"Subject: en\r\n  to\r\nX-A: 1\r\nX-a: 2\r\n\r\nbody"
    block = read_headers(raw, 0, len(raw))
    assert block.headers.text("subject") == "en to"
    assert block.headers.every("x-a") == (b"1", b"2")
    assert raw[block.body_start :] == b"body"


@pytest.mark.parametrize("raw", [b"Subject: x\n\nbody", b"From a@b Mon\nSubject: x\n\nbody"])
def test_line_ends_and_the_line_of_an_mbox_do_not_matter(raw: bytes) -> None:
    block = read_headers(raw, 0, len(raw))
    assert block.headers.text("subject") == "x"
    assert raw[block.body_start :] == b"body"


def test_a_line_that_is_no_field_begins_the_body_with_a_warning() -> None:
    raw = b"Subject: x\nHei dere,\nvi har en feil"
    block = read_headers(raw, 0, len(raw))
    assert raw[block.body_start :].startswith(b"Hei dere")
    assert block.warnings


@pytest.mark.parametrize(
    "raw",
    [
        b"Subject: Hei og\nhopp\nTo: a@b.example\n\nbody",
        b"Subject: Hei og hopp\n>From kari Mon\nTo: a@b.example\n\nbody",
        b">From kari Mon\nSubject: Hei og hopp\nTo: a@b.example\n\nbody",
    ],
    ids=["broken off", "an mbox line within", "an mbox line above"],
)
def test_what_does_not_belong_in_a_header_does_not_end_it(raw: bytes) -> None:
    block = read_headers(raw, 0, len(raw))
    assert block.headers.text("subject") == "Hei og hopp"
    assert block.headers.text("to") == "a@b.example"
    assert raw[block.body_start :] == b"body"


def test_a_parameter_that_was_not_folded_belongs_to_its_field() -> None:
    raw = b'Content-Type: multipart/mixed;\nboundary="x"\nSubject: a\n\nbody'
    block = read_headers(raw, 0, len(raw))
    assert parameters(block.headers.first("content-type")).get("boundary") == "x"
    assert block.headers.text("subject") == "a"
    assert block.warnings


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (b"=?utf-8?q?L=C3=B8nn_og_mva?=", "Lønn og mva"),
        (b"=?ISO-8859-1?Q?L=F8nn?= og =?utf-8?B?w6Vy?=", "Lønn og år"),
        (b"=?utf-8?B?TMO?= =?utf-8?B?uG5u?=", "Lønn"),
        (b"=?utf-8?q?L=C3?=  =?utf-8?q?=B8nn?=", "Lønn"),
        (b"=?utf-8*nb?q?=C3=A5r?=", "år"),
        (b"=?x-unknown?q?l=F8nn?=", "lønn"),
        (b"=?utf-8?q?ikke_ferdig", "ikke ferdig"),
        ("Lønn rått".encode(), "Lønn rått"),
        ("Lønn rått".encode("latin-1"), "Lønn rått"),
        (b"SV: =?utf-8?q?=C3=A5?=!", "SV: å!"),
        (b"=?utf-8?q?a=0D=0ABcc:_x?=", "a Bcc: x"),
        (b"=?utf-8?b?bm90IHBhZGRlZA?=", "not padded"),
    ],
)
def test_a_subject_is_decoded(value: bytes, text: str) -> None:
    assert decoded(value) == text


@pytest.mark.parametrize(
    ("value", "ids"),
    [
        (b"<a@b.example>", ("a@b.example",)),
        (b"<a@b.example> <c@d.example>\t<a@b.example>", ("a@b.example", "c@d.example")),
        (b"<[0BEE]@microsoft.example]>", ("[0BEE]@microsoft.example]",)),
        (b"a@b.example", ("a@b.example",)),
        (b"Your message of Monday <a@b.example>", ("a@b.example",)),
        (b"", ()),
    ],
)
def test_message_ids_are_read_without_brackets(value: bytes, ids: tuple[str, ...]) -> None:
    assert message_ids(value) == ids


def test_a_message_id_without_at_sign_is_still_an_id() -> None:
    assert own_id(b"<12345>") == "12345"
    assert own_id(b"12345") == "12345"
    assert own_id(b"two words") is None
    assert own_id(None) is None


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (b'application/pdf; name="faktura.pdf"', "faktura.pdf"),
        (b"application/pdf; name=faktura 2025.pdf", "faktura 2025.pdf"),
        (b"application/pdf; name*=utf-8''l%C3%B8nn.pdf", "lønn.pdf"),
        (b"application/pdf; name*=iso-8859-1'nb'l%F8nn.pdf", "lønn.pdf"),
        (b"application/pdf; name*0*=utf-8''l%C3%B8nn%20; name*1=\"mars.pdf\"", "lønn mars.pdf"),
        (b'application/pdf; name="=?utf-8?q?l=C3=B8nn=2Epdf?="', "lønn.pdf"),
        (b'application/pdf; name="a;b.pdf"', "a;b.pdf"),
    ],
)
def test_a_file_name_is_read_from_its_parameter(value: bytes, name: str) -> None:
    assert parameters(value).value == "application/pdf"
    assert parameters(value).get("name") == name


@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_error(value: bytes) -> None:
    block = read_headers(value, 0, len(value))
    assert 0 <= block.body_start <= len(value)
    decoded(value)
    message_ids(value)
    own_id(value)
    parameters(value)
