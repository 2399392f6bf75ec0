"""Everything in a mail that is not its text: named, weighed, typed by claim and by content.

What decorates a mail (tracking pixels, the logo in a signature, the signature of S/MIME or PGP) is told from
what the customer wants us to see. When unsure it is no decoration: a lost screenshot costs more than a logo
too many, so a picture as large as a screenshot is never one, wherever it stands.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import filetype

from router.message.parse.filenames import safe_name
from router.message.parse.pictures import Dimensions, dimensions
from router.message.parse.tree import Part
from router.message.parse.words import decoded
from router.message.parts import Attachment

MAX_MARKUP = 2_000_000
"""How many bytes of HTML are searched for the places of pictures."""

_HEAD = 8_192
_LONGEST_TAG = 2_000
_LOGO_WIDTH, _LOGO_HEIGHT = 320, 110
_SHOWN_SIZE = re.compile(rb"\b(width|height)\s*[=:]\s*[\"']?(\d{1,4})(?=\D)", re.IGNORECASE)
_EXTENSIONS = {
    "message/rfc822": ".eml", "text/calendar": ".ics", "application/pdf": ".pdf", "application/zip": ".zip",
    "image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif",
}  # fmt: skip
_SIGNATURES = frozenset(
    {
        *("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"),
        *("application/pgp-keys", "application/pgp-encrypted"),
    }
)
_SIGNATURE_NAME = re.compile(r".{1,180}\.p7s|(?:openpgp_)?signature(?:\.asc)?|.{1,180}\.sig", re.IGNORECASE)
_OTHER_RENDERINGS = frozenset({"text/x-amp-html", "text/watch-html"})
_ROOT_TEXTS = frozenset({"text/plain", "text/html"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_HEADS = (
    (re.compile(rb"\s*<(?:!doctype html|html)\b", re.IGNORECASE), "text/html"),
    (re.compile(rb"\s*(?:<\?xml[^>]{0,200}>\s*)?<svg\b", re.IGNORECASE), "image/svg+xml"),
    (re.compile(rb"\s*<\?xml\b"), "text/xml"),
    (re.compile(rb"\{\\rtf"), "application/rtf"),
    (re.compile(rb"%PDF-"), "application/pdf"),
    (re.compile(rb"%!PS"), "application/postscript"),
)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_NUMBERED_PICTURE = re.compile(r"(?:image|outlook-?)\w{0,12}\.(?:png|jpe?g|gif|bmp)\Z", re.IGNORECASE)
_REFERENCE = re.compile(rb"cid:([^\"'\s<>)]{1,300})", re.IGNORECASE)
_BELOW_OWN_WORDS = (
    *(b"hilsen", b"helsing", b"mvh", b"regards", b"h\xc3\xa4lsning", b"h\xe4lsning", b"h&auml;lsning"),
    *(b"gr\xc3\xbc\xc3\x9fe", b"gr\xfc\xdfe", b"gr&uuml;&szlig;e", b"gmail_signature", b"moz-signature"),
    *(b'id="signature', b'id="x_signature', b"applemailsignature", b"ms-outlook-mobile-signature"),
    *(
        b"divrplyfwdmsg",
        b"gmail_quote",
        b'type="cite',
        b"type=cite",
        b"border-top:solid #e1e1e1",
        b"border-top:solid #b5c4df",
    ),
    *(b"appendonsend", b"yahoo_quoted"),
)
"""In lower case, what stands at the end of the writer's own words: a greeting, a signature, the history."""


@dataclass(frozen=True, slots=True)
class _Places:
    """Which pictures the HTML shows, and which of them stand below the writer's own words."""

    shown: frozenset[str]
    below: frozenset[str]
    small: frozenset[str]
    """Shown no larger than a logo, however large the file is: those for fine screens are."""


class Attached(NamedTuple):
    """What hangs on a mail, and what had to be repaired of it."""

    files: tuple[Attachment, ...]
    warnings: tuple[str, ...] = ()


def attachments(root: Part, *, is_reply: bool = False) -> Attached:
    """Everything in the mail that is not its text, in order. An attached mail counts as one attachment."""
    parts = list(_parts(root, is_root=True))
    if not parts:
        return Attached(())
    places = _places(root) if any(part.headers.has("content-id") for part in parts) else None
    warnings: list[str] = []
    files = [_attachment(part, n, places, is_reply, warnings) for n, part in enumerate(parts, 1)]
    return Attached(tuple(files), tuple(warnings))


def _parts(part: Part, *, is_root: bool = False) -> Iterator[Part]:
    if part.is_multipart or part.is_opened:
        for child in part.children:
            yield from _parts(child, is_root=is_root and part.is_opened)
    elif not (part.is_body_text or part.type in _OTHER_RENDERINGS or (is_root and part.type in _ROOT_TEXTS)):
        yield part


