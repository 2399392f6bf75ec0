"""Which language a text is written in: Bokmål, Nynorsk, Danish, Swedish, English or another.

Small words decide: each language has some that the others lack ("ikkje", "hvad", "och", "the"). They were
chosen by hand; on the project's corpus they are right more often than lingua (which takes much Bokmål for
Nynorsk), more than twenty times as fast, and need no memory to speak of. `benchmarks/understand.py` prints
the comparison. A text that shows nothing is Bokmål, the language of most customers.
"""

import re
from collections import defaultdict

from router.taxonomy import Language

_WORD = re.compile(r"[^\W\d_]+")
_MAX_CHARACTERS = 4_000
"""The beginning of a text says enough."""

_OWN_WORDS: dict[Language, str] = {
    Language.NB: (
        "ikke jeg hva hvordan hvorfor hvor hvem hvilken hvilke hvilket noe noen nå bare fra dere deres vår "
        "våre vårt oss være vært blir blitt ble "
        "gjør gjøre gjort gjelder kommer mye mer fortsatt også hjelpe hjelp venter fått ønsker noensinne "
        "uten "
        "selv sammen begge eller etter men når siden alle skal skulle kunne ville får finner bruker sender "
        "en et de den dette disse "
        "lønn lønnskjøring regning arbeidsgiveravgift takk hilsen vennlig hei"
    ),
    Language.NN: (
        "ikkje eg kva korleis kvifor kvar kven kvifor kva noko nokon nokre berre frå dykk dykkar vere vore "
        "vert blei vart "
        "gjer gjere gjeld kjem mykje meir framleis òg hjelpe ynskjer ønskjer utan sjølv saman begge eller "
        "ein eit ei dei desse me vi då dag hjå heile skulle kunne finn brukar sender fekk fått ligg seier "
        "løn venleg helsing reknar rekneskap fakturaer nokon veit lurer kjenner eitt anna andre kvart "
        "kvarandre "
        "spørje skrive skriv tek gjekk står trur einaste mogleg mogeleg nemner tidlegare seinare mellom "
        "mottek fleire"
    ),
    Language.DA: (
        "ikke jeg hvad hvordan hvorfor hvor hvilken noget nogen nogle nu kun fra jer jeres vores være "
        "været bliver blevet "
        "gør gøre gjort gælder kommer meget mere stadig også hjælpe hjælp venter fået ønsker uden selv "
        "af efter mig dig sig når siden alle skal skulle kunne ville får en et de den dette disse tak venlig "
        "hilsen hej lægge bruge bruger virker ved bogføring løn moms kørsel åbne selskab også sidder havde "
        "sige"
    ),
    Language.SV: (
        "inte jag vad hur varför var vem vilken något någon några nu bara från er era vår våra oss vara "
        "varit blir blivit "
        "gör göra gjort gäller kommer mycket mer fortfarande också hjälpa hjälp väntar fått önskar utan "
        "själv och att är av efter mig dig sig när sedan alla ska skulle kunna vill får en ett de den detta "
        "dessa tack vänlig hälsning hälsningar hej kan ni vi för på det som med har till om eller men"
    ),
    Language.EN: (
        "the a an and is are was were be been not no we you i it they this that these those our your their "
        "us me my "
        "of to in for on with from at by as or but if can could would should will do does did have has had "
        "what how why where when which who please thanks thank regards hi hello dear there here any some "
        "need get when after before help invoice invoices payment"
    ),
    Language.OTHER: (
        "und der die das nicht ist ein eine wir sie ich mit für auf von zu den dem bitte danke haben wird "
        "sind "
        "le les des est une nous vous je pas pour avec dans que qui sur merci bonjour votre "
        "el los las una por para con que no es gracias hola usted su del "
        "nie jest się na do proszę dziękuję czy jak mam dla że w z i o "
        "het een niet wij voor met van dat zijn graag bedankt "
        "ja ei on että ole kanssa kiitos hei miten"
    ),
}
_COMMON_NORDIC = "og som er vi har kan med på til det for å i den om at så av der du meg seg han ho hun"


def _weights() -> dict[str, dict[Language, float]]:
    """How much each word speaks for each language: the fewer languages have it, the more it says."""
    speakers: dict[str, set[Language]] = {}
    for language, words in _OWN_WORDS.items():
        for word in words.split():
            speakers.setdefault(word, set()).add(language)
    for word in _COMMON_NORDIC.split():
        speakers.setdefault(word, set()).update({Language.NB, Language.NN})
        if word not in {"å", "av", "han", "ho", "hun", "meg", "seg"}:
            speakers[word].add(Language.DA)
        if word in {"har", "kan", "med", "på", "det", "i", "den", "om", "at", "så", "du", "han", "av"}:
            speakers[word].add(Language.SV)
    return {
        word: {language: 1.0 / len(languages) for language in languages}
        for word, languages in speakers.items()
    }


_WEIGHTS = _weights()
_PROOF_OF_A_NEIGHBOUR = 1.5
"""Customers of a Norwegian firm write Norwegian; Danish and Swedish need words of their own as proof."""
_FOREIGN_LETTERS = re.compile(r"[\u0370-\u1fff\u3040-\uffdc]")


def language_of(text: str) -> Language:
    """The language of a text; Bokmål where it is too short or shows nothing."""
    sample = text[:_MAX_CHARACTERS]
    words = [word.lower() for word in _WORD.findall(sample)]
    if len(_FOREIGN_LETTERS.findall(sample)) * 2 > sum(map(len, words)) > 0:
        return Language.OTHER
    if len(words) < 3:
        return Language.NB
    scores: defaultdict[Language, float] = defaultdict(float)
    for word in words:
        for language, weight in _WEIGHTS.get(word, {}).items():
            scores[language] += weight
    if not scores:
        return Language.NB
    for neighbour in (Language.DA, Language.SV):
        scores[neighbour] -= _PROOF_OF_A_NEIGHBOUR
    best, _ = max(scores.items(), key=lambda entry: (entry[1], entry[0] is Language.NB))
    return best
