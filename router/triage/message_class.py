"""What a mail is for: a request, a follow-up, thanks, or a machine's mail that asks for nothing.

The mail's headers speak first (its origin). Where a human wrote, or seems to have, the content decides, and
it decides with care: silence is the costly fault. A mail is taken for one that needs no action only where
the classifier is surer of that than it ever was, wrongly, of a request it had not been trained on, and only
where the text itself allows it. Everything else is a request.
"""

import math
import re
from collections.abc import Mapping
from typing import NamedTuple

from router.message.parts import Message, Origin
from router.triage import discourse, ngrams
from router.triage.issue import MessageClass
from router.triage.model import Model
from router.triage.short_answer import is_short_answer
from router.triage.turns import any_of

MACHINE_CLASSES = {
    Origin.AUTOREPLY: MessageClass.AUTOREPLY,
    Origin.BOUNCE: MessageClass.BOUNCE,
    Origin.BULK: MessageClass.BULK,
    Origin.LOOP: MessageClass.AUTOREPLY,
}
NO_ACTION = (MessageClass.THANKS, MessageClass.AUTOREPLY, MessageClass.BOUNCE, MessageClass.BULK)

WORDS_READ = 150
LONGEST_READ = 5_000
"""Characters that are read for the class of a mail."""
LONGEST_THANKS = 120
"""Words. Who only says thanks is brief; in a longer mail there may be a wish somewhere."""

