"""Whether the sender is who the mail says: SPF, DKIM and DMARC by the word of the trusted server alone.

Anybody may write an Authentication-Results field into a mail, so only those count that bear the name of one
of our own servers (RFC 8601, section 5), and of these the topmost, which was added last. Where every check of
a server writes a field of its own, they stand next to each other. Whoever runs such a server must have it
remove fields that come from outside under its name.

The field is read here and not with `authres`: that library takes a field whole or refuses it, and servers in
life write versions, comments and properties that it refuses.
"""

import re
from collections.abc import Iterator

from router.message.parse.headers import Headers
from router.message.parts import AuthenticationResult, Authenticity

_MOST_FIELDS = 300
_MOST_BYTES = 8_192
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[()]|\\.|;|[^"()\\;]+|.', re.DOTALL)
_METHOD = re.compile(r"\s*(spf|dkim|dmarc)\s*(?:/\s*\d+\s*)?=\s*([a-z]+)", re.IGNORECASE)
_FAILS = frozenset({"fail", "hardfail", "softfail", "permerror", "policy"})
"""What a receiver may count against the mail; ``temperror`` and ``neutral`` say nothing."""


def authenticity(headers: Headers, trusted: frozenset[str]) -> Authenticity:
    """What the topmost fields of a trusted server say. ``trusted`` are server names in lower case."""
    if not trusted:
        return Authenticity()
    found: dict[str, AuthenticationResult] = {}
    for name, value in headers.fields[:_MOST_FIELDS]:
        statements: list[str] = []
        if name == "authentication-results":
            statements = list(_statements(value[:_MOST_BYTES].decode("latin-1")))
        server = statements[0].split()[:1] if statements else []
        if server and server[0].strip('"').lower() in trusted:
            found = _results(statements[1:]) | found  # what stands higher was added later, and counts
        elif found:
            break
    none = AuthenticationResult.NONE
    return Authenticity(found.get("spf", none), found.get("dkim", none), found.get("dmarc", none))


def _statements(field: str) -> Iterator[str]:
    """The parts of the field between semicolons, without comments (which nest: RFC 5322, section 3.2.2)."""
    depth = 0
    piece: list[str] = []
    for token in _TOKEN.findall(field):
        if token == "(":  # noqa: S105 - no password
            depth += 1
        elif token == ")":  # noqa: S105 - no password
            depth = max(0, depth - 1)
        elif depth:
            continue
        elif token == ";":  # noqa: S105 - no password
            yield "".join(piece)
            piece = []
        else:
            piece.append(token)
    yield "".join(piece)


def _results(statements: list[str]) -> dict[str, AuthenticationResult]:
    found: dict[str, AuthenticationResult] = {}
    for statement in statements:
        match = _METHOD.match(statement)
        if match is None:
            continue
        method, result = match[1].lower(), _simple(match[2].lower())
        # A mail may bear several signatures: one that holds is enough (RFC 6376, section 4.2).
        if found.get(method) is not AuthenticationResult.PASS:
            if result is AuthenticationResult.NONE:
                found.setdefault(method, result)
            else:
                found[method] = result
    return found


def _simple(result: str) -> AuthenticationResult:
    if result == "pass":
        return AuthenticationResult.PASS
    return AuthenticationResult.FAIL if result in _FAILS else AuthenticationResult.NONE
