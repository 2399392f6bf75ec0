"""What others than its writer added below a mail: what a firm, a client or a mailing list puts there.

That is legal text, virus scanners, pleas for the environment, "Sendt fra min iPhone", social media, a mailing
list's footer. It tells where such an addition ends that begins at a line. Above a signature only wording
that nobody writes himself counts; below one, also a paragraph that speaks of the mail in a lawyer's words.
It must never take a customer's sentence: where the wording leaves a doubt, or a line asks for something,
there is no addition.
"""

import re
from collections.abc import Sequence

from router.message.trim.advert import is_advert
from router.message.trim.asking import asks
from router.message.trim.list_footer import LINK, begins_list_footer
from router.message.trim.notice import is_firms_notice, is_plea
from router.message.trim.wording import MAIL, MAX_LINE, THIS, beginning_with

_MAX_PARAGRAPH = 60
"""No more lines are taken to be one paragraph of legal text."""
_FOOTER_LINES = 12
"""A list's footer without a signature above it stands this near to the end."""
_NOTICE_LINES = 200
"""A firm's notice stands this near to the end of what is no history."""
_SHORT = 8
"""So many words on secrecy are a firm's. A longer sentence must sound like a lawyer throughout."""

_WRAPPED_AT, _MOST_WRAPPED = 50, 6
"""From so many characters on may a line have been wrapped, and onto so many lines."""
_SHORT_LINE = 5
"""So few words without one of a lawyer's begin no legal text."""

