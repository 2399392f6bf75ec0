"""Where a segment may change its matter half-way: "Banken avviser filen, og timelista på prosjekt 14 er tom."

A *seam* is such a place: a word that joins ("og", "mens"), a comma, a dash, a bracket, or nothing at all
before a question. Behind it stands a verb, or what asks; behind a semicolon anything may. Most sentences
joined so tell one matter and what comes of it, so a seam says nothing by itself: whether the matter changes
there is for the model of seams to say (:mod:`router.triage.seam_model`). Linear time on any text.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from router.triage.turns import any_of

FEWEST_WORDS = 2
"""Words on each side."""
LONGEST_SEWN = 1_500
"""Characters of a segment that may have seams: what is longer is a log or a table."""
MOST_SEAMS = 40
"""Of a segment."""
NO_VERB = 12
"""What stands for the place of the verb where none is near."""
_NEAR = 10
"""Words behind a seam among which a verb must be."""
_HEAD = 110
"""Characters that hold them."""


class Seam(NamedTuple):
    """Where what stands before ends and what follows begins, in characters of the segment; between them is
    white space."""

    end: int
    start: int
    verb: int
    """The number of words before the first verb of what follows; :data:`NO_VERB` where it is far."""
    asks: bool
    """Does what follows begin like a question?"""


_JOINS = "og|å|and|men|but|mens|medan|samt|så|samtidig|pluss|plus|while|også|åsså|also|dessuten|dessutan"
_ASKED = "hva|hvor|hvordan|hvorfor|hvilke|hvilken|hvilket|hvem|korleis|kva|kvar|kven|how|what|where"
_AUXILIARY = "kan|må|skal|får|er|har|trenger|treng|finnes|can|do|does"
_WHO = "jeg|eg|vi|me|man|noen|dere|det|i|we|you"
_QUESTIONS = "|".join([_ASKED, *[rf"{own}\s(?:{_WHO})" for own in _AUXILIARY.split("|")]])
# A pattern that begins with one plain character is three times as quick to search for as alternatives.
_PLACE = re.compile(
    rf"\s(?:(?<=[;:,]\s)\s*(?=\S)|(?={any_of(_JOINS)}\s|\(|[-–/+•&]\s)|(?<=[^\s.,;:!?]\s)(?={any_of(_QUESTIONS)}\s))"
)
_JOINING_WORDS = re.compile(rf"(?:[-–/+•&(]\s*)?(?:(?:{_JOINS})\s+)*")
_GOES_ON = re.compile(
    r"(?:eller|or|det|it|som|that|ikke|ikkje|not|blir|har|nå|no|er\s(?!det|den|de|dere|vi|jeg|eg|me)|"
    r"da|ingen|han|hun|ho|he|she|they|derfor|dermed)\s"
)
"""What hardly ever opens another matter: so begins a quarter of all seams, and one in twenty-five of those
where an issue begins."""
_LEADS_ON = re.compile(
    r"\b(?:vite|veta|vet|veit|forstår|forstå|skjønner|skjønar|skjønne|begriper|ikkj?e|itj|lurer|lurar|lurte|på|av|om|ut|spør|"
    r"spurte|spørre|si|sier|seier|se|sjå|ser|sjekke|forklare|vise|huske|hugse|husker|finne|finner|fortelle|svar|usikker|"
    r"beskjed|omtrent|cirka|ca|know|knows|wonder|wondering|understand|ask|asks|see|tell|show|sure|not|about|remember|find|out|"
    r"how|why|when|where|what|hvordan|åssen|korleis|hvorfor|kvifor|hvor|kvar|kor|når|hva|kva)$"
)
"""What a question goes on from that is no sentence of its own ("jeg må vite hvordan …")."""
_INFINITIVE = re.compile(r"å\s(?:[^\W\d]+(?<!en)e|få|ta|gå|se|sjå|gi|ha|bli|gjere)\s")
"""Where "å" is no "og" as it is spoken ("å fakturaene"), and a verb goes on ("ønsker vi å få satt opp")."""
_TAIL = 14
"""Characters that hold its last word."""
_BEGINS_A_QUESTION = re.compile(
    r"(?:hva|hvor|hvordan|åssen|korsen|hvorfor|hvilke[nt]?|hvem|korleis|kva|kvar|kvifor|kven|what|how|where|why|"
    r"which|who|kan|kunne|finnes|finst|fins|skal|må|får|er|trenger|treng|can|could|does|do|is|are)\s"
)
_VERBS = """
    er e var har hadde får fikk fekk kan kunne skal skulle må måtte vil ville bør blir ble blei vart står
    stod kommer kjem kom viser viste mangler manglar virker verkar fungerer funker går gikk gjekk ligger
    ligg lå sier seier stemmer trenger treng lurer lurar finner finn fant stopper stoppar henger heng
    feiler feilar slutter sluttar sluttet begynner begynte husker hugsar glemte ønsker ynskjer vises
    hopper fryser krasjer henter hentar teller regner ikke ikkje is was are has have had gets can cannot
    can't shows says needs need wants fails does keeps avviser avvises avviste krever krev krevde spør
    spurte sender sendte brukte trykker trykkjer åpner opnar prøver prøvde bytter byttet flytter kjører
    køyrer kjørte lager lagar legger legg setter set satte tar tek tok gir gav ga ser såg vet veit tror
    trur ber bad heter heiter velger valgte dukker havner hamnar forsvinner forsvant mister mistet låser
    låste hoppar frys regna rekner burde skriv skrev printer leser spytter stenger betaler betalte fører
    føre tåler holder held ringer ringte melder meldte fyller rejects rejected stops stopped prints asks
    asked got went sees showed did doesn't won't isn't ønskjer ynskje ønske klarer klarar startar starter
    svarer svarar lukker kræsjer kræsja krasja krasjet frøys frøs stoppa stoppet feila feilet nektar
    nekter stemte stemmar dør døde virka verka fungerte fungerar slår slo fyll nytter blinkar blinker
    seiest crashes crash hangs freezes stays comes looks look costs cost died dies close sends send works
    wonder wonders accept take add give open remove gi gje sett legg lag meld forklar nullstill opprett slett
    fjern bestill endre rett sjekk hjelp flytt koble oppgrader installer please steng lukk delete unlock få
    ta sette lage
    worked left starts started begins changed loses lost tells told came should would must may
