"""Whether a text allows that nobody answers: silence is the costly fault.

Each class that needs no action has its tell-tale words, and without one of them it is never believed. Thanks
(:mod:`router.triage.thanks`) must also say nothing else; an answer for someone away
(:mod:`router.triage.absence`) and a mail server's report must have the subject that programs give them;
advertising must lead somewhere, and neither it nor a report may tell how the writer fares.
"""

import re

from router.message.origin.bounce import is_a_reports_subject
from router.message.origin.bulk import leads_somewhere
from router.message.origin.traits import answers_or_passes_on
from router.triage import ngrams
from router.triage.absence import ABSENT, is_automatic_answer
from router.triage.issue import MessageClass
from router.triage.new_case import LONGEST_READ, new_case_at
from router.triage.signed_orders import holds_order
from router.triage.thanks import is_of_thanks, says_only_thanks, without_polite_words
from router.triage.turns import any_of
from router.triage.wanting import wants_something

NO_ACTION = (MessageClass.THANKS, MessageClass.AUTOREPLY, MessageClass.BOUNCE, MessageClass.BULK)
SHORTEST_ADVERTISING = 12
"""Words. Advertising praises something; "Klikk på lagre gir hvit skjerm." is too short for that."""
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
    MessageClass.AUTOREPLY: ABSENT,
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
        + r"|>>"
    ),
}
TROUBLE = re.compile(
    r"\b"
    + any_of(
        r"men|but|however|imidlertid|ikkj?e|itt?je?|itte|inte|not|ingen|aldri|fortsatt|framleis|fremdeles|still|"
        r"kan\s+(?:du|dere|de)|"
        r"can\s+you|could|please|kunne|trenger|treng|need|ønsker|ynskjer|vil\s+ha|skulle|hjelp(?:e|"
        r"er)?\s+(?:oss|meg|med)|"
        r"feil|feiler|stopper|henger|mangler|manglar|problem|error|lurer|lurar|lurte|haster|hastar|også|"
        r"dessuten|forresten|"
        r"bestille?|tilbud|pris|når|òg|unntatt|bortsett|utenom|except|go\s+ahead|gå\s+for\s+det|kl\.?\s*\d+"
    )
    + r"\b"
)
_FORMULA = re.compile(
    r"\b[45]\.\d{1,3}\.\d{1,3}\b|\b5[05]\d\s|mailer-daemon|postmaster|undeliver|"
    r"\b(?:ikkj?e|not|could\s+not)\s+(?:bli\s+|be\s+)?(?:levert|leveres|leverast|deliver)|delivery\s+(?:has\s+)?(?:fail|status)|"
    r"(?:mailbox|postkassen?|postkassa|innboksen?)\s+(?:is\s+|er\s+)?full|user\s+unknown|no\s+such\s+user|"
    r"(?:recipient|mottakere?n?)\s+(?:address\s+)?(?:rejected|not\s+found|finnes\s+ikke|ble\s+ikke\s+funnet)"
)
"""How a mail server reports that it could not deliver."""
_ADDRESS_OR_CODE = re.compile(r"\S@\S|\b[45]\.\d{1,3}\.\d{1,3}\b|\b5[05]\d\s")
"""And it names to whom, or why in numbers."""
_OF_A_PERSON = re.compile(
    r"\b(?:hilsen|helsing|mvh|regards|oss|vår|vårt|våre|bruk|heretter|riktig|rett|rapporten|påminnelsen)\b"
)
"""Nobody signs a mail server's report, or says what is right instead."""
_OF_THE_TRADE = re.compile(
    r"\b(?:faktura\w*|ordre\w*|ehf|lønn\w*|purring\w*|kunde\w*|invoice\w*|order\w*|payslip\w*|resend|skal\s+være|er\s+feil)\b"
)
"""What no mail server speaks of by itself."""
_OF_HIMSELF = re.compile(
    r"\b(?:hos\s+(?:meg|oss)|for\s+(?:meg|oss)|(?:maskinen|skjermen|skjermbildet|pc-?en)\s+(?:min|vår)|"
    r"(?:jeg|eg|vi|me)\s+(?:får|finner|finn|klarer|klarar|greier|mangler|manglar|savner|har\s+(?:prøvd|fått\s+feil))|"
    r"(?:jeg|eg|vi|me)\s+(?:ønsker|ønskjer|vil\s+ha|tar\s+gjerne|bestiller|aksepterer)\b(?!\s+(?:deg|dere|alle|å\s+invitere|velkommen))|"
    r"(?:får|finner|finn|klarer|klarar)\s+(?:jeg|eg|vi|me)|(?:i|we)\s+(?:get|cannot|can't|have\s+tried)|"
    r"(?<!høre )(?<!høyre )(?:fra|frå)\s+(?:dere|dykk)|"
    r"(?:skal|må|bør|kan)\s+(?:jeg|eg|vi|me)\s+(?:trekke|trekkje|(?:bok)?føre|beregne|regne|rekne|fakturere|"
    r"kreditere|periodisere|rapportere|innrapportere|(?:ut)?betale|levere))\b"
)
"""Advertising tells of its readers, and a mail server of an address; who tells how he fares is a customer."""


