"""Where somebody can be reached: e-mail addresses, streets, post boxes and the places of the post.

Four digits and a capitalised word are a place of the post only behind a street or a post box, alone between
marks in a signature, or behind a name and a comma in a line that tells of no accounts: "1500 Kundefordringer"
is an account of the ledger.
"""

import re
from collections.abc import Iterator, Sequence

from router.learning.corpus.personal.stretch import SOMEBODY, Stretch

MASKED_MAIL = "nn@nn.example"
_MASKED_STREET = f"{SOMEBODY}-gata 0"
_MASKED_BOX = "Postboks 0"
_MASKED_PLACE = f"0000 {SOMEBODY}"
_MAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_NAMED = r"[A-ZÆØÅ](?:[\w.’'-]{0,30}\w)?"
_STREET = re.compile(
    r"(?<![\w-])(?:"
    # "Nedre Storgate 4", "Industriveien 14B": one word with its ending.
    rf"(?:{_NAMED}[ ]){{0,2}}[A-ZÆØÅ][\w.’'-]{{1,30}}?"
    r"(?:gata|gaten|gate|gt\.?|veien|vegen|vei|veg|allé|alleen|svingen|bakken|stien|tunet|torget|kroken"
    r"|brygga|bryggen|kaien|kaia)"
    # "Dronningens vei 8", "Station Road 2"
    rf"|(?:{_NAMED}[ ]){{0,2}}{_NAMED}s[ ](?:gate|vei|veg|plass|allé)"
    rf"|(?:{_NAMED}[ ]){{1,2}}(?:Street|Road|Lane)"
    r")[ ]\d{1,4}(?:[ ]?[A-Za-z])?(?!\w)"
)
_STREET_IN_SIGNATURE = re.compile(
    rf"(?:^|(?<=[|,•·]))[ \t]{{0,3}}(?!(?i:p\.?[ob]|post|tlf|tel|mob))"
    rf"(?P<street>{_NAMED}(?:[ ]{_NAMED}){{0,3}}[ ]\d{{1,4}}[ ]?[A-Za-z]?)(?=[ \t]*(?:$|[,|•·]))",
    re.MULTILINE,
)
_BOX = re.compile(r"\b(?:Postboks|Postbox|Pb\.?|P\.?\s?O\.? Box)[ ]\d{1,5}(?![\d-])", re.IGNORECASE)
_PLACE = rf"(?:NO?-)?\d{{4}}[ ]{{1,2}}{_NAMED}(?:[ ](?:i[ ])?{_NAMED})?"
_BEHIND = re.compile(rf"(?:[ ]{_NAMED}){{0,2}}[ \t]{{0,3}}[,|•·\n]?[ \t]{{0,3}}(?P<place>{_PLACE})")
_PLACE_IN_SIGNATURE = re.compile(
    rf"(?:^|(?<=[|,•·]))[ \t]{{0,3}}(?P<place>{_PLACE})(?=[ \t]*(?:$|[,|•·]))", re.MULTILINE
)

_BEFORE_PLACE = re.compile(
    # A name, a number, a comma and a place of the post, whatever the street's name ends in.
    rf"(?<![\w-])(?!(?i:konto|bilag|faktura|ordre|kunde|prosjekt|avdeling|avd|versjon|uke|veke|lønnsart|momskode|"
    rf"linje|periode|klient|vare|artikkel|post|side|punkt|saldo|reskontro)\w*\b)"
    rf"(?P<street>{_NAMED}(?:[ ]{_NAMED}){{0,3}}[ ]\d{{1,4}}[ ]?[A-Za-z]?)"
    rf",[ ]{{0,2}}(?P<place>{_PLACE})(?!\w)"
)
_LOOKS_LIKE_PLACE = re.compile(rf"(?<![\w-]){_PLACE}(?=[ \t]*(?:$|[,.;)|•·]))", re.MULTILINE)
_BEHIND_COMMA = re.compile(rf"(?<!\w){_NAMED},[ ]\Z")
_LEDGER = re.compile(r"konto|account|post(?:en|er)\b|saldo|debet|kredit", re.IGNORECASE)


def mail_addresses(text: str) -> Iterator[Stretch]:
    """Every e-mail address."""
    for match in _MAIL.finditer(text):
        yield Stretch(*match.span(), MASKED_MAIL)


def postal_addresses(text: str, signatures: Sequence[slice]) -> Iterator[Stretch]:
    """Streets, post boxes and places; ``signatures`` are the parts of the text where an address may stand."""
    for pattern, placeholder in ((_STREET, _MASKED_STREET), (_BOX, _MASKED_BOX)):
        for match in pattern.finditer(text):
            yield Stretch(*match.span(), placeholder)
            yield from _place_behind(text, match.end())
    for part in signatures:
        for match in _STREET_IN_SIGNATURE.finditer(text[part]):
            start, end = match.span("street")
            yield Stretch(part.start + start, part.start + end, _MASKED_STREET)
            yield from _place_behind(text, part.start + end)
        for match in _PLACE_IN_SIGNATURE.finditer(text[part]):
            start, end = match.span("place")
            yield Stretch(part.start + start, part.start + end, _MASKED_PLACE)
    for match in _BEFORE_PLACE.finditer(text):
        yield Stretch(*match.span("street"), _MASKED_STREET)
        yield Stretch(*match.span("place"), _MASKED_PLACE)
    yield from _places_behind_comma(text)


def _places_behind_comma(text: str) -> Iterator[Stretch]:
    """The first of a line that looks like a place, behind a name and a comma: "Solbakken Gård, 1400 Ski"."""
    start = 0
    for line in text.split("\n"):
        place = _LOOKS_LIKE_PLACE.search(line)
        if (
            place is not None
            and _BEHIND_COMMA.search(line[max(0, place.start() - 40) : place.start()])
            and not _LEDGER.search(line)
        ):
            yield Stretch(start + place.start(), start + place.end(), _MASKED_PLACE)
        start += len(line) + 1


def _place_behind(text: str, end: int) -> Iterator[Stretch]:
    place = _BEHIND.match(text, end)
    if place is not None:
        yield Stretch(*place.span("place"), _MASKED_PLACE)
