"""Absence notices, told by their subject or by their words where no header says what they are.

Words alone are weak: people also write to us that they are on holiday from Friday. So a text counts only
where it answers a mail, asks for nothing and holds at least three of the things that such a notice is made
of.
"""

import re

from router.message.origin.traits import Traits

_SUBJECT = re.compile(
    r"\W{0,3}(?:automatisk (?:svar|e-?post|tilbakemelding|melding|besked)"
    r"|autosvar(?: fra .{0,60})?|auto[- ]?svar|automatic (?:reply|response)|auto[- ]?(?:reply"
    r"|respon[sd]e?r?s?)"
    r"|autoresponder|automated (?:reply|response)|out[- ]of[- ](?:the[- ])?office(?: (?:auto-?reply|reply"
    r"|message|notice|re))?|ooo|fraværsmelding|fråværsmelding|fraværsassistent|fråværsassistent"
    r"|automatisk fraværsmelding|automatisk fraværsbesked|fraværsbesked|fraværsnotis|feriemelding"
    r"|ferieassistent|ikke til stede|ikkje til stades|ikke på kontoret|ikkje på kontoret|fraværende"
    r"|fråverande|automatiskt svar|automatiskt meddelande|autosvar|frånvaromeddelande|frånvaro|frånvarande"
    r"|automatische antwort|abwesenheitsnotiz|abwesenheitsnachricht|abwesenheit|automatische abwesenheit\w*"
    r"|nicht im (?:büro|hause)|réponse automatique|absence du bureau|absent du bureau|message d'absence"
    r"|automaattinen (?:vastaus|poissaolo\w*)|poissaoloilmoitus|poissa toimistosta|automatisch antwoord"
    r"|automatische (?:reactie|beantwoording)|afwezigheid(?:sbericht)?|afwezig|respuesta automática|fuera de "
    r"la oficina|risposta automatica|odpowiedź automatyczna|automatyczna odpowiedź"
    r"|away from (?:the )?(?:office|my mail|desk)|i am (?:away|out of (?:the )?office))\s*(?:[:\-–(!]|$)"
    r"|\[auto-?(?:reply|svar)\]|\W{0,3}(?:automatisk svar|automatic reply|out of office)\b.{0,8}(?:re"
    r"|sv)\s?:",
    re.IGNORECASE,
)
_AUTOMATIC_ANSWER = re.compile(
    r"\W{0,3}auto(?:matisk|mati[ck]|mated|matiskt)?[ -]?(?:svar|reply|response|tilbakemelding|fraværs\w+)"
    r"\W*(?P<ours>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ALONE = re.compile(r"\W{0,3}(?:automatisk svar|automatic reply)\W*$", re.IGNORECASE)
_SPEAKS_OF_HIMSELF = re.compile(r"\b(?:jeg|eg|i)\s+(?:er|har|am|will|vil|skal)\b|\bi'm\b", re.IGNORECASE)
_PUT_BEFORE_OURS = re.compile(
    r"\W{0,3}(?:ikke på (?:jobb|kontoret)|ikkje på (?:jobb|kontoret)|(?:på |jeg har |har )?ferie|bortreist"
    r"|fravær|fråvær|permisjon|i permisjon|on leave|on (?:annual )?leave|on vacation|on holiday|away|ute av "
    r"kontoret|borte|semester|på semester|urlaub)"
    r"\W{1,4}(?:re|sv|svar|vs)\s?:",
    re.IGNORECASE,
)
_SHORT_SUBJECT = re.compile(
    r"\W{0,3}(?:ikke på (?:jobb|kontoret)|ikkje på (?:jobb|kontoret)|ferie|på ferie|bortreist|fravær|fråvær"
    r"|permisjon|on leave|away|out of office|ooo|borte)\b",
    re.IGNORECASE,
)
_ABSENT = re.compile(
    r"\b(?:(?:jeg|eg|ho|han|hun|vi)\s(?:er|har|vil være|kommer til å være)\s(?:dessverre\s|nå\s|no\s|for "
    r"tiden\s|for tida\s|fortiden\s|ikke\s|ikkje\s)?(?:på\s(?:ferie|reise|kurs|konferanse|messe|byggeplass"
    r"|anlegg|elgjakt|jakt|tur|fottur|sommerferie|vinterferie|tjenestereise|oppdrag)"
    r"|i\s(?:permisjon|foreldrepermisjon|pappaperm|mammaperm|møter)|bortreist|ute(?:\sav\skontoret"
    r"|\spå\s\w+)?|borte|fraværende|fråverande|ferie|fri|sykmeldt|sjukmeld|sluttet"
    r"|slutta|avspasering|tatt ferie|ferieavvikling|avviklet)"
    r"|er (?:dessverre |for tiden |nå |no )?(?:ikke|ikkje) (?:på (?:kontoret|jobb)|til stede|til stades)"
    r"|(?:er|har) (?:på ferie|bortreist|ute av kontoret|fraværende|i permisjon|sykmeldt|sluttet|slutta)|har "
    r"(?:sluttet|slutta) i|kontoret (?:er|holder|held) (?:stengt|ferielukket|stengd|ferie)|leser ikke "
    r"e-?post|les ikkje e-?post|sjekker ikke e-?post|ikke (?:tilgang til|lese) (?:e-?post|mail)"
    r"|i(?:'m| am| will be)\s(?:currently\s|now\s)?(?:out of (?:the )?office|away|on (?:annual |parental "
    r"|maternity |sick |vacation |holiday )?(?:leave|vacation|holiday|holidays)|travell?ing|on holiday|not "
    r"in the office)|(?:limited|irregular|no) access to (?:my )?e-?mail|out of (?:the )?office"
    r"|holder (?:ferie|høstferie|jule|påske|sommer|vinter)?\w{0,8}?stengt|jag (?:är|har) (?:på semester"
    r"|semester|ledig|borta|föräldraledig|tjänstledig|inte på kontoret|sjukskriven|bortrest)"
    r"|jeg (?:er|holder) (?:på ferie|ferie|fri|på barsel|på orlov|ude af kontoret|ikke på kontoret)|ich bin "
    r"(?:derzeit |zur zeit |momentan |bis |ab |vom |am |nicht |im |in |erst )|je suis (?:absente?|en congé"
    r"|actuellement)|olen (?:lomalla|poissa|vapaalla)|ik ben (?:afwezig|niet|met vakantie|op vakantie))",
    re.IGNORECASE,
)
_RETURNS = re.compile(
    r"\b(?:tilbake(?:\s(?:på|i|til|den|igjen|att|mandag|tirsdag|onsdag|torsdag|fredag|om|først|etter|\d))"
    r"|attende|er på plass igjen|back (?:in|on|at|to|from|by|after)|return(?:ing)? (?:on|to)|(?:til og med"
    r"|t\.?o\.?m\.?|fram til|frem til|til|until|till|through|to|bis|jusqu'au|tot|t\.o\.m\.|til den|tillbaka"
    r"|zurück|åter|retur|wieder)\s(?:og med\s|den\s|the\s|den\s|zum\s|am\s)?"
    r"(?:\d{1,2}[./]|\d{1,2}\s|uke \d|veke \d|mandag|måndag|tirsdag|tysdag|onsdag|torsdag|fredag|lørdag"
    r"|søndag|mon|tue|wed|thu|fri|sat|sun|januar|februar|mars|april|mai|juni|juli|august|september|oktober"
    r"|november|desember|over|etter|neste))",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"\b(?:kontakt|ta kontakt|kontakte|ring|ringe|send til|send e-?post|henvend|vend deg|skriv til|mail til"
    r"|please (?:contact|call|write|e-?mail|reach)|contact|call|kontakta|vänligen|wenden sie sich|contacter"
    r"|contacteer|ota yhteyttä|videresend\w*|vidaresend\w*|forwarded)\b",
    re.IGNORECASE,
)
_URGENT = re.compile(
    r"\b(?:haster det|hastar det|(?:hvis|om|dersom|viss) det (?:haster|hastar|er viktig)|ved (?:hast"
    r"|haste\w+|behov|spørsmål|spørsmal)|hastesaker|gjelder det|gjeld det|for urgent|urgent (?:matters"
    r"|issues|requests|queries|payments)|if (?:it is |your \w+ is )?urgent|anything urgent|vid brådskande"
    r"|in dringenden fällen|en cas d'urgence|ved akut)\b",
    re.IGNORECASE,
)
_UNREAD = re.compile(
    r"leser ikke e-?post|les ikkje e-?post|leser e-?post sporadisk|sjekker ikke|svarer (?:på e-?post |deg "
    r")?når jeg|svarar når eg|svarer så snart|(?:begrenset|avgrensa|ikke|ingen|ikkje) tilgang (?:til|på) "
    r"(?:e-?post|mail)|e-?posten? (?:din |min )?(?:blir|vert) (?:ikke|ikkje)"
    r"|not be (?:forwarded|read|monitored)|not (?:checking|reading|monitoring)|(?:no|limited|irregular"
    r"|restricted) access|will (?:reply|respond|answer|get back)|adressen overvåkes ikke|overvakes ikke"
    r"|videresendes ikke|läser inte|ikke læst|nicht weitergeleitet|gelesen",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"^\W{0,3}(?:hei[,!.]?\s{0,3})?(?:(?:tusen )?takk for (?:din |e-?posten|mailen|meldingen|henvendelsen"
    r"|at du)|thank you for (?:your|contacting)|thanks for your|tack för (?:ditt|din|mejlet)|tak for (?:din"
    r"|mailen)|vielen dank für ihre|merci (?:pour|de) votre|bedankt voor)",
    re.IGNORECASE,
)
_HASTE = re.compile(
    r"(?:hast(?:er|ar)|urgent|brådsk|dringend|kritisk|akut|viktig)\w{0,4}[^.?!\n]{0,30}\?", re.IGNORECASE
)
"""What a notice asks: "Haster det? Ring ..."."""
_FIRST_PERSON = re.compile(
    r"\b(?:jeg|eg|vi|me|mitt|vårt|kontoret|jag|(?-i:I)|i'm|we|our|my|the office|ich|wir|je|nous|olen|ik)\b",
    re.IGNORECASE,
)
_LONGEST = 1_200


def has_away_subject(traits: Traits) -> bool:
    """Whether the subject is one that a mail server puts there for the absent."""
    return _SUBJECT.match(traits.subject) is not None or _PUT_BEFORE_OURS.match(traits.subject) is not None


def is_automatic_by_name(subject: str) -> bool:
    """Whether the subject calls the mail an automatic answer to ours; what answers one has "SV:" before it.

    "Autosvar" alone, or "Automatisk e-post fra Visma", may be what a person writes about.
    """
    found = _AUTOMATIC_ANSWER.match(subject)
    stands_before = found is not None and found["ours"] != "" and _SUBJECT.match(subject) is not None
    return stands_before or _ALONE.match(subject) is not None


def is_absence_before_ours(subject: str, text: str) -> bool:
    """Whether a word of absence stands before another subject ("Fraværende: Timelister"), over a text in
    which somebody speaks of himself: who heads his own mail so tells of a colleague or of his firm."""
    found = _SUBJECT.match(subject) or _PUT_BEFORE_OURS.match(subject)
    stands_before = found is not None and re.search(r"\w", subject[found.end() :]) is not None
    return stands_before and _SPEAKS_OF_HIMSELF.search(text[:_LONGEST]) is not None


def is_away_by_subject(traits: Traits) -> bool:
    """Whether the subject is that of an automatic answer, and the text is none that a person wrote.

    Customers write about absence notices too, and answer them. Where no header shows a program, who asks is
    a person; and a subject that is such a word alone needs a text of somebody who is away himself, or the
    words of a notice.
    """
    if not has_away_subject(traits):
        return False
    if traits.has_sign_of_program:
        return not traits.requests_something or (tells_absence(traits) and "?" not in traits.text)
    if "?" in _HASTE.sub("", traits.opening) or (traits.requests_something and not tells_absence(traits)):
        return False
    is_before_ours = re.search(r"[:(–-]\s?\S", traits.subject.strip()[3:]) is not None
    is_away_himself = tells_absence(traits) and _FIRST_PERSON.search(traits.opening) is not None
    return is_before_ours or is_away_himself or _said(traits.text[:_LONGEST]) >= 2


def tells_absence(traits: Traits) -> bool:
    """Whether the text speaks of an absence at all: enough only beside what shows a program."""
    return says_that_somebody_is_away(traits.text)


def says_that_somebody_is_away(text: str) -> bool:
    """The same of a text alone."""
    return _ABSENT.search(text[:1_000]) is not None


def is_away_beside_a_header(traits: Traits) -> bool:
    """Whether, beside a header that also stands on people's mail, subject or text are those of a notice."""
    if _SHORT_SUBJECT.match(traits.subject) and tells_absence(traits):
        return True
    return _signs(traits.text.strip()) >= 2


def is_away_by_words(traits: Traits) -> bool:
    """Whether the text can hardly be anything but an absence notice."""
    return traits.is_answer and _signs(traits.text.strip()) >= 3


def _signs(text: str) -> int:
    """How many of the things a short text holds that a notice is made of; none where it tells no absence."""
    if len(text) > _LONGEST or "?" in text or _ABSENT.search(text[:250]) is None:
        return 0
    return _said(text)


def _said(text: str) -> int:
    return sum(
        pattern.search(text) is not None for pattern in (_RETURNS, _INSTEAD, _URGENT, _UNREAD, _THANKS)
    )
