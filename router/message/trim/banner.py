"""The warning of a firm's mail server on top of what came from outside ("EKSTERN E-POST: Vær forsiktig").

It says that the mail or its sender is from outside and, as a warning or an admonition, that the reader take
care. A customer's first sentence about mail from outsiders is no banner: it tells of his work, or denies.
"""

import re
from collections.abc import Sequence

from router.message.trim.asking import asks
from router.message.trim.wording import MAIL, MAX_LINE, SPEAKS_OF_WORK, THIS, beginning_with

_OUTSIDE_WORD = (
    r"\b(?:utenfor|utenfra|utsid[ea]n?|utanfor|utanfrå|utanför|utifrån|uden ?for|udefra|extern\w{0,3}"
    r"|ekstern\w?|external|outside|außerhalb)\b"
)
_PARTY = (
    r"(?:organisa|organiza|avsend|avsänd|afsend|sender|bedrift|firma|virksomhet|verksemd|kommune|nettverk"
    r"|company|network|selskap|domen|domain|kilde|source|person|konsern|koncern|@|\bAS\b)"
)
_OUTSIDE = _OUTSIDE_WORD + r".{0,40}" + _PARTY
_WARNING = (
    r"(?:advarsel|åtvaring|obs|nb|merk|viktig|varsel|caution|warning|notice|attention|varning|achtung|ekstern"
    r"|external)"
)
_TAG = re.compile(
    rf"\W{{0,4}}(?:ekstern|external|extern|ext)(?:[ -]?(?:{MAIL}|avsend[ae]r|sender))?\W{{0,4}}$",
    re.IGNORECASE,
)
_BANNER = beginning_with(
    # Exchange's tip, in several languages.
    r"(?:du|noen|nokon|enkelte|some people|you|vissa|nogle|einige|sie)\b.{0,90}"
    r"(?:\bikkj?e ofte (?:e-?post|mails?)|n[o'’]t often (?:get|receive) e-?mail|\binte ofta (?:e-?post|mejl)"
    r"|\bnicht (?:oft|häufig) (?:eine )?e-?mails?)\b(?=.{0,200}(?:\S@\S|hvorfor|kvifor|why|varför|warum))",
    rf"{_WARNING}\W{{1,4}}(?:ekstern|external)\s(?:{MAIL}|sender|avsender)\b(?:\W{{0,4}}$|[.:!]\s)",
    rf"(?:ekstern|external)[ -](?:{MAIL}|avsender|sender)\W{{1,3}}"
    r"(?:vær|ver|ikk|ikke|ikkje|do not|don.t|be|use|treat|denne|this)\b",
    rf"(?:{_WARNING}\W{{1,4}})?{THIS}\s{MAIL}\s.{{0,50}}?{_OUTSIDE}",
    rf"(?:{_WARNING}\W{{1,4}}){MAIL}\s.{{0,50}}?{_OUTSIDE}",
    rf"(?:{_WARNING}\W{{1,4}})?{THIS}\s{MAIL}\s.{{0,40}}?\b(?:avsend|avsänd|afsend|sender|noen|someone)\w{{0,3}}\s"
    r"(?:som er )?(?:utenfor|utanfor|utanför|uden ?for|outside)\b",
    rf"{MAIL}\s(?:er sendt|kommer|kjem|kom) (?:fra|frå) (?:en |ein )?{_OUTSIDE}",
    rf"(?:{_WARNING}\W{{1,4}})?(?:denne |this )?(?:avsenderen|sender)\s(?:er|is)\s.{{0,20}}?{_OUTSIDE}",
)
_IS_A_WARNING = beginning_with(rf"[^\W\d]{{0,15}}{_WARNING}\W{{1,4}}")
_SPEAKS_OF_MAIL = re.compile(rf"\b(?:{MAIL}|avsend\w+|avsänd\w+|afsend\w+|sender)\b", re.IGNORECASE)
_COMES_FROM_OUTSIDE = re.compile(
    r"\b(?:fra|frå|från|from|er|is|är)\s(?:(?:en|ein|an|a|noen|nokon|någon|someone)\s)?(?:[^\W\d]{3,12}\s)?"
    rf"{_OUTSIDE_WORD}(?:.{{0,40}}{_PARTY}|\s(?:for\s)?(?-i:[A-ZÆØÅÄÖ]))"
    rf"|{THIS}\s(?:(?:er|is|är)\s)?(?:(?:en|ein|an|ett|et)\s)?(?:ekstern|external|extern)\w?\s{MAIL}",
    re.IGNORECASE,
)
_FROM_OUTSIDE = re.compile(_OUTSIDE_WORD, re.IGNORECASE)
_TAKE_CARE = re.compile(
    r"\b(?:(?:vær|ver|be|var)\s(?:[^\W\d]{2,10}\s)?(?:forsiktig|vars[oa]m|oppmerksom|merksam|kritisk|obs"
    r"|aktsom|påpasselig|på vakt|försiktig|uppmärksam|opmærksom|forsigtig"
    r"|careful|cautious|vigilant|aware|wary)"
    r"|(?:ikke|ikkje|inte|aldri|aldrig|never|do not|don.t|unngå|undgå|undvik|avoid)\s(?:å\s|at\s|att\s)?"
    r"(?:åpne|opne|opn|klikke?|trykke?|svare?|følge?|oppgi|åbn|öppna|click|open|reply|follow|respond)\b"
    r"|(?:åpne|opne|klikk|trykk|svar|åbn|öppna|klicka)\s(?:ikke|ikkje|inte|aldri|aldrig|kun|bare|bara)\b"
    r"|(?:use|exercise|utvis|vis)\s(?:[^\W\d]{2,12}\s)?(?:caution|forsikti|varsom|aktsom|forsigti)"
    r"|(?:kjenner|kjenn|kender|känner|know|recogni[sz]e)\s(?:igjen\s|the\s)?(?:avsend|afsend|avsänd|sender)"
    r"|pass på\b)",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:ikke|ikkje|inte|not|aldri|never)\b", re.IGNORECASE)
