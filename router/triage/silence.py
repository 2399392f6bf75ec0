"""Whether a text allows that nobody answers: silence is the costly fault.

Each class that needs no action has its tell-tale words, and without one of them it is never believed. Thanks
must also say nothing else. Whatever is not plainly one of these wants an answer.
"""

import re

from router.triage import discourse, ngrams
from router.triage.issue import MessageClass
from router.triage.new_case import LONGEST_READ, new_case_at
from router.triage.turns import any_of

NO_ACTION = (MessageClass.THANKS, MessageClass.AUTOREPLY, MessageClass.BOUNCE, MessageClass.BULK)
LONGEST_THANKS = 120
"""Words. Who only says thanks is brief; in a longer mail there may be a wish somewhere."""

# As in `discourse`: what a mail is searched for is in lower case, and so must be the text.
_TELLTALE = {
    MessageClass.THANKS: re.compile(
        r"\b"
        + any_of(
            r"takk|thanks|thank\s+you|cheers|perfekt|perfect|supert?|topp|flott|strålende|kanon|hurra|brilliant|"
            r"(?:løste|løyste|ordnet|ordna)\s+(?:det\s+)?seg|(?:fant|fann)\s+(?:ut\s+av\s+)?det|i\s+(?:orden|boks)|"
            r"på\s+plass|(?:lukke|avslutte)\s+(?:saka?e?n?|den|det)|close\s+(?:it|the|this)|all\s+(?:fine|good)|"
            r"(?:nå|no)\s+(?:gikk|gjekk|går|stemmer|er)|(?:gikk|gjekk|stemmer|går|er)\s+\w{0,12}\s?(?:nå|no|bra|fint)|"
            r"virker|fungerer|verkar|funker|works?|ikke\s+gjøre\s+(?:noe\s+)?mer|skryt|suveren|lærerikt"
        )
        + r"\b"
    ),
    MessageClass.AUTOREPLY: re.compile(
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
    ),
    MessageClass.BOUNCE: re.compile(
        r"\b"
        + any_of(
            r"[45]\.\d{1,3}\.\d{1,3}\b|lever(?:t|es|ing)|deliver|undeliver|mottaker|mottakar|recipient|"
            r"postkasse|postboks|mailbox|mailer-daemon|smtp"
        )
    ),
    MessageClass.BULK: re.compile(
        r"\b"
        + any_of(
            r"avmeld|meld\s+deg|melde\s+deg|unsubscribe|nyhetsbrev|newsletter|kampanje|rabatt|webinar|gratis|"
            r"tilbud|svar\s+(?:ja|stopp)|klikk|book|demo|uforpliktende|free|offer|minutes"
        )
        + r"|\d\s?%|>>"
    ),
}
TROUBLE = re.compile(
    r"\b"
    + any_of(
        r"men|but|however|imidlertid|ikkj?e|not|ingen|aldri|fortsatt|framleis|fremdeles|still|"
        r"kan\s+(?:du|dere|de)|"
        r"can\s+you|could|please|kunne|trenger|treng|need|ønsker|ynskjer|vil\s+ha|skulle|hjelp(?:e|"
        r"er)?\s+(?:oss|meg|med)|"
        r"feil|feiler|stopper|henger|mangler|manglar|problem|error|lurer|lurar|lurte|haster|hastar|også|"
        r"dessuten|forresten|"
        r"bestille?|tilbud|pris|når"
    )
    + r"\b"
)
_FAULT = re.compile(
    r"\b(?:feil\w{0,4}|stopper|stoppar|stoppet|henger|heng|mangler|manglar|problem\w{0,3}|error|fails?|"
    r"(?:virker|verkar|fungerer|funker|går)\s+ikkj?e|får\s+ikkj?e)\b",
)
"""Machines that answer for someone away tell of no faults; a customer whose fault is back does."""
_WISH = re.compile(
    r"\b(?:trenger|treng|må\s+ha|skal\s+ha|ønsker|ønskjer|ynskjer|flytt|sett\s+opp|tilgang\w*|fullmakt\w*|overtar|"
    r"overtek|kan\s+(?:dere|de)\b|need|move|give|could\s+you)\b",
)
"""Nor do they wish for anything."""
_OF_HIMSELF = re.compile(
    r"\b(?:hos\s+(?:meg|oss)|for\s+(?:meg|oss)|(?:maskinen|skjermen|skjermbildet|pc-?en)\s+(?:min|vår)|"
    r"(?:jeg|eg|vi|me)\s+(?:får|finner|finn|klarer|klarar|greier|mangler|manglar|savner|har\s+(?:prøvd|fått\s+feil))|"
    r"(?:får|finner|finn|klarer|klarar)\s+(?:jeg|eg|vi|me)|(?:i|we)\s+(?:get|cannot|can't|have\s+tried))\b"
)
"""Advertising tells of its readers, and a mail server of an address; who tells how he fares is a customer."""


