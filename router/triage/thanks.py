"""Whether a text gives thanks and says nothing besides.

"Takk for hjelpen i går. I dag er feilen tilbake." has no word of trouble that a list could hold, so the
burden is the other way round: each clause must be thanks, a success, a good wish, a greeting or a name.
"""

import re

from router.triage import discourse, ngrams

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
    r"^(?!.*\b(?:annet|anna|andre|resten|bare|berre|else|rest|only|kje|ikkj?e|itj|knapt|neppe|delvis|nesten|skal|må|få|sett|legg|"
    r"sjekk|når|om|hvis|dersom)\b)(?=.*\b(?:er|e|ble|blei|vart|kom|kjem|falt|fall|is|alt|alle)\b)(?:\W*\b\w+\b){1,7}\W+"
    r"(?:på\s+plass|i\s+(?:orden|boks|mål))(?:\s+(?:nå|no|igjen|att))?\W*$",
)
"""A short clause whose last word is that all is well."""
_WHAT_FOR = (
    r"(?:(?:all|den|din|deres|en|et|god|godt|fin|flott|super|rask|raskt|kjapp|kjapt|suveren|tolmodig|the|your|all|quick|fast|great)\s+){0,3}"
    r"(?:hjelp\w*|svar\w*|respons\w*|innsats\w*|tålmodighet\w*|tolmod\w*|støtte\w*|støtta|service\w*|oppfølging\w*|besøk\w*|kurs\w*|"
    r"møte\w*|økt\w*|samtale\w*|praten|sist|nå|i\s+dag|i\s+går|tips\w*|forklaring\w*|veiledning\w*|bistand\w*|jobb\w*|beskjed\w*|"
    r"info\w*|mail\w*|tilbakemelding\w*|det|alt|help\w*|support|reply|response|answer|patience|everything|it|that)\b"
)
_THANKS = re.compile(
    r"\W*(?:hei|hi|hello|ok|okei|tusen|tusund|mange|hjertelig|hjarteleg|many|supert?|super|flott|perfekt|topp)?\s*"
    r"(?:hjertelig\s+|så\s+mye\s+)?(?:takk(?:er|ar)?|thanks?(?:\s+you)?|thx|cheers)\b"
    r"(?:\s+(?:skal\s+(?:du|dere|de)\s+ha|så\s+mye|så\s+mykje|igjen|a\s+lot|so\s+much|very\s+much|again))*"
    r"(?:\s+(?:til|to|fra|frå)\b(?:\s+(?!(?:som|at|nå|no|da|so|which|that)\b)\w+){1,4})?"
    rf"(?:\s+for\s+{_WHAT_FOR}(?:\s+(?!(?:som|at|nå|no|da|so|which|that)\b)\w+){{0,6}})?(?:\s+\w+)?\W*$",
)
"""A clause that gives thanks and, behind "for", says for what."""
_SUCCESS = frozenset(
    """
    alle alt and avslutte avslutta boks bra close closed da dag de den denne dere deres dermed det dette
    du dykk eg enkelt er fant fann fekk fikk fin fine fint fixed flink flinke flott forsto forsøk
    fungerer fungerte funka funker funket gikk gjekk gjennom good got great gull gått går her hjalp
    hjelp hjelpen hos hurra i igjen igjennom inn inne is it jeg jippi jobba kanon kjapt knirkefritt lagt
    ligger like likevel lukka lukke lukkes løst løste løyst løyste man me mål nice now nydelig nå og ok
    okei om opp orden ordna ordnet oss perfect perfekt plass på quick raskt rett ryddig sak saka saken
    seg slik solved sorted som stemmer stemte strålande strålende super superb supert suveren suverent
    sånn så takk that the this ticket til topp ut utmerket verdt verka verkar verket vi virka virker
    virket vår vårt well work worked working works yay you øret no
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""The words that tell of a success; a clause of these alone asks for nothing."""
_NEVER_ALONE = frozenset(
    """
    ja nei yes nope jo ikke ikkje ikkj kje itj ittj ittje itte inte trenger godkjent godkjend godkjennes
    bekreftet avtalt akseptert aksepterer approved confirmed agreed accepted
    """.split()  # noqa: SIM905
)
"""A clause with one of these may be the answer to a question, or a denial."""
_AGAIN = frozenset(("igjen", "att", "again"))
_WORKS = frozenset(
    ("virker", "verkar", "fungerer", "funker", "går", "inn", "inne", "works", "working", "work")
)
"""What may happen again: "nå virker det igjen", but not "den er her igjen"."""
_NO_NAME = frozenset(
    ("for", "hos", "with", "unntatt", "except", "neste", "next", "også", "så", "da", "nå", "her", "der")
)
"""What makes a limit or a list of names: "Det virker nå. For Kari.", "Neste: Ola Vik"."""
_ANSWERS = re.compile(r"\s*(?:sv|re|aw|svar)\s*:")
_OF_THANKS = re.compile(
    r"\b(?:takk\w*|thanks?|løst|løyst|ordna?|ordnet|i\s+orden|virker|fungerer|solved|works)\b"
)
_ASKED = re.compile(
    r"\?|\b(?:hvem|hvor|hva|hvilke\w*|når|kven|kvar|kva|skal|kan|får|should|can|who|when|which|tilbud\w*|tilbod\w*|quote|offer)\b"
)
"""What wants an answer, so that thanks may be one."""
_BEFOREHAND = re.compile(
    r"\b(?:på\s+forhånd|på\s+førehand|i\s+forkant|in\s+advance|snarlig|som\s+(?:kommer|kjem)|"
    r"hjelp\s+(?:til|med)\s|(?:svar|tilbakemelding)\s+på\s+(?:denne|dette)\b|(?:info|beskjed)\s+om\s|"
    r"for\s+(?:hjelp|hjelpen|hjelpa)\s+med\s+dette)\b"
)
"""Thanks for what has not been done yet."""
_LATER = re.compile(
    r"\b(?:til\s+(?:helg\w*|uken?|uka|veka|mandag|tirsdag|onsdag|torsdag|fredag)|"
    r"i\s+(?:morgen|morgon|kveld)|neste\s+\w|"
    r"før\s|innen\s|innan\s|tomorrow|next\s|before\s)"
)
"""Thanks for what is still to be done are a wish."""
WORDS_OF_A_NAME = 3


def is_of_thanks(subject: str) -> bool:
    """May the subject be that of thanks: none, an answer to something that was no question, or thanks?"""
    if _ASKED.search(subject) is not None:
        return False
    return (
        not subject.strip() or _ANSWERS.match(subject) is not None or _OF_THANKS.search(subject) is not None
    )


def without_polite_words(read: str) -> str:
    """The text without the "takk" that ends a wish, and without the leave to close the case."""
    return _CLOSES.sub("", _TAKK_OF_A_WISH.sub("", read))


def says_only_thanks(read: str) -> bool:
    """Is each clause thanks, a success, a good wish, a greeting or a name, and nothing besides?"""
    if _BEFOREHAND.search(ngrams.lowered(read)) is not None:
        return False
    ends = [match.span() for match in _CLAUSE_END.finditer(read)]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(read)]
    before = ["", *(read[start:end] for start, end in ends)]
    clauses = (read[start:stop] for start, stop in zip(starts, stops, strict=True))
    return all(
        _asks_for_nothing(clause) or _is_name(clause, sign)
        for clause, sign in zip(clauses, before, strict=True)
    )