_DEVICES = (
    r"(?:i(?:phone|pad|pod)|mac|android|galaxy|samsung|huawei|xiaomi|oneplus|nokia|sony|xperia|pixel|motorola"
    r"|blackberry|windows|outlook|(?:e-)?mail|e-?post|yahoo|gmail|proton\s?mail|zoho|handy|smart"
    r"|[^\W\d]{0,10}(?:mobil|telefon|tlf|tablet|nettbrett|phone)|spark|bluemail|mailspring)[\w-]{0,15}"
)
_NO_SENTENCE = r"(?:\s(?!(?:i|og|men|til|uten|som|kl|da|etter|før|ble|er|var|den|det|and|but|to)\b)\S{1,40})"
_EXCUSE = (
    r"(?:[,.;:(–-]{0,2}\s?(?:(?:please|vennligst|beklager|unnskyld|orsak|ursäkta|excuse|sorry)\s.{0,60}"
    r"|.{0,40}(?:(?:skrive|stave|taste|trykk|skriv|slå)(?:feil|fejl|fel|leif)|typos?\b|brevity|tippfehler"
    r"|kort svar|kortfatta).{0,20}))?"
)
_MY = r"(?:min|mitt|mi|my|meinem|mon|mijn)"
_BRAND = r"(?-i:[A-ZÆØÅ][\w+]{1,15})(?:\s(?-i:[A-Z0-9])[\w+]{0,15}){0,3}"
_DEVICE = beginning_with(
    r"(?:sendt|sent|skickat|gesendet|envoyé|enviado|inviato|verzonden|verstuurd|hentet)\s"
    r"(?:fra|frå|from|via|från|von|mit|depuis|de|desde|da|vanaf)\s"
    rf"(?:(?:{_MY}|the|a|en|et)\s)?"
    rf"(?:\w{{1,20}}\s){{0,2}}?{_DEVICES}{_NO_SENTENCE}{{0,4}}{_EXCUSE}\W{{0,4}}$",
    # A brand that no list has: it is the writer's own, and nothing else stands there.
    rf"(?:sendt|sent|skickat|gesendet)\s(?:fra|frå|from|via|från|von)\s{_MY}\s{_BRAND}{_EXCUSE}\W{{0,4}}$",
    r"(?:sendt|sent|skickat|gesendet)\s(?:med|with|mit|via|using)\s(?:proton|spark|mailspring|bluemail|k-9|aquamail"
    rf"|outlook|gmail|yahoo|zoho)[\w-]{{0,15}}{_NO_SENTENCE}{{0,4}}{_EXCUSE}\W{{0,4}}$",
    rf"(?:{THIS}\s{MAIL}\swurde\s)?von meinem\s(?:[\w-]{{1,20}}\s){{0,2}}?{_DEVICES}\s"
    r"(?:mit\s[\w-]{1,15}(?:\smail)?\s)?(?:aus\s)?gesendet\W{0,4}$",
    r"(?:hent|get|skaff|last ned|hämta|få|download|obtenir|holen sie)\s(?:(?:deg|sich)\s)?"
    r"(?:outlook|bluemail|spark|yahoo mail)(?:\s(?:for|pour|für|para|på|til)\s(?:ios|android|mac|windows"
    r"|iphone|ipad|mobil\w{0,3}|mobile))?\W{0,3}(?:<?https?:\S{1,200})?\W{0,3}$",
)
# A program's own name behind its mail, not "sendt fra feil konto".
_PROGRAM = beginning_with(
    rf"{THIS}\s{MAIL}\s(?:er|ble|is|was|has been)\s(?:automatisk |automatically )?(?:sendt|generert|sent)\s"
    rf"(?:fra|frå|av|via|from|by)\s(?-i:[A-ZÆØÅ])\S{{1,40}}{_NO_SENTENCE}{{0,4}}$",
    r"(?:dette )?dokumentet er (?:elektronisk |digitalt )?(?:godkjent|signert) og .{0,40}signatur",
)
_CONFIDENTIAL = (
    r"(?:konfidensiel|konfidentiel|fortrolig|taushetsbelagt|confidential|privileged|vertraulich|sekretess)"
)
_LEGAL = beginning_with(
    rf"(?:{THIS}|(?:innholdet|informasjonen) i denne|the|the information (?:contained )?in this)"
    rf"\s(?:elektroniske\s)?(?:{MAIL}|communication)\b.{{0,110}}{_CONFIDENTIAL}",
    rf"{MAIL}\s(?:.{{0,30}}\s)?(?:kan inneholde|may contain)\s.{{0,60}}{_CONFIDENTIAL}",
    rf"{THIS}\s{MAIL}\s.{{0,60}}(?:kun|bare|utelukkende|only|solely)\s.{{0,30}}(?:ment|tiltenkt|bestemt"
    r"|adressat|mottaker|intended|addressee|recipient)",
    rf"{THIS}\s{MAIL}\s.{{0,40}}(?:is intended|er (?:ment|bestemt|tiltenkt) for (?:den|adressat|mottaker))",
    rf"if you (?:are not the intended|(?:have )?received? this (?:{MAIL}\s)?(?:in error|by mistake))",
    r"(?:dersom|hvis|om|viss) du (?:ikke er (?:rette?|riktig|tiltenkt)|ikkje er rett"
    rf"|(?:har )?(?:mottatt|mottar|fått|motteke) denne (?:{MAIL}\s)?(?:ved ei?n feil|feilaktig|i feil))",
    r"er du ikke (?:rette?|riktig) (?:mottaker|adressat)",
    r"(?:confidentiality notice|(?:legal )?disclaimer|ansvarsfraskrivelse)\s?$",
)
_HEADED = beginning_with(r"(?:confidentiality notice|(?:legal )?disclaimer|ansvarsfraskrivelse)\s?:")
"""Behind it may stand what a customer wants done with such a text."""
_PAPER = rf"(?:\s{MAIL}\b|\sdokument\w{{1,3}}\b|\W{{0,3}}$)"
_PLEA = beginning_with(
    r"(?:P\s+)?(?:vennligst |please |bitte )?(?:tenk|tænk|tänk|think|consider|ta hensyn|vis hensyn"
    r"|denken)\b.{0,40}"
    r"(?:(?:miljø|environment|umwelt)\w{0,4}(?:\W{0,4}$|.{0,60}(?:skriv|print|utskrift|udskri|druck|papir\b|paper\b))"
    r"|før du skriver ut|før du printer|før utskrift|before (?:you )?print)",
    r"(?:spar|save|vern|protect)\b.{0,20}(?:trær|trees?|papir|paper|miljø|environment).{0,40}(?:print|skriv)",
    r"(?:må du|trenger du å|do you (?:really )?need to|er det nødvendig å) (?:skrive ut|print) "
    rf"{THIS}{_PAPER}",
    rf"(?:ikke|ikkje) skriv ut {THIS}{_PAPER}",
)
_SCANNED = (
    r"(?:s[ck]ann(?:ed|et|a|ad|at)|checked|kontroller(?:t|et|ad|ats)|sjekket|sjekka|renset|gescannt"
    r"|geprüft|undersøgt)"
)
_SCANNER = beginning_with(
    r"virusfri\W{0,3}(?:www|$)",
    r"fri for virus\W{0,3}(?:www|$)|vir(?:us-free|enfrei)\W{0,3}(?:<|www|http|$)",
    r"(?:no virus found|ingen virus (?:ble )?funnet)(?:\s(?:in|i)\s.{0,40})?\W{0,3}$",
    rf"(?:{THIS}\s)?{MAIL}\s(?:er|is|has been|var|ble|har blitt|was|wurde)\s(?:automatisk\s)?(?:{_SCANNED}"
    r"\b.{0,40}(?:virus|malware|skadelig|a[vf]\s|by\s)|virus\w{0,12}(?:sjekk|kontroll|skann|fri))",
    rf"{_SCANNED}\s(?:by|a[vf]|for|med|auf)\b.{{0,30}}(?:virus|viren|malware|mailscanner|mimecast|avast|norton)",
)
_RULE = re.compile(r"[-_=*~–—]{2,200}$")

