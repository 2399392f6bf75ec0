"""Orders that stand among the lines of a signature ("Ny bruker: Ola Vik, ola@nes.example").

Such a line looks like any other of a signature: a label, a name, a number. Firms write much the same of
themselves ("Kurs: 22 33 44 55", "Ny adresse fra 1. mai"). So it stays where it is and is no case; but a mail
that has one is read by a human, and is never closed in silence.
"""

import re

LONGEST = 200
"""Characters of a line that are looked at."""
_THING = (
    r"(?:lisens|licen[cs]e|bruker|brukar|user|ansatt|tilsett|employee|medarbeider|pc|skriver|skrivar|server|rapport|passord"
    r"|tilgang|access|fullmakt|leserett|adminrett|attestant|modul|skjerm|oppgradering|opplæring|backup|vpn|hjemmekontor"
    r"|bestilling|bestiller)\w{0,4}"
)
"""What somebody may want of us."""
_VALUE_OF_A_FIRM = (
    r"(?:(?:(?:tlf|tel|mob)\w*\.?:?\s?)?\+?[\d\s|/()-]{6,}|[^\s@]+@|\S+\.\S+\W*$|(?-i:[A-ZÆØÅ0-9]{2,8})\b\W*$"
    r"|(?-i:[A-ZÆØÅ][\w-]+\s[A-ZÆØÅ][\w-]+)\W*$)"
)
"""A number or an address, or a site, initials or a name and nothing else."""
_ORDER = re.compile(
    rf"(?:ny(?:tt|e)?|new|flere|fleire|en|et|ein|eit|to|tre|fire|ekstra|extra|more|\d{{1,3}})\s"
    rf"(?:nye?\s|ekstra\s|more\s|til\s)?(?:[\w-]{{2,20}}\s)?{_THING}\b"
    rf"|(?:[\w-]{{2,20}}[-\s])?{_THING}(?:\s(?:også|òg|til|for|på|too|[\w-]{{2,20}}))?:\s?(?!{_VALUE_OF_A_FIRM})\S"
    rf"|{_THING}\s(?-i:[A-ZÆØÅ])[^\W\d]+\s(?-i:[A-ZÆØÅ])[^\W\d]+\s\D{{0,6}}\d"
    rf"|{_THING}\s(?:(?:i\s)?(?:uke|veke|week)\s\d|til\s|for\s(?!alle\b)|\S+\s(?:nede|feil\w*|virker\sikke))"
    r"|(?:slett|fjern|sperr|steng|opprett|deaktiver|nullstill|resett|oppgrader|bytt|avslutt|installer|delete"
    r"|remove|disable|reset)\s(?!oss\b|time\b|abonnement|e-?post\b|her\b)\S"
    r"|(?:ring|call)\s(?!(?:oss|us|meg|me)\b).{2,60}\s(?:om|about|snarest|asap)\b"
    r"|ring\smeg\b|bestill(?:er)?\s(?:også:?\s)?\d|.{0,60}\b(?:slettes|sperres|stenges|opprettes|endres|slutter|sluttet|sluttar|deactivated|skal\sha|må\sha)\b"
    r"|.{2,60}\s(?:sendes|skal|går|gis)\s(?:nå|no|heretter|fra\s(?:nå|\d))\s"
    r"|(?-i:[A-ZÆØÅ][\w-]+(?:\s[A-ZÆØÅ][\w-]+)+)\s(?:starter|begynner|starts)\s(?:på\s|on\s)?(?:\d|man|tir|tys|ons|tor|fre)"
    r"|(?!meld\b).{2,60}\b(?:nede|feil|feilet|feila|stopper|henger)\b(?!\s*[-/&])",
    re.IGNORECASE,
)
_SITE = re.compile(r"https?://|\bwww\.", re.IGNORECASE)


def holds_order(signature: str) -> bool:
    """May any line of the signature be an order?"""
    lines = (line.strip()[:LONGEST] for line in signature.splitlines())
    return any(_ORDER.match(line) is not None and _SITE.search(line) is None for line in lines)
