"""Turns of phrase of Norwegian and English mail: what opens a new matter, a greeting, a farewell, a list.

Only closed lists of common words. What they are worth is learnt from the corpus, not set here.
"""

import re

NEW_MATTER = re.compile(
    r"(?:[-–*•]\s*|\(?\d{1,2}[.):]\s*)?(?:og\s+|and\s+|oh,?\s+and\s+|men\s+)?(?:"
    r"forresten|for\s+resten|føresten|apropos|dessuten|dessutan|i\s+tillegg|samtidig|"
    r"(?:helt\s+|heilt\s+|noe\s+helt\s+|noko\s+heilt\s+)?(?:en|ein|ei|et|eit)\s+(?:annen|anna|annet|"
    r"siste|sist|ny)\s+(?:ting|sak|spørsmål)|"
    r"(?:en|ein)\s+ting\s+til|ett\s+til|eit\s+til|(?:noe|noko)\s+(?:helt\s+|heilt\s+)?anna?e?t?\b|"
    r"så\s+(?:lurte|lurer|lurar|lura|en|var|har|til|er|må|trenger|treng|vil|skal|skulle|ønsker|ynskjer)\b|"
    r"(?:jeg|eg|vi|me)?\s*(?:lurer|lurar|lurte|lurt)\s+(?:også|òg|og|dessuten|samtidig)\b|"
    r"til\s+slutt|til\s+sist|sist\s+men|for\s+det\s+(?:andre|tredje|fjerde)|det\s+andre|det\s+tredje|"
    r"ellers|elles|mens\s+(?:jeg|vi|dere|du)|medan\s+(?:eg|me|vi)|når\s+(?:jeg|vi|dere)\s+(?:først|"
    r"likevel)|"
    r"p\.?\s?s\.?(?=[\s:.])|sak\s+(?:\d|to|tre|nr)|spørsmål\s+(?:\d|to|tre)|punkt\s+\d|"
    r"also\b|besides|by\s+the\s+way|btw|one\s+more\s+thing|another\s+(?:thing|question|matter)|"
    r"second(?:ly)?\b|third(?:ly)?\b|finally|lastly|while\s+(?:i|we|you)|separately|on\s+(?:a|"
    r"another)\s+(?:different|separate)?|"
    r"unrelated|different\s+(?:matter|topic)|something\s+else"
    r")",
    re.IGNORECASE,
)
NEW_MATTER_INSIDE = re.compile(
    r"\b(?:forresten|for\s+resten|føresten|dessuten|dessutan|også|òg|samtidig|en\s+ting\s+til|"
    r"ein\s+ting\s+til|"
    r"en\s+annen\s+ting|noe\s+(?:helt\s+)?annet|noko\s+(?:heilt\s+)?anna|by\s+the\s+way|also|"
    r"one\s+more|as\s+well|separate(?:ly)?)\b",
    re.IGNORECASE,
)
SEVERAL_MATTERS = re.compile(
    r"\b(?:to|tre|fire|fem|2|3|4|5|two|three|four|five|noen|nokre|flere|fleire|several|par|"
    r"couple(?:\s+of)?|litt\s+(?:av\s+hvert|forskjellig|ymse))"
    r"\s+(?:\w{1,14}\s+)?(?:ting|saker|spørsmål|spm|greier|kjappe|things|questions|issues|matters|"
    r"cases|forhold|punkter|punkt)\b"
    r"|\b(?:diverse|forskjellig|ymse|litt\s+av\s+hvert|both|div)\b",
    re.IGNORECASE,
)
REFERS_BACK = re.compile(
    r"(?:og\s+|men\s+|så\s+|and\s+|but\s+|so\s+)?(?:det|den|dette|disse|desse|de|dei|han|hun|ho|hen|"
    r"da|då|der|her|slik|derfor|difor|"
    r"it|this|that|these|they|he|she|then|there|so|samme|same)\b",
    re.IGNORECASE,
)
GREETING = re.compile(
    r"(?:hei(?:sann|san|hei|\s+igjen|\s+alle|\s+dere|\s+folkens)?|hallo|halla|heisan|morn|"
    r"god\s+(?:morgen|dag|kveld|formiddag|ettermiddag)|"
    r"til\s+(?:den|support|rette)|kjære|dear|hi|hello|good\s+(?:morning|afternoon|day|evening)|hey)\b",
    re.IGNORECASE,
)
FAREWELL = re.compile(
    r"(?:m\.?v\.?h\.?|(?:med\s+)?(?:vennlig|venleg|beste?|hjertelig)\s+(?:hilsen|helsing)|hilsen|"
    r"helsing|hels\.|beste\s+hilsener|"
    r"vennlegst|vh\b|ha\s+(?:en|ein|ei)\s+(?:fin|god|strålende|riktig)|god\s+(?:helg|sommer|jul|"
    r"dag\s+videre)|"
    r"(?:på\s+)?(?:forhånd|førehand)\s+takk|takk\s+(?:på\s+forhånd|for\s+(?:hjelp|hjelpa|hjelpen|"
    r"svar))|(?:tusen\s+|mange\s+)?takk[!.]*$|"
    r"(?:kind|best|warm|many)\s+(?:regards|wishes|thanks)|regards|thanks(?:\s+(?:in\s+advance|"
    r"a\s+lot))?[,!.]*$|cheers|sincerely|br\b)",
    re.IGNORECASE,
)
CONTACT_DETAIL = re.compile(
    r"\b(?:tlf|telefon|mob|mobil|phone|org\.?\s?nr|www)\b|@|\b(?:AS|ASA|SA|DA|ANS|Ltd)\b"
)
STEPS = re.compile(
    r"\b(?:slik\s+gjør|gjør\s+(?:vi|jeg)\s+(?:slik|dette)|steg|trinn|fremgangsmåte|framgangsmåte|"
    r"for\s+å\s+gjenskape|"
    r"steps?|reproduce|har\s+(?:prøvd|prøvet|forsøkt|testet)|prøvde|tried|log|logg|feilmelding|"
    r"symptom)\w{0,6}\b",
    re.IGNORECASE,
)
