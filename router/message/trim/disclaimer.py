"""What others than its writer added below a mail: what a firm, a client or a mailing list puts there.

That is legal text, virus scanners, pleas for the environment, "Sendt fra min iPhone", social media, a mailing
list's footer. It tells where such an addition ends that begins at a line. Above a signature only wording
that nobody writes himself counts; below one, also a paragraph that speaks of the mail in a lawyer's words. It
must never take a customer's sentence: where the wording leaves a doubt, there is no addition.
"""

import re
from collections.abc import Sequence

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
    r"(?:outlook|bluemail|spark|yahoo mail)\b.{0,60}$",
)
# A program's own name behind its mail, not "sendt fra feil konto".
_PROGRAM = beginning_with(
    rf"{THIS}\s{MAIL}\s(?:er|ble|is|was|has been)\s(?:automatisk |automatically )?(?:sendt|generert|sent)\s"
    r"(?:fra|frå|av|via|from|by)\s(?-i:[A-ZÆØÅ])[^,?]{1,40}$",
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
    r"(?:confidentiality notice|(?:legal )?disclaimer|ansvarsfraskrivelse)\s?(?::|$)",
)
_PLEA = beginning_with(
    r"(?:P\s+)?(?:vennligst |please |bitte )?(?:tenk|tænk|tänk|think|consider|ta hensyn|vis hensyn"
    r"|denken)\b.{0,40}"
    r"(?:miljø|environment|umwelt|før du skriver ut|før du printer|before (?:you )?print)",
    r"(?:spar|save|vern|protect)\b.{0,20}(?:trær|trees?|papir|paper|miljø|environment).{0,40}(?:print|skriv)",
    rf"(?:må du|trenger du å|do you (?:really )?need to|er det nødvendig å) (?:skrive ut|print) {THIS}",
    rf"(?:ikke|ikkje) skriv ut {THIS}",
)
_SCANNED = (
    r"(?:s[ck]ann(?:ed|et|a|ad|at)|checked|kontroller(?:t|et|ad|ats)|sjekket|sjekka|renset|gescannt"
    r"|geprüft|undersøgt)"
)
_SCANNER = beginning_with(
    r"virusfri\W{0,3}(?:www|$)",
    r"fri for virus\W{0,3}(?:www|$)|virus-free\b|virenfrei\b|no virus found|ingen virus (?:ble )?funnet",
    rf"(?:{THIS}\s)?{MAIL}\s(?:er|is|has been|var|ble|har blitt|was|wurde)\s(?:automatisk\s)?(?:{_SCANNED}"
    r"\b.{0,40}(?:virus|malware|skadelig|a[vf]\s|by\s)|virus\w{0,12}(?:sjekk|kontroll|skann|fri))",
    rf"{_SCANNED}\s(?:by|a[vf]|for|med|auf)\b.{{0,30}}(?:virus|viren|malware|mailscanner|mimecast|avast|norton)",
)
_FIRMS_WORD = beginning_with(
    r"(?:følg|lik|finn|besøk|møt|follow|like|find|visit|följ|besök)\s(?:oss|us|vår\w*|our)\b",
    r"meld (?:deg|dere) på\s(?:vår|vårt|nyhetsbrev)|abonner på|subscribe to our|sign up for our",
    r"(?:last ned|download|prøv|try)\s(?:vår|our)\s(?:(?:nye|new)\s)?app\b",
    r"(?:vi er|sertifisert|certified|godkjent|medlem av|stolte?)\b.{0,40}"
    r"(?:miljøfyrtårn|gaselle|iso[ -]?\d{4}|great place|startbank|mesterbedrift|sponsor|partner|kåret)",
    r"(?:vi er|[^\W\d]{2,30} er)\s(?:en\s)?del av\b",
    r"(?:alle? )?(?:salg|leveranser|leveringer|tilbud|oppdrag)\b.{0,60}(?:vilkår|betingelser)",
    r"(?:nb\W{1,3})?(?:nye )?åpningstider\b",
    r".{0,60}\b(?:er underlagt tilsyn|is registered in|er registrert i foretaksregisteret)\b",
    r"(?:miljøfyrtårn|gasellebedrift)\b.{0,30}$",
    r"(?:les mer|read more)\s(?:på|om oss|at|on)\b.{0,60}$|les (?:vår|mer om) personvern"
    r"|personvern\w*\W{1,3}(?:les|se)\b",
    r".{0,60}tar ikke (?:noe )?ansvar for (?:eventuelle )?(?:feil i overføringen|virus|skade)",
    r"(?:(?:facebook|instagram|linkedin|twitter|youtube|tiktok|snapchat|x\.com|blogg?)\b(?:<[^>\n]{0,200}>)?"
    r"\W{0,4}){1,8}$",
)
_LIST_FOOTER = beginning_with(
    r"you (?:received|are receiving) this (?:message|e-?mail) because",
    rf"du (?:mottar|får|fikk) denne {MAIL} fordi",
    r"to unsubscribe\b|unsubscribe\b|for å (?:melde deg av|avslutte abonnement)",
    r"meld (?:deg )?av\b.{0,40}(?:liste|nyhetsbrev|her)",
    r"\S{1,60} (?:mailing list|e-?postliste)$",
)
_LINK = re.compile(r"<?(?:https?://|www\.)\S{1,200}$")
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
        is_below = below_signature or below_addition
        is_near_end = len(self._texts) - start <= _NOTICE_LINES
        if is_client_footer(text) or (len(text) <= MAX_LINE and _PLEA.match(text)):
            return start + 1
        if is_near_end and is_plea(text):
            return start + 1
        if _PROGRAM.match(text[:MAX_LINE]):
            return start + 1
        if len(text) <= MAX_LINE and _SCANNER.match(text):
            below = start + 1
            return below + 1 if below < len(self._texts) and _LINK.match(self._texts[below]) else below
        if below_signature and len(text) <= MAX_LINE and _FIRMS_WORD.match(text):
            return start + 1
        begin = text[:MAX_LINE]
        if _LIST_FOOTER.match(begin) and (is_below or len(self._texts) - start <= _FOOTER_LINES):
            return len(self._texts)
        is_legal = _LEGAL.match(begin) is not None
        if is_legal and (is_below or len(text.split()) <= _SHORT):
            return self._end_of_paragraph(start)
        if (is_legal or is_below) and self._sounds_legal(start, 2 if below_addition else 3):
            return self._end_of_paragraph(start)
        if below_signature and is_near_end and is_firms_notice(text):
            return self._end_of_wrapped(start)
        return start

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
