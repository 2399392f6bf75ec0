"""What kind of line stands in or below a signature: a contact detail, a name, a title, or a sentence.

It judges one line by itself. A sentence is what asks, tells or lists something; it is never part of a
signature. When unsure, a line of six words or more is a sentence, a shorter one is not.
"""

import re

_MAX_LINE = 400
_LABEL = re.compile(
    r"\W{0,3}(?:tlf|tel|telefon\w{0,3}|telefax|telefaks|mob|mobil\w{0,5}|mobile|phone|cell|direkte|direct"
    r"|sentralbord|switchboard|faks|fax"
    r"|vakttelefon|vakt|org|orgnr|organisasjons\w+|foretaksregisteret|reg|e-?post|e-?mail|mail|epost|web"
    r"|nett|hjemmeside|www"
    r"|besøk\w*|besøksadresse|postadresse|adresse|postboks|pb|visiting address|address|åpningstider"
    r"|opening hours|avd|avdeling"
    r"|[tmdefwa])(?:\b\.?|(?=[:.]))(?:\s?nr\.?)?\s?[:.+\d(|]",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"\S@\S|https?://|\bwww\.|\b(?:tlf|tel|mob|mobil|telefon|telefax|faks|fax|phone|mobile|direkte"
    r"|sentralbord|orgnr)\b"
    r"|\borg\.?\s?(?:nr|no)|\borg(?:anisasjons|anisation|\.\s?\d|\s\d)|\+47|\bpostboks\b"
    r"|\b\d{4}\s+[A-ZÆØÅ]|\b(?:AS|ASA|SA|KF|IKS|NUF|ANS)\b|\|"
    r"|(?<!\d)\d{2}\s?\d{2}\s?\d{2}\s?\d{2}(?!\d)|(?<!\d)\d{3}\s\d{2}\s\d{3}(?!\d)|\b[\w-]{2,40}\.(?:no"
    r"|com|se|dk|net|org|example)\b",
)
_ADDRESSES_SOMEBODY = re.compile(
    r"\b(?:[Jj]eg|[Ee]g|[Vv]i|[Dd]ere|dykk|[Dd]u|deg|meg|min|mitt|mine|dykkar|I|[Ww]e|[Yy]ou|[Mm]y|[Jj]ag"
    r"|[Ii]ch|[Ww]ir)\b"
)
_MATTER = re.compile(
    r"(?:faktura|bilag|ordre|feil|error|feilmelding|vedlegg|attachment|kundenr|kundenummer|versjon|version"
    r"|sak|hei|hallo|hello"
    r"|hi|god dag|god morgen|haster|kan dere|kan du|could|please|vennligst|husk|obs|nb|hvor|hva|hvordan"
    r"|når|why|how|what|and|og|men)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:nb|obs|hei|hallo|husk|merk|viktig|forresten|haster|hi|hello|please|kan dere|kan du)\b", re.IGNORECASE
)
_FINITE = re.compile(r"\b(?:har|er|skal|må|kan|vil|blir|ble|fikk|får|virker|ligger|kommer|står|heter)\b")
_LIST_ITEM = re.compile(r"(?:\d{1,2}[.)]|[a-zæøå]\)|[-*•·–])\s{1,4}\S", re.IGNORECASE)
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-ZÆØÅ]|avd|aut|org|nr|tlf|mob|ass|adm|dir|konst|inkl|mva|etg|evt|jr|sr|ltd|inc|co|chr)"
    r"|\d)\.$",
    re.IGNORECASE,
)


def is_contact_detail(text: str) -> bool:
    """Does the line hold a number, an address, a web site or the form of a firm ("AS")?"""
    return _LABEL.match(text) is not None or _CONTACT.search(text[:_MAX_LINE]) is not None


def is_list_item(text: str) -> bool:
    """Does the line begin as an item of a list?"""
    return _LIST_ITEM.match(text) is not None and not text.endswith(("-", "–", "*"))


def is_name_like(text: str) -> bool:
    """May the line be a person's name: one to four words of letters, each with a capital?"""
    words = text.rstrip(" ,.!:)").split()
    return 1 <= len(words) <= 4 and all(
        word[0].isupper() and word.replace("-", "").replace(".", "").isalpha() for word in words
    )


def is_prose(text: str) -> bool:
    """Is the line a sentence, an item of a list or the matter itself, and no name, title or detail?"""
    if len(text) > _MAX_LINE:
        return True
    if not any(letter.isalnum() for letter in text):
        return False
    words = [word for word in text.split() if word[0].isalnum() or len(word) > 1]
    small = sum(word[0].islower() for word in words)
    if text.rstrip(" )").endswith("?") and len(words) >= 2:
        return True
    if len(words) > 14 and small * 2 >= len(words):
        return True
    if _LABEL.match(text):
        return False
    if len(words) >= 3 and _OPENING.match(text):
        return True
    if len(words) >= 5 and small >= 2 and text[0].isalpha() and _FINITE.search(text):
        return True
    is_contact = _CONTACT.search(text) is not None
    if len(words) >= 4 and small >= 2 and _ADDRESSES_SOMEBODY.search(text):
        return True
    if is_contact:
        return False
    if is_list_item(text) or _MATTER.match(text) or (text.endswith(":") and len(words) >= 2):
        return True
    if len(words) >= 6 and small * 2 >= len(words):
        return True
    ends = text.endswith(("!", "…")) or (text.endswith(".") and not _ABBREVIATION.search(text))
    return len(words) >= 3 and small >= len(words) - 1 and ends
