"""SPF, DKIM and DMARC by the word of the trusted server alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message import OwnIdentity, understand
from router.message.origin.authenticity import authenticity
from router.message.parse.headers import Headers
from router.message.parts import AuthenticationResult, Authenticity
from tests.mails import make_mail

PASS, FAIL, NONE = AuthenticationResult.PASS, AuthenticationResult.FAIL, AuthenticationResult.NONE
TRUSTED = frozenset({"mx.firma.example"})


def _of(*fields: str) -> Authenticity:
    headers = Headers(tuple(("authentication-results", field.encode()) for field in fields))
    return authenticity(headers, TRUSTED)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (
            "mx.firma.example; spf=pass smtp.mailfrom=a.example; dkim=pass header.d=a.example; dmarc=pass",
            (PASS, PASS, PASS),
        ),
        (
            "mx.firma.example 1; spf=fail (not permitted; really) smtp.mailfrom=a.example;"
            " dmarc=fail (p=reject)",
            (FAIL, NONE, FAIL),
        ),
        ("MX.Firma.Example; none", (NONE, NONE, NONE)),
        ("mx.firma.example; spf=softfail; dkim=neutral; dmarc=bestguesspass", (FAIL, NONE, NONE)),
        (
            "mx.firma.example; dkim=fail header.d=list.example; dkim=pass header.d=a.example",
            (NONE, PASS, NONE),
        ),
        (
            "mx.firma.example; dkim=pass header.d=a.example; dkim=fail header.d=list.example",
            (NONE, PASS, NONE),
        ),
        ("mx.firma.example; (spf=pass) dmarc = PASS", (NONE, NONE, PASS)),
        ('mx.firma.example; dkim=pass reason="a; spf=fail" header.d=a.example', (NONE, PASS, NONE)),
        ("mx.firma.example; spf/1=pass; dkim=temperror", (PASS, NONE, NONE)),
        ("(our own) mx.firma.example; spf=pass", (PASS, NONE, NONE)),
    ],
)
def test_the_trusted_servers_word_is_taken(
    field: str, expected: tuple[AuthenticationResult, AuthenticationResult, AuthenticationResult]
) -> None:
    assert _of(field) == Authenticity(*expected)


def test_a_field_that_a_sender_wrote_in_the_trusted_servers_name_is_not_believed() -> None:
    """The trusted server writes on top of what has arrived; below its own trace stands the sender's."""
    forged = ("authentication-results", b"mx.firma.example; dkim=pass; dmarc=pass")
    headers = Headers(
        (
            ("authentication-results", b"mx.firma.example; spf=fail"),
            ("received", b"from evil.example by mx.firma.example"),
            forged,
        )
    )
    assert authenticity(headers, TRUSTED) == Authenticity(FAIL, NONE, NONE)


@pytest.mark.parametrize(
    "field",
    [
        "mx.evil.example; spf=pass; dkim=pass; dmarc=pass",
        "mx.firma.example.evil.example; spf=pass",
        "spf=pass smtp.mailfrom=a.example; dkim=pass",
        "evil mx.firma.example; spf=pass",
        "; mx.firma.example; spf=pass",
        "",
    ],
)
def test_nobody_elses_word_is_taken(field: str) -> None:
    assert _of(field) == Authenticity()


def test_of_several_fields_the_servers_topmost_counts() -> None:
    assert _of("mx.evil.example; spf=pass", "mx.firma.example; spf=fail", "mx.firma.example; spf=pass") == (
        Authenticity(spf=FAIL)
    )


def test_nobody_is_believed_where_no_server_is_trusted() -> None:
    raw = make_mail(headers=[("Authentication-Results", "mx.firma.example; spf=pass; dmarc=pass")])
    assert understand(raw).authenticity == Authenticity()
    own = OwnIdentity(trusted_authserv_ids=TRUSTED)
    assert understand(raw, own).authenticity == Authenticity(spf=PASS, dmarc=PASS)


@given(st.text(alphabet='mx.firma;exple=spdkc ()"\\\n', max_size=200))
def test_any_field_is_read(field: str) -> None:
    assert isinstance(_of("mx.firma.example;" + field), Authenticity)