_LAWYERS_WORDS = re.compile(
    r"(?P<mail>\b(?:denne|dette|denna|this|diese|the|innholdet i)\s(?:"
    + MAIL
    + r"|kommunikasjon\w*|communication)\b|\be-?posten\b)"
    r"|(?P<secret>konfidensiel|konfidentiel|fortrolig|taushet|sensitiv|confidential|privileged|proprietary"
    r"|vertraulich|sekretess"
    r"|opphavsrett|copyright)"
    r"|(?P<reader>mottaker|mottakar|mottagar|modtager|adressat|adressert|tiltenkt|recipient|addressee"
    r"|intended|empfänger)"
    r"|(?P<error>ved en feil|ved ein feil|feilaktig|feiltakelse|feilsendt|utilsikt|in error|mistake|irrtüm"
    r"|av misstag|ved en fejl)"
    r"|(?P<delete>slett|tilintetgjør|makuler|destruer|delete|destroy|lösch|vernicht|radera)"
    r"|(?P<tell>varsle|underrett|gi (?:oss )?beskjed|beskjed til|informere? avsender|kontakt avsender"
    r"|notify|inform the sender|informieren)"
    r"|(?P<ban>kopier|videresend|videreformid|distribu|spredning|offentliggjør|unauthori[sz]ed|prohibited"
    r"|disclos|copying|forbudt|ulovlig)"
    r"|(?P<harm>virus|malware|skadelig|skade|ansvar|liab|responsib|erstatning|haftung)"
    r"|(?P<law>registrert i|foretaksregister|registered in|hovedkontor|registered office|gdpr"
    r"|personopplysning|privacy)",
    re.IGNORECASE,
)


