"""Does a text only send its reader on, to what stands below or is attached, or ask for help without saying
with what?

"Se under. Kan dere hjelpe ham med dette?" names no matter: it stands elsewhere. So what was forwarded below
is the request, and such a sentence opens no matter of its own. Only a text that holds no word beside those
that point, plead, greet and join is taken for one: "Kan dere se på tilgangen?" names what is wanted.
"""

import re
from itertools import pairwise

LONGEST = 250
"""Characters; what is longer tells something."""

_POINTS = """
    under nedenfor nedanfor below vedlagt vedlagte vedlegg vedlegget vedleggene attached attachment
    denne dette this fyi orientering tråd tråden thread mail mailen e-post e-posten epost eposten
    melding meldingen meldinga email e-mail videresender vidaresender videresend vidaresend videresendt
    vidaresendt forwarding skjermbilde skjermbildet skjermbilete skjermdump screenshot lenke lenken link
    bilde bildet bildene bilete biletet bileta picture image printscreen utklipp utklippet
    henvendelsen henvendelse henvending tilbakemelding forespørsel forespørselen
"""
_PLEADS = """
    hjelpe hjelp hjelpa help assist bistå ringe ringer call kontakt kontakte contact haster hastar urgent
    svare besvare answer sjekke check fikse fiks ordne løse løyse håndtere handtere behandle følge følgje
    handle support assistere gjør gjer gjøre gjere
"""
_JOINS = """
    hei heisann hallo hi hello dear kjære alle team god dag morgen morgon kveld igjen og and så men but kan
    kunne can could may vil ville would du de dere dykk dokker you noen nokon someone anyone en ein én one av
    of med with på on at i in til to for fra frå from om about vi jeg eg me we oss us meg ham han henne hun ho
    dem dei him her them er are is var vel nok jo litt gjerne please vennligst venligst snarest raskt fort
    asap snart som mulig mogleg possible se sjå ser see look noe noko something det den it that hva kva what
    do skal should shall må must har have fått fikk fekk got received sendt sender sent
    sending videre vidare forward legger legg legge kopi cc siden sidan since får ikke ikkje not heller saken
    saka sak case spørsmål spørsmålet question takk tusen mange thanks thank forhånd førehand opp ut bare only
    også too also nå no now der there da then gjelder gjeld regarding ang ref jf viser kollega kollegaen
    kolleger min mi mitt my vår vårt our leder sjefen sjef daglig regnskapsfører regnskapsføreren revisor
    revisoren kunden leverandøren ta tar tek take tek feil feilen feilmelding feilmeldingen problem problemet
    fil filen fila dokument dokumentet tilfelle informasjon info oppfølging oppfølgjing deg opplysning herved
    finne svar ad vedr
"""
POINTERS = frozenset(_POINTS.split())
PLEAS = frozenset(_PLEADS.split())
_KNOWN = POINTERS | PLEAS | frozenset(_JOINS.split())
_OF_PEOPLE = frozenset(["fra", "frå", "from", "ringe", "call", "svare", "kontakte", "contact", "hjelpe"])
"""Behind them a word in capitals is a name."""
_WORD = re.compile(r"[^\W\d_][\w-]*|\d\S*")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def only_points(text: str, *, may_name_people: bool = False) -> bool:
    """Does the text only send its reader to what stands elsewhere?"""
    return _says_no_more(text, POINTERS, may_name_people)


def names_no_matter(text: str, *, may_name_people: bool = False) -> bool:
    """Does the text do so, or only ask for help? It may name anybody, where that is allowed, in capitals."""
    return _says_no_more(text, POINTERS | PLEAS, may_name_people)


def _says_no_more(text: str, markers: frozenset[str], may_name_people: bool) -> bool:
    if len(text) > LONGEST:
        return False
    without_links, links = _LINK.subn(" ", text)
    words = _WORD.findall(without_links)
    if not (links and words) and markers.isdisjoint(word.lower() for word in words):
        return False
    return all(
        word.lower() in _KNOWN
        or (word[0].isupper() and not word.isupper() and (may_name_people or before.lower() in _OF_PEOPLE))
        for before, word in pairwise(["", *words])
    )
