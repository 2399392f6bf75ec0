"""Whether a text tells that somebody is away, and of nothing else: the mark of an automatic answer.

Who is away may want something all the same ("Jeg er på ferie til mandag, og serveren er nede."), so each
clause must tell of absence or of whom to ask meanwhile. Texts are read in lower case.
"""

import re

from router.triage import ngrams
from router.triage.turns import any_of

ABSENT = re.compile(
    r"\b"
    + any_of(
        r"fravær|fråvær|ferie|automatisk|autosvar|out\s+of\s+(?:the\s+)?office|automatic|(?:annual|parental)\s+leave|"
        r"(?:mamma|pappa)?perm(?:isjon)?\b|på\s+(?:kurs|reise|tur|messe|samling|sjøen|havet|tokt|anlegg|fjellet)\b|"
        r"i\s+fjellet|(?:uten|utan|dårlig)\s+dekning|jakt|syke?meldt|sjukmeld|stengt|stengd|tilbake|attende|"
        r"back\s+(?:on|in|at)|travelling|at\s+sea|har\s+(?:jeg\s+)?slutta?e?t?\b|overvåkes\s+ikke|"
        r"(?:mottatt|registrert)\b.{0,40}\b(?:henvendelse|e-?post)|(?:henvendelse|e-?post)\w*.{0,60}\b(?:mottatt|registrert)|"
        r"(?:leser|les|sjekker|sjekkar|svarer|svarar|besvares)\s+(?:ikkj?e|vi)|kan\s+ikke\s+besvares|besvart|"
        r"ikke\s+(?:her\b|på\s+(?:kontoret|jobb))|away|closed"
    )
)
"""What an automatic answer says, in one way or another."""
SHORT_CLAUSE = 3
"""Words, with the one that joins it. It may be no more than a name, a place or a number."""
_FAULT = re.compile(
    r"\b(?:feil\w{0,4}|krasj\w{0,3}|avvis(?:t|te|er)|treg\w?|stopper|stoppar|stoppet|henger|heng|mangler|manglar|problem\w{0,3}|error|fails?|"
    r"(?:virker|verkar|fungerer|funker|går)\s+ikkj?e|får\s+ikkj?e|(?:\w{3,}(?:en|et)|altinn)\s+svar(?:er|ar)\s+ikkj?e|"
    r"(?:periode\w*|kassen?|kassa|konto\w*|ordre\w*|bilag\w*)\s+er\s+steng[td]|kontoret\s+er\s+(?:uten|utan)\s+dekning)\b",
)
"""Machines that answer for someone away tell of no faults; a customer whose fault is back does."""
_WISH = re.compile(
    r"\b(?:trenger|treng|må\s+ha|skal\s+ha|ønsker|ønskjer|ynskjer|flytt|sett\s+opp|tilgang\w*|fullmakt\w*|overtar|"
    r"overtek|kan\s+(?:dere|de)\b|need|move|give|could\s+you)\b",
)
"""Nor do they wish for anything."""
_INSTEAD = (
    r"(?:(?:også|gjerne|eventuelt|heller|da|please)\s+)*(?:kontakte?|ringe?|ta\s+kontakt|nå|henvende|skrive\s+til|bruke?|"
    r"treffe|snakke|vente|forvente|få\s+(?:svar|hjelp|tak)|sende?\s+(?:en\s+|ein\s+)?(?:e-?post|mail|melding|sms|til)|"
    r"contact|call|reach|e-?mail|write|expect|wait|ask)\b"
)
_WISH_OF_READER = re.compile(
    rf"\b(?:kan|kunne|vil|må)\s+(?:du|dere|de|dykk|noen|nokon)\s+(?!{_INSTEAD})|"
    rf"\b(?<!at )(?<!om )(?<!hvis )(?<!dersom )(?:du|dere|dykk)\s+må\s+(?!{_INSTEAD})|"
    rf"\byou\s+(?:must|have\s+to|need\s+to)\s+(?!{_INSTEAD})|"
    rf"\b(?:can|could|would|will)\s+you\s+(?!{_INSTEAD})|\b(?:please|vennligst|venlegst)\s+(?!{_INSTEAD})"
)
"""What the reader is to do, but for turning to somebody else meanwhile."""
_MUST_BE = re.compile(
    r"\b(?<!som )(?<!noe )(?<!noko )(?:må|bør|skal)\s+"
    r"(?!(?:videre)?(?:sendes|rettes|meldes|tas|stilles|besvares|adresseres|henvendes)\b)"
    r"(?:ikkje\s+|ikke\s+|også\s+)?\w{3,}(?:es|ast)\b"
    r"|\b(?<!du )(?<!dere )(?<!dykk )(?<!you )(?:må|must|has\s+to|have\s+to)\s+(?:vente|wait)\b"
)
"""Something is to be done, and it is not that mail goes elsewhere meanwhile."""
_ORDER = re.compile(
    r"\W*(?:(?:og|så|men|and|but|so)\s+)?(?:slett|legg|endre|kjør|køyr|opprett|nullstill|bestill|tinga|flytt|utsett|fiks|lag|sett|oppdater|avbestill|stopp|stans|"
    r"åpne|opne|lukk|registrer|innmeld|avmeld|sperr|steng|bekreft|krediter|rett|lever|meld|gi|gjør|gjer|sjekk|reset|change|add|remove|delete|create|update|set|book|order|cancel|fix|"
    r"move|give|check|run|make|close|open|send\s+(?!(?:(?:en|ein|det|dem|alt|inn|alle)\s+)?(?:e-?post|mail|epost|sms|"
    r"tekstmelding|melding|til|an?\s|your|faktura|rekning|spørsmål)))\b"
)
"""A clause that begins with what is to be done."""
_TO_ME = re.compile(
    r"\b(?:ring|kontakt|svar|call|contact)\s+(?:meg|oss|me|us|tilbake|attende)\b|\bring\w*\s.{0,40}\bom\s+(?!det\b|noe\b|noko\b)|"
    r"\b(?:hos\s+dere|hjå\s+dykk|dere\s+svarer|stengt\s+ute|ikkj?e\s+besvart)\b|\btilbake\s+(?:på|fra|frå|ifra)\b|\bny(?:tt)?\s+er\b|"
    r"\b(?:utsending\w*|nettbutikk\w*)\b"
)
"""Who is back, asks to be called, or speaks of the reader, is no machine."""
_ANSWERS = re.compile(
    r"\s*(?:(?:sv|re|aw|svar|vs|fw|fwd|auto\w*|automati\w*)\b|.{0,40}\b(?:ferie|fravær|fråvær|borte|away|office|svar)\b)"
)
_ABSENCE = re.compile(
    r"@|\d{2}\s?\d{2}\s?\d{2}|\b(?:kontakt\w*|ring(?:e|es)?|nås|nåast|treff\w*|svar\w*|besvar\w*|e-?post\w*|e-?mail\w*|"
    r"mail\w*|telefon\w*|tlf|mobil\w*|hast\w*|urgent|contact|reach\w*|repl(?:y|ies|ied)|vikar\w*|kolleg\w*|"
    r"sentralbord\w*|borte|bortreist|away|back|heime|hjemme|automat\w*|henvendelse\w*|åpningstid\w*|opningstid\w*|"
    r"leave|vacation|holiday|permisjon\w*|pappaperm\w*|mammaperm\w*|avspaser\w*|kontoret|office|påske\w*|jula?|jul\w{3,}|"
    r"sommer\w*|innboks\w*|inbox|postkasse\w*|kasse[nt]|les|leser|leses|lest|sjekker|sjekkar|dekning|vent|vente|venter|"
    r"venta|wait|videresend\w*|vidaresend\w*|forwarded|overtatt|overtar|stedfortreder|vakt\w*|går\s+til|tas\s+av|tas\s+med|"
    r"gjelder\s+det|gjeld\s+det|ved\s+(?:spørsmål|spørsmal|behov)|bli\s+registrert|tar\s+imot|tar\s+seg\s+av|spør|alt\s+anna?n?e?t?|anything\s+else|til\s+og\s+med|t\.?o\.?m|fram\s+til|frem\s+til|sluttet|fri)\b"
)
_POLITE = re.compile(
    r"\W*(?:hei|hi|hello|mvh|hilsen|helsing|med\s+vennlig|vennlig|beste|regards|best|kind|takk|tusen\s+takk|thank|"
    r"thanks|god|ha\s+e[nit]|ha\s+det|dear|kjære|beklager|sorry|på\s+forhånd)\b"
)
_CLAUSE_END = re.compile(r"[.!;]+(?=\s|$)|\n|\s[–—-]\s|,\s|\s(?=(?:så|men|but|so)\s)")
_JOINT = re.compile(r"[.!;,]+(?=\s|$)|\n|\s[–—-]\s|\s(?=(?:og|så|men|and|but|so)\s)")
"""Where an order may begin. "Og" alone ends no clause: "på kurs i lønn og a-melding"."""


