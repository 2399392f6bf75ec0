"""The line that clients draw between a reply and what it answers: "-----Opprinnelig melding-----".

The words must stand between rules, or alone on their line with a colon ("Start på videresendt melding:"), so
that a customer who writes of an "opprinnelig melding" is left alone.
"""

import re

_ORIGINAL = (
    "opprinnelig (?:melding|e-?post)|opphavleg (?:melding|e-?post)|originalmelding|oprindelig (?:meddelelse"
    "|besked)"
    "|original(?: message| melding| mail| e-?mail)?|ursprungligt? (?:meddelande|brev)|originalmeddelande"
    "|ursprüngliche (?:nachricht|mail)|original-?nachricht|antwort nachricht|message d'origine"
    "|message original|message initial"
    "|mensaje original|mensagem original|messaggio originale|oorspronkelijk bericht|wiadomość oryginalna"
    "|oryginalna wiadomość|původní zpráva|pôvodná správa|alkuperäinen viesti|eredeti üzenet|mesaj original"
    "|исходное сообщение|оригинальное сообщение|original ileti|orijinal mesaj|upphafleg skilaboð|algne kiri"
    "|reply message|odpovídaná zpráva|ursprungligt meddelande"
)
_FORWARDED = (
    "videresendt (?:melding|e-?post|meddelelse|besked)|vidaresendt? (?:melding|e-?post)"
    "|vidarebefordrat (?:meddelande|brev)"
    "|vidarebefordrad|forwarded (?:message|mail|by)|forwarding message|weitergeleitete nachricht"
    "|message transféré|message transmis|mensaje reenviado|mensagem encaminhada|mensagem reencaminhada"
    "|messaggio inoltrato|doorgestuurd bericht|wiadomość przekazana dalej|przekazana wiadomość"
    "|přeposlaná zpráva"
    "|välitetty viesti|edelleen lähetetty viesti|továbbított üzenet|пересылаемое сообщение"
    "|пересланное сообщение"
)
_RULE = r"[-_=*~]{2,40}"
_SEPARATOR = re.compile(
    rf"[\s>|]{{0,20}}{_RULE}\s?(?:{_ORIGINAL}|(?P<forwarded>{_FORWARDED}))\b(?:\s?{_RULE}.*|.{{0,80}})$",
    re.IGNORECASE,
)
_RULED = " \t>|-_=*~#–—"
_BEGIN_FORWARD = re.compile(
    r"[\s>]{0,20}(?:start på (?:videresendt|vidaresendt) (?:melding|e-?post)|(?:videresendt"
    r"|vidaresendt) (?:melding|e-?post)"
    r"|begin forwarded message|vidarebefordrat (?:brev|meddelande)|forwarded message|original message"
    r"|påbegynt videresendt (?:besked|meddelelse)"
    r"|anfang der weitergeleiteten (?:nachricht|e-?mail)|début du message (?:réexpédié|transféré)"
    r"|inicio del mensaje reenviado"
    r"|inizio messaggio inoltrato|begin doorgestuurd bericht|välitetty viesti alkaa"
    r"|początek przekazywanej wiadomości"
    r"|início da mensagem (?:reenviada|encaminhada)|начало переадресованного сообщения)\s*:\s*$",
    re.IGNORECASE,
)
# Help desks and Notes: "##- Skriv svaret over denne linjen -##", "-----Kari Moen skrev: -----".
_REPLY_ABOVE = re.compile(
    r"[\s>#*_=–—-]{2,40}.{0,30}?(?:(?:svar|svaret|reply|replies|antwort|skriv)\b.{0,20}\b(?:over|above"
    r"|ovanför|ovenfor|oberhalb)"
    r"\b.{0,20}\b(?:linje|linjen|linja|line|raden|zeile)|above this line)\b.{0,30}$",
    re.IGNORECASE,
)
_NOTES = re.compile(
    r"[\s>]{0,20}-{4,40}\s?.{1,160}\s(?:skrev|skreiv|wrote|schrieb|a écrit|escribió)\s?:?\s?-{4,40}\s*$",
    re.IGNORECASE,
)
_GROUPWISE = re.compile(r">>>\s.{2,160}\s\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\s.{4,12}\s>>>\s*$")
"""GroupWise: ">>> Kari Moen <kari@a.example> 10.03.2025 08:12 >>>"."""


def is_separator(line: str) -> bool:
    """Is the line a separator above history? ``line`` is at most ``MAX_LINE`` characters long."""
    # Most lines are told without a pattern: a separator holds words, after a rule or before a colon.
    if line.startswith(">>>") and _GROUPWISE.match(line):
        return True
    start = line.lstrip(" \t>|")[:2]
    if not start or not line.strip(_RULED):
        return False
    if start[0] in "-_=*~#–—" and start[-1] in "-_=*~#–—":
        return bool(_SEPARATOR.match(line) or _NOTES.match(line) or _REPLY_ABOVE.match(line))
    return line.rstrip().endswith(":") and _BEGIN_FORWARD.match(line) is not None


def is_forward_separator(line: str) -> bool:
    """Does the separator say that the mail below was forwarded, rather than answered?"""
    found = _SEPARATOR.match(line)
    return _BEGIN_FORWARD.match(line) is not None or (found is not None and found["forwarded"] is not None)
