"""Turns of phrase of Norwegian and English mail: what opens a new matter, a greeting, a farewell, a list.

Only closed lists of common words. What they are worth is learnt from the corpus, not set here.

The patterns read text in lower case (:func:`router.triage.ngrams.lowered`): that costs a quarter of what
ignoring case does, at dozens of searches a mail. The two that tell by capitals (:data:`CONTACT_DETAIL`,
:data:`LABEL`) say so.
"""

import re
from functools import lru_cache

from router.triage.turns import any_of, whole_words

NEW_MATTER = re.compile(
    r"(?:[-–*•]\s*|\(?\d{1,2}[.):]\s*)?(?:og\s+|and\s+|oh,?\s+and\s+|men\s+)?(?:"
    r"forresten|for\s+resten|føresten|apropos|dessuten|dessutan|i\s+tillegg|samtidig|"
    r"(?:helt\s+|heilt\s+|noe\s+helt\s+|noko\s+heilt\s+)?(?:en|ein|ei|et|eit)\s+(?:annen|anna|annet|"
    r"siste|sist|ny)\s+(?:ting|sak|spørsmål)|"
    r"(?:en|ein)\s+ting\s+til|ett\s+til|eit\s+til|(?:noe|noko)\s+(?:helt\s+|heilt\s+)?anna?e?t?\b|"
    r"så\s+(?:lurte|lurer|lurar|lura|en|var|har|til|er|må|trenger|treng|vil|skal|skulle|ønsker|ynskjer)\b|"
    r"(?:jeg|eg|vi|me)?\s*(?:lurer|lurar|lurte|lurt)\s+(?:også|òg|og|dessuten|samtidig)\b|"
    r"til\s+slutt|til\s+sist|sist\s+men|for\s+det\s+(?:andre|tredje|fjerde)|det\s+andre|det\s+tredje|"
    r"ellers|elles|videre\b|vidare\b|endelig\b|endeleg\b|sist(?:e)?\b|det\s+siste|(?:en|ein)\s+(?:annen|annan)\b|når\s+det\s+gjelder|når\s+det\s+gjeld|angående|vedrørende|vedrørande|mht\b|så\s+til|"
    r"regarding|concerning|as\s+for|then\b|mens\s+(?:jeg|vi|dere|du)|medan\s+(?:eg|me|vi)|når\s+(?:jeg|vi|dere)\s+(?:først|"
    r"likevel)|"
    r"p\.?\s?s\.?(?=[\s:.])|sak\s+(?:\d|to|tre|nr)|spørsmål\s+(?:\d|to|tre)|punkt\s+\d|"
    r"also\b|besides|by\s+the\s+way|btw|one\s+more\s+thing|another\s+(?:thing|question|matter)|"
    r"second(?:ly)?\b|third(?:ly)?\b|finally|lastly|while\s+(?:i|we|you)|separately|on\s+(?:a|"
    r"another)\s+(?:different|separate)?|"
    r"unrelated|different\s+(?:matter|topic)|something\s+else"
    r")",
)
SURELY_NEW = re.compile(
    r"(?:[-–*•]\s*)?(?:og\s+|and\s+|oh,?\s+and\s+|men\s+)?(?:"
    r"så\s+var\s+det\s+(?:en|ein|ei|et|eit)\s|så\s+(?:lurte|lurer|lurar|lura)\b|"
    r"(?:helt\s+|heilt\s+|noe\s+helt\s+|noko\s+heilt\s+)?(?:en|ein|ei|et|eit)\s+(?:annen|anna|annet)\s+"
    r"(?:ting|sak|spørsmål)|(?:en|ein)\s+ting\s+til|"
    r"(?:mens|medan)\s+(?:jeg|eg|vi|me)\s+(?:først\s+)?har\s+(?:dere|deg|dykk|dokker)|"
    r"p\.?\s?s\.?(?=[\s:.])|"
    r"by\s+the\s+way|btw|one\s+more\s+thing|another\s+(?:thing|question|matter)|"
    r"(?:on|in)\s+another\s+(?:note|matter)|while\s+i\s+have\s+you|unrelated)"
)
"""What nobody writes who goes on with the same matter; seldom it opens small talk or a detail."""
SAYS_MORE = re.compile(
    r"(?:\w+\s+){0,3}(?:dessuten|dessutan|i\s+tillegg|ellers|elles|for\s+øvrig|forøvrig|samt|in\s+addition|"
    r"additionally|also)\b"
)
"""Something is added: to the same matter in a long text, mostly another matter in a short one."""
SAYS_ALSO = re.compile(r"(?:\w+,?\s+){0,5}(?:også|òg|heller|too|either)\b")
"""Says so as well, in words that mostly go on with the same matter but for a very short text."""
POINTS_AHEAD = re.compile(whole_words("disse|desse|følgende|følgjande|these|following") + "|:$")
"""What is meant stands below, be it no more than names."""
BY_THE_WAY = re.compile(r"(?:og\s+|men\s+)?(?:forresten|for\s+resten|føresten|apropos)\b")
"""Opens another matter at the beginning of a sentence; elsewhere it is an adverb."""
NEW_MATTER_INSIDE = re.compile(
    r"\b"
    + any_of(
        r"forresten|for\s+resten|føresten|dessuten|dessutan|også|òg|samtidig|en\s+ting\s+til|ein\s+ting\s+til|"
        r"en\s+annen\s+ting|noe\s+(?:helt\s+)?annet|noko\s+(?:heilt\s+)?anna|by\s+the\s+way|also|"
        r"one\s+more|as\s+well|separate(?:ly)?"
    )
    + r"\b"
)
SEVERAL_MATTERS = re.compile(
    r"\b(?:"
    + any_of(
        r"to|tre|fire|fem|[2-5]|two|three|four|five|noen|nokre|flere|fleire|several|par|"
        r"couple(?:\s+of)?|litt\s+(?:av\s+hvert|forskjellig|ymse)"
    )
    + r"\s+(?:\w{1,14}\s+)?(?:ting|saker|spørsmål|spm|greier|kjappe|things|questions|issues|matters|"
    r"cases|forhold|punkter|punkt)|" + any_of(r"diverse|forskjellig|ymse|litt\s+av\s+hvert|both|div") + r")\b"
)
REFERS_BACK = re.compile(
    r"(?:og\s+|men\s+|så\s+|and\s+|but\s+|so\s+)?(?:det|den|dette|disse|desse|de|dei|han|hun|ho|hen|"
    r"da|då|der|her|slik|derfor|difor|"
    r"it|this|that|these|they|he|she|then|there|so|samme|same)\b",
)
GREETING = re.compile(
    r"(?:hei(?:sann|san|hei|\s+igjen|\s+alle|\s+dere|\s+folkens)?|hallo|halla|heisan|morn|"
    r"god\s+(?:morgen|dag|kveld|formiddag|ettermiddag)|"
    r"til\s+(?:den|support|rette)|kjære|dear|hi|hello|good\s+(?:morning|afternoon|day|evening)|hey)\b",
)
SALUTATION = re.compile(
    rf"(?:{GREETING.pattern})(?:\s+(?:alle|dere|dokker|de|du|support|there|all|team|\w+)){{0,3}}?\s*[,.!:–-]+\s*",
)
"""A greeting up to the sign that ends it, with whom it greets."""
ADDRESSES = re.compile(r"(?:til|to)\s+[\w.-]+(?:\s+[\w.-]+)?[\s,:!]*$")
"""Whom the letter is for, and nothing else ("Til kundeansvarlig")."""
AND_MORE = re.compile(rf"(?:{GREETING.pattern})\s+(?:og|and)\s")
"""A greeting that goes on to something ("Hei og nytt passord takk")."""
ONLY_HELLO = re.compile(
    rf"(?:{GREETING.pattern})(?:[\s,]+(?:alle|sammen|igjen|dere|support|folkens|there|all|team|everyone|again))*"
    r"[\s,.!:)(–-]*$"
)
"""A greeting and nothing else, not even a name."""
SMALL_TALK = re.compile(
    r"(?:og\s+)?(?:(?:tusen|mange|many)\s+)?(?:takk|thanks|thank\s+you|håper|vonar|hope|godt\s+nytt|god\s|happy|"
    r"viser\s+til|syner\s+til|ref\b|jeg\s+heter|eg\s+heiter|dette\s+er|her\s+er\s+\w+\s+(?:fra|frå)|det\s+er\s+\w+\s+(?:fra|frå)|"
    r"my\s+name|this\s+is|long\s+time|lenge\s+siden|to\s+ting|tre\s+ting|noen\s+spørsmål|some\s+questions)",
)
"""What may follow a greeting and is no matter."""
IS_HERE = re.compile(r"\w+\s+(?:her|here)\W*$")
"""Who writes, behind a greeting ("svømmeklubben her")."""
ONLY_HOPES = re.compile(
    rf"(?:(?:{GREETING.pattern})[^.!?\n]{{0,40}}?[,.!]\s+)?(?:og\s+)?(?:(?:jeg|eg|vi|me|i|we)\s+)?(?:håper|vonar|hope)\s+"
    r"(?:(?:at|that)\s+)?(?:dere|du|de|dykk|alt|alle|you|all)\s+(?:alle\s+|all\s+)?"
    r"(?:har\s+(?:hatt|det)|hadde|had|have\s+had|are|er|står|går)\s[^.,;:!?\n]{0,40}?"
    r"\b(?:helg|helga|bra|fint|sommer|sumar|påske|jul|ferie|uke|dag|godt|weekend|summer|easter|christmas|well)[.!\s]*$"
)
"""A good wish and nothing else ("Hei, håper dere har hatt en fin helg!")."""
PRESENTS_HIMSELF = re.compile(
    r"(?:(?:Hei|Hi|Hallo)[,!]\s)?(?:(?:Det|Dette|Her|This)\s(?:er|is)\s(?=.)|(?=[^\n]{1,80}\sher[.!]?$))"
    r"(?:[A-ZÆØÅ][^\W\d]+\s){1,3}(?:fra|frå|på|i|hos|ved|from|at)\s"
    r"[A-ZÆØÅ][\w&-]*(?:\s(?:[A-ZÆØÅ&][\w&-]*|og|i|på|av)){0,6}(?:\s(?:her|here))?[.!]?$"
)
"""Who writes, and from where, and no more ("Det er Kari på Moen Maskin her."). Of text as it was written."""
PRESENTS = re.compile(r"(?:dette|det|her)\s+er\s+\w+\s+(?:fra|frå|på|i|hos|ved)\s|dette\s+er\s|this\s+is\s")
"""How a writer begins who says who he is; what he wants may follow."""
ONLY_NAMES = re.compile(
    r"\W*(?:(?:[A-ZÆØÅ][a-zæøåéöäü]*(?:[A-ZÆØÅ][a-zæøåéöäü]+)?\.?|[A-ZÆØÅ]{2,3}|"
    r"i|og|av|for|fra|frå|til|på|hos|ved|her|and|of|from|to|at|as|here)(?:[\s,.!&/|–-]+|$))+$"
)
"""Names, and what joins them ("Sissel for Espen Grotle"). Of text as it was written."""
FAREWELL = re.compile(
    r"(?:m\.?v\.?h\.?|(?:med\s+)?(?:vennlig|venleg|beste?|hjertelig)\s+(?:hilsen|helsing)|med\s+\w+\s+(?:hilsen|helsing)|hilsen|"
    r"helsing|hels\.|beste\s+hilsener|"
    r"vennlegst|vh\b|ha\s+(?:en|ein|ei)\s+(?:fin|god|strålende|riktig)|god\s+(?:helg|sommer|jul|"
    r"dag\s+videre)|"
    r"(?:på\s+)?(?:forhånd|førehand)\s+takk|takk\s+(?:på\s+forhånd|for\s+(?:hjelp|hjelpa|hjelpen|"
    r"svar))|(?:tusen\s+|mange\s+)?takk[!.]*$|"
    r"(?:kind|best|warm|many)\s+(?:regards|wishes|thanks)|regards|thanks(?:\s+(?:in\s+advance|"
    r"a\s+lot))?[,!.]*$|cheers|sincerely|br\b)",
)
THANKS = re.compile(r"(?:på\s+)?(?:forhånd|førehand|takk|tusen|mange|thanks|many)\b")
"""Those of the farewells that are thanks."""
REMOTE_CONTROL = re.compile(
    r"\b(?:teamviewer|team\s+viewer|anydesk|id|tv|tw)\b[^\n]{0,40}?\b\d{2,3}(?:[ .]?\d{3}){2,3}\b"
)
"""How to come into the writer's machine: it goes with what he wants done there."""
_IMPERATIVE = (
    r"slette?|deaktivere?|sperre?|fjerne?|opprette?|resette?|nullstille?|stenge?|lås|låse?\s+opp|innmelde?|avslutte?|krediter|"
    r"endre|bytte?|flytte?|rett|oppdater|fiks|gjenåpne|åpne|opne|legg\s+(?:til|inn)|meld\s+(?:inn|på|av)|sett\s+opp|"
    r"delete|remove|disable|close|reset|create|block|unlock|cancel|change|add"
)
ORDERS = re.compile(
    rf"\W{{0,3}}(?:p\.?s\.?\W{{1,3}})?(?:(?:{_IMPERATIVE})\s|"
    r"(?:ny\w{0,2}|new)\s+(?:bruker|brukar|passord|lisens|skriver|skrivar|pc|user|password|licen[cs]e|printer)\b|"
    r"(?:passord|password)\s+[^\W\d]+|"
    r"(?:og\s+|and\s+)?(?:(?:en|ein|to|tre|fire|fem|seks|ti|two|three|four|five|\d{1,3})\s+)?(?:ny\w{0,2}|new)\s+(?:bruker\w*|"
    r"brukar\w*|lisens\w*|users?|licen[cs]es?|fakturamal\w*|rapport\w*|mal|avdeling|selskap|firma)\b|"
    r"(?:husk|hugs|remember)\s+(?:å\s+|to\s+|ny\w{0,2}\s)|"
    r"(?:sletting|stenging|sperring|oppretting|import|eksport|flytting|bestilling|oppgradering|installasjon)\s+av\s)"
)
"""A sentence that begins with what is to be done or had, in words that no footer uses."""
WISH_BESIDE_POLITENESS = re.compile(
    rf"(?:[,(;.–-]\s*(?:og\s+|and\s+|men\s+)?|\s(?:og|and|men|ps:?)\s+)(?:også\s+|så\s+)?"
    rf"(?:(?:{_IMPERATIVE}|bestill|send|husk|ring|order|send|remember)\s|(?:som\s+|who\s+)?(?:også\s+)?(?:trenger|treng|må\s+ha|needs?)\s|"
    r"(?:ha[nm]|hun|ho|she|he)\s+(?:må|skal|trenger|needs)\s|"
    r"(?:vi|jeg|eg|me|we|i)\s+(?:tar|tek|bestiller|bestillar|kjøper|kjøpar|godtar|take|order|accept)\s"
    r"(?!kontakt|gjerne|det\b|den\b|en\b|ein\b|it\b|over\b))"
    r"|\s[–-]\s[^\n]{0,60}?\b(?:nede|ikkj?e|feil\w*|stopp\w*|heng(?:er|t)|down|not)\b"
    r"|takk\s+(?:hvis|om|viss|for\s+at)\s+(?:dere|du|de)\s|thanks\s+(?:if|for\s+making)\s"
    r"|(?:forhånd|førehand)\s+takk\s+for\s+(?!(?:all\s+|god\s+|rask\s+|din\s+|deres\s+)?(?:hjelp|svar|tilbake|bistand|innsats|"
    r"support|respons|behandling|at\b))"
)
"""What is wished for in one breath with thanks or a farewell ("God helg, og husk ny bruker til Eva")."""
CONTACT_DETAIL = re.compile(
    whole_words(r"tlf|telefon|mob|mobil|phone|org\.?\s?nr|www|AS|ASA|SA|DA|ANS|Ltd") + "|@"
)
"""Of text as it was written: capitals tell a firm's form."""
STEPS = re.compile(
    r"\b"
    + any_of(
        r"slik\s+gjør|gjør\s+(?:vi|jeg)\s+(?:slik|dette)|steg|trinn|fremgangsmåte|framgangsmåte|"
        r"for\s+å\s+gjenskape|"
        r"steps?|reproduce|har\s+(?:prøvd|prøvet|forsøkt|testet)|prøvde|tried|log|logg|feilmelding|"
        r"symptom"
    )
    + r"\w{0,6}\b"
)
_WHOM = r"\s+(?:dere|de|du|dokker|dykk|noen|nokon|en\s+av|ein\s+av|vi|jeg|eg|me|man)"
_NOT_TO_BE_DONE = r"(?!\s+(?:bare\s+|berre\s+)?(?:glemme|gløyme|se\s+bort|sjå\s+bort))"
_NOT_BY_YOU = r"(?!\s+(?:dere|de|du|dokker)\s+ikkj?e)"
"""What the customer says need not be done ("så den kan dere glemme", "det trenger dere ikke tenke på")."""
REQUEST = re.compile(
    r"\b"
    + any_of(
        rf"kan{_WHOM}{_NOT_TO_BE_DONE}|kunne{_WHOM}|vil{_WHOM}|skulle{_WHOM}|"
        rf"ønsker|ønskjer|ynskjer|ynskje|ønske|trenger{_NOT_BY_YOU}|treng{_NOT_BY_YOU}|trengs|vil\s+ha|"
        r"må\s+(?:få|ha|lages|bli|dere|de|inn|på)|hvordan|korleis|hvor|kvar|hvem|kven|hva|kva|hvilke\w{0,3}|"
        r"hvorfor|kvifor|lurer|lurar|lurte|ber\s+om|bestille?r?|tinga|tingar|meld\s+(?:på|meg)|påmelding|"
        r"vennligst|gjerne|please|(?:can|could)\s+(?:you|we|i)|(?:we|i)\s+(?:need|want)|would\s+like|"
        r"we'd\s+like|how\s+(?:do|can|should|much)|where|what|which|who|why|håper|"
        r"går\s+det\s+an|er\s+det\s+(?:mulig|mogleg)|(?:finnes|finst)\s+det|må\s+noen|"
        r"h(?<!for\sh)(?<!god\sh)(?<!all\sh)(?<!rask\sh)(?<!your\sh)(?:jelp|elp)|"
        r"pris\s+på|tilbud|anslag|finn\s+ut|fiks|sett\s+opp|lag|få|send"
    )
    + r"\b"
)
_TROUBLE = """
    feil feiler feilmelding avvist avviste avvises stopper stoppar mangler manglar ikke ikkje nede låst
    forsvunnet borte not error fail fails failed wrong cannot
"""
TROUBLE = frozenset(_TROUBLE.split())
OPEN = re.compile(
    r"\b"
    + any_of(
        r"aldri|never|(?:ingenting|ingen\s+ting|inkje|nothing)\s+(?:virke\w*|verka\w*|fungerer|funk\w+|går|skjer|works?)|"
        r"dobbelt?|doble|twice|svart|black|nede|down|død|dead|treg\w*|slow\w*|heng(?:er|t|te)?|hang\w*|låst|"
        r"locked|krasj\w*|crash\w*|avvis\w*|reject\w*|stopp\w*|stått|står\s+(?:fast|stille|som|på)|missing|mangl\w*|feil\w*|"
        r"wrong\w*|error\w*|tomt?|tomme|blank\w*|utløp\w*|expired|haster|urgent|sperr\w*|forsvunn\w*|galt?|gale|"
        r"ikkj?e|itj|itte|not|cannot|can't|won't|doesn't|isn't|nekter|nektar|refuse\w*|venter|ventar|waiting|må|must|"
        r"skal|should|begynner|byrjar|starts|sluttet|sluttar|slutter|åpen|open|for\s+(?:mye|lite|mykje|høy|lav)|"
        r"(?<!ingen\s)(?<!no\s)(?:problem\w*|trøbbel|trouble\w*)"
    )
    + r"\b"
)
"""Something is wrong, or waits to be done."""
DONE = re.compile(
    r"\b"
    + any_of(
        r"i\s+(?:orden|boks|mål)|på\s+plass|ordn\w+|fiks\w+|løst?e?|løyst?e?|(?:gikk|gjekk|går)\s+(?:helt\s+|veldig\s+|heilt\s+)?"
        r"(?:fint|bra|gjennom|igjennom|greit|inn|ut|knirkefritt|som)|"
        r"(?<!ting\s)(?<!inkje\s)(?:virker|verkar|fungerer|funker)(?!\s+ikk)|ferdige?|"
        r"(?:tok|tar|tek)\s+seg|(?:tar|tek|ordner|styrer|fører|kjører|sender)\s+(?:hun|han|ho|de|dei|vi|jeg|eg|revisor|"
        r"regnskapsfører\w*|banken|byrået|firmaet|driftsfirmaet|leverandøren)|slipper|glemme|gløyme|ikkj?e\s+tenk\w+|borte|"
        r"for\s+lengst|av\s+seg\s+selv|rettet|retta|fornyet|fornya|levert|sendt|godkjent|betalt|kjørt|flyttet|flytta|oppgradert|"
        r"byttet|bytta|avsluttet|avslutta|fant|strålende|kjempe\w+|supert?|takk|knirkefritt|klokke|solved|fixed|"
        r"works|working|done|sorted|paid|moved|renewed|went\s+(?:fine|through|well|out)|taken\s+care|thanks|thank\s+you"
    )
    + r"\b"
)
"""Something is over, or somebody else looks after it."""
BUT = re.compile(r"[,.;–-]?\s(?:men|but)\s(?=\S+\s\S)")
"""What follows counts, and not what stands before."""
BESIDE_POLITENESS = re.compile(r"[,;!.–-]\s+(?:og\s+|and\s+)?(?=\S+\s\S)|\s(?:og|and)\s(?=\S+\s\S)")
"""Where politeness may end and a matter begin ("Hilsen Tone, nå er nettet nede")."""
UNDONE = re.compile(
    r"\b(?:aldri|never|ikkj?e|itj|itte|not|ennå|enda|yet)\s+(?:\w+\s+){0,2}?(?:sendt|levert|betalt|kjørt|løst?|rettet|retta|"
    r"ordn\w+|fiks\w+|ferdige?|i\s+orden|i\s+boks|på\s+plass|godkjent|fornyet|fornya|solved|fixed|done|paid|sent|"
    r"work\w*|flyttet|avsluttet)\b"
)
"""It is not over after all."""
_POINTS_BACK = """
    det den dette denne disse desse de dei dem han hun ho ham henne hans hennes deres sin sitt sine da då der
    slik samme same it this that these those they them its he she him her there then
"""
POINTS_BACK = frozenset(_POINTS_BACK.split())
ALSO = re.compile(
    r"\b"
    + any_of(
        r"også|òg|og\s+så|dessuten|dessutan|i\s+tillegg|ellers|elles|forresten|for\s+resten|føresten|"
        r"samtidig|for\s+øvrig|forøvrig|i\s+samme\s+slengen|når\s+(?:jeg|eg|vi)\s+først|"
        r"mens\s+(?:jeg|vi|dere|du)|medan|also|as\s+well|besides|separately|while|apropos|heller|annet|anna|"
        r"annen|other|another|else|til\s+slutt|til\s+sist|ps"
    )
    + r"\b"
)
LIST_MARK = r"(?:[-–*•]\s*|\(?\w{1,2}[.):]\s*)?"
"""A word and a number: "Sak 14/24", "Bestilling 2", "For det andre"."""
LABEL = re.compile(LIST_MARK + r"[A-ZÆØÅ][^.!?:\n]{1,40}:\s")
"""Of text as it was written: "Lønn: a-meldingen er avvist"."""
NARROWS = re.compile(
    r"(?:og\s+|men\s+|så\s+|nå\s+|no\s+|so\s+|but\s+)?(?:det\s+(?:eneste|einaste)|det\s+som\s+(?:står\s+igjen|gjenstår|mangler|står\s+att)|"
    r"det\s+(?:vi|jeg|eg|me)\s+(?:trenger|treng|ønsker|ønskjer|ynskjer|vil|lurer|lurar|spør|mener)|"
    r"spørsmålet|poenget|(?:the\s+)?only|what\s+(?:we|i)\s+(?:need|want)|ps\b)",
)
"""Comes to the point of what was said before; opens nothing new."""
CONNECTIVE = re.compile(
    r"(?:men|og|så|for|fordi|da|når|hvis|om|eller|and|but|so|because|if|or|dersom|viss)\b"
)
SUBJECT_JOINS = re.compile(r"\s(?:og|and|samt|pluss)\s|[,+/&;]|\s-\s")
_ANNOUNCED = re.compile(
    r"\b(to|tre|fire|fem|seks|[2-5]|two|three|four|five|par|couple)\s+(?:of\s+)?(?:\w{1,14}\s+)?"
    r"(?:ting|saker|spørsmål|spm|greier|kjappe|things|questions|issues|matters|cases|forhold|punkter|"
    r"punkt|delar|deler|jobbar|jobber|bestilling(?:er|ar)|leveransar|leveranser|oppdrag|oppsett|"
    r"ønsker|ønske|oppgaver|oppgåver|orders|requests|småting|små)\b",
)
_COUNTS = {
    **dict.fromkeys(("to", "two", "2", "par", "couple"), 2),
    **dict.fromkeys(("tre", "three", "3"), 3),
    **dict.fromkeys(("fire", "four", "4"), 4),
    **dict.fromkeys(("fem", "five", "5"), 5),
    "seks": 6,
}
_REMEMBERED = 256
"""Texts: the same head of a mail is asked about for its joints, and again for each of its issues."""


@lru_cache(maxsize=_REMEMBERED)
def announced(text: str) -> int:
    """How many matters the text says will follow ("tre ting"); 0 where it says nothing."""
    found = _ANNOUNCED.search(text)
    return _COUNTS[found[1]] if found else 0