# As in `discourse`: what a mail is searched for is in lower case, and so must be the text.
_REPLY = re.compile(r"\s*(?:sv|re|vs|fw|fwd|aw)\s*:")
_CASE = re.compile(
    r"\b"
    + any_of("sak|saka|saken|saks?nr|saksnummer|case|ticket|oppdrag|tilbud|tilbod")
    + r"\s*(?:nr\.?|#|no\.?)?\s*#?\d{4,7}\b"
    r"|\[#?\d{4,7}\]|\b20\d\d-\d{6}\b",
)
_CASE_DIGITS = re.compile(r"\d\d\d\d")
"""What each of these holds: most texts do not, and that is quick to see."""
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
        + "|%|>>"
    ),
}
_TROUBLE = re.compile(
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
_NEW_CASE = re.compile(
    r"\b"
    + any_of(
        r"(?:ny|nytt|anna|annen|annet|new|another|different)\s+(?:sak|spørsmål|ting|case|question|issue)|"
        r"(?:noe|noko|helt|heilt)\s+(?:nytt|annet|anna)|gammel\s+(?:mail|e-?post)"
    )
    + r"\b"
)


# What opens a sentence, but for a greeting and little words, and is set off like a heading: "er det noe annet
# dere trenger?", "ikke noe nytt" and "det er en annen sak, men" are no new cases.
_SAYS_NEW_CASE = re.compile(
    r"(?:^|[.!?;(])[ \t]*"
    r"(?:(?:hei|hi|hello)\b[^\n.,!?:]{0,30}[,.!]?[ \t]+)?"
    r"(?:(?:og|men|så|forresten|dessuten|også|ellers|elles|and|but|also|btw)\b[ \t,–-]+){0,3}"
    r"(?P<said>"
    r"(?:(?:(?:jeg|vi|eg|me|i|we)\s+(?:har|have)|(?:her|here)\s+(?:er|kommer|kjem|is)|"
    r"(?:dette|this)\s+(?:er|is)|(?:det|dette)\s+(?:gjelder|gjeld)|til|over\s+til|"
    r"(?:var|er)\s+det|har\s+(?:jeg|vi|eg|me))\s+)?"
    r"(?:(?:en|ein|ei|et|eit|a|an)\s+)?(?:(?:helt|heilt|completely|entirely)\s+)?"
    r"(?:ny|nytt|annen|anna|annet|new|another|different|separate)\s+"
    r"(?:sak|henvendelse|førespurnad|spørsmål|ting|case|question|issue|matter|thing)"
    r"|(?:(?:over\s+)?til\s+)?(?:noe|noko)\s+(?:helt\s+|heilt\s+)?(?:annet|anna)"
    r"|(?:har\s+det\s+dukket\s+opp\s+)?(?:noe|noko)\s+nytt(?=:)"
    r"|(?:something\s+else|(?:something\s+)?(?:completely|entirely)\s+different)"
    r"|on\s+(?:another|a\s+(?:different|separate))\s+(?:note|topic|matter)|unrelated"
    r")(?:\s+(?:fra\s+(?:meg|oss)|frå\s+(?:meg|oss)|egentlig|eigentleg|igjen))?"
    r"[ \t]*(?:[:,.;–—!-]|$)",
    re.IGNORECASE | re.MULTILINE,
)
_ANSWERS_OLD_MAIL = re.compile(
    r"\b(?:svar(?:er|te|ar|a)|answering|replying)\s+(?:bare\s+|berre\s+|just\s+)?(?:på|to)\s+"
    r"(?:en|ein|an|den|the)\s+(?:gammel|gamal|gamle|old)\s+(?:mail|e-?post|e-?mail)",
    re.IGNORECASE,
)


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
WORDS_OF_A_NAME = 3


class Judgement(NamedTuple):
    """The class, and in plain words what showed it."""

    message_class: MessageClass
    reason: str


def judge(message: Message, model: Model) -> Judgement:
    """The class of the mail. When unsure it is a request."""
    machine = MACHINE_CLASSES.get(message.origin)
    if machine is not None:
        return Judgement(machine, message.origin_reason or f"written by a machine ({message.origin})")
    text, subject = message.text.new_text, message.subject
    answers = bool(message.in_reply_to or message.references)
    facts = class_facts(text, subject, answers=answers, names_case=bool(message.marks.case_numbers))
    shares = dict(zip(model.message_class.classes, model.message_class.probabilities(facts), strict=True))
    silence = silence_of(shares)
    if silence.share >= model.thresholds.no_action and may_be_silent(silence.message_class, text):
        reason = f"its words say {silence.message_class} (probability {silence.share:.3f})"
        return Judgement(silence.message_class, reason)
    if (sign := _continues(message)) and is_short_answer(text):
        return Judgement(MessageClass.FOLLOWUP, f"{sign}, and says no more than a short answer")
    message_class = MessageClass(max(shares, key=lambda name: shares[name]))
    share = shares[message_class]
    if message_class is MessageClass.FOLLOWUP and (sign := _continues(message)):
        return Judgement(message_class, f"{sign}, and its words say follow-up (probability {share:.3f})")
    if message_class is MessageClass.REQUEST:
        return Judgement(message_class, f"a human asks (probability {share:.3f})")
    return Judgement(
        MessageClass.REQUEST, f"not sure enough that it is {message_class} ({share:.3f}), so a request"
    )


def _continues(message: Message) -> str:
    """What shows that the mail goes on with something, in plain words; empty where nothing does."""
    subject, text = message.subject, message.text.new_text
    if message.marks.case_numbers or _names_case(ngrams.lowered(f"{subject}\n{text[:2000]}")):
        return "it names a case"
    if message.in_reply_to or message.references or _REPLY.match(ngrams.lowered(subject)):
        return "it answers a mail"
    return ""


def _names_case(lowered: str) -> bool:
    return _CASE_DIGITS.search(lowered) is not None and _CASE.search(lowered) is not None


def new_case_at(text: str) -> int | None:
    """Where the text says in so many words that another case begins; ``None`` where it does not.

    Narrower than what the classifier notices: in a conversation that is known, most of what looks like a
    request is an answer, so nothing but the customer's own words makes it a new case.
    """
    read = text[:LONGEST_READ]
    if _ANSWERS_OLD_MAIL.search(read) is not None:
        return 0
    found = _SAYS_NEW_CASE.search(read)
    return None if found is None else found.start("said")


class Silence(NamedTuple):
    """How probable it is that nobody need answer, and the likeliest reason."""

    message_class: MessageClass
    share: float


def silence_of(shares: Mapping[str, float]) -> Silence:
    """The probabilities of all classes that need no action, taken together, and the foremost of them."""
    none = {name: shares.get(name, 0.0) for name in NO_ACTION}
    return Silence(max(none, key=lambda name: none[name]), float(sum(none.values())))


def may_be_silent(message_class: MessageClass, text: str) -> bool:
    """Does the text itself allow that nobody answers?

    Each class needs its tell-tale words. An answer for someone away must not tell of a fault. Thanks must
    also be brief, ask nothing, hold no word of trouble or wish, and say nothing else: "nå virker det, men …"
    is the most dangerous mail there is.
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
        return True
    brief = len(text) <= LONGEST_READ and len(ngrams.forms(read)) <= LONGEST_THANKS
    return brief and "?" not in read and _TROUBLE.search(lowered) is None and _says_nothing_else(read)


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
    return len(words) <= WORDS_OF_A_NAME and is_name and "no" not in words and _NEVER_ALONE.isdisjoint(words)


def class_facts(text: str, subject: str, *, answers: bool, names_case: bool) -> dict[str, float]:
    """What is noticed of a mail. ``answers``: its headers name an earlier one; ``names_case``: our mark."""
    read = text[:LONGEST_READ]
    forms = ngrams.forms(read)
    head, named = ngrams.lowered(read[:2000]), ngrams.lowered(subject[:300])
    facts = {
        "reply": float(_REPLY.match(named) is not None or answers),
        "case_in_subject": float(_names_case(named) or names_case),
        "case_in_text": float(_names_case(head)),
        **{name.value: float(words.search(head) is not None) for name, words in _TELLTALE.items()},
        "asks": float(discourse.REQUEST.search(head) is not None),
        "troubled": float(_TROUBLE.search(head) is not None),
        "new_case": float(_NEW_CASE.search(head) is not None),
        "question": float("?" in read),
        "exclamation": float("!" in subject),
        "length": math.log1p(len(forms)) / 5.0,
        "link": float(any(sign in read for sign in ("www.", "http", ".example/", ">>"))),
    }
    for form in forms[:WORDS_READ]:
        facts[f"word={form}"] = 1.0
    for pair in ngrams.phrases(forms[:12])[len(forms[:12]) :]:
        facts[f"start={pair}"] = 1.0
    for form in ngrams.forms(subject[:300]):
        facts[f"subject={form}"] = 1.0
    return facts