# "Kreditnota, takk." wishes for something; only what is left without such a word can be thanks.
_TAKK_OF_A_WISH = re.compile(
    r"(?<=\S)[,.][ \t]*(?:ja[ \t]+)?(?:takk|thanks|thank[ \t]you)[ \t]*[.!]*[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)


# "Da kan du lukke saken" is the only wish that thanks may hold: it is what happens anyway.
_CLOSES = re.compile(
    r"\b(?:(?:(?:kan|må)\s+(?:du|dere|de)|(?:du|dere|de)\s+kan|bare\s+å)\s+(?:bare\s+)?(?:lukke|avslutte)\s+(?:saka?e?n?|den|det)"
    r"|please\s+close\s+(?:it|(?:the|this)\s+(?:case|ticket))"
    r"|(?:trenger|treng)\s+(?:du|dere|de)\s+ikkj?e\s+gj[øe]re\s+(?:no[ek]o?\s+)?mer)\b",
    re.IGNORECASE,
)


_CLAUSE_END = re.compile(r"[.!?,;:()\n–—]+|\b(?:og|and|så|men|but)\b", re.IGNORECASE)
_GOOD_WISH = re.compile(
    r"\W*(?:ha\s+(?:en|ei|ein)\s+|have\s+an?\s+|ønsker\s+(?:deg|dere)\s+(?:en\s+)?)?"
    r"(?:riktig\s+|really\s+)?(?:god|fin|flott|nice|great|happy|good)\s+"
    r"(?:helg|helga|dag|kveld|uke|veke|sommer|sumar|påske|jul|ferie|weekend|day|week|evening|summer|holiday)\b"
    r"[\w\s]{0,20}$",
)
_IN_PLACE = re.compile(
    r"^(?!.*\b(?:annet|anna|andre|resten|bare|berre|else|rest|only)\b)(?:\W*\b\w+\b){1,7}\W+"
    r"(?:på\s+plass|i\s+(?:orden|boks|mål))(?:\s+(?:nå|no|igjen|att))?\W*$",
)
"""A short clause whose last word is that all is well."""
_THANKS = re.compile(
    r"\W*(?:hei|hi|hello|ok|okei|tusen|tusund|mange|hjertelig|hjarteleg|many|supert?|super|flott|perfekt|topp)?\s*"
    r"(?:hjertelig\s+|så\s+mye\s+)?(?:takk(?:er|ar)?|thanks?(?:\s+you)?|thx|cheers)\b"
    r"(?:\s+(?:skal\s+(?:du|dere|de)\s+ha|så\s+mye|så\s+mykje|igjen|a\s+lot|so\s+much|very\s+much|again))*"
    r"(?:\s+(?:for|til|to|fra|frå)\b(?:\s+(?!(?:som|at|nå|no|da|so|which|that)\b)\w+){1,9})?(?:\s+\w+)?\W*$",
)
"""A clause that gives thanks and, behind "for", says for what."""
_SUCCESS = frozenset(
    """
    alle alt and avslutte avslutta av boks bra close closed da dag de den denne dere deres dermed
    det dette du dykk eg enkelt er fant fann fekk fikk fin fine fint first fixed flink flinke flott
    for forsto forsøk fungerer fungerte funka funker funket første fyrste gikk gjekk gjennom go
    godkjent good got great gull gå gått går her hjalp hjelp hjelpen hos hurra i igjen igjennom inn
    inne is it itj jeg jippi jobba kanon kjapt knirkefritt lagt ligger like likevel lukka lukke
    lukkes løst løste løyst løyste man me mer mål nice now nydelig nå og ok okei om opp orden ordna
    ordnet oss perfect perfekt plass please på quick raskt rett ryddig sak saka saken seg skal slik
    solved sorted som stemmer stemte strålande strålende super superb supert suveren suverent sånn
    så takk that the this ticket til tolv topp to tre ut utmerket verdt verka verkar verket vi virka
    virker virket vår vårt well work worked working works yay you øret mottatt no
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""The words that tell of a success; a clause of these alone asks for nothing."""
_NEVER_ALONE = frozenset(("ja", "nei", "yes", "nope", "jo", "ikke", "ikkje", "trenger"))
"""A clause with one of these may be the answer to a question, or a denial."""
_FOR_WHOM = frozenset(("for", "hos", "with", "unntatt", "unnateke", "except"))
"""What makes a name a limit: "Det virker nå. For Kari." """
WORDS_OF_A_NAME = 3


def telltales(text: str) -> frozenset[MessageClass]:
    """The classes without action whose tell-tale words the text holds. Most texts hold none."""
    lowered = ngrams.lowered(text[:LONGEST_READ])
    return frozenset([name for name, words in _TELLTALE.items() if words.search(lowered)])


def may_be_silent(message_class: MessageClass, text: str) -> bool:
    """Does the text itself allow that nobody answers?

    Each class needs its tell-tale words. An answer for someone away must not tell of a fault; advertising and
    a mail server's report must not tell how the writer fares. Thanks must also be brief, ask nothing, hold no
    word of trouble or wish, and say nothing else: "nå virker det, men …" is the most dangerous mail there is.
    """
    read = text[:LONGEST_READ]
    if message_class is MessageClass.THANKS:
        read = _CLOSES.sub("", _TAKK_OF_A_WISH.sub("", read))
    lowered = ngrams.lowered(read)
    if _TELLTALE[message_class].search(lowered) is None or new_case_at(text) is not None:
        return False
    if message_class is MessageClass.AUTOREPLY:
        return _FAULT.search(lowered) is None and _WISH.search(lowered) is None
    if message_class is not MessageClass.THANKS:
        return _OF_HIMSELF.search(lowered) is None
    brief = len(text) <= LONGEST_READ and len(ngrams.forms(read)) <= LONGEST_THANKS
    return brief and "?" not in read and TROUBLE.search(lowered) is None and _says_nothing_else(read)


def _says_nothing_else(read: str) -> bool:
    """Is each clause thanks, a success, a good wish, a greeting or a name, and nothing besides?

    "Takk for hjelpen i går. I dag er feilen tilbake." has no word of trouble that a list could hold, so the
    burden is the other way round: whatever is not plainly thanks wants an answer.
    """
    return all(map(_asks_for_nothing, _CLAUSE_END.split(read)))


def _asks_for_nothing(clause: str) -> bool:
    lowered = ngrams.lowered(clause)
    words = re.findall(r"[^\W\d]+", lowered)
    if not words or any(own.match(lowered) for own in (_THANKS, _GOOD_WISH, _IN_PLACE)):
        return True
    if len(words) <= 6 and (discourse.GREETING.match(lowered) or discourse.FAREWELL.match(lowered.lstrip())):
        return True
    if discourse.CONTACT_DETAIL.search(clause) is not None and len(words) <= 8:
        return True
    if words != ["no"] and _NEVER_ALONE.isdisjoint(words) and _SUCCESS.issuperset(words):
        return True
    is_name = all(word[:1].isupper() or word.isdigit() for word in clause.split())
    is_name = is_name and len(words) <= WORDS_OF_A_NAME and _FOR_WHOM.isdisjoint(words)
    return is_name and "no" not in words and _NEVER_ALONE.isdisjoint(words)