class Additions:
    """What was added to one text, by its lines without blanks around them. Each paragraph is read once."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._texts = lines
        self._paragraph_end = 0
        self._paragraph_words: frozenset[str] = frozenset()

    def end_of_addition(
        self, start: int, *, below_signature: bool = False, below_addition: bool = False
    ) -> int:
        """Where the addition ends that begins at ``start``; ``start`` itself where none does.

        Above a signature, ask only where a paragraph begins.
        """
        text = self._texts[start]
        if _RULE.match(text):
            below = self._below_rule(start)
            end = below and self.end_of_addition(
                below, below_signature=below_signature, below_addition=below_addition
            )
            return end if end > below else start
        if is_client_footer(text):
            return start + 1
        end = self._end_of_wording(start, below_signature=below_signature, below_addition=below_addition)
        return end if end > start and not asks(text) else start

    def _end_of_wording(self, start: int, *, below_signature: bool, below_addition: bool) -> int:
        """The same for all that is known by its wording, if its first line does not ask for anything."""
        text = self._texts[start]
        is_below = below_signature or below_addition
        is_near_end = len(self._texts) - start <= _NOTICE_LINES
        if len(text) <= MAX_LINE and _PLEA.match(text):
            return start + 1
        if is_near_end and is_plea(text):
            return start + 1
        if _PROGRAM.match(text[:MAX_LINE]):
            return start + 1
        if len(text) <= MAX_LINE and _SCANNER.match(text):
            below = start + 1
            return below + 1 if below < len(self._texts) and LINK.match(self._texts[below]) else below
        if below_signature and is_advert(text):
            return start + 1
        if self.is_list_footer(start) and (is_below or len(self._texts) - start <= _FOOTER_LINES):
            return self._end_of_footer(start)
        begin = text[:MAX_LINE]
        is_legal = _LEGAL.match(begin) is not None
        if is_legal and (is_below or len(text.split()) <= _SHORT):
            return self._end_of_paragraph(start)
        is_legal = is_legal or _HEADED.match(begin) is not None
        if (is_legal or is_below) and self._sounds_legal(start, 2 if below_addition else 3):
            return self._end_of_paragraph(start)
        if below_signature and is_near_end and is_firms_notice(text):
            return self._end_of_wrapped(start)
        return start

    def is_list_footer(self, start: int) -> bool:
        """Does a mailing list's or a newsletter's footer begin at this line?"""
        below = self._texts[start + 1] if start + 1 < len(self._texts) else ""
        return begins_list_footer(self._texts[start], below)

    def _end_of_footer(self, start: int) -> int:
        """The end of the text, or where somebody asks for something below the footer."""
        below = range(start + 1, len(self._texts))
        return next((line for line in below if asks(self._texts[line])), len(self._texts))

    def _below_rule(self, start: int) -> int:
        """The line of text close below a drawn line, or 0."""
        for below in range(start + 1, min(start + 4, len(self._texts))):
            if self._texts[below]:
                return 0 if _RULE.match(self._texts[below]) else below
        return 0

    def _end_of_paragraph(self, start: int) -> int:
        end = start + 1
        while (
            end < min(len(self._texts), start + _MAX_PARAGRAPH)
            and self._texts[end]
            and not _DEVICE.match(self._texts[end][:MAX_LINE])
            and not asks(self._texts[end])
        ):
            end += 1
        return end

    def _end_of_wrapped(self, start: int) -> int:
        """Where a sentence ends that goes on in small letters on the lines below."""
        end = start + 1
        while (
            end < min(len(self._texts), start + _MOST_WRAPPED)
            and len(above := self._texts[end - 1]) >= _WRAPPED_AT
            and above[-1] not in ".!?:"
            and self._texts[end][:1].islower()
        ):
            end += 1
        return end

    def _sounds_legal(self, start: int, enough: int) -> bool:
        """Does the paragraph from here on speak of the mail, of secrets or errors in a lawyer's words?

        It begins where they do: a firm and its telephone right above are the signature's.
        """
        if start >= self._paragraph_end:
            self._paragraph_end = self._end_of_paragraph(start)
            self._paragraph_words = _lawyers_words(self._texts[start : self._paragraph_end])
        if len(self._paragraph_words) < enough:
            return False
        first = self._texts[start]
        if len(first.split()) <= _SHORT_LINE and _LAWYERS_WORDS.search(first[:MAX_LINE]) is None:
            return False
        words = _lawyers_words(self._texts[start : self._paragraph_end])
        return len(words) >= enough and not words.isdisjoint({"mail", "secret", "error"})


def is_client_footer(text: str) -> bool:
    """Is it the line of a mail client or a telephone, such as "Sendt fra min iPhone"?"""
    return len(text) <= MAX_LINE and _DEVICE.match(text) is not None


def _lawyers_words(paragraph: Sequence[str]) -> frozenset[str]:
    text = " ".join(line[:MAX_LINE] for line in paragraph)[:2_000]
    return frozenset(match.lastgroup for match in _LAWYERS_WORDS.finditer(text) if match.lastgroup)
