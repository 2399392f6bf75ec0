"""Products and their versions: programs that customers of an ERP support centre write about.

A product is marked with its own name whatever the spelling ("VB", "visma bussines" → "Visma Business"). A
version is what follows "versjon" or a product; a year or number alone counts only behind products that are
numbered so (Windows 11, SQL Server 2019).
"""

import re
from collections.abc import Iterator

from router.message.marks.found import Found, Sought
from router.message.parts import MarkKind

_B = r"bu(?:s+i?|is|i)n+e?s+e?s?"
"""Business, as people spell it."""

_PRODUCTS: tuple[tuple[str, str], ...] = (
    ("Visma Business NXT", rf"(?:visma[ .]?(?:net[ ])?)?{_B}[ ]?nxt|\bnxt"),
    ("Visma Business", rf"visma[ -]?{_B}|v[ .]?{_B}|vb(?=[ .,:;!?/)\n-]|$)"),
    ("Visma Global", r"visma[ -]?global|v\.?global|vg(?=[ ]\d)"),
    ("Visma.net Approval", r"(?:visma[ .]?net[ -]?)?approval"),
    ("Visma.net Expense", r"(?:visma[ .]?(?:net)?[ -]?)?expense"),
    ("Visma.net Calendar", r"visma[ .]?net[ -]?(?:calendar|kalender)"),
    ("Visma.net Payroll", r"visma[ .]?net[ -]?(?:payroll|lønn)"),
    ("Visma.net AutoInvoice", r"(?:visma[ .]?(?:net)?[ -]?)?auto[ -]?invoice"),
    ("Visma.net", r"visma[ .]?net"),
    ("Visma Lønn", r"visma[ -]?l(?:ø|oe|o|a)n{1,2}(?:a|en)?"),
    ("Visma Avendo", r"(?:visma[ ])?avendo"),
    ("Visma eAccounting", r"(?:visma[ ])?e-?accounting|eaccounting"),
    ("Visma Document Center", r"(?:visma[ ])?do[ck]ument[ -]?(?:center|centre|senter)(?:et)?"),
    ("Visma DI", r"visma[ ]di"),
    ("Visma Contracting", r"visma[ ]contracting"),
    ("Visma Connect", r"visma[ ]connect"),
    ("Visma User Directory", r"(?:visma[ ])?user[ ]directory"),
    ("Visma Rapportering", r"visma[ ](?:rapportering|reporting)"),
    ("Visma", r"visma"),
    ("Huldt & Lillevik", r"hul[dt]{1,2}[ ]?(?:&|og|\+|o)[ ]?lille?vi[kg]|h[ ]?&[ ]?l(?:[ ]lønn)?"),
    ("AutoPay", r"auto[ -]?pay"),
    ("Tripletex", r"tripp?letex"),
    ("PowerOffice", r"power[ ]?office(?:[ ]?go)?"),
    ("Mamut", r"mamut"),
    ("Uni Micro", r"uni[ ]?(?:micro|økonomi)"),
    ("24SevenOffice", r"seven[ ]?office"),
    ("Xledger", r"xledger"),
    ("Duett", r"duett"),
    ("Altinn", r"altinn"),
    ("Power BI", r"power[ -]?bi"),
    ("Excel", r"(?:microsoft[ ]|ms[ ])?exc?ell?"),
    ("Outlook", r"(?:microsoft[ ]|ms[ ])?outlook"),
    ("Word", r"(?:microsoft[ ]|ms[ ])word"),
    ("Teams", r"(?:microsoft|ms)[ ]teams"),
    ("Microsoft 365", r"(?:microsoft|ms|office|o)[ ]?-?365|m365"),
    ("Office", r"(?:microsoft|ms)[ ]office|office(?=[ ](?:20)?\d\d)"),
    ("SQL Server", r"(?:microsoft[ ]|ms[ ]?)?sql[ -]?server(?:en)?|mssql"),
    ("Windows Server", r"win(?:dows)?[ -]?server(?:en)?"),
    ("Windows", r"windows|win(?=[ ]?(?:7|8|10|11)(?!\d))"),
    ("Exchange", r"exchange(?=[ ](?:online|server|20))"),
    ("Citrix", r"citrix"),
    ("Crystal Reports", r"crystal[ ]?reports?"),
    ("Access", r"(?:microsoft|ms)[ ]access"),
    ("Entra ID", r"entra(?:[ ]id)?|azure[ ]ad"),
    ("Vipps", r"vipps"),
    ("BankID", r"bank[ -]?id"),
)  # fmt: skip
_PRODUCT = re.compile(
    r"(?<![@./\\-])(?:"
    + "|".join(f"(?P<p{number}>{form})" for number, (_, form) in enumerate(_PRODUCTS))
    + r")(?![\w@]|\.[a-z]{2})"
)
_STEMS = frozenset((
    "vism", "visa", "v", "vb", "vbs", "vg", "nxt", "appr", "expe", "auto", "aven", "e", "eacc", "docu",
    "doku", "user", "huld", "hult", "hul", "hud", "h", "trip", "trit", "powe", "mamu", "uni", "unim",
    "seve", "xled", "duet", "alti", "exce", "exel", "exc", "micr", "ms", "outl", "offi", "o", "m", "sql",
    "mssq", "win", "wind", "exch", "citr", "crys", "entr", "azur", "vipp", "bank",
))  # fmt: skip
_NUMBERED = frozenset(
    {
        "Visma Business",
        "Visma Global",
        "Windows",
        "Windows Server",
        "SQL Server",
        "Office",
        "Excel",
        "Outlook",
        "Exchange",
    }
)
_DOTTED = re.compile(r"[ ]?(?:v(?:er(?:sjon)?)?\.?[ ]?)?(\d{1,4}(?:\.\d{1,5}){1,3})(?![\w]|[.,]\d)")
_NUMBER = re.compile(r"[ ]?(20\d\d(?:[ ]?r2)?|7|8(?:\.1)?|1\d)(?![\w,-]|\.\d)")
_SAID = re.compile(
    r"(?:(?:versjon(?:en|s?nr\.?|snummer)?|version|ver\.|versj\.|build|utgave)\s?(?:er|is|nr\.?|no\.?"
    r"|:)?\s?(?:v\.?)?"
    r"(\d{1,5}(?:\.\d{1,6}){0,4})|v\.?[ ]?(\d{1,3}(?:\.\d{1,5}){1,3}))(?![\w,]|\.\d)(?![ ]av\b)"
)
_VERSION_STEMS = frozenset({"vers", "ver", "v", "buil", "utga"})


def products(sought: Sought) -> Iterator[Found]:
    """Every product in the text, and every version."""
    for match in sought.matches(_PRODUCT, _STEMS):
        if match.lastgroup is None:
            continue
        name = _PRODUCTS[int(match.lastgroup[1:])][0]
        yield Found(MarkKind.PRODUCT, name, match.start(), match.end())
        version = _DOTTED.match(sought.low, match.end()) or (
            _NUMBER.match(sought.low, match.end()) if name in _NUMBERED else None
        )
        if version is not None:
            yield Found(MarkKind.VERSION, version[1].upper(), version.start(1), version.end(1))
    for match in sought.matches(_SAID, _VERSION_STEMS):
        group = 1 if match[1] else 2
        yield Found(MarkKind.VERSION, match[group], match.start(group), match.end(group))