"""
_FINITE = frozenset(_VERBS.split())
_SIGNS = ".,;:!?)"


def seams(lowered: str) -> tuple[Seam, ...]:
    """The seams of a segment, which is given in lower case, in their order."""
    return tuple(islice(_seams(lowered), MOST_SEAMS)) if len(lowered) <= LONGEST_SEWN else ()


def _seams(lowered: str) -> Iterator[Seam]:
    joined = -1
    """Where what is said begins behind the words that join at the last seam: none of them is another one."""
    for match in _PLACE.finditer(lowered):
        start = match.end()
        before = lowered[:start].rstrip()
        if start <= joined or not (_has_words(before) and _has_words(lowered[start:])):
            continue
        end = len(before)
        if _LEADS_ON.search(lowered[max(0, end - _TAIL) : end]) and _BEGINS_A_QUESTION.match(lowered, start):
            continue
        head = lowered[start : start + _HEAD]
        joining = _JOINING_WORDS.match(head)
        said = head[joining.end() :] if joining else head
        if _GOES_ON.match(said) or _INFINITIVE.match(head):
            continue
        verb = next((at for at, word in enumerate(said.split()[:_NEAR]) if _is_verb(word)), NO_VERB)
        asks = _BEGINS_A_QUESTION.match(said) is not None
        if verb != NO_VERB or asks or before.endswith(";"):
            joined = start + len(head) - len(said)
            yield Seam(end, start, verb, asks)


def _has_words(part: str) -> bool:
    return len(part.split(maxsplit=FEWEST_WORDS)) >= FEWEST_WORDS


def _is_verb(word: str) -> bool:
    return word.rstrip(_SIGNS) in _FINITE