_BANNER_GOES_ON = beginning_with(
    r"(?:ikke|ikkje|vær|ver|unngå|klikk|åpne|kontroller|do not|don.t|be|please|use|exercise|verify|never"
    r"|avoid|klicka|öppna|var)\b.{0,120}(?:lenke|lenkje|vedlegg|avsend|link|attachment|sender|bilag|bifog"
    r"|länk)",
    r"(?:finn ut|les mer|lær|learn|få mere).{0,60}(?:viktig|hvorfor|kvifor|why|important|identif)",
    r"https?://aka\.ms/\S{0,80}$",
)


def end_of_banner(texts: Sequence[str], start: int) -> int:
    """Where the banner ends that stands on top at ``start``; ``start`` itself where there is none.

    ``texts`` are the lines without blanks around them.
    """
    if start >= len(texts) or not _is_banner(texts[start]):
        return start
    number = start + 1
    while number < len(texts):
        text = texts[number]
        if text and not _is_banner(text) and not _goes_on(texts, number, start):
            break
        number += 1
    while not texts[number - 1]:
        number -= 1
    return number


def _goes_on(texts: Sequence[str], number: int, start: int) -> bool:
    """Does the banner reach this line: by what the line says, or as a wrapped sentence?"""
    text, above = texts[number], texts[number - 1]
    is_wrapped = number - start <= 6 and len(above) >= 50 and above[-1] not in ".!?:]" and text[0].islower()
    return is_wrapped or (len(text) <= MAX_LINE and _BANNER_GOES_ON.match(text) is not None)


def _is_banner(text: str) -> bool:
    return 0 < len(text) <= MAX_LINE and (
        _TAG.match(text) is not None
        or (_BANNER.match(text) is not None and not asks(text))
        or _warns_of_outsiders(text)
    )


def _warns_of_outsiders(text: str) -> bool:
    """Is it made of what a banner is made of, whatever its words?"""
    if not (_FROM_OUTSIDE.search(text) and _SPEAKS_OF_MAIL.search(text)) or SPEAKS_OF_WORK.search(text):
        return False
    if _TAKE_CARE.search(text):
        return True
    is_said = _COMES_FROM_OUTSIDE.search(text) is not None
    return is_said and _IS_A_WARNING.match(text) is not None and not _DENIES.search(text)
