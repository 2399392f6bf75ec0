"""Whether a text is the answer that a program gave for somebody who is away.

Anybody may write that he is away, and most who write it by hand want something with that ("Er på ferie, så
send det til Eva"). No list of words tells the two apart. So words alone never make a mail an automatic
answer: its subject must be one that programs write ("Automatisk svar: Sak 4410"). Even then each clause must
tell of absence in words that notices are made of (:mod:`router.triage.notice_words`), or of whom to turn to
meanwhile.
"""

import re

from router.message.origin.away import (
    is_absence_before_ours,
    is_automatic_by_name,
    says_that_somebody_is_away,
)
from router.message.trim.given_names import is_given_name
from router.triage import ngrams
from router.triage.new_case import LONGEST_READ
from router.triage.notice_words import NOTICE_WORDS
from router.triage.signed_orders import holds_order
from router.triage.turns import any_of
from router.triage.wanting import is_of_somebody_there, wants_something

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
_ABSENCE = re.compile(
    r"@|\d{2}\s?\d{2}\s?\d{2}|\b(?:kontakt\w*|ring(?:e|es)?|nås|nåast|treff\w*|svar\w*|besvar\w*|e-?post\w*|e-?mail\w*|"
    r"mail\w*|telefon\w*|tlf|mobil\w*|hast\w*|urgent|contact|reach\w*|repl(?:y|ies|ied)|vikar\w*|kolleg\w*|"
    r"sentralbord\w*|borte|bortreist|away|back|heime|hjemme|automat\w*|henvendelse\w*|åpningstid\w*|opningstid\w*|"
    r"leave|vacation|holiday|permisjon\w*|pappaperm\w*|mammaperm\w*|avspaser\w*|kontoret|office|påske\w*|jula?|jul\w{3,}|"
    r"sommer\w*|innboks\w*|inbox|postkasse\w*|kasse[nt]|les|leser|leses|lest|sjekker|sjekkar|dekning|vent|vente|venter|"
    r"venta|wait|videresend\w*|vidaresend\w*|forwarded|overtatt|overtar|stedfortreder|vakt\w*|går\s+til|tas\s+av|tas\s+med|"
    r"gjelder\s+det|gjeld\s+det|ved\s+(?:spørsmål|spørsmal|behov)|bli\s+registrert|tar\s+imot|tar\s+seg\s+av|"
    r"spør|alt\s+anna?n?e?t?|"
    r"anything\s+else|jobber|jobbar|på\s+jobb|åpen|åpent|open|betjent|bemannet|\w*(?:ferie|permisjon|jakt|møter?)n?|syk|sjuk|offshore|"
    r"virkedager|virkedagar|så\s+snart|som\s+vanlig|seg\s+av|prøv|normalt|vanligvis|senest|"
    r"til\s+og\s+med|t\.?o\.?m|fram\s+til|frem\s+til|sluttet|fri)\b"
)
_POLITE = re.compile(
    r"\W*(?:hei|hi|hello|mvh|hilsen|helsing|med\s+vennlig|vennlig|beste|regards|best|kind|takk|tusen\s+takk|thank|"
    r"thanks|god|ha\s+e[nit]|ha\s+det|dear|kjære|beklager|sorry|på\s+forhånd)\b"
)
_PLACE = frozenset(["på", "i", "til", "fra", "frå", "hos", "ved", "in", "at", "on", "to", "from"])
_AND = frozenset(["og", "eller", "and", "or"])
_WORD = re.compile(r"[^\W\d_][\w'-]*")
_ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+")
_NAME = re.compile(r"\W*(?:[A-ZÆØÅ]{1,4}|[A-ZÆØÅ][\w.'-]*(?:\W+[A-ZÆØÅ&][\w.'-]*){1,3})\W*")
"""Of a person or a firm."""
_WHO_FOR_WHAT = re.compile(
    r"\W*[^\W\d][\w &/-]{1,30}:\s*(?:[A-ZÆØÅ][\w.]+(?:\s+[A-ZÆØÅ][\w.]*){0,3}\W*$|\+?\d{2}|\S+@)"
)
""" "Lønn: Liv", "Verkstedet: 900 03 190"."""
_HASTES = re.compile(
    r"(?!.*\b(?:hvis|om|dersom|viss|når|som|ved|if)\b).*(?:\bhast(?:er|ar)\b(?!\s+(?:det|noe|noko|sak))|\b(?:this|it)\s+is\s+urgent)",
    re.DOTALL,
)
"""What is urgent now, and not if it should be ("haster det, …")."""
_TURNS_TO = re.compile(
    r"\W*(?:(?:eller|og|men|or|and|but)\s+)?(?:ved|gjelder|gjeld|dersom|hvis|viss|for|om|haster|hastar|if|alt|saker|"
    r"(?:hastes|lønnss|fakturas)?(?:spørsmål|spørsmal|saker|henvendelser))\b"
)
"""How a clause begins that says in which matters to turn to somebody else."""
_TURNED_TO = re.compile(
    r"(?i:\b(?:kontakte?|ring\w{0,2}|spør|nås|treffes|henvend\w*|skriv|send\w{0,3}|rettes|overtar|(?:tas|overtas|ivaretas|besvares)\s+av|"
    r"contact|call|ask|reach\w*|write|e-?mail)\b).{0,60}?(?:\S@\S|\d{2}\s?\d{2}|\s[A-ZÆØÅ])"
)
"""And to whom: by name, number or address."""
_VERB = re.compile(r"\b(?:er|får|fikk|fekk|har|blir|vert|ble|blei|var|går|kommer|kjem|is|are|has)\b")
"""Behind it something is said of the matters."""
_ONLY_IF = re.compile(r"\W*(?:(?:eller|og|men|or|and|but)\s+)?(?:hvis|dersom|viss|om|haster|hastar|if)\b")
"""How a clause begins that says when to turn there, in whatever words."""
_OF_SOMEBODY = re.compile(
    r"\b([A-ZÆØÅ][\w-]*)(?:\s+(?:og\s+)?[A-ZÆØÅ][\w-]*){0,3}\s+(?:er|har|is|has)\s+(?:\w+\s+){0,2}?"
    r"(?:slutta?|sluttet|ferie|permisjon|syk|sjuk|syke?meld\w*|sjukmeld\w*|borte|leave|left)\b"
)
"""That somebody who is named is away."""
_BROKEN = re.compile(r"^(.{50,}[^.!?:\s])\n(?=\S)", re.MULTILINE)
"""A line that the sender's program may have broken."""
_CLAUSE_END = re.compile(r"[.!;]+(?=\s|$)|\n|\s[–—-]\s|,\s|\s(?=(?:så|men|but|so)\s)")


