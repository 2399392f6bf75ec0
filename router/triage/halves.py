"""Where a sentence may change its subject half-way: "Banken avviser filen, og timelista er tom".

Most such sentences tell one matter and what comes of it, so a mail is not divided here: asked at every such
place, the classifier of joints errs more often (docs/learning.md). But where each half surely speaks of an
area of its own, and little else is said, a human should look. Linear time on any text.
"""

import re
from collections.abc import Iterator

from router.triage import ngrams

FEWEST_WORDS = 3
"""Words of each half."""

# Bounded, and no branch can be matched in two ways, so that time stays linear.
_FINITE = (
    r"(?:er|e|var|har|hadde|får|fikk|fekk|kan|kunne|skal|skulle|må|måtte|vil|ville|bør|blir|ble|blei|vart|står|"
    r"stod|kommer|kjem|kom|viser|viste|mangler|manglar|virker|verkar|fungerer|funker|går|gikk|gjekk|ligger|ligg|lå|"
    r"sier|seier|stemmer|trenger|treng|lurer|lurar|finner|finn|fant|stopper|stoppar|henger|heng|feiler|feilar|"
    r"slutter|sluttar|sluttet|begynner|begynte|husker|hugsar|glemte|ønsker|ynskjer|vises|hopper|fryser|krasjer|"
    r"henter|hentar|teller|regner|ikke|ikkje|"
    r"is|was|are|has|have|had|gets|can|cannot|can't|shows|says|needs|need|wants|fails|does|keeps)"
)
_HALF_WAY = re.compile(
    rf"\s(?=(?:og|å|men|samt|and|but)\s(?:[^\s,.;:!?]{{1,30}}\s){{1,4}}?{_FINITE}[\s,.!?])|"
    r"(?<=;)\s|\s/\s|(?<=,)\s(?=dessuten|i\stillegg|also)"
)
_SENTENCE_END = re.compile(r"[.!?\n]")


def halves(text: str) -> Iterator[tuple[str, str]]:
    """What stands before and after each place where the subject may change, within its sentence."""
    for sentence in _SENTENCE_END.split(text):
        for match in _HALF_WAY.finditer(ngrams.lowered(sentence)):
            before, after = sentence[: match.start()], sentence[match.end() :]
            if min(len(before.split()), len(after.split())) >= FEWEST_WORDS:
                yield before, after
