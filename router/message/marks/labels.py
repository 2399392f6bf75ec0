"""What the words before a number say that it is: "tlf", "org.nr", "fakturanr", "KID".

A number in a Norwegian business mail has no look of its own: nine digits are an organisation, an invoice or
a TeamViewer ID. The word before it decides, and a word only counts where nothing but small words stand
between it and the number.
"""

import re

_SMALL_WORDS = r"(?:\W{0,4}\b(?:er|is|no|nr|nummer|number|på|til|og|for|med|vår|min|the|a|hans|hennar)\b)?"
_BEFORE_THE_NUMBER = r"[\s.:#=*_()\"'’/\-–]{0,6}$"

_OTHER_NUMBER = re.compile(
    r"(?:\b(?:t|tlf|tel|telefon|tlfnr|mob|mobil|mobile?n|phone|mobile|cell|call|ring(?:e|es)?(?: meg| oss| "
    r"dere)?(?: på)?"
    r"|faks|fax|sms|vakttelefon|sentralbord|whatsapp|viber"
    r"|org|orgnr|org\.?\s?nr|organisasjonsnummer|organisasjonsnr|foretaksregisteret|foretak|mva|vat|cvr"
    r"|konto|kontoen|bankkonto|bankgiro|iban|swift|bic|kid|kr|nok|eur|usd|sek|dkk|beløp|beløpet|sum|totalt?"
    r"|reg|fnr|personnr|gln|ean|gtin|lisens|licen[cs]e|serie|serial|sak|sag|ticket|case|ref|referanse"
    r"|reference"
    r"|faktura(?:en)?|fakturaer|invoice|bilag|bunt|ordre|order|bestilling|pakke|sending|kolli|sporing"
    r"|tracking"
    r"|kunde|kunden|customer|leverandør|vare|artikkel|prosjekt|avtale|kontrakt|polise|medlem|ansatt"
    r"|brukernavn|username|transaksjon|melding|segment|rustdesk|splashtop|ultraviewer"
    r"|meeting|møte|teams|zoom|ip|mac|pin|puk|imei|versjon|version|build)"
    # Whatever is made with "nummer" names its own number, but for those that name this one.
    r"|(?<!\w)(?!t[vw]|team|fjern|remote|partner)[^\W\d_]{2,24}?[.-]?(?:nr|nummer|number|kode|code|-no|-id))"
    + _SMALL_WORDS
    + _BEFORE_THE_NUMBER,
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"\b(?:t|tlf|tel|telefon|tlfnr|telefonnr|telefonnummer|mob|mobil|mobilnr|phone|mobile|cell|call"
    r"|ring(?:e|es)?(?: meg| oss)?(?: på)?|treff(?:es|er meg)? på|nås på|når meg på|faks|fax|sms"
    r"|vakttelefon|sentralbord|direkte|dir|m)\b" + _SMALL_WORDS + _BEFORE_THE_NUMBER,
    re.IGNORECASE,
)
_WINDOW = 48


def _before(text: str, start: int) -> str:
    return text[max(0, start - _WINDOW) : start]


def is_another_number(text: str, start: int) -> bool:
    """Whether the words before ``text[start]`` name a number that is no remote control's."""
    return _OTHER_NUMBER.search(_before(text, start)) is not None


def is_phone(text: str, start: int) -> bool:
    """Whether the words before ``text[start]`` say that a telephone number follows."""
    return _PHONE.search(_before(text, start)) is not None
