"""Which lines of what a customer wrote are the signature: the sign-off, the contact details, the legal text.

The walk goes line by line. A sign-off ("Mvh", "-- ", "Sendt fra min iPhone") or the sender's own name begins
a signature; a "PS", a question or a real sentence after it ends it again, because that is the customer asking
something. When unsure, a line is kept as new text.
"""

import re
from collections.abc import Sequence

from router.message.parts import Section

_SIGN_OFF = re.compile(
    r"(?:(?:med\s+)?(?:(?:de\s+)?(?:beste|vennlig(?:e|st)?|venleg(?:e)?|hjertelig(?:e)?|hyggelig(?:e)?"
    r"|kjær(?:e)?|god|gode)\s+)?"
    r"(?:hilsen(?:er)?|hels(?:ing|ingar|inger))"
    r"|(?:på\s+forhånd\s+takk\s+og\s+)?m\.?\s?v\.?\s?h\.?|v\.?h\.?|mvht|beste\s+h\.?"
    r"|(?:med\s+)?(?:venlig|vänlig|vänliga|bästa)\s+h(?:ilsen|älsning|älsningar)|mvh\.?|hälsningar"
    r"|(?:with\s+)?(?:best|kind(?:est)?|warm(?:est)?|many)?\s*regards|best\s+wishes|br|cheers"
    r"|sincerely(?:\s+yours)?"
    r"|yours\s+(?:sincerely|faithfully|truly)|(?:mit\s+)?(?:freundlichen|besten|viele)\s+grü(?:ß|ss)en?)"
    r"(?:\s*/\s*(?:med\s+vennlig\s+hilsen|(?:best|kind)\s+regards))?"
    r"(?P<rest>(?:[\s,.!:\-–]+.*)?)$",
    re.IGNORECASE,
)
_MOBILE = re.compile(
    r"(?:sendt|sent|skickat|gesendet|envoyé)\s+(?:fra|frå|from|via|från|med|von|depuis)\b.{0,80}$"
    r"|(?:hent|get|skaff|last ned|hämta)\s+outlook\s+(?:for|til|för)\b.{0,60}$",
    re.IGNORECASE,
)
_CLOSING_WORD = re.compile(
    r"(?:many thanks|thank you|thanks|best|rgds|cheers|tusen takk|takk|(?:klem|alt godt)(?: fra)?)\W{0,3}$",
    re.IGNORECASE,
)
_OTHER_GREETING = re.compile(
    r"(?:\w+\s+){0,3}\w*(?:hilsen|hilsener|helsing)(?:\s+(?:fra|frå))?\W{0,3}$", re.IGNORECASE
)
_DELIMITER = re.compile(r"(?:--|—)\s*$")
_POSTSCRIPT = re.compile(r"\W{0,3}p\.?\s?s\.?(?:\W|$)", re.IGNORECASE)
_LEGAL = re.compile(
    r"(?:denne|dette|innholdet i)\s+(?:e-?posten|e-?post|meldingen|e-?mailen|mailen)\b.{0,80}"
    r"(?:konfidensiel|fortrolig|taushet|tiltenkt|bestemt for|adressat|virus|kan inneholde)"
    r"|(?:this|the)\s+(?:e-?mail|message|communication|information)\b.{0,100}"
    r"(?:confidential|intended|privileged|recipient|virus)"
    r"|(?:tenk|tænk|tänk|think|please consider)\b.{0,30}(?:miljø|environment|før du skriver ut"
    r"|before (?:you )?print)"
    r"|(?:e-?posten|mailen|message|e-?mail)\s+(?:er|is|has been|var|ble)\s+(?:virus|skannet|kontrollert"
    r"|scanned|checked)"
    r"|if you (?:are not the intended|have received this)"
    r"|(?:dersom|hvis|om) du (?:ikke er rette|har mottatt denne|har fått denne|mottar denne)"
    r"|confidentiality notice|disclaimer|ansvarsfraskrivelse"
    r"|.{0,60}tar ikke ansvar for (?:eventuelle )?feil i overføringen"
    r"|(?:følg oss|follow us|finn oss|besøk oss)\s+på\b.{0,60}$",
    re.IGNORECASE,
)
_EXTERNAL_BANNER = re.compile(
    r"\W{0,3}(?:advarsel|obs|caution|warning|ekstern(?:\s+e-?post)?|external(?:\s+e-?mail)?)\W{1,3}.{0,40}"
    r"(?:denne e-?posten|this (?:e-?mail|message)|kom fra|originated|avsender|outside|utenfor).{0,200}$",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"@|https?://|www\.|\b(?:tlf|tel|mob|mobil|telefon|telefax|faks|fax|phone|mobile|direkte|sentralbord"
    r"|org\.?\s?nr)\b"
    r"|\borg(?:\.|anisasjons)|\+47|postboks|\b\d{4}\s+[A-ZÆØÅ]|\bAS\b|\bASA\b|\|",
    re.IGNORECASE,
)
_TEAMVIEWER = re.compile(r"team\s?viewer|\bT[VW]\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_LINES_BELOW = 12
"""How far below a line is looked to see whether only contact details follow."""
_MAX_LINE = 400
"""Longer lines are prose; no pattern is tried on them."""


def signature_lines(lines: Sequence[str], sender_name: str = "") -> list[bool]:
    """For each line of a new text, whether it belongs to a signature.

    ``sender_name`` is the display name of the From field: many people end a mail with their name alone.
    """
    in_signature = [False] * len(lines)
    own = [word.casefold() for word in _WORD.findall(sender_name[:100])]
    inside = False
    after_blank = True
    something_said = False
    in_legal_text = False
    for number, line in enumerate(lines):
        text = line.strip()
        if not text:
            in_signature[number] = inside
            after_blank = True
            in_legal_text = False
            continue
        if _is_banner(text) and not something_said:
            in_signature[number] = True
            continue
        if in_legal_text:
            in_signature[number] = True
            continue
        if inside:
            inside = _stays_inside(text)
        elif something_said or _is_delimiter(line):
            inside = _begins(lines, number, text, own, after_blank)
        if not inside and something_said and after_blank and _is_legal(text):
            inside = True
        in_legal_text = inside and _is_legal(text)
        in_signature[number] = inside
        something_said = something_said or not inside
        after_blank = False
    return in_signature


def _begins(lines: Sequence[str], number: int, text: str, own: Sequence[str], after_blank: bool) -> bool:
    if len(text) > _MAX_LINE:
        return False
    if _is_delimiter(lines[number]) or _MOBILE.match(text):
        return True
    sign_off = _SIGN_OFF.match(text)
    if sign_off is not None and _is_name_like(sign_off["rest"]):
        return True
    following = lines[number + 1 : number + 1 + _LINES_BELOW]
    if _OTHER_GREETING.match(text) and len(text) < 60 and _looks_like_contact(following):
        return True
    below = next((line.strip() for line in following if line.strip()), "")
    if _CLOSING_WORD.match(text) and _is_own_name(below, own) and _looks_like_contact(following):
        return True
    is_own_name = _is_own_name(text, own) and (after_blank or _says_only(text, own))
    return is_own_name and _looks_like_contact(following)


def _stays_inside(text: str) -> bool:
    if _POSTSCRIPT.match(text) or _TEAMVIEWER.search(text[:_MAX_LINE]):
        return False
    if len(text) <= _MAX_LINE and (_SIGN_OFF.match(text) or _MOBILE.match(text)):
        return True
    return _is_legal(text) or not _is_prose(text)


def _is_delimiter(line: str) -> bool:
    return len(line) <= 100 and _DELIMITER.match(line) is not None


def _is_banner(text: str) -> bool:
    return len(text) <= _MAX_LINE and _EXTERNAL_BANNER.match(text) is not None


def _is_legal(text: str) -> bool:
    return _LEGAL.match(text[:_MAX_LINE]) is not None


def _is_prose(text: str) -> bool:
    """A sentence rather than a name, a title or an address."""
    words = len(text[:_MAX_LINE].split())
    if text.rstrip(" )").endswith("?") and words >= 2:
        return True
    if _CONTACT.search(text[:_MAX_LINE]) and words <= 14:
        return False
    small = sum(word[0].islower() for word in text[:_MAX_LINE].split())
    return words >= 6 and small * 2 >= words


def _is_name_like(rest: str) -> bool:
    """What may follow "Mvh" on its line: names, not a sentence."""
    words = rest.strip(" ,.!:-–").split()
    if len(words) > 8:
        return False
    if rest.rstrip().endswith("?"):
        return False
    small = [word for word in words if word[0].islower()]
    is_short = len(words) <= 4 and not rest.rstrip().endswith(".")
    return not words or words[0].casefold() in {"fra", "frå", "from"} or len(small) <= 1 or is_short


def _is_own_name(text: str, own: Sequence[str]) -> bool:
    words = [word.casefold() for word in _WORD.findall(text[:100])]
    return bool(own) and bool(words) and len(words) <= 8 and words[0] == own[0] and not text.endswith("?")


def _says_only(text: str, own: Sequence[str]) -> bool:
    return all(word.casefold() in own for word in _WORD.findall(text[:100]))


def _looks_like_contact(following: Sequence[str]) -> bool:
    """After a name alone, only contact details may come: nothing that asks or tells."""
    return not any(_is_prose(line.strip()) and not _is_legal(line.strip()) for line in following if line)


def closing_sections(lines: Sequence[str], sender_name: str = "") -> list[Section]:
    """For each line of a new text, what it is."""
    return [Section.SIGNATURE if it else Section.NEW for it in signature_lines(lines, sender_name)]