def _asks_for_nothing(clause: str) -> bool:
    lowered = ngrams.lowered(clause)
    words = _words_of(clause)
    if not words or _GOOD_WISH.match(lowered) is not None or _IN_PLACE.match(lowered) is not None:
        return True
    if _THANKS.match(lowered) is not None:
        return _LATER.search(lowered) is None
    if len(words) <= 6 and (discourse.GREETING.match(lowered) or discourse.FAREWELL.match(lowered.lstrip())):
        return True
    if discourse.CONTACT_DETAIL.search(clause) is not None and len(words) <= 8:
        return True
    tells_of_success = words != ["no"] and _NEVER_ALONE.isdisjoint(words) and _SUCCESS.issuperset(words)
    return tells_of_success and (_AGAIN.isdisjoint(words) or not _WORKS.isdisjoint(words))


def _is_name(clause: str, before: str) -> bool:
    """Is it a name, in its place: on a line of its own, behind a comma, or first of all? The last word of
    "Takk! Purring." must not be taken for one."""
    if before and not ({"\n", ","} & set(before)):
        return False
    words = _words_of(clause)
    is_capital = all(word[:1].isupper() or word.isdigit() for word in clause.split())
    is_plain = _NO_NAME.isdisjoint(words) and _NEVER_ALONE.isdisjoint(words) and "no" not in words
    return is_capital and is_plain and len(words) <= WORDS_OF_A_NAME


def _words_of(clause: str) -> list[str]:
    return re.findall(r"[^\W\d]+", ngrams.lowered(clause))
