"""The mailboxes of an address field (RFC 5322, section 3.4), as they are met in life.

Encoded words are decoded after the field has been taken apart, because a decoded name may hold commas. An
address is kept as it came over the wire, a domain in Punycode too (RFC 5891): so it can be written again, and
a look-alike in another alphabet does not look alike. Marks that turn the direction of reading are taken out.
Linear in the field's length, also for 20,000 addresses, 3,000 "(" or a quotation mark that nothing closes.
"""

import re
from dataclasses import dataclass, field

from router.message.parse import charset
from router.message.parse.words import decoded
from router.message.parts import Address

MAX_ADDRESSES = 500

_TOKEN = re.compile(rb'"((?:[^"\\]|\\.)*)"|<([^<>]*)>|([,;:])|([^"()<,;:]+|["()<])', re.DOTALL)
_PARENTHESIS = re.compile(rb"[()]")
_AT = re.compile(rb" ?@ ?")
_SCHEME = re.compile(rb"\[?(?:mailto|smtp)\Z", re.IGNORECASE)
_QUOTED_LOCAL_PART = re.compile(rb'"[^"]*"@[^\s"]+')
_QUOTED_MAILBOX = re.compile(r'"[^"\n]{1,64}"@[^\s"<>]{1,255}')
_WHOLE_ADDRESS = re.compile(rb"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
_COMMENT = re.compile(r"\([^()]*\)")
_ROUTE = re.compile(r"@[^:<>]{1,500}:")
_ADDRESS_IN_NAME = re.compile(r"[^\s<>\"'(),;:@]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){1,8})")
_LEGACY = re.compile(r"/o=[^/]{1,200}/.{0,500}/cn=(?:[0-9a-f]{32}-)?([^/]{1,200})\Z", re.IGNORECASE)
_MAX_DEPTH = 20


def addresses(value: bytes) -> tuple[Address, ...]:
    """The mailboxes of an address field, at most `MAX_ADDRESSES`; group names are left out."""
    found = _addresses(value)
    if found and not any(address.address for address in found) and b"=?" in value:
        # Some clients put the whole field, address and all, into one encoded word.
        again = _addresses(decoded(value).encode("utf-8"))
        if any(address.address for address in again):
            return again
    return found


def is_disguised(mailbox: Address) -> bool:
    """Does the name show another firm's address than the mail comes from, as a forger's does?"""
    domain = mailbox.address.rpartition("@")[2].lower()
    if not domain:
        return False
    shown = [match[1].lower() for match in _ADDRESS_IN_NAME.finditer(mailbox.name)]
    return bool(shown) and not any(one == domain or domain.endswith("." + one) for one in shown)


@dataclass(slots=True)
class _Reading:
    """What has been read of one mailbox, and the mailboxes before it."""

    found: list[Address] = field(default_factory=list)
    phrase: list[bytes] = field(default_factory=list)
    comment: list[bytes] = field(default_factory=list)
    angle: bytes | None = None
    is_quoted: bool = False
    surname: bytes = b""
    """What stood before a comma without an address: half a name ("Moen, Kari <kari@...>"), perhaps."""

    def name_group(self) -> None:
        """What stood before a colon: a group's name, which is left out, or the scheme of an address."""
        scheme = _SCHEME.search(b"".join(self.phrase))
        name = b"".join(self.phrase)[: scheme.start()] if scheme else b""
        self.phrase = [name] if name.strip() else []

    def finish(self, separator: bytes) -> None:
        words = b" ".join(b"".join(self.phrase).split())
        remark = b" ".join(self.comment)
        if self.angle is None and b"@" in words:
            self._flush()
            self._bare(words, remark)
        elif self.angle is not None:
            if self.surname and words:
                words, self.surname = self.surname + b", " + words, b""
            self._flush()
            self.found.append(_address(words or remark, self.angle))
        elif words:
            self._flush()
            if separator == b"," and not self.is_quoted:
                self.surname = words
            else:
                self.found.append(_address(words, b""))
        if separator != b",":
            self._flush()
        self.phrase.clear()
        self.comment.clear()
        self.angle = None
        self.is_quoted = False

    def _bare(self, words: bytes, remark: bytes) -> None:
        """An address without angle brackets, perhaps behind a name; or several without commas."""
        words = _AT.sub(b"@", words)
        quoted = _QUOTED_LOCAL_PART.search(words)
        if quoted is not None:
            self.found.append(_address(words[: quoted.start()] or remark, quoted[0]))
            return
        pieces = words.split()
        last = max(number for number, piece in enumerate(pieces) if b"@" in piece)
        name = pieces[:last]
        while name and _WHOLE_ADDRESS.fullmatch(name[0]):
            self.found.append(_address(b"", name.pop(0)))
        self.found.append(_address(b" ".join(name) or remark, pieces[last]))

    def _flush(self) -> None:
        if self.surname:
            self.found.append(_address(self.surname, b""))
            self.surname = b""


def _addresses(value: bytes) -> tuple[Address, ...]:
    reading = _Reading()
    quotes_close = comments_close = True
    position = 0
    while position < len(value) and len(reading.found) < MAX_ADDRESSES:
        letter = value[position : position + 1]
        if letter == b'"' and not quotes_close:
            position += 1
            continue
        if letter == b"(":
            end = _comment_end(value, position) if comments_close else None
            # Without the flag, each parenthesis that nothing closes would be searched to the end.
            comments_close = end is not None
            if end is not None:
                reading.comment.append(value[position + 1 : end - 1])
            position = end or position + 1
            continue
        token = _TOKEN.match(value, position)
        if token is None:
            break
        position = token.end()
        quoted, address, separator, rest = token.groups()
        if quoted is not None:
            reading.is_quoted = True
            is_local_part = value.startswith(b"@", position)
            reading.phrase.append(token[0] if is_local_part else re.sub(rb"\\(.)", rb"\1", quoted))
        elif address is not None:
            reading.angle = address if reading.angle is None else reading.angle
        elif separator == b":":
            reading.name_group()
        elif separator is not None:
            reading.finish(separator)
        elif rest == b'"':
            quotes_close = False
        elif rest not in (b")", b"<"):
            reading.phrase.append(rest)
    if len(reading.found) < MAX_ADDRESSES:
        reading.finish(b"")
    return tuple(reading.found[:MAX_ADDRESSES])


def _comment_end(value: bytes, start: int) -> int | None:
    depth = 0
    for mark in _PARENTHESIS.finditer(value, start):
        depth += 1 if mark[0] == b"(" else -1
        if depth == 0:
            return mark.end()
        if depth > _MAX_DEPTH:
            return None
    return None


def _address(name: bytes, address: bytes) -> Address:
    shown = decoded(name).strip("'\"<> ") if name else ""
    legacy = _LEGACY.match(shown)
    if legacy is not None:
        shown = legacy[1]
    mailbox = _mailbox(charset.decode(address, None).text)
    if not mailbox and "@" in shown:
        # `"kari@a.example" <>`, or name and address in one pair of quotation marks.
        inner = shown.rpartition("<")[2] if "<" in shown else shown.split()[-1]
        mailbox = _mailbox(inner)
        if mailbox and inner != shown:
            shown = shown[: len(shown) - len(inner)].strip("<'\" ")
    return Address(shown, mailbox)


def _mailbox(text: str) -> str:
    if _QUOTED_MAILBOX.fullmatch(text):
        return text
    text = "".join(_COMMENT.sub("", text).split()).strip("'<>,").removeprefix("mailto:").rstrip(".")
    if "@[" not in text:
        text = text.strip("[]")
    route = _ROUTE.match(text)
    if route is not None:
        text = text[route.end() :]
    if text.count('"') % 2 or (text.startswith('"') and text.endswith('"')):
        text = text.strip('"')
    return text if "@" in text else ""
