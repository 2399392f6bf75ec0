"""Mails whose own words say no more than "se under": what was forwarded is the request, and has an author."""

import re
from collections.abc import Sequence

from router.message.parse.addresses import addresses
from router.message.parts import Address
from router.message.trim.history import HistoryMark, HistoryMarkKind
from router.message.trim.history.header_block import field_of
from router.message.trim.pointing import LONGEST, hands_on, points_below

_POINTER = re.compile(
    r"(?:(?:hei|hallo|hi|god (?:dag|morgen))\b[^\w\n]*(?:alle|igjen|dere|all)?[^\w\n]*)?"
    r"(?:(?:se|sjå|ref|jf|viser til)\b.{0,20}(?:under|nedenfor|nedanfor|under her|mail|e-?post|vedlagt"
    r"|vedlegg|tråden?).{0,15}"
    r"|f\.?y\.?i\.?|til (?:info|informasjon|orientering|deg|dykk|dere|oppfølging|oppfølgjing)|for information"
    r"|see below|please see below|(?:se|sjå) (?:henvendelse|henvending|spørsmål)\w* (?:under|nedenfor)"
    r"|(?:fyi|se under|sjå under)?[ ,.\-–]{0,3}(?:kan|kunne) (?:du|de|dere|noen|nokon) "
    r"(?:ta|se på|sjå på|sjekke|svare på|svare|håndtere|behandle|hjelpe (?:ham|han|henne|ho|dem|dei|med)"
    r"|følge opp|følgje opp)"
    r"(?: på)? ?(?:denne|dette|dette her|saken|saka|her)?(?: saken| saka)?(?:,? takk)?"
    r"|(?:can|could) (?:you|someone)(?: please)? (?:take|look at|handle|help with) (?:this|it)(?: one)?"
    r"|videresend(?:er|t|es)(?: til dere| herved)?|vidaresender|denne er til (?:dere|dykk)|tar dere denne"
    r"|tek de denne"
    r"|denne (?:er|hører|høyrer|må være|gjelder|gjeld)\b.{0,12} (?:til|for|hos) (?:dere|dykk|deg)"
    r"|(?:videresender|vidaresender|oversender|sender) (?:denne|dette)?\b.{0,20}"
    r"|(?:denne|dette) (?:hører|høyrer) (?:vel |nok )?heime? hos (?:dere|dykk)"
    r"|er dette noe for dere|er dette noko for dykk"
    r"|(?:\+|legg(?:er|e)? (?:til|inn|på)|cc:?|kopi(?: til)?)\s*support\w*)"
    r"[\s.,!?:;)\-–👇⬇️]*",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:hei|heisann|hallo|halla|hi|hello|dear|god (?:dag|morgen|morgon|kveld))\b.{0,25}", re.IGNORECASE
)
_REFERS_BELOW = re.compile(
    r"\b(?:se|sjå)\s+(?:mail\w*|e-?post\w*|under|nedenfor|nedanfor)\b|\bsee\s+below\b"
    r"|\bhjelpe\b.{0,20}\bmed (?:dette|denne)\b"
    r"|\b(?:kan|kunne) (?:du|dere|de|noen|nokon) (?:ta|se på|sjå på|sjekke|følge opp|svare på) (?:denne"
    r"|dette|saken)\b"
    r"|\b(?:jeg|eg|vi|me) (?:sender|videresender|vidaresender) (?:den|denne|dette|saken|saka|mailen"
    r"|e-?posten) (?:(?:videre|vidare) )?til (?:dere|dykk)\b"
    r"|\bså (?:jeg|eg|vi|me)? ?sender (?:jeg |eg |vi |me )?(?:den|denne|dette|saken) (?:videre|vidare)\b",
    re.IGNORECASE,
)
_FORWARD_SUBJECT = re.compile(
    r"\s*(?:vs|fw|fwd|vb|wg|vidr|videresendt|vidaresendt|vidaresend|tr|i|enc|rv|pd"
    r"|doorst)\s*(?:\[\d+\])?\s*[.:]",
    re.IGNORECASE,
)
_NAME_BEHIND_VERB = re.compile(
    r"\b(?:skrev|skreiv|schrieb)\s+([^<>:]{2,80}?)\s*(?:<|:|\[|\(|$)", re.IGNORECASE
)
_BRACKETED = re.compile(
    r"\[mailto:([^\s\]]{3,200})\]|<(?:mailto:)?([^\s<>@]{1,200}@[^\s<>]{1,200})>", re.IGNORECASE
)


