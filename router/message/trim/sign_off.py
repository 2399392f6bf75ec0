"""The words that end a mail: sign-offs ("Mvh", "Med vennlig hilsen Kari", "Best regards") and courtesies.

A sign-off ends a mail by itself. A courtesy ("Takk!", "Ha en fin dag") is the writer's own sentence and ends
a mail only where his name stands directly below it; who asks must look there. Both are known by their words
at the beginning of a line, never inside a sentence: "Hilsen på fakturaen er feil" is no sign-off.
"""

import re
from collections.abc import Callable

MAX_LINE = 400
"""Longer lines are prose; no pattern is tried on them."""

_THANKS_AND = (
    r"(?:(?:på forhånd |på førehand )?(?:tusen |mange |hjertelig )?(?:takk|tak|tack|thanks|thank you)"
    r"(?: (?:for|på) [^\W\d]{2,12})?\s?(?:og|og en|and|with|&|och|\+)\s)"
)
_COURTEOUS = (
    # "Vennleg", "venligste", "hjartelege", "vänl.", and Swedish without its dots.
    r"(?:(?:(?:v[eaä]nn?e?|venn?ska[pb]e?|hj[eaä]rte?|hygge|kose|tri(?:ve?|vse)|(?:(?:ikke|ikkje)-)?person|høfe?"
    r"|somm?er|sommar|sumar|vinter|vår|haust|høst|jule|påske|kjær|kær|in[dn]er|forbind)l[ei]g"
    r"|ærbødig|audmjuk|[yø]dmyk|ödmjuk|vyrdsam|(?:hj[ea]rte)?varm|lun|blid|glad|kollegial|solrik|oppriktig"
    r"|frisk|fin|god?|mild)"
    r"(?:e|a|t|s?te?|aste?)?"
    r"|(?:aller\s?)?(?:beste?|bedste|b[aä]st[ae])|kj?ære?|kära?|sporty|vennl\.?|venl\.?|vänl\.?)"
)
"""An adjective as it stands before "hilsen", in the Scandinavian languages and their spellings."""
_GREETING = (
    r"(?:hilsen|hilsener|hilsner|hilsning(?:er|ar)?|helsing(?:ar|er)?|helsning(?:ar|er)?|h[aä]lsning(?:ar)?"
    r"|hälsn)"
)
_PHRASE = re.compile(
    r"(?:[-–—/\\|~*_#•<]{1,3}\s?)?" + _THANKS_AND + r"?(?:"
    # Norwegian, Danish, Swedish
    rf"(?:med\s)?(?:(?:de|dei|den|en|ei|mange|masse)\s)?(?:{_COURTEOUS}\s){{0,2}}"
    rf"(?:[^\W\d]{{0,12}}{_GREETING})"
    r"|m\.?\s?v\.?\s?h\.?(?:t\.?)?|v\.?h\.?|d\.?b\.?h\.?|b\.?h\.?|k\.?h\.?|ærbødigst"
    r"|(?:med\s)?(?:høyaktning|høgakting|högaktning)|(?:høyaktnings|høgaktings|högaktnings)fullt|vyrdsamt|vørdsamt"
    r"|fred og alt godt|med ønske om [^\n]{3,40}"
    # English
    r"|(?:with\s)?(?:(?:my|our)\s)?(?:(?:best|kind(?:est)?|warm(?:est)?|many|very)\s){0,2}(?:regards|rgds"
    r"|greetings|wishes)"
    r"|sincerely(?:\syours)?|yours(?:\s(?:sincerely|faithfully|truly))?|respectfully|god bless(?: you)?"
    # German and others
    r"|(?:mit\s)?(?:(?:freundliche[nmr]?|beste[nr]?|viele[nr]?|liebe[nr]?|herzliche[nr]?"
    r"|schöne[nr]?)\s)?gr(?:ü|ue)(?:ß|ss)en?"
    r"|(?:mit\s)?(?:freundlichem\s)?gru(?:ß|ss)|m\.?f\.?g\.?|hochachtungsvoll"
    r"|(?:met\s)?(?:vriendelijke\s|hartelijke\s)?groet(?:en|jes)?|(?:bien\s)?(?:cordialement|amicalement)"
    r"|(?:bien à vous)"
    r"|(?:meilleures\s)?salutations|(?:un\s)?(?:cordial\s)?saludos?(?:\scordiales)?|atentamente"
    r"|(?:cordiali|distinti)\s(?:saluti)|atenciosamente|cumprimentos|com os melhores cumprimentos"
    r"|(?:ystävällisin\s|parhain\s)?terveisin|(?:bestu\s|með\s|kær\s){0,2}kveðj(?:a|ur|u)"
    r"|pozdrawiam|z powa[żz]aniem"
    r"|s pozdrav\w{1,3}|pagarbiai|ar cieņu|lugupidamisega|üdvözlettel|с уважением|saygılarımla"
    # Words that as well begin a sentence: only a name may follow them.
    r"|(?P<short>(?:(?:stor|varme?|goe?|beste?)\s)?(?:klem(?:mer)?|kram(?:ar)?)|(?:beste?\s)?h|brg?ds|br"
    r"|cheers|warmly|best|all the best"
    r"|take care|vg|lg|vänligen|(?:v[eä]nn?|hj[eaä]rte?|kær)l[ei]g(?:st|ast)|allt? go[dt]t|xx"
    r"|hej då|he[ij] så (?:lenge|länge|længe))"
    r")(?![\w@])"
    # The same again in another language on the same line.
    r"(?:\s?[/|]\s?(?:med\s(?:v[eä]nn?l[ei]g[ae]?)\s(?:hilsen|helsing(?:ar)?|hälsning(?:ar)?)"
    r"|(?:with\s)?(?:best|kind)\sregards|mvh|regards))?"
    r"(?P<rest>.{0,300})$",
    re.IGNORECASE,
)
_THANKS_AS_SIGN_OFF = re.compile(
    r"(?:many thanks|thank you|thanks|thx|best|rgds|cheers)(?:,|\s?!?$)(?P<rest>.{0,80})$", re.IGNORECASE
)
_COURTESY = re.compile(
    r"(?:tusen |mange |hjertelig |på forhånd |på førehand |stor |god |riktig |fortsatt |ønsker |ønskjer "
    r"|og |ha |men ){0,2}"
    r"(?:takk|takker|tak|tack|thanks|thank you|many thanks|thx"
    r"|(?:en |ei |eit |et |a )?(?:riktig |veldig |kjempe|super|fortsatt |very )?(?:god|fin|flott|strålende"
    r"|trivelig|nice|good|great|lovely|bra)"
    r"(?:e|t)? (?:helg|dag|uke|veke|kveld|ettermiddag|arbeids\w+|sommer|sumar|påske|jul|ferie|måndag"
    r"|mandag|tirsdag|onsdag|torsdag|fredag"
    r"|pinse|bedring|nyttår|weekend|day|week|evening|summer|helgeaften)"
    r"|dere en|dykk ei|deg en|have a|vi (?:ses|sees|høres|snakkes)|ses|sees|snakkes|høres|see you"
    r"|talk soon|klem|alt godt|ha det"
    r"|for [^\W\d]{3,30}(?: [^\W\d]{2,30}){0,3}$)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:er|var|ble|blir|står|skal|må|kan|vil|har|hadde|kom|kommer|ligger|mangler|virker|vises|skulle"
    r"|kunne|fikk|får|burde|bør"
    r"|is|are|was|were|has|have|will|should|must|does|ikke|ikkje|not|som|at|when|når|hvis|viss|dersom|if"
    r"|please|vennligst|(?-i:ring|call|send|reset|need|trenger|help|slett|fjern|sjekk|fix|fiks|sperr))\b",
    re.IGNORECASE,
)
_AT_END = re.compile(
    rf"(?<=\s)(?:m\.?v\.?h\.?|vh|(?:med\s)?{_COURTEOUS}\s{_GREETING}|hilsen|helsing|hälsning(?:ar)?"
    r"|(?:best|kind)\sregards|regards)(?=$|[\s,./:])",
    re.IGNORECASE,
)
_GREETING_WORDS = frozenset({"fra", "frå", "from", "til", "von"})


