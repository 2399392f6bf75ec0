"""What a web form writes around its message: who sent it, above, and where it was sent from, below.

"Navn: Kari / E-post: … / Emne: Bank / Melding: Filen ble avvist" is read as if name and address, the word
"Melding" and the form's last line were blank. It is a form only where each of these holds what belongs there,
and nothing twice: who writes "E-post: endres til …" has written it himself. What else the customer chose or
wrote (the subject, the product) stays, and in the mail itself nothing is blank: who sent it is shown beside
each case, for it may be what the case is about ("Kan dere opprette denne brukeren?").
"""

import re
from typing import NamedTuple

from router.triage.issue import Span

_FEWEST_FIELDS = 2
"""Fields above the message; one line "Navn: Kari" may stand in a letter."""
_MOST_WORDS = 6
"""Of a name or an address of a street."""
_WHO = (
    "navn|namn|fornavn|etternavn|name|first name|last name|kontakt|kontaktperson|firma|firmanavn|bedrift"
    "|selskap|company|organisasjon|organization|kundenr|kundenummer|customer number|orgnr|org nr"
    "|organisasjonsnummer|adresse|address|postnr|postnummer|poststed"
)
_WHAT = (
    "emne|subject|tema|kategori|category|avdeling|produkt|product|program|gjelder|henvendelsen gjelder|type"
)
_BEGINS = r"[ \t*]*(?:ditt |din |your )?"
_VALUE = r"\*?\.?[ \t]*[:\t]\*?[ \t]*(?P<value>[^\n]*)(?:\n\s*|$)"
_FIELD = re.compile(
    rf"{_BEGINS}(?P<label>(?P<mail>e-?post|e-?postadresse|e-?mail|mail)"
    rf"|(?P<phone>telefon|telefonnummer|tlf|tel|mobil|phone)|(?P<who>{_WHO})|{_WHAT}){_VALUE}",
    re.IGNORECASE,
)
_MESSAGE = re.compile(
    rf"{_BEGINS}(?:melding|beskjed|henvendelse|message)\*?[ \t]*(?:[:\t]\*?|(?=\n\s*(?-i:[^a-zæøå\s])))\s*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_NUMBER = re.compile(r"[\d\s+()/-]{0,30}")
_SENT_FROM = re.compile(
    r"(?:denne (?:meldingen|e-posten|henvendelsen)|this (?:message|e-?mail))\b[^,.!?\n]{0,30}"
    r"\b(?:sendt|sent|submitted) (?:fra|via|from|through) (?:et |vårt |a |the |our )?"
    r"(?:kontaktskjema\w*|skjema\w*|nettsted\w*|nettside\w*|contact form|web ?form|website)"
    r"(?: (?:på|hos|on|at) [^\s,]+(?: \(?\S+\)?)?)?[\s.]*",
    re.IGNORECASE,
)
_SMALL = frozenset(["og", "av", "van", "von", "de", "da", "den", "i", "&"])
"""What may be written small in a name."""


class _Form(NamedTuple):
    """Where the parts of a form stand in a text."""

    sender: tuple[Span, ...]
    """The fields that say who sent it, with their labels, up to what follows."""
    frame: tuple[Span, ...]
    """What else is the form's: the label of the message, and the last line."""


_NO_FORM = _Form((), ())


def without_form(text: str) -> str:
    """The text with blanks in place of what is the form's: every other character stands where it stood."""
    form = _form(text)
    for span in (*form.sender, *form.frame):
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def sender_fields(text: str) -> tuple[Span, ...]:
    """Where a form says who sent it, in order; fields below one another are one span."""
    runs: list[Span] = []
    for span in _form(text).sender:
        is_next = runs and runs[-1].end == span.start
        start = runs.pop().start if is_next else span.start
        runs.append(Span(start, span.end))
    return tuple(_without_blanks(run, text) for run in runs)


def _without_blanks(span: Span, text: str) -> Span:
    own = span.of(text)
    return Span(span.end - len(own.lstrip()), span.start + len(own.rstrip()))


def _form(text: str) -> _Form:
    fields: list[re.Match[str]] = []
    at = 0
    while (field := _FIELD.match(text, at)) is not None:
        fields.append(field)
        at = field.end()
    begins = _MESSAGE.match(text, at) if _are_of_a_form(fields) else None
    if begins is None:
        return _NO_FORM
    last_line = text.rstrip().rfind("\n") + 1
    has_last = _SENT_FROM.fullmatch(text[last_line:].lstrip()) is not None
    end = last_line if has_last else len(text)
    if not text[begins.end() : end].strip():
        return _NO_FORM
    of_sender = [field.span() for field in fields if field["mail"] or field["phone"] or field["who"]]
    return _Form(tuple(Span(*span) for span in of_sender), (Span(*begins.span()), Span(end, len(text))))


def _are_of_a_form(fields: list[re.Match[str]]) -> bool:
    labels = [field["label"].lower() for field in fields]
    return (
        len(fields) >= _FEWEST_FIELDS
        and len(set(labels)) == len(labels)
        and any(field["mail"] for field in fields)
        and all(map(_holds_what_belongs_there, fields))
    )


def _holds_what_belongs_there(field: re.Match[str]) -> bool:
    value = field["value"].strip()
    if field["mail"]:
        return _ADDRESS.fullmatch(value) is not None
    if field["phone"]:
        return _NUMBER.fullmatch(value) is not None
    words = value.split()
    return not field["who"] or (
        len(words) <= _MOST_WORDS
        and not any(word.islower() and len(word) > 1 and word not in _SMALL for word in words)
    )