def has_forward_subject(subject: str) -> bool:
    """Does the subject begin as a client writes that of a forwarded mail ("VS:", "Fwd:")?"""
    return _FORWARD_SUBJECT.match(subject) is not None


def is_pointer(text: str) -> bool:
    """Does the text say no more than "see below", or nothing at all?"""
    own = [line.strip() for line in text.split("\n") if line.strip()]
    if len(own) > 1 and len(own[0]) < 40 and _GREETING.fullmatch(own[0]):
        own = own[1:]
    if sum(map(len, own)) >= 120:
        return False
    said = " ".join(own)
    return not said or bool(_POINTER.fullmatch(said) or _GREETING.fullmatch(said))


def points_on(text: str) -> bool:
    """Does the text itself ask to take what is below, and not merely greet?"""
    said = " ".join(text.split())
    if not said or _GREETING.fullmatch(said):
        return False
    return is_pointer(text) or points_below(said)


def sends_on(text: str) -> bool:
    """Does the text say no more than where to look, be it with a plea for help, or nothing at all?"""
    return is_pointer(text) or hands_on(" ".join(text.split()))


_DEICTIC = re.compile(
    r"\b(?:denne|dette|den|det|her|saken|saka|under|nedenfor|nedanfor|nedenstående|nedanståande|vedlagte?"
    r"|info|orientering"
    r"|oppfølging|oppfølgjing|this|below)\b|^\W*$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?]\s")
_SHORT = 90


def refers_below(text: str) -> bool:
    """Does a short text, in so many words, send its reader to what is below?"""
    said = " ".join(text.split())
    if sends_on(text) or (len(said) < LONGEST and _REFERS_BELOW.search(said) is not None):
        return True
    # One sentence that says "this" without a figure: what "this" is must stand below.
    is_one = len(_SENTENCE_END.findall(said.rstrip(" .!?"))) == 0
    has_figures = any(letter.isdigit() for letter in said)
    return len(said) < _SHORT and is_one and not has_figures and _DEICTIC.search(said) is not None


def author_of(lines: Sequence[str], mark: HistoryMark) -> Address | None:
    """Who wrote the mail below this mark, as far as the mark says."""
    if mark.kind is HistoryMarkKind.ATTRIBUTION:
        return _of_attribution(" ".join(line.strip("> ") for line in lines[mark.start : mark.end]))
    for line in lines[mark.start : mark.end]:
        field = field_of(line)
        if field is not None and field[0] == "from":
            return _of_field(field[1])
    return None


def is_among(mailboxes: frozenset[str], author: Address | None) -> bool:
    """Is the author's address, or its domain ("@firma.example"), one of these?"""
    address = author.address.lower() if author is not None else ""
    return bool(address) and not mailboxes.isdisjoint({address, "@" + address.rpartition("@")[2]})


def _of_field(value: str) -> Address:
    bracketed = _BRACKETED.search(value)
    if bracketed is not None:
        name = value[: bracketed.start()].strip(" \"'*")
        return Address(name, bracketed[1] or bracketed[2])
    found = addresses(value.encode("utf-8"))
    return found[0] if found and found[0].address else Address(value.strip(" \"'*"), "")


def _of_attribution(text: str) -> Address | None:
    bracketed = _BRACKETED.search(text)
    named = _NAME_BEHIND_VERB.search(text)
    if bracketed is None:
        return Address(named[1].strip(" \"'"), "") if named else None
    address = bracketed[1] or bracketed[2]
    if named is None:
        before = text[: bracketed.start()].rpartition(",")[2] or text[: bracketed.start()]
        return Address(before.strip(" \"'"), address)
    return Address(named[1].strip(" \"'"), address)
