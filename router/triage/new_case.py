"""Where a customer says in so many words that another case begins ("Ny sak:", "noe helt annet").

Narrower than what the classifiers notice: in a conversation that is known, most of what looks like a request
is an answer, so nothing but the customer's own words makes it a new case.
"""

import re

LONGEST_READ = 5_000
"""Characters of a text that are read."""

# What opens a sentence, but for a greeting and little words, and is set off like a heading: "er det noe annet
# dere trenger?", "ikke noe nytt" and "det er en annen sak, men" are no new cases.
_SAYS_NEW_CASE = re.compile(
    r"(?:^|[.!?;(])[ \t]*"
    r"(?:(?:hei|hi|hello)\b[^\n.,!?:]{0,30}[,.!]?[ \t]+)?"
    r"(?:(?:og|men|så|forresten|dessuten|også|ellers|elles|and|but|also|btw)\b[ \t,–-]+){0,3}"
    r"(?P<said>"
    r"(?:(?:(?:jeg|vi|eg|me|i|we)\s+(?:har|have)|(?:her|here)\s+(?:er|kommer|kjem|is)|"
    r"(?:dette|this)\s+(?:er|is)|(?:det|dette)\s+(?:gjelder|gjeld)|til|over\s+til|"
    r"(?:var|er)\s+det|har\s+(?:jeg|vi|eg|me))\s+)?"
    r"(?:(?:en|ein|ei|et|eit|a|an)\s+)?(?:(?:helt|heilt|completely|entirely)\s+)?"
    r"(?:ny|nytt|annen|anna|annet|new|another|different|separate)\s+"
    r"(?:sak|henvendelse|førespurnad|spørsmål|ting|case|question|issue|matter|thing)"
    r"|(?:(?:over\s+)?til\s+)?(?:noe|noko)\s+(?:helt\s+|heilt\s+)?(?:annet|anna)"
    r"|(?:har\s+det\s+dukket\s+opp\s+)?(?:noe|noko)\s+nytt(?=:)"
    r"|(?:something\s+else|(?:something\s+)?(?:completely|entirely)\s+different)"
    r"|on\s+(?:another|a\s+(?:different|separate))\s+(?:note|topic|matter)|unrelated"
    r")(?:\s+(?:fra\s+(?:meg|oss)|frå\s+(?:meg|oss)|egentlig|eigentleg|igjen))?"
    r"[ \t]*(?:[:,.;–—!-]|$)",
    re.IGNORECASE | re.MULTILINE,
)
_ANSWERS_OLD_MAIL = re.compile(
    r"\b(?:svar(?:er|te|ar|a)|answering|replying)\s+(?:bare\s+|berre\s+|just\s+)?(?:på|to)\s+"
    r"(?:en|ein|an|den|the)\s+(?:gammel|gamal|gamle|old)\s+(?:mail|e-?post|e-?mail)",
    re.IGNORECASE,
)


def new_case_at(text: str) -> int | None:
    """Where the text says in so many words that another case begins; ``None`` where it does not."""
    read = text[:LONGEST_READ]
    if _ANSWERS_OLD_MAIL.search(read) is not None:
        return 0
    found = _SAYS_NEW_CASE.search(read)
    return None if found is None else found.start("said")
