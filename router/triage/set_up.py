"""Does a segment only describe what the customer works with: versions, machines, the name to log in with?

"Visma Business versjon 17, Windows 11" wishes nothing and tells of no fault, so it is no matter of its own:
it goes with what stands beside it. Only what holds no other word is taken for such a line; "Ny versjon av
Windows" or "Windows 11 på alle maskiner" may be what is wanted.
"""

import re

from router.triage import discourse

LONGEST = 160
"""Characters; what is longer says more."""

_MARKER = re.compile(
    r"\b(?:windows|win|visma|macos|sql|office|versjon\w*|version|build|terminalserver\w*|citrix|server|os|dell|"
    r"lenovo|hp|macbook|brukernavn|brukarnamn|user\s?name|passord|password|pwd|pin)\b"
)
_PLAIN_WORDS = """
    vi jeg eg me we i bruker brukar kjører køyrer har sitter sit er using use run running have got
    på on med with og and in av of mot against versjon versjonen version ver build release
    programmet programvare visma business global erp windows win server sql express office microsoft
    ms excel outlook pro home professional enterprise standard edition pc pcen maskin maskinen
    maskina bærbar stasjonær laptop desktop computer terminalserver terminalserveren citrix sky
    skyen cloud lokal lokalt lokale local dell lenovo hp asus acer macbook latitude thinkpad
    elitebook optiplex probook installert installed min mitt mi my our vår vårt oppsett oppsettet
    setup os operativsystem system database databasen db klient klienten client bit den det the is
    it dette this here her are am re m nå no now currently nyttar nytter benytter benyttar brukes
    brukast mac macos parallels maskinene laptopen begge both kjøres køyrast kjørt operativsystemet
"""
_PLAIN = frozenset(_PLAIN_WORDS.split())
_USES = frozenset(
    {"bruker", "brukar", "kjører", "køyrer", "nyttar", "nytter", "using", "use", "running", "run"}
)
_NEWEST = frozenset({"siste", "nyeste", "latest"})
"""Without "we use" before it, that may be what is wanted."""
_MOVES = re.compile(r"[-=–]>|→")
"""From one version to another: that is what is wanted, or what was done."""
_WORD = re.compile(r"[^\W\d_][^\W_]*|\d\S*")
_WITH_MORE = (
    r"[\s,;/|]+(?:og\s+|and\s+)?(?:passord|password|pwd)(?:et)?\b(?:\s*[:=]\s*\S+|"
    r"\s+(?:får|kommer|kjem|sender|sendes|gir|tar|tek|comes|follows)\s(?:[^\W\d]+\s){0,2}(?:på|over|per|via|i|by)\s"
    r"(?:egen\s|eigen\s|separat\s)?(?:telefon\w*|tlf|sms|mail|e-?post\w*|phone|text))"
)
_LOGIN = re.compile(
    r"\W*(?:brukernavn|brukarnamn|user\s?name)"
    rf"(?:\s*[:=]\s*[^\s,;]+(?:{_WITH_MORE})?|\s+[^\s,;]+{_WITH_MORE})\W*"
)
_PASSWORD = re.compile(r"\W*(?:passord|password|pwd|pin)\s*[:=]\s*(?=\S*\d)\S+\W*")


def describes_the_set_up(lowered: str) -> bool:
    """Does the segment, which is given in lower case, hold nothing else?"""
    if len(lowered) > LONGEST or _MARKER.search(lowered) is None:
        return False
    if "?" in lowered or _MOVES.search(lowered) or discourse.OPEN.search(lowered) is not None:
        return False
    if _LOGIN.fullmatch(lowered) or _PASSWORD.fullmatch(lowered):
        return True
    words = _WORD.findall(lowered)
    is_used = any(word in _USES for word in words)
    if len(words) < 2 or not (is_used or any(word[0].isdigit() for word in words)):
        return False
    return all(word in _PLAIN or word[0].isdigit() or (is_used and word in _NEWEST) for word in words)
