"""What is wrapped in signatures and encryption: S/MIME (RFC 8551) and OpenPGP (RFC 9580) in a mail's text.

A signed text is read, its signature is not checked: authenticity is the trusted server's word alone. What is
encrypted stays closed, and a warning says so, for a human to see to. So does what is compressed, which is
next to never met, because a small part may unpack to any size. Takes any bytes and raises nothing.
"""

import re
from enum import Enum
from typing import NamedTuple

from asn1crypto import cms

_MAX_SEALS = 3
"""How many times a text may have been signed, one signature in another."""

_ARMOR_HEAD = re.compile(
    r"^-----BEGIN PGP (SIGNED MESSAGE|MESSAGE|PUBLIC KEY BLOCK|SIGNATURE)-----[ \t]*$", re.MULTILINE
)
_HASH_LINES = re.compile(r"\n(?:(?:Hash|Charset|Comment|Version|MessageID|NotDashEscaped):[^\n]*\n)*\n?")
_DASH_ESCAPE = re.compile(r"^- ", re.MULTILINE)


class Seal(Enum):
    """How an S/MIME part is wrapped."""

    SIGNED = "signed"
    ENCRYPTED = "encrypted"
    UNKNOWN = "unknown"


class Opened(NamedTuple):
    """What an S/MIME part was, and its content, where it could be had."""

    seal: Seal
    content: bytes | None = None


class Unarmored(NamedTuple):
    """A text without PGP's armor, and what was found."""

    text: str
    warnings: tuple[str, ...] = ()


def opened_smime(content: bytes) -> Opened:
    """Open a CMS object (RFC 5652), as ``application/pkcs7-mime`` holds it."""
    try:
        return _opened(content)
    except Exception:  # noqa: BLE001 - asn1crypto raises many kinds on broken bytes
        return Opened(Seal.UNKNOWN)


def _opened(content: bytes) -> Opened:
    info = cms.ContentInfo.load(content)
    match info["content_type"].native:
        case "signed_data":
            inner = info["content"]["encap_content_info"]["content"]
            return Opened(Seal.SIGNED, bytes(inner) or None)
        case "enveloped_data" | "authenticated_enveloped_data" | "encrypted_data":
            return Opened(Seal.ENCRYPTED)
        case _:
            return Opened(Seal.UNKNOWN)


def without_armor(text: str) -> Unarmored:
    """A plain text with the signed words of inline PGP kept and all armor taken off.

    Only armor at the beginning of a line counts: behind ">" it is quoted history. What was signed twice is
    taken out twice.
    """
    warnings: dict[str, None] = {}
    for _ in range(_MAX_SEALS):
        before = text
        if "-----BEGIN PGP " in text:
            text, found = _without_armor(text)
            warnings.update(dict.fromkeys(found))
        if text == before:
            break
    return Unarmored(text, tuple(warnings))


def _without_armor(text: str) -> Unarmored:
    pieces: list[str] = []
    warnings: list[str] = []
    position = 0
    while (head := _ARMOR_HEAD.search(text, position)) is not None:
        pieces.append(text[position : head.start()])
        if head[1] == "SIGNED MESSAGE":
            hashes = _HASH_LINES.match(text, head.end())
            begin = hashes.end() if hashes else head.end()
            end = text.find("\n-----BEGIN PGP SIGNATURE-----", begin)
            end = len(text) if end < 0 else end + 1
            pieces.append(_DASH_ESCAPE.sub("", text[begin:end]))
            position = end
            continue
        closing = text.find(f"-----END PGP {head[1]}-----", head.end())
        if head[1] == "MESSAGE":
            warnings.append("the mail is encrypted (PGP in its text); a human must see to it")
        if closing < 0:
            # Armor without an end may be the customer's words about armor: kept.
            position = head.start()
            break
        position = closing + len(f"-----END PGP {head[1]}-----")
    pieces.append(text[position:])
    return Unarmored("".join(pieces), tuple(warnings))
