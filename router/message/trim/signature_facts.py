"""What a signature says of its writer: name, title, company, organisation number and telephone numbers.

It reads the signature that :mod:`router.message.trim.signature` found, piece by piece ("Kari Moen | Daglig
leder | Eksempel AS"). A fact is left empty rather than guessed: numbers must hold their check digit or be
possible in their country.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

import phonenumbers
from stdnum.no import orgnr

from router.message.parts import Address, SignatureFacts
from router.message.trim.contact import is_contact_detail, is_name_like, is_prose
from router.message.trim.sign_off import sign_off_rest
from router.message.trim.writer import Writer, natural_order, writer_of

_MAX_LINES, _MAX_LINE, _MAX_PHONES = 40, 300, 6
_PIECES = re.compile(r"\s{0,3}[|•·\t]\s{0,3}|\s{3,10}|\s[/–—]\s")
_FORM = re.compile(r"\b(?:AS|ASA|ANS|DA|ENK|SA|KF|FKF|IKS|BA|NUF|AB|ApS|Oy|GmbH|Ltd|Inc|LLC)\b\.?|\bA/S\b")
_KIND = re.compile(
    r"(?:kommune|borettslag|sameie|forening|stiftelsen?|stiftinga|menighet|fellesråd|idrettslag"
    r"|samvirkelag|barnehage|skole|skule"
    r"|sykehus|kraftlag|forbundet|lag)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"(?:sjef|leder|leiar|ansvarlig|ansvarleg|konsulent|rådgiver|rådgjevar|medarbeider|medarbeidar|fører"
    r"|førar|direktør|controller"
    r"|koordinator|coordinator|sekretær|økonom|revisor|ingeniør|montør|mester|assistent|assistant|manager"
    r"|officer|director"
    r"|accountant|advisor|analyst|engineer|spesialist|specialist|utvikler|utviklar|selger|seljar|kasserer"
    r"|kasserar|formann|partner"
    r"|eier|eigar|innehaver|gründer|founder|advokat|verge|rektor|planner|administrator|arkitekt|bokholder"
    r"|bogholder|produsent"
    r"|inspektør|kontakt|supervisor|president|chef|chief|executive|treasurer|secretary|clerk|buyer"
    r"|operatør)(?:en)?\b"
    r"|\b(?:CEO|CFO|COO|CTO|CIO|head of|lead|vice president)\b"
    # A department, where nothing else stands before it ("Lønn og personal", not "Moen Regnskap").
    r"|^(?:HR|regnskap|rekneskap|lønn|løn|økonomi|personal|innkjøp|kundeservice|salg|drift|marked|lager"
    r"|logistikk|avd(?:eling)?|IT"
    r"|payroll|accounting|finance|group|treasury|purchasing|operations)\b",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(r"(?<![\d+])(\d{3})[ .\u00a0]?(\d{3})[ .\u00a0]?(\d{3})(?!\d)", re.ASCII)
_ORGANISATION_WORD = re.compile(r"\borg|foretak|\bMVA\b|\bNO\s?\d|\bVAT\b|\breg\.?\s?n", re.IGNORECASE)
_PHONE = re.compile(
    r"(?<![\d+,-])(?:(?:\+|00)\s?\d{1,3}[ \u00a0]?(?:\(0?\)\s?)?)?\d(?:[ .\u00a0/-]?\d){6,11}(?![\d,-]|\.\d)",
    re.ASCII,
)
_FAX_BEFORE = re.compile(r"\b(?:fax|faks|telefaks|telefax|f)\b[\s.:]{0,4}$", re.IGNORECASE)
_NOT_A_PHONE_BEFORE = re.compile(
    r"(?:konto\w{0,6}|iban|kid|team\s?viewer|\bt[vw]|\bid|any\s?desk|kundenr|kundenummer"
    r"|gln)\b[\s.:#a-z]{0,6}$",
    re.IGNORECASE,
)
_FOR = re.compile(r"(?:for|på vegne av|hilsen|fra|frå)\s", re.IGNORECASE)


def signature_facts(signature: str, sender: Address) -> SignatureFacts:
    """The facts in a signature; the name is the sender's where the signature does not say it in full."""
    lines = [line.strip()[:_MAX_LINE] for line in islice(signature.split("\n"), _MAX_LINES) if line.strip()]
    if not lines:
        return SignatureFacts()
    writer = writer_of(sender.name)
    pieces = list(_pieces(lines))
    name = _name(pieces, writer, natural_order(sender.name))
    others = [piece for piece in pieces if piece != name and not writer.is_named_by(piece)]
    company = next(filter(None, map(_company, others)), "")
    described = [
        piece
        for piece in others
        if _company(piece) != piece and not is_contact_detail(piece) and not is_prose(piece)
    ]
    title = next((piece for piece in described if _is_title(piece, writer)), "")
    organisation_number = _organisation_number(lines)
    return SignatureFacts(
        name=name,
        title=title,
        company=company or _company_without_form(described, writer),
        organisation_number=organisation_number,
        phones=_phones(lines, organisation_number),
    )


