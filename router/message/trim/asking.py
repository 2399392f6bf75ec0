"""Whether a line asks for something or tells of trouble: then it is the customer's, wherever it stands.

Notices, footers and signatures are known by how they begin, and a customer's sentence may begin alike
("Unsubscribe-lenken virker ikke. Kan dere se på den?"). So what these patterns find is never taken away as
one. :func:`asks` holds of no legal text, though that speaks of errors and asks its reader for things;
:func:`tells` looks for more, and is meant for the short lines of a signature.
"""

import re

from router.message.trim.wording import MAX_LINE

_QUESTION = re.compile(
    r"\b(?:dere|dykk|dokker|jeg|eg|vi|noen|nokon|hva|kva|hvem|kven|hvor|kvar|hvordan|korleis|hvorfor"
    r"|kvifor|når|hvilke\w{0,3}|kan du|kunne du"
    r"|we|my|our|someone|anyone|what|who|where|how|why|when|can you|could you)\b"
    r"|\b(?-i:I)\b",
    re.IGNORECASE,
)
"""What is in a question of the writer, and not in "Er du ikke rett mottaker?"."""
_ASKS = re.compile(
    r"\b(?:(?:kan|kunne|vil|ville)\s(?:dere|dykk|dokker|noen|nokon|en av dere)"
    r"|(?:can|could)\s(?:someone|anyone|we)"
    r"|(?:vi|jeg|eg|me)\s(?:får|fikk|fekk|finner|finn|ser|klarer|klarar|greier|trenger|treng|lurer|lurar"
    r"|skal ha|må ha|vil ha)|(?:må|skal|vil) (?:vi|jeg|eg) (?:ha|få)"
    r"|we\s(?:need|want|get|can[’']?t)|(?-i:I)\s(?:need|want|get|am|have|can[’']?t|cannot)"
    r"|(?:hjelp|hjelpe|help)\s(?:oss|meg|us|me)\b"
    r"|(?:virker|verkar|fungerer|funker|funkar|går|kommer|kjem|åpner|starter|laster|svarer)\s"
    r"(?:seg\s)?(?:[^\W\d]{2,9}\s)?(?:ikke|ikkje|inte)"
    r"|(?:ingenting|ingen\sting|inkje|nothing)\s(?:virker|verkar|fungerer|funker|funkar|works?)"
    r"|(?:doesn|won|isn|can)[’']?t\s(?:work|open|start|load|log|send|print)|(?:does|is)\snot\swork\w{0,3}"
    r"|(?<!feil og )(?<!feil eller )(?:mangler|manglar)|feilmelding\w{0,3}|feiler|krasj\w{0,4}"
    r"|sperrer|blokkerer|ring\s(?:meg|henne|han|ham)"
    r"|er\s(?:helt\s|fortsatt\s|framleis\s)?(?:nede|treg\w?|feil|borte)|står stille)\b",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:haster|hastar|nede|feil|feilet|feila|stopper|stoppar|stoppet|henger|heng|problem\w{0,3}|error|fails?"
    r"|treg|trenger|treng|tilgang|glemt|gløymt|låst|krise|akutt|i\s(?:dag|går|morgen|morgon)"
    r"|(?:kan|får|fikk|fekk|har|er|ser|finner|finn|klarer|klarar|greier)\s(?:[^\W\d]{2,9}\s)?(?:ikke|ikkje)"
    r"|ingen\s(?:kommer|kjem|får|kan|har|tilgang|kontakt|svar|strøm|nett)"
    r"|(?:må|skal|burde|bør)\s(?:ha|få|bli|inn|ut|opp|bort|fikses|rettes|endres|slettes|legges|settes|kjøres"
    r"|være)|ring\s(?:meg|før|til)|gi\sbeskjed|si\s(?:i)?fra"
    r"|please\s(?!(?:consider|think|do|don|print|note|visit|follow|find|see)\b)"
    r"|meld\s(?!(?:deg|dere)\b)[^\W\d]{2,15}\s(?:på|inn|av))\b"
    r"|^(?:oppdater|slett|fjern|opprett|endre|bestill|sjekk|rett|send|svar|legg|sett|flytt|fiks|sperr|avslutt"
    r"|stopp|ring|meld)\s(?!(?:oss|deg|dere|gjerne|vår\w{0,2}|abonnement|time\s(?:her|på)|møte|demo)\b)(?-i:[a-zæøå])"
    r"|^(?:slett|fjern|opprett|deaktiver|sperr|steng|resett|nullstill|innmeld|delete|remove|reset|disable)\s"
    r"|^(?:ny\w{0,2}|new|passord|password|bruker)\s(?:til\s|for\s)?[^\W\d]{2,20}|\bp\.?s\.?[\s:]"
    r"|^(?:[^\W\d]{2,20}\s){1,2}står\W{0,3}$|^(?:(?:dette|det)\s)?(?:gjelder|gjeld)\b"
    r"|^(?:faktura|ordre|kunde|bilags?|saks?)(?:nr|nummer)\b|^ny\w?\sbruker|^kopi\stil\b"
    r"|^(?:bytte?|endre|slutte|bestille|kjøpe|oppgradere|avslutte|opprette|oppdatere|importere|utvide)\s(?-i:[a-zæøå])"
    r"|^(?:pris|tilbud|tilbod|opplæring|oppgradering|import|eksport|tilgang|feil|endring|bytte)\s"
    r"(?:på|om|i|av|til|for|ved|med|frå|fra)\s"
    r"|^(?:flere|fleire|en til|enda en|more)\s[^\W\d]{2,20}$"
    r"|^(?:hva|hvem|hvor|hvordan|hvorfor|kva|kven|korleis|kvifor|how|what|why)\s",
    re.IGNORECASE,
)


def asks(text: str) -> bool:
    """Does the line hold a question of its writer, a wish of his, or word of a fault?"""
    begin = text[:MAX_LINE]
    return _ASKS.search(begin) is not None or ("?" in begin and _has_question(begin))


def tells(text: str) -> bool:
    """Does a short line ask, tell of trouble, or tell the reader what to do?"""
    return asks(text) or (_TELLS.search(text[:MAX_LINE]) is not None and not text.startswith("("))


def _has_question(begin: str) -> bool:
    sentences = (re.split(r"[.!:]\s", said)[-1] for said in begin.split("?")[:-1])
    return any(_QUESTION.search(sentence) is not None for sentence in sentences)
