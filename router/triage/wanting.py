"""Whether a text that may be an absence notice tells of a fault, wishes for something or gives an order.

No notice does. The lists hold what people were seen to write; that none of it stands there proves nothing, so
words alone never make an automatic answer (:mod:`router.triage.absence`). Texts are read in lower case.
"""

import re

_FAULT = re.compile(
    r"\b(?:feil\w{0,4}|krasj\w{0,3}|avvis(?:t|te|er)|treg\w?|stopper|stoppar|stoppet|henger|heng|mangler|manglar|problem\w{0,3}|error|fails?|nede|"
    r"(?:virker|verkar|fungerer|funker|går)\s+ikkj?e|får\s+ikkj?e|(?:\w{3,}(?:en|et)|altinn)\s+svar(?:er|ar)\s+ikkj?e|"
    r"(?:periode\w*|kassen?|kassa|konto(?:en|er|ene)?|ordre(?!kontor)\w*|bilag\w*)\s+er\s+steng[td]|kontoret\s+er\s+(?:uten|utan)\s+dekning)\b",
)
"""Machines that answer for someone away tell of no faults; a customer whose fault is back does."""
_MAIL = (
    r"(?:min\s+|vår\s+)?(?:e-?post(?:en)?|e-?mail|mail(?:en)?|innboks(?:en)?|telefon(?:en)?|(?:inter)?nett(?:et)?|pc)\b"
    r"(?!\s+(?:til|hans|hennes|hennar))"
)
"""What he who is away has no access to himself."""
_NOT_IF_NEEDED = r"(?<!treng du )(?<!trenger du )"
""" "Treng du tilgang til huset, ring vakta": to the reader."""
_NOT_LITTLE = rf"{_NOT_IF_NEEDED}(?<!begrenset )(?<!avgrensa )(?<!sporadisk )(?<!dårlig )"
_WISH = re.compile(
    r"\b(?:treng(?:er)?(?!\s+(?:du|dere|ikkj?e)\b)|må\s+ha|skal\s+ha(?!\s+tak)|ønsker(?!\s+deg)|"
    r"ønskjer|ynskjer|flytt|sett\s+opp|"
    rf"{_NOT_LITTLE}tilgang\w*(?!\s+til\s+{_MAIL})|"
    rf"{_NOT_IF_NEEDED}tilgang\s+til\s+(?!{_MAIL})|tilgang\s+på|fullmakt\w*|overtar|"
    r"overtek|kan\s+(?:dere|de)\b|need|move|give|could\s+you|"
    r"(?:vent|wait)\s+(?:gjerne\s+)?(?:med|with)|go\s+ahead|(?:fint|supert|flott|bra)\s+om|nb)\b",
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
    r"|\bskal\s+(?:inn|til(?!\s+\S+@)|bort)\b"
    r"|\b(?<!du )(?<!dere )(?<!dykk )(?<!you )(?:må|must|has\s+to|have\s+to)\s+(?:vente|wait)\b"
)
"""Something is to be done, and it is not that mail goes elsewhere meanwhile."""
_ORDER = re.compile(
    r"\W*(?:(?:og|så|men|and|but|so)\s+)?(?:slett|fjern|bytt|koble|kople|videresend|vidaresend|husk|"
    r"avslutt|overfør|installer|ta\s+(?!kontakt)|legg|endre|kjør|køyr|opprett|nullstill|bestill|tinga|"
    r"flytt|utsett|fiks|lag|sett|oppdater|avbestill|stopp|stans|"
    r"åpne|opne|lukk|registrer|innmeld|avmeld|sperr|steng|bekreft|krediter|"
    r"rett|lever|meld|gi|gjør|gjer|sjekk|(?!(?:ring|kontakt|send|skriv|bruk|prøv|spør|ta|vent)\b)\w{3,}\s+gjerne|"
    r"reset|change|add|remove|delete|create|update|set|book|order|cancel|fix|"
    r"move|give|check|run|make|close|open|send\s+(?!(?:(?:en|ein|det|dem|alt|inn|alle)\s+)?(?:e-?post|mail|epost|sms|"
    r"tekstmelding|melding|til|an?\s|your|faktura|rekning|spørsmål)))\b"
)
"""A clause that begins with what is to be done."""
_TO_ME = re.compile(
    r"\b(?:ring|kontakt|svar|call|contact)\s+(?:meg|oss|me|us|tilbake|attende|før|before)\b|"
    r"\bvent(?:er|ar)\s+(?:\w+\s+)?på\b|\bwaiting\s+for\b|\bslutt(?:et|a)\s+å\b|\bstengt\s+for\s+(?:meg|oss)\b|"
    r"\b(?:e-?post(?:en)?|epost(?:en)?|mail(?:en)?|innboks(?:en)?|postkasse[na]?)\s+"
    r"(?:(?:min|hans|hennes|mi)\s+)?(?:er|har|går|skal)\s+"
    r"(?!mottatt|registrert|videresend)|\b(?:får|overtar)\s+e-?posten\b|\bher\s+e-?mail\b|"
    r"(?<!innen )(?<!inntil )(?<!om )(?<!til )\b\d+\s+(?:dager|dagar|timer|timar)\b|"
    r"\bring\w*\s.{0,40}\bom\s+(?!det\b|noe\b|noko\b)|"
    r"\b(?:hos\s+dere|hjå\s+dykk|dere\s+svarer|stengt\s+ute|ikkj?e\s+besvart)\b|"
    r"\btilbake\s+(?:på|fra|frå|ifra)\b(?!\s+(?:kontoret|jobb\w*|plass|befaring|ferie\w*|reise\w*|"
    r"mandag|tirsdag|onsdag|torsdag|fredag))|\bny(?:tt)?\s+er\b|"
    r"\b(?:utsending\w*|nettbutikk\w*)\b"
)
"""Who is back, waits, asks to be called, tells of his mailbox or how long it was, is no machine."""
_JOINT = re.compile(r"[.!;,]+(?=\s|$)|\n|\s[–—-]\s|\s(?=(?:og|så|men|and|but|so)\s)")
"""Where an order may begin. "Og" alone ends no clause: "på kurs i lønn og a-melding"."""


def is_of_somebody_there(lowered: str) -> bool:
    """Does the writer wait, want to be called, or tell of a mailbox, of the reader or of how long it was?"""
    return _TO_ME.search(lowered) is not None


def wants_something(lowered: str) -> bool:
    """Does the text tell of a fault, wish for something or give an order? Who is away does none of these."""
    if any(own.search(lowered) for own in (_FAULT, _WISH, _WISH_OF_READER, _MUST_BE)):
        return True
    return any(_ORDER.match(clause) for clause in _JOINT.split(lowered))
