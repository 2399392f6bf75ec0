"""What a firm puts below every mail: secrecy, privacy, public records, terms, certificates, pleas, campaigns.

Each such sentence is made of two things: what firms give notice of, and how they do it (by a law, by "read
our ...", by speaking of the mail itself). Both must be there, and no word of a customer's own work: "Vi må ha
en rapport i tråd med GDPR" is a request. Only what stands below a signature is judged so; a plea for the
environment is known anywhere, for nobody else asks a reader not to print.
"""

import re

from router.message.trim.wording import MAIL, MAX_LINE, SPEAKS_OF_WORK, THIS

_TOPIC = re.compile(
    r"personoppl|personvern|personuppgift|persondata|privacy|privatliv|integritetspol|gdpr|databeskytt|dataskydd"
    r"|personal data"
    r"|journalf|postjournal|arkivlov|offent(?:lig|leg|ligheit)\w*lov|offentlig(?:hets)?princip"
    r"|innsyn|allmän handling"
    r"|er offent(?:lig|leg)(?:e|heit)?\b"
    r"|konfiden[ts]|fortrol|fortruleg|taushet|teieplikt|tystnadsplikt|tavshed|sekretess"
    r"|confiden|privileged"
    r"|vilkår|betingelser|villkor|\bterms\b|conditions|\bns[ -]?\d{4}|standardavtale"
    r"|kontraktsbestemmelser|kjøpslov"
    r"|iso[ -]?\d{4,5}|sertifi[sc]|certifi|miljøfyrtårn|svanemerk|gasell|startbank|achilles"
    r"|transparency|åpenhetslov|openheitslov",
    re.IGNORECASE,
)
_MANNER = re.compile(
    r"\bi (?:henhold|henhald|samsvar|tråd|overensstemm(?:else|ing)|enlighet) (?:til|med)\b|\biht\b|\bjf\b"
    r"|according to|in accordance|\better \w{0,30}(?:lov|lova|loven)(?:en)?\b|\bunderlagt\b|subject to"
    r"|\b(?:les|sjå|se|läs|læs|read|see|lær)\s(?:mer\b|meir\b|mere\b|more\b|om\b|about\b|vår\w*"
    r"|våre|our|vores?|våra)"
    r"|\b(?:vår|vårt|våre|våra|our|vores?)\s(?:[^\W\d]{2,20}(?:\s|-\s?og\s|-\s)){0,2}[^\W\d]{0,20}"
    r"(?:personvern|privacy|vilkår|villkor|betingelser|erklæring|policy|integritet|terms)"
    r"|\bved å (?:sende|kontakte|svare)|by (?:sending|contacting)|\bsamtykker du\b"
    r"|(?:ment|bestemt|tiltenkt|avsedd|avsett|beregnet|tiltenkt|intended)\s(?:\w{2,12}\s)?(?:for|til|för)\b"
    r"|\b(?:er|is|är)\s(?:\S{2,20}\s){0,5}\S{0,12}(?:sertifisert|certified|certifiera[td]|certificeret)\b"
    r"|\b(?:gjør oppmerksom|gjer merksam) på at e-?post"
    rf"|(?:sertifisert|certified|certifierad)\s(?:etter|av|by|enligt)\b|\b{THIS}\s{MAIL}\b",
    re.IGNORECASE,
)
_ENVIRONMENT = re.compile(
    r"miljø|miljö|environment|umwelt|planet|klima|naturen|\btr(?:ær|e|ees|æer|äd)\b|skog|skov|forest|papir|paper"
    r"|papper|\bgr[øö]nt?\b|\bgreen\b|nødvendig|naudsynt|nödvändig|necessary",
    re.IGNORECASE,
)
_PRINTING = re.compile(
    rf"(?:før|innan|inden|before|ehe|bevor)\s(?:[^\W\d]{{1,10}}\s){{0,2}}(?:skriv\w*|print\w*|udskriv\w*|druck\w*)"
    rf"|(?:skriv\w{{0,3}}\s(?:ikke\s|ikkje\s|inte\s|kun\s|bare\s)?ut|print|udskriv\w{{0,2}})\s{THIS}\s{MAIL}"
    rf"|{THIS}\s{MAIL}\s(?:[^\W\d]{{2,12}}\s){{0,2}}(?:skrives ut|utskrift|printes|skriv ut)",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(
    r"\b(?:følg|lik|like|follow|gilla|finn|find|besøk|besøg|besök|møt|bli med|join|abonner)\b.{0,25}"
    r"\b(?:oss|os|us|vår\w*)\s(?:[^\W\d]{2,12}\s)?(?:på|on|i|at)\b.{0,30}\b(?:facebook|instagram|linkedin|twitter|youtube|tiktok"
    r"|snapchat"
    r"|sosiale medi\w{1,3}|social media|x)\b",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\W{0,4}(?:book|bestill|avtal|tinga?|boka|schedule)\s(?:(?:et|eit|en|ein|ett|a)\s)?(?:møte|time|demo|prat"
    r"|meeting|call|möte)\b.{0,30}\b(?:her|here|här|https?:\S{3,200}|www\.\S{3,200})\W{0,3}$",
    re.IGNORECASE,
)
_POSTAL_RECORDS = re.compile(
    r"\W{0,4}(?:offentl[ei]g\s)?(?:postjournal|postliste)\w{0,2}\s?(?:\W\s?\S{4,200})?$", re.IGNORECASE
)


def is_firms_notice(text: str) -> bool:
    """Is the line, below a signature, what a firm tells the readers of all its mails?"""
    if len(text) > MAX_LINE:
        return False
    if _MEETING.match(text) or _POSTAL_RECORDS.match(text):
        return True
    is_notice = _FOLLOWING.search(text) is not None or (
        _TOPIC.search(text) is not None and _MANNER.search(text) is not None
    )
    return is_notice and SPEAKS_OF_WORK.search(text) is None


def is_plea(text: str) -> bool:
    """Does the line ask the reader to spare the environment by not printing?"""
    return (
        len(text) <= MAX_LINE
        and _ENVIRONMENT.search(text) is not None
        and _PRINTING.search(text) is not None
        and SPEAKS_OF_WORK.search(text) is None
    )
