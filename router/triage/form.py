"""What a web form writes around its message: its other fields above, and where it was sent from below.

"Navn: Kari / E-post: … / Melding: Filen ble avvist" holds one matter, which begins behind "Melding:". The
rest is no customer's word, and is read as if it were blank. It stays in the mail, for who handles the case.
"""

import re

FEWEST_FIELDS = 2
"""Fields above the message; one line "Navn: Kari" may stand in a letter."""
_LONGEST = 2_000
"""Characters of all fields together."""
_FIELDS = (
    "navn|namn|fornavn|etternavn|name|first name|last name|kontakt|kontaktperson|firma|firmanavn|bedrift"
    "|selskap|company|organisasjon|organization|e-?post|e-?postadresse|e-?mail|mail|telefon|telefonnummer|tlf"
    "|tel|mobil|phone|kundenr|kundenummer|customer number|orgnr|org nr|organisasjonsnummer|adresse|address"
    "|postnr|postnummer|poststed|sted|by|land|emne|subject|tema|kategori|category|avdeling|produkt|product"
    "|program|gjelder|henvendelsen gjelder|type|dato|date|ip|side|nettside|website"
)
_MESSAGES = "melding|beskjed|henvendelse|message|kommentar|comment|beskrivelse|description|spørsmål|question"
_FIELD = re.compile(
    rf"[ \t*]*(?:ditt |din |your )?(?:{_FIELDS})\*?\.?[ \t]*[:\t][^\n]*(?:\n\s*|$)", re.IGNORECASE
)
_MESSAGE = re.compile(rf"[ \t*]*(?:din |your )?(?:{_MESSAGES})\*?[ \t]*(?::|\t|(?=\n))\s*", re.IGNORECASE)
_SENT_FROM = re.compile(
    r"\n[^\n]{0,60}\b(?:sendt|sent|submitted|generert)\b[^\n]{0,40}\b(?:kontaktskjema\w*|skjema\w*|nettsted\w*|"
    r"contact form|web ?form)\b[^\n]*\s*\Z",
    re.IGNORECASE,
)


def without_form(text: str) -> str:
    """The text with blanks in place of what is the form's: every other character stands where it stood."""
    at = fields = 0
    while at < _LONGEST and (field := _FIELD.match(text, at)) is not None:
        at, fields = field.end(), fields + 1
    message = _MESSAGE.match(text, at) if fields >= FEWEST_FIELDS else None
    if message is None:
        return text
    below = _SENT_FROM.search(text, message.end())
    end = len(text) if below is None else below.start()
    return " " * message.end() + text[message.end() : end] + " " * (len(text) - end)