def is_automatic_answer(text: str, subject: str) -> bool:
    """Does a program's subject stand above a text that tells of nothing but absence?"""
    # A person's own subject may say what he wants; what follows "Automatisk svar" is ours.
    is_programs = is_automatic_by_name(subject) or (
        is_absence_before_ours(subject, text) and not wants_something(ngrams.lowered(subject))
    )
    return is_programs and tells_only_of_absence(text)


def tells_of_absence(text: str) -> bool:
    """Does the text tell of absence, and wish and ask for nothing? A person may have written it."""
    if len(text) > LONGEST_READ or "?" in text:
        return False
    lowered = ngrams.lowered(text)
    is_told = ABSENT.search(lowered) is not None or says_that_somebody_is_away(text)
    return is_told and not wants_something(lowered)


def tells_only_of_absence(text: str) -> bool:
    """Does each clause tell of absence, or whom to ask meanwhile, and does none ask for anything?

    "Jeg er på ferie til mandag. Slett brukeren til Ola." comes from someone who is away, and wants an answer.
    """
    if len(text) > LONGEST_READ or _tells_of_another(text):
        return False
    text = _BROKEN.sub(r"\1 ", text)
    lowered = ngrams.lowered(text)
    if "?" in lowered or is_of_somebody_there(lowered) or wants_something(lowered):
        return False
    ends = [match.span() for match in _CLAUSE_END.finditer(lowered)]
    starts, stops = [0, *(end for _, end in ends)], [*(start for start, _ in ends), len(text)]
    return all(_is_of_absence(text[start:stop]) for start, stop in zip(starts, stops, strict=True))


def _tells_of_another(text: str) -> bool:
    """Does the writer tell of a colleague ("Ola har sluttet.")? He may want something with that."""
    return any(is_given_name(found[1]) for found in _OF_SOMEBODY.finditer(text))


def _is_of_absence(clause: str) -> bool:
    lowered = ngrams.lowered(clause)
    if _HASTES.match(lowered) is not None:
        return False
    if _TURNED_TO.search(clause) is not None:
        return True
    if _TURNS_TO.match(lowered) is not None:
        # In which matters, may be said in any words; what is said *of* them may not.
        verb = None if _ONLY_IF.match(lowered) is not None else _VERB.search(lowered)
        return verb is None or not _unknown_words(clause[verb.end() :])
    if _NAME.fullmatch(clause) is not None or _WHO_FOR_WHAT.match(clause) is not None:
        return not holds_order(clause)
    says_so = (
        len(ngrams.forms(clause)) <= SHORT_CLAUSE
        or _POLITE.match(lowered) is not None
        or ABSENT.search(lowered) is not None
        or _ABSENCE.search(lowered) is not None
    )
    return says_so and not _unknown_words(clause)


def _unknown_words(clause: str) -> list[str]:
    """The words that are none of a notice, no name, and no place ("på elgjakt og fiske")."""
    unknown = []
    is_place = may_go_on = False
    for at, written in enumerate(_WORD.findall(_ADDRESS.sub("", clause))):
        word = ngrams.lowered(written)
        is_known = (
            len(word) == 1 or word in NOTICE_WORDS or is_given_name(word) or (at > 0 and written[0].isupper())
        )
        if not (is_known or is_place):
            unknown.append(word)
        goes_on = is_place and not is_known
        is_place = word in _PLACE or (may_go_on and word in _AND)
        may_go_on = goes_on
    return unknown