def _pieces(lines: Sequence[str]) -> Iterator[str]:
    """The signature's lines, taken apart where one line says several things, without the sign-off."""
    for line in lines:
        rest = sign_off_rest(line)
        text = line if rest is None else rest
        for piece in _PIECES.split(text):
            parts = piece.split(", ") if not is_contact_detail(piece) or _FORM.search(piece) else [piece]
            for part in parts:
                cleaned = part.strip(" ,.!:;*_-–—/\\")
                if cleaned:
                    yield cleaned


def _name(pieces: Sequence[str], writer: Writer, sender_name: str) -> str:
    """The name in full: the signature's, or the From field's where the signature has only a part of it."""
    persons = [piece for piece in pieces[:4] if not _FORM.search(piece)]
    signed = next((piece for piece in persons if writer.is_named_by(piece)), "")
    if signed:
        is_full = " " in signed and "." not in signed and len(signed) >= len(sender_name)
        return signed if is_full else sender_name
    others = (piece for piece in persons[:2] if is_name_like(piece) and not _TITLE.search(piece))
    return next(others, "" if _FORM.search(sender_name) else sender_name)


def _is_title(piece: str, writer: Writer) -> bool:
    """Does it name a role? "Glassmester Haugerud" is the firm of Mr Haugerud."""
    return _TITLE.search(piece) is not None and not any(
        word in writer.words for word in piece.casefold().split()[-1:]
    )


def _company(piece: str) -> str:
    """The firm that the piece names by its legal form, with nothing behind the form."""
    form = _FORM.search(piece)
    before = piece[: form.end()] if form is not None else piece
    introduced = _FOR.match(before)
    before = before[introduced.end() :] if introduced is not None else before
    if form is None:
        is_named = _KIND.search(before) is not None and before[0].isupper() and not is_contact_detail(before)
        return before if is_named and len(before.split()) <= 8 else ""
    return before if len(before) > len(form.group()) + 1 else ""


def _company_without_form(described: Sequence[str], writer: Writer) -> str:
    """The first that is neither name nor title and begins with a capital."""
    return next(
        (
            piece
            for piece in described
            if piece[:1].isupper()
            and len(piece.split()) <= 6
            and not _is_title(piece, writer)
            and not any(letter.isdigit() for letter in piece)
        ),
        "",
    )


def _organisation_number(lines: Sequence[str]) -> str:
    for line in lines:
        if _ORGANISATION_WORD.search(line):
            for match in _ORGANISATION.finditer(line):
                digits = "".join(match.groups())
                if orgnr.is_valid(digits):
                    return digits
    return ""


def _phones(lines: Sequence[str], organisation_number: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for line in lines:
        if sum(letter.isdigit() for letter in line) < 8:
            continue
        for match in islice(_PHONE.finditer(line), _MAX_PHONES):
            before = line[: match.start()][-30:]
            if _FAX_BEFORE.search(before) or _NOT_A_PHONE_BEFORE.search(before):
                continue
            number = _phone(match.group(), organisation_number)
            if number:
                found[number] = None
    return tuple(found)[:_MAX_PHONES]


def _phone(text: str, organisation_number: str) -> str:
    digits = re.sub(r"\D", "", text)
    if digits == organisation_number or (len(digits) != 8 and not text.startswith(("+", "00"))):
        return ""
    try:
        number = phonenumbers.parse(text, "NO")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