def _attachment(
    part: Part, number: int, places: _Places | None, is_reply: bool, warnings: list[str]
) -> Attachment:
    content, repair = part.read()
    detected = detected_type(content)
    name = safe_name(part.file_name or _made_up_name(part, number, detected))
    if repair:
        warnings.append(f"the attachment {name}: {repair}")
    identity = (part.headers.first("content-id") or b"").decode("latin-1").strip("<> ").lower()
    is_shown = bool(identity) and places is not None and identity in places.shown
    inline = is_shown or part.disposition.value == "inline"
    return Attachment(
        name=name,
        content_type=part.type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        inline=inline or (bool(identity) and part.disposition.value != "attachment"),
        detected_type=detected,
        is_decoration=part.type in _SIGNATURES
        or _SIGNATURE_NAME.fullmatch(name) is not None
        or (part.is_tnef and not part.warnings)  # read, and nothing was in it
        or (
            (detected or part.type).startswith("image/")
            and _is_decoration(
                dimensions(content),
                len(content),
                is_below=is_shown and places is not None and identity in places.below,
                is_small=is_shown and places is not None and identity in places.small,
                is_loose=not is_shown and is_reply and _NUMBERED_PICTURE.match(name) is not None,
            )
        ),
    )


def _is_decoration(
    size: Dimensions | None, weight: int, *, is_below: bool, is_small: bool, is_loose: bool
) -> bool:
    """``is_below``: shown below the writer's words, ``is_small``: no larger than a logo.

    ``is_loose``: an answer's "image001.png", not shown at all.
    """
    if size is None:
        return False
    width, height = size
    if min(width, height) <= 3 or max(width, height) <= 32:
        return True
    if not (is_below and is_small) and min(width, height) >= 150 and width * height >= 100_000:
        return False
    return is_below or (is_loose and weight < 20_000 and width * height <= 40_000)


def _places(root: Part) -> _Places:
    shown: set[str] = set()
    below: set[str] = set()
    small: set[str] = set()
    for part in root.walk():
        if part.type != "text/html" or not part.is_body_text:
            continue
        markup = part.content()[:MAX_MARKUP]
        end = _end_of_own_words(markup.lower())
        for reference in _REFERENCE.finditer(markup):
            identity = reference[1].decode("latin-1").replace("%40", "@").lower()
            if reference.start() > end and identity not in shown:
                below.add(identity)
            shown.add(identity)
            if _is_shown_small(markup, reference.start()):
                small.add(identity)
    return _Places(frozenset(shown), frozenset(below), frozenset(small))


def _is_shown_small(markup: bytes, place: int) -> bool:
    """Does the tag round this place give the picture at most the size of a logo?"""
    start = markup.rfind(b"<", max(0, place - _LONGEST_TAG), place)
    end = markup.find(b">", place, place + _LONGEST_TAG)
    sizes = dict(_SHOWN_SIZE.findall(markup[max(start, 0) : end])) if start >= 0 and end >= 0 else {}
    width, height = (int(sizes.get(side, 0)) for side in (b"width", b"height"))
    return 0 < height <= _LOGO_HEIGHT and width <= _LOGO_WIDTH


def _end_of_own_words(markup: bytes) -> int:
    """Where the first of the signs stands, or the end."""
    found = (_word(markup, sign) for sign in _BELOW_OWN_WORDS)
    return min((place for place in found if place >= 0), default=len(markup))


def _word(markup: bytes, sign: bytes) -> int:
    """Where the sign stands for the first time, not within a longer word or a file's name."""
    place = markup.find(sign)
    while place > 0 and markup[place - 1 : place].isalnum():
        place = markup.find(sign, place + 1)
    return place


def detected_type(content: bytes) -> str:
    """What the bytes themselves show; empty where they show nothing."""
    head = content[:_HEAD]
    if not head:
        return ""
    if head.startswith(_OLE):
        return "application/x-ole-storage"
    if not _BINARY.search(head):
        # Text has no mark of its own, and filetype takes one that begins with "BM" for a picture.
        return next((kind for pattern, kind in _TEXT_HEADS if pattern.match(head)), "")
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    try:
        found = filetype.guess(head)
    except Exception:  # noqa: BLE001 - its matchers index into short files
        return ""
    return str(found.mime) if found is not None else ""


def _made_up_name(part: Part, number: int, detected: str) -> str:
    if part.is_mail and part.children:
        subject = part.children[0].headers.first("subject")
        if subject:
            return decoded(subject)[:80].replace("/", "-").replace("\\", "-") + ".eml"
    return f"part-{number}" + (_EXTENSIONS.get(part.type) or _EXTENSIONS.get(detected, ""))
