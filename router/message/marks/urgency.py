"""Urgency: the words with which a customer says that work has stopped or that it cannot wait.

The value is one short form for all spellings. Words that deny it ("det haster ikke") or only imagine it
("hvis det haster, ring Kari") are no mark.
"""

import re
from collections.abc import Iterator

from router.message.marks.found import Found, Sought
from router.message.parts import MarkKind

_FORMS: tuple[tuple[str, str], ...] = (
    (
        "haster",
        r"(?:super|kjempe)?hast(?:er|ar|ande|ende)(?:\s(?:veldig|litt|fælt|skikkelig|sinnsykt|virkelig|no"
        r"|nå))?|haste(?:sak|jobb|oppdrag|meld\w{2,4})|hast!",
    ),
    (
        "kritisk",
        r"(?:forretnings|drifts|tids|virksomhets)?kritisk|critical(?:ly)?|krise|full stopp|full stans",
    ),
    ("akutt", r"akutt|akut|emergency"),
    (
        "urgent",
        r"urgent(?:ly)?|asap|a\.s\.a\.p\.?|as soon as (?:you can|possible)|high priority|right away"
        r"|immediately|dringend|brådskande|bråttom",
    ),
    (
        "snarest",
        r"snarest(?: mulig| mogleg| råd)?|omgående|omgåande|umiddelbart|øyeblikkelig|så (?:fort|raskt|snart"
        r"|kjapt|tidlig) (?:som mulig|som mogleg|du kan|de kan|dere kan|dykk kan)|fortest mulig|hurtigst "
        r"muligt?|så snabbt som möjligt",
    ),
    (
        "høy prioritet",
        r"høy(?:este)? prioritet|høg prioritet|prio(?:ritet)? (?:1|en|ein|høy)|første prioritet",
    ),
    (
        "står stille",
        r"(?:produksjon(?:en)?|driften|drifta|alt|allting|hele \w{3,20}|heile \w{3,20}|butikk(?:en)?"
        r"|lager(?:et)?|kassen?|kassa|kassene|fabrikk(?:en)?|linja|linjen|vi|arbeidet|fakturering(?:en)?"
        r"|biler|bilene|everything|production|we)"
        r"\s(?:har\s|is\s|are\s|has\s)?(?:nå\s|no\s|bare\s|helt\s|berre\s|heilt\s)?(?:(?:står|stått)(?=[.!]"
        r"|\n|$)"
        r"|(?:står|stått)\s(?:helt\s|heilt\s|bom\s)?(?:stille|fast|nede|og venter|og ventar)|(?:ligger|ligg"
        r"|er) nede|(?<!vi har )(?:stoppet|stoppa|stopped)(?: helt| heilt| opp)?|down|at a standstill)"
        r"|(?:står|stå|stod|står helt|står heilt)\s(?:bom\s?|helt |heilt )?(?:stille|bom fast)|dead in the "
        r"water|work has stopped|cannot work at all",
    ),
    (
        "alle er ute",
        r"alle (?:sammen )?er (?:ute|kastet ut|kasta ut|låst ute|logget ut)|alle (?:brukere|brukarar"
        r"|brukerne|ansatte) er (?:ute|kastet ut|låst ute)"
        r"|ingen (?:av oss |her |på kontoret )?(?:kommer|får|kjem|kan|klarer) (?:seg )?(?:inn|logget (?:seg "
        r")?(?:inn|på)|logga (?:seg )?(?:inn|på)|logge (?:seg )?(?:inn|på)|jobbet|jobbe|arbeide|startet"
        r"|gjort noe)"
        r"|ingen (?:av oss )?kommer (?:seg )?inn|nobody can (?:log in|work|get in)|no one can (?:log in"
        r"|work|get in)|everyone is (?:locked )?out|all users are (?:locked )?out",
    ),
)
_ANY = re.compile(
    r"(?:" + "|".join(f"(?P<f{number}>{form})" for number, (_, form) in enumerate(_FORMS)) + r")(?!\w)"
)
_STEMS = frozenset((
    "hast", "supe", "kjem", "krit", "crit", "cris", "kris", "forr", "drif", "tids", "virk", "full", "akut",
    "emer", "urge", "asap", "a", "as", "high", "righ", "imme", "drin", "bråd", "brått", "snar", "omgå",
    "umid", "øyeb", "så", "med", "stra", "fort", "hurt", "høy", "høye", "høg", "prio", "førs", "prod",
    "alt", "allt", "hele", "heil", "buti", "lage", "kass", "fabr", "linj", "vi", "arbe", "fakt", "bile",
    "ever", "we", "står", "stå", "stod", "dead", "work", "cann", "alle", "inge", "nobo", "no", "all",
))  # fmt: skip
_DENIED_BEFORE = re.compile(
    r"\b(?:ikke|ikkje|ikkje noko som|ikke noe som|inte|not|no|ingen|ingenting|intet|ikke så|ikkje så|hverken"
    r"|verken|neppe|uten at det"
    r"|hvis (?:det|noe|dette)|dersom (?:det|noe|dette)|om det|viss det|når det|if (?:it is|it's|this is)|if"
    r"|ved|for|mindre)\s(?:er\s|så\s|direkte\s|akkurat\s|spesielt\s|særlig\s|that\s|very\s|super\s|så "
    r"veldig\s|noko\s|noe\s)?$"
)
_DENIED_AFTER = re.compile(
    r"\s?(?:det\s)?(?:altså\s|egentlig\s|eigentleg\s|jo\s|vel\s|på ingen måte|da\s|nå\s|no\s)?(?:ikke|ikkje"
    r"|inte|not)\b|\s?(?:det|dette)\b"
)
_ONLY_HASTER_IS_DENIED_AFTER = "haster"


def urgency(sought: Sought) -> Iterator[Found]:
    """Every word of urgency in the text that is meant."""
    text = sought.low
    for match in sought.matches(_ANY, _STEMS):
        if match.lastgroup is None:
            continue
        value = _FORMS[int(match.lastgroup[1:])][0]
        before = text[max(0, match.start() - 40) : match.start()]
        if _DENIED_BEFORE.search(before) and value != "står stille":
            continue
        if value == _ONLY_HASTER_IS_DENIED_AFTER and _DENIED_AFTER.match(text, match.end()):
            continue
        yield Found(MarkKind.URGENCY, value, match.start(), match.end())