def sign_off_rest(text: str) -> str | None:
    """What follows the sign-off that begins the line, such as " Kari"; ``None`` where no sign-off does."""
    if len(text) > MAX_LINE:
        return None
    match = _PHRASE.match(text)
    if match is None:
        match = _THANKS_AS_SIGN_OFF.match(text)
    if match is None:
        return None
    rest = match["rest"]
    if match.re is _PHRASE and match["short"] and _is_part_of_a_sentence(rest):
        return None
    return rest if _may_follow(rest) else None


def sign_off_at_end(line: str, is_own_name: Callable[[str], bool]) -> int | None:
    """Where a sign-off begins behind a sentence on its line; only a name, or nothing, may follow it.

    The sentence must have ended, or the writer's own name must follow. Behind an end a bare name counts too.
    """
    begin = max(0, len(line) - 80)
    for match in _AT_END.finditer(line, begin):
        said, rest = line[: match.start()].rstrip(), line[match.end() :].strip(" ,./:!-–")
        if not said or any(letter.isdigit() for letter in rest) or not _may_follow(f" {rest}"):
            continue
        if is_own_name(rest) or (said[-1] in ".!?)…:" and len(rest.split()) <= 4):
            return match.start()
    end = max(line.rfind(sign, begin) for sign in ".!?)")
    name = line[end + 1 :]
    return len(line) - len(name.lstrip()) if 0 < end < len(line.rstrip()) - 2 and is_own_name(name) else None


def is_courtesy(text: str) -> bool:
    """Is the line a short polite closing that says nothing else?"""
    words = text.split()
    return (
        len(words) <= 6
        and len(text) <= 50
        and not any(letter.isdigit() for letter in text)
        and "?" not in text
        and not _has_clause(text)
        and _COURTESY.match(text.lstrip(" *_-–")) is not None
    )


def _is_part_of_a_sentence(rest: str) -> bool:
    """ "Best mulig pris", and "best." as the last word of a wrapped sentence."""
    if rest.strip() == ".":
        return True
    said = rest.lstrip(" ,.!:-–/")
    return said[:1].islower() and said.split()[0].casefold() not in _GREETING_WORDS


def _has_clause(text: str) -> bool:
    """ "Takk for hjelpen, dere er gull." says more than thanks."""
    body = text.rstrip(" .,!:;)(-–")
    return any(sign in body for sign in ",.!;") or " er " in body


def _may_follow(rest: str) -> bool:
    """May this stand behind "Mvh" on its line: a name, a title, a firm, contact details; not a sentence."""
    if rest and rest[0] not in " \t,.!:;/-–—|(*_" and not rest[0].isspace():
        return False
    said = rest.strip(" \t,.!:;/-–—|*_)(")
    words = said.split()
    if not words:
        return "?" not in rest
    if "?" in rest or _VERB.search(said):
        return False
    small = sum(word[0].islower() for word in words)
    if len(words) <= 4:
        return True
    if words[0].casefold() in _GREETING_WORDS:
        return len(words) <= 8
    if words[0][0].isupper() and words[0] != said and len(words) <= 8 and "," in said:
        return True
    return small * 3 <= len(words) and len(words) <= 30
