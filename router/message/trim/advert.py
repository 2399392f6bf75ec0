"""What a firm says of itself below a signature: fairs, prizes, hours, slogans, good wishes of the season.

Only a line that stands below a signature is judged so, and only as a whole: each pattern says how the line
may go on, so that a customer's sentence that begins alike ("Åpningstider i kassen må endres") does not fit.
What asks or tells of trouble never is one, nor is news of the writer's own ("Vi bytter bank i mai").
"""

import re

from router.message.trim.asking import tells
from router.message.trim.wording import MAX_LINE, beginning_with

_LONGEST = 25
"""More words are a customer's, or a paragraph that legal wording must tell."""
_LONGEST_SLOGAN = 9

_MONTHS = (
    r"(?:jan(?:uar)?|feb(?:ruar)?|mars?|apr(?:il)?|mai|juni?|juli?|aug(?:ust)?|sept?(?:ember)?|okt(?:ober)?"
    r"|nov(?:ember)?|des(?:ember)?)"
)
_DAYS = (
    r"(?:(?:man|tirs|tys|ons|tors|fre|lør|laur|søn|sun)(?:dag(?:er|ar)?)?|hver(?:dag(?:er|ar)?)?|helge?r?"
    r"|dag(?:er)?)"
)
_SEASONS = (
    r"(?:jul[ea]?\w{0,8}|romjul\w{0,2}|påske\w{0,6}|sommer\w{0,8}|sumar\w{0,8}|fellesferie\w{0,2}|ferie\w{0,2}"
    r"|nyttår\w{0,6})"
)
_WHEN = (
    rf"(?:{_MONTHS}|{_DAYS}|{_SEASONS}|uken?|veke|uker|weeks?|i|fra|frå|til|og|med|tom|fom|kl|hele|heile|from|to"
    r"|and|the|in|during|on|alle|every|stengt|lukket|closed|åpent|åpen|open)"
)
_TIMES = rf"(?>[\s\d.,:;–/()|!-]|\b{_WHEN}\b){{1,100}}+$"
"""Nothing but days, weeks and hours, to the end of the line. What was matched is never tried otherwise: a
word of these can be read in several ways, and a hostile line holds a hundred."""
_HOURS_OF = (
    r"(?:\s(?:i\s|på\s)?(?:butikk\w{0,3}|kontor\w{0,3}|verksted\w{0,2}|lager\w{0,2}|sentralbord\w{0,2}"
    r"|kundeservice|support|jul\w{0,2}|romjul\w{0,2}|påske\w{0,2}|sommer\w{0,3}))?"
)
_END = r"\W{0,4}$"
_REST = r"[^,;:?]{0,60}$"
"""No second clause."""
_LINK = r"(?:\S{0,40}www\.|https?:|\S{1,40}\.(?:no|com|example)\b|her\b|here\b)"
_SOCIAL = r"(?:facebook|instagram|linkedin|twitter|youtube|tiktok|snapchat|x\.com|blogg?|sosiale medi\w{1,3})"
_AN_APPOINTMENT = (
    r".{0,20}\b(?:i morgen|i dag|(?:på\s)?(?:man|tirs|ons|tors|fre|lør|søn)dag\b|kl\b|neste (?:uke|veke)|når)"
)
_FOLLOWS = (
    r"(?:følg|lik|finn|besøk|møt|treff|follow|like|find|visit|meet|följ|besök)\s(?:gjerne\s)?"
    rf"(?:oss|us|vår\w*|our)\b(?!{_AN_APPOINTMENT})(?!\s(?:på\s)?(?:lager|faktura|ordre)\b)[^?]{{0,120}}$"
)
_SHOWS = (
    r"(?:last ned|download|prøv|try|se|sjå|les|see|read)\s(?:vår|vårt|våre|our)\s(?:(?:nye|new)\s)?(?:app"
    r"|nettbutikk|nettside|nettavis|kolleksjon|katalog|kundeavis|nyhetsbrev|sortiment|utvalg|catalogue"
    rf"|collection|brochure|store)\w{{0,3}}\b{_REST}"
    r"|meld (?:deg|dere) på\s(?:vår|vårt|nyhetsbrev)|abonner på|subscribe to our|sign up for our"
)
_BOASTS = (
    r"(?:vi er|sertifisert|certified|godkjent|medlem av|stolte?)\b.{0,40}"
    r"(?:miljøfyrtårn|gaselle|iso[ -]?\d{4}|great place|startbank|mesterbedrift|sponsor|partner|kåret)"
    r"|(?:vi er\s)?(?:(?:stolte?|hoved|general)[ -]?)?(?:medlem|sponsor|partner|samarbeidspartner|leverandør)"
    rf"\s(?:av|for|til|hos)\s{_REST}"
    r"|(?:vi er|[^\W\d]{2,30} er)\s(?:en\s)?del av\b[^,]{0,60}$"
    r"|årets\s[^\W\d]{0,20}(?:bedrift|gasell\w{0,8}|leverandør|forhandler|butikk|arbeidsplass|gründer)\b"
    rf"{_REST}"
    rf"|(?:vinner av|kåret til|nominert til|finalist i)\s{_REST}|(?:miljøfyrtårn|gasellebedrift)\b{_REST}"
)
_OPENS = (
    r"(?:nb\W{1,3})?(?:våre?\s)?(?:nye\s|endrede\s)?(?:åpningstid\w{0,3}|opningstid\w{0,3}|opening hours)"
    rf"{_HOURS_OF}(?:{_END}|{_TIMES})"
    r"|(?:(?:vi|me|kontoret|butikken|verkstedet|avdelinga|avdelingen|we|our office)\s(?:holder|held|har|er"
    r"|are|is)\s)?(?:sommer|sumar|jule|påske|ferie)?-?(?:stengt|closed|åpent|open)\b"
    rf"(?=.{{0,60}}(?:\d|\b{_MONTHS}\b|jul|påske|sommer)){_TIMES}"
    r"|(?:ferieavvikling\W{1,3})?(?:vi har\s)?redus(?:ert|erte)\s(?:bemanning|åpningstid\w{0,3})\b"
    rf"{_TIMES}"
)
_WISHES = (
    r"(?:vi\s|alle\sansatte\s)?(?:(?:ønsker|ynskjer|ønskjer|wish(?:es)?)\s.{0,60}\b)?(?:en\s|ei\s|a\s)?"
    r"(?:riktig\s|very\s)?(?:god|fin|gledelig|gledeleg|merry|happy)\s(?:jul|påske|sommer|sumar|høst|haust"
    r"|vinter|pinse|christmas|easter|summer|holidays?)\b"
    r"(?:\W{0,3}$|\s(?:og|and|fra|frå|til|from)\b[^,;:?]{0,70}$)"
)
_INVITES = (
    r"velkommen til\s(?:åpent hus|messe|standen|butikken|oss|en hyggelig|vår)\w{0,2}\b"
    rf"{_REST}|bli med på\s(?:vår|vårt)\b{_REST}|(?:messe|fagmesse)\b\W{{1,3}}.{{0,60}}\bstand\b{_REST}"
    r"|(?:nå )?kan du (?:bestille|booke|handle|kjøpe)\b[^,;:?]{0,30}(?:på nett|online|i appen"
    r"|nettbutikk\w{0,3})\W{0,3}$"
)
_SELLS = (
    rf"(?:tilbud|\w{{0,12}}kampanje|salg|rabatt)\W{{1,3}}.{{0,40}}\d\s?%{_REST}"
    rf"|[^,;:?]{{0,50}}\bnå på (?:salg|tilbud){_END}"
    r"|(?:alle? )?(?:salg|leveranser|leveringer|tilbud|oppdrag)\b.{0,60}(?:vilkår|betingelser)"
)
_HIRES = (
    r"(?:vi (?:søker|søkjer)\s(?:nye?|ein|en|fleire|flere)\s\w{0,20}(?:kolleg|medarbeid|leder)\w{0,8}"
    r"|we(?:[’']| a)re hiring|ledige? stilling\w{0,3})"
    rf"(?:{_END}|\W{{1,3}}(?:les|se|sjå|see|read|søk)\b.{{0,80}}$|\W{{1,3}}.{{0,40}}{_LINK}.{{0,60}}$)"
)
_BY_LAW = (
    r".{0,60}\b(?:er underlagt tilsyn|is registered in|er registrert i foretaksregisteret)\b"
    r"|(?:les mer|read more)\s(?:på|om oss|at|on)\b.{0,60}$|les (?:vår|mer om) personvern"
    r"|personvern\w*\W{1,3}(?:les|se)\b"
    r"|.{0,60}tar ikke (?:noe )?ansvar for (?:eventuelle )?(?:feil i overføringen|virus|skade)"
)
_IS_FOUND_ON = rf"(?:{_SOCIAL}\b(?:<[^>\n]{{0,200}}>)?\W{{0,4}}){{1,8}}$"
_SAYS = beginning_with(
    _FOLLOWS, _SHOWS, _BOASTS, _OPENS, _WISHES, _INVITES, _SELLS, _HIRES, _BY_LAW, _IS_FOUND_ON
)
_LIABILITY = re.compile(r"\btar ikke (?:noe )?ansvar for\b", re.IGNORECASE)
_SLOGAN = re.compile(
    r"\b(?:hverdag(?:en)? (?:enklere|lettere|bedre)|verdier|fr[ae]mtid\w{0,3}|kvalitet|trygghet|muligheter"
    r"|bærekraft\w{0,3}|løysingar|løsninger|nærhet|til tjeneste|på lag|bryr oss|tett på"
    r"|(?:siden|sidan|since) (?:18|19|20)\d\d|tomorrow|future|quality|excellence|solutions|innovation"
    r"|smarte?r?|passion|lidenskap|grønnere|better)\b",
    re.IGNORECASE,
)
_NO_SLOGAN = re.compile(
    r"[?,;:]|\d\s?%|\s[-–—·|]\s|\b(?:AS|ASA|SA)\b|\b(?:jeg|eg|meg|min|mitt|mine|dere|dykk|kan|må|skal|vil|bør"
    r"|burde|får|fikk|om at|dårlig\w{0,3}|treg\w?|rar\w?|faktura\w*|bilag\w*|ordre\w*|lønn\w*|rapport\w*"
    r"|kasse\w*|utskrift\w*|skriver\w*|server\w*|visma\w*|system\w*|kunde[rn]\w*|bruker\w*|data\w*|this|that"
    r"|please|i dag|i går|i morgen|nå)\b",
    re.IGNORECASE,
)
"""What the writer's own sentence holds; and a firm's name, which is the signature's."""


def is_advert(text: str) -> bool:
    """Is the line, below a signature, what a firm says of itself to the readers of all its mails?"""
    if len(text) > MAX_LINE or len(text.split()) > _LONGEST:
        return False
    is_said = _SAYS.match(text) is not None or _is_slogan(text)
    return is_said and (_LIABILITY.search(text) is not None or not tells(text))


def _is_slogan(text: str) -> bool:
    return (
        2 <= len(text.split()) <= _LONGEST_SLOGAN
        and text[:1].isupper()
        and _SLOGAN.search(text) is not None
        and _NO_SLOGAN.search(text) is None
    )
