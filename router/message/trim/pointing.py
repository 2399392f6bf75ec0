"""Sentences that only send their reader on ("Se under.", "Kan dere hjelpe ham med dette?"), and pleas for
help that do not say with what.

They name no matter: it stands elsewhere, and what was forwarded below them is the request. A sentence is
taken for one only where it holds no word but those that point, plead, address somebody and join. No word of
trouble, no negation and nothing that may be missing is among these ("Får ikke sendt e-post"), no word that
asks about what stands there ("Hva er dette?"), and what can be looked at only behind "se" ("Kan dere ordne
e-post til Kari under?").
"""

import re
from enum import Enum, auto

LONGEST = 250
"""Characters; what is longer tells something."""

_PLACES = frozenset(["under", "nedenfor", "nedanfor", "below"])
_PASSES_ON = frozenset(["fyi", "videresender", "vidaresender"])
"""Not "videresend": that is what somebody wants of us."""
_LOOK = frozenset(["se", "sjå", "see", "ref", "jf"])
_THIS = frozenset(["denne", "dette", "this"])
_SHOWN = """
    vedlagt vedlagte vedlegg vedlegget attached attachment skjermbilde skjermbildet skjermbilete skjermdump
    screenshot bilde bildet bilete biletet picture lenke lenken link detaljer details tråd tråden thread mail
    mailen e-post e-posten epost eposten email e-mail melding meldingen
"""
"""What can be looked at: "se vedlegg"."""
_HELP = """
    hjelpe hjelp help assist bistå ta tek take sjekke check fikse ordne løse løyse håndtere handtere handle
    behandle svare answer ringe call kontakte kontakt contact
"""
_PLAIN = """
    hei heisann hallo hi hello dear kjære alle team god dag morgen morgon kveld og and så kan kunne can could
    vil ville would du dere dykk you noen nokon someone anyone en av of med with på on at i in til to for fra
    frå from om about vi jeg eg me we oss us meg ham han henne ho dem dei him her them vel nok litt
    gjerne please vennligst venligst snarest raskt asap snart som mulig mogleg possible noe noko something det
    den it that videre vidare forward saken saka sak spørsmål spørsmålet question
    takk tusen mange thanks thank forhånd førehand kollega kollegaen leder sjefen info informasjon orientering
    henvendelse henvendelsen oppfølging oppfølgjing trenger treng need mvh hilsen haster hastar urgent følge
    følgje opp gjelder gjeld
"""
_GOT = frozenset(["fikk", "fekk", "got"])
"""Above what was passed on: "Jeg fikk denne fra Arne". Elsewhere something may have come to the wrong one."""
_BEFORE_NAMES = frozenset(["fra", "frå", "from", "ringe", "call"])
_BEFORE_NAMES_ABOVE = _BEFORE_NAMES | {"med", "with", "til", "svare", "kontakte", "mvh", "hilsen", "kollega"}
"""Also of programs: "Kan dere hjelpe med Lønn?" asks for what stands below."""
_POLITE = frozenset(["hei", "hallo", "hi", "hello", "vennligst", "venligst", "please"])
_THANKS = frozenset(["takk", "thanks", "thank"])
_THINGS, _HELPS = frozenset(_SHOWN.split()), frozenset(_HELP.split())
_KNOWN = _PLACES | _PASSES_ON | _LOOK | _THIS | _THINGS | _HELPS | frozenset(_PLAIN.split())
_WORD = re.compile(r"[^\W\d_][\w-]*|\d\S*")
_BEGINS_WITH_A_LOOK = re.compile(r"\W*(?:(?:vennligst|please)\s+)?(?:se|sjå|see|ref|jf)\b", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:]\s|\n")


class _Says(Enum):
    """What a sentence says."""

    NOTHING = auto()
    """It greets, thanks, or says that it is urgent."""
    POINTS = auto()
    PLEADS = auto()
    MORE = auto()


def only_looks(text: str) -> bool:
    """Does the text only send its reader to what stands elsewhere, and begin with that ("Se vedlegg.")?"""
    return _BEGINS_WITH_A_LOOK.match(text) is not None and _said(text) - {_Says.NOTHING} == {_Says.POINTS}


def hands_on(text: str) -> bool:
    """Does the text above what is passed on only send its reader on, or ask for help, or both? It may name
    people as well, and say from whom it came."""
    said = _said(text, is_above=True) - {_Says.NOTHING}
    return bool(said) and _Says.MORE not in said


def points_below(text: str) -> bool:
    """Does it do so, and send its reader below? Not where it thanks for what stands there."""
    words = [word.lower() for word in _WORD.findall(text[: LONGEST + 1])]
    sends_below = not (_PLACES.isdisjoint(words) or (_LOOK | _HELPS).isdisjoint(words))
    return sends_below and words[0] not in _THANKS and hands_on(text)


def _said(text: str, *, is_above: bool = False) -> set[_Says]:
    """What the sentences of the text say."""
    if len(text) > LONGEST:
        return {_Says.MORE}
    sentences = _SENTENCE_END.split(_LINK.sub("link", text))
    return {_says(_WORD.findall(sentence), is_above) for sentence in sentences}


def _says(written: list[str], is_above: bool) -> _Says:
    words = [word.lower() for word in written]
    before_names, known = (_BEFORE_NAMES_ABOVE, _KNOWN | _GOT) if is_above else (_BEFORE_NAMES, _KNOWN)
    may_be_name = False
    for word, as_written in zip(words, written, strict=True):
        is_name = may_be_name and as_written.istitle()
        if not (is_name or word in known):
            return _Says.MORE
        may_be_name = is_name or word in before_names
    said = frozenset(words)
    begins = next((word for word in words if word not in _POLITE), "")
    has_this, has_thing, has_place = (not said.isdisjoint(own) for own in (_THIS, _THINGS, _PLACES))
    looks = begins in _LOOK and (has_this or has_thing or has_place)
    looks_below = has_place and not said.isdisjoint(_LOOK)
    if looks or looks_below or not said.isdisjoint(_PASSES_ON):
        return _Says.POINTS
    if has_thing:
        return _Says.MORE  # "Kan dere hjelpe med e-post?"
    if has_this or has_place:
        return _Says.POINTS
    return _Says.NOTHING if said.isdisjoint(_HELPS) else _Says.PLEADS