def is_of_absence(subject: str) -> bool:
    """May the subject be that of an automatic answer: none, an answer, or a word of absence?"""
    return not subject.strip() or _ANSWERS.match(subject) is not None or ABSENT.search(subject) is not None


def tells_only_of_absence(lowered: str) -> bool:
    """Does each clause tell of absence, or whom to ask meanwhile, and does none ask for anything?

    "Jeg er på ferie til mandag. Slett brukeren til Ola." comes from someone who is away, and wants an answer.
    """
    if "?" in lowered or _TO_ME.search(lowered) is not None or wants_something(lowered):
        return False
    return all(map(_is_of_absence, _CLAUSE_END.split(lowered)))


def wants_something(lowered: str) -> bool:
    """Does the text tell of a fault, wish for something or give an order? Who is away does none of these."""
    if any(own.search(lowered) for own in (_FAULT, _WISH, _WISH_OF_READER, _MUST_BE)):
        return True
    return any(_ORDER.match(clause) for clause in _JOINT.split(lowered))


def _is_of_absence(clause: str) -> bool:
    if len(ngrams.forms(clause)) <= SHORT_CLAUSE or _POLITE.match(clause) is not None:
        return True
    told = ABSENT.search(clause) or _ABSENCE.search(clause)
    return told is not None