def telltales(text: str) -> frozenset[MessageClass]:
    """The classes without action whose tell-tale words the text holds. Most texts hold none."""
    lowered = ngrams.lowered(text[:LONGEST_READ])
    return frozenset([name for name, words in _TELLTALE.items() if words.search(lowered)])


def may_be_silent(message_class: MessageClass, text: str, subject: str) -> bool:
    """Do the text itself, and its subject, allow that nobody answers?

    Thanks below a subject that says something else are politeness ("Slett bruker Per", "Takk!"). Reports and
    answers for someone away need a program's subject, and nobody passes his own advertising on.

    Each class needs its tell-tale words. An answer for someone away must not tell of a fault; advertising and
    a mail server's report must not tell how the writer fares. Thanks must also be brief, ask nothing, hold no
    word of trouble or wish, and say nothing else: "nå virker det, men …" is the most dangerous mail there is.
    """
    if not _subject_allows(message_class, subject):
        return False
    read = text[:LONGEST_READ]
    if message_class is MessageClass.THANKS:
        read = without_polite_words(read)
    lowered = ngrams.lowered(read)
    if _TELLTALE[message_class].search(lowered) is None:
        return False
    return _text_allows(message_class, text, subject, read, lowered) and new_case_at(text) is None


def is_a_customers(message_class: MessageClass, text: str) -> bool:
    """Does the text say what no machine of this class says by itself?

    A mail server's report speaks of faults and advertising of wishes; only who is away does neither.
    """
    lowered = ngrams.lowered(text[:LONGEST_READ])
    if message_class is MessageClass.AUTOREPLY:
        return wants_something(lowered)
    is_no_servers = message_class is MessageClass.BOUNCE and (
        _OF_THE_TRADE.search(lowered) is not None or _OF_A_PERSON.search(lowered) is not None
    )
    return is_no_servers or _OF_HIMSELF.search(lowered) is not None


def _subject_allows(message_class: MessageClass, subject: str) -> bool:
    if message_class is MessageClass.THANKS:
        return is_of_thanks(ngrams.lowered(subject[:300]))
    if message_class is MessageClass.BULK:
        return not answers_or_passes_on(subject)
    return message_class is not MessageClass.BOUNCE or is_a_reports_subject(subject)


def _text_allows(message_class: MessageClass, text: str, subject: str, read: str, lowered: str) -> bool:
    if message_class is MessageClass.AUTOREPLY:
        return is_automatic_answer(text, subject)
    if message_class is MessageClass.BOUNCE:
        is_report = _FORMULA.search(lowered) is not None and _ADDRESS_OR_CODE.search(lowered) is not None
        return is_report and not is_a_customers(message_class, read)
    if message_class is MessageClass.BULK:
        is_praise = len(ngrams.forms(read)) >= SHORTEST_ADVERTISING and leads_somewhere(read)
        return is_praise and not is_a_customers(message_class, read)
    asks = "?" in read or len(text) > LONGEST_READ or TROUBLE.search(lowered) is not None
    return (
        not (asks or holds_order(read))
        and len(ngrams.forms(read)) <= LONGEST_THANKS
        and says_only_thanks(read)
    )
