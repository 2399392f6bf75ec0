"""What a web form writes around its message: who sent it, above, and where it was sent from, below.

"Navn: Kari / E-post: … / Emne: Bank / Melding: Filen ble avvist" is read as if name and address, the word
"Melding" and the form's last line were blank. What the customer chose or wrote (the subject, the product)
stays, and so does all of it where no message follows. In the mail itself nothing is blank.
"""

import re

_FEWEST_FIELDS = 2
"""Fields above the message; one line "Navn: Kari" may stand in a letter."""
_MOST_FIELDS = 25
_WHO = (
    "navn|namn|fornavn|etternavn|name|first name|last name|kontakt|kontaktperson|firma|firmanavn|bedrift"
    "|selskap|company|organisasjon|organization|e-?post|e-?postadresse|e-?mail|mail|telefon|telefonnummer|tlf"
    "|tel|mobil|phone|kundenr|kundenummer|customer number|orgnr|org nr|organisasjonsnummer|adresse|address"
    "|postnr|postnummer|poststed|sted|by|land|dato|date|ip|side|nettside|website"
)
_WHAT = (
    "emne|subject|tema|kategori|category|avdeling|produkt|product|program|gjelder|henvendelsen gjelder|type"
)
_MESSAGE = "melding|beskjed|henvendelse|message|kommentar|comment|beskrivelse|description|spørsmål|question"
_BEGINS = r"[ \t*]*(?:ditt |din |your )?"
_FIELD = re.compile(rf"{_BEGINS}(?:(?P<who>{_WHO})|{_WHAT})\*?\.?[ \t]*[:\t][^\n]*(?:\n\s*|$)", re.IGNORECASE)
_BEGINS_MESSAGE = re.compile(rf"{_BEGINS}(?:{_MESSAGE})\*?[ \t]*(?::|\t|(?=\n))\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s@]@[^\s@]")
_SENT_FROM = re.compile(
    r"(?:denne|dette|this|meldingen|e-posten)\b.{0,60}\b(?:sendt|sent|submitted)\b.{0,30}"
    r"\b(?:kontaktskjema\w*|nettsted\w*|nettside\w*|contact form|website)\b",
    re.IGNORECASE,
)


def without_form(text: str) -> str:
    """The text with blanks in place of what is the form's: every other character stands where it stood.

    A form is known by fields from its first line on, one of which holds a mail address, and by the label of
    the message behind them.
    """
    fields: list[re.Match[str]] = []
    at = 0
    while len(fields) < _MOST_FIELDS and (field := _FIELD.match(text, at)) is not None:
        fields.append(field)
        at = field.end()
    begins = _BEGINS_MESSAGE.match(text, at) if len(fields) >= _FEWEST_FIELDS else None
    if begins is None or _ADDRESS.search(text[:at]) is None:
        return text
    last_line = text.rstrip().rfind("\n") + 1
    has_last = last_line >= begins.end() and _SENT_FROM.match(text[last_line:].lstrip()) is not None
    end = last_line if has_last else len(text)
    if not text[begins.end() : end].strip():
        return text
    for start, after in [
        *(field.span() for field in fields if field["who"]),
        begins.span(),
        (end, len(text)),
    ]:
        text = text[:start] + " " * (after - start) + text[after:]
    return text
