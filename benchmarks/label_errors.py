"""How many wrong labels does ``corpus review`` find? Plants some in a copy of the corpus, and looks for them.

    .venv/bin/python -m benchmarks.label_errors [SEED]

One mail in twenty gets a wrong label: another area (four in ten of those with issues, and more where there is
but one issue), another kind, two issues made one, or another class. The review must train on these labels
too, as in life. Prints how many of the first mails shown are planted ones; by chance it would be one in
twenty.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from router.learning.corpus.beside import read_beside
from router.learning.corpus.labelled import LabelledMail, read_corpus
from router.learning.review.doubts import doubtful_mails
from router.learning.review.questions import Asked, questions
from router.learning.review.relabel import with_issue
from router.learning.training.train import measure
from router.taxonomy import Kind
from router.triage.issue import MessageClass

CORPUS = Path(__file__).parents[1] / "models" / "corpus"
SHARE = 0.05
LOOKED_AT = (20, 50, 100, 150)


def main() -> None:
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    clean = read_corpus(CORPUS)
    mails, wrong = planted(clean, seed)
    began = time.perf_counter()
    measured = measure(mails, version="planted", beside=read_beside(CORPUS, mails))
    taught = time.perf_counter()
    found = [own.mail.mail_id for own in doubtful_mails(mails, questions(mails, measured.held_out))]
    ended = time.perf_counter()
    print(f"seed {seed}: {len(mails)} mails, {len(wrong)} planted: {_shown(Counter(wrong.values()))}")
    print(f"training {taught - began:.0f} s, comparing {ended - taught:.0f} s")
    for first in (*(first for first in LOOKED_AT if first < len(found)), len(found)):
        print(f"of the first {first} mails shown {sum(mail in wrong for mail in found[:first])} are planted")
    print(f"found: {_shown(Counter(wrong[mail] for mail in found if mail in wrong))}")


def planted(clean: Sequence[LabelledMail], seed: int) -> tuple[tuple[LabelledMail, ...], dict[str, Asked]]:
    """The mails with wrong labels among them, and what is wrong, by id."""
    chance = random.Random(seed)
    areas = sorted({issue.area for mail in clean for issue in mail.issues})
    mails, wrong = list(clean), {}
    for at in chance.sample(range(len(clean)), round(SHARE * len(clean))):
        mail = mails[at]
        draw, number = chance.random(), chance.randrange(max(1, len(mail.issues)))
        if not mail.issues:
            others = [own for own in MessageClass if own not in (mail.message_class, MessageClass.REQUEST)]
            mails[at], asked = replace(mail, message_class=chance.choice(others)), Asked.CLASS
        elif len(mail.issues) > 1 and draw < 0.4:
            mails[at], asked = _united(mail), Asked.COUNT
        elif draw < 0.8:
            own = mail.issues[number]
            other = chance.choice([area for area in areas if area != own.area])
            mails[at], asked = with_issue(mail, number, own.kind, other), Asked.AREA
        else:
            own = mail.issues[number]
            mails[at] = with_issue(
                mail, number, next(kind for kind in Kind if kind is not own.kind), own.area
            )
            asked = Asked.KIND
        wrong[mail.mail_id] = asked
    return tuple(mails), wrong


def _united(mail: LabelledMail) -> LabelledMail:
    """All issues as one, under the first one's labels."""
    spans = tuple(sorted(span for issue in mail.issues for span in issue.spans))
    one = replace(mail.issues[0], spans=spans, text="".join(span.of(mail.text) for span in spans))
    return replace(mail, issues=(one,))


def _shown(counted: Counter[Asked]) -> str:
    return ", ".join(f"{number} {asked}" for asked, number in counted.most_common())


if __name__ == "__main__":
    main()
