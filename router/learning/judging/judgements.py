"""Was each labelled mail judged right, by a model that had not seen it? Kept, so that models can be compared.

Two models whose figures differ by a point may differ by chance. Only mail by mail, on the mails that both
have judged, can it be told; so a model's folder holds this list, one JSON object a line and none of the
mails' words. A mail whose text or labels were changed in between is another mail: the two models were then
asked different things.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from router.learning.corpus.labelled import LabelledMail
from router.learning.judging.crossvalidate import Judged


@dataclass(frozen=True, slots=True)
class JudgedMail:
    """One mail with issues."""

    mail_id: str
    labels: str
    """A hash of what was asked: mailbox, subject, text and labels."""
    kinds_right: tuple[bool, ...]
    areas_right: tuple[bool, ...]
    """Of each labelled issue, given its true piece."""
    count_right: bool
    """Was the number of issues found exactly?"""

    @property
    def issues_right(self) -> int:
        """How many issues got both kind and area right."""
        return sum(kind and area for kind, area in zip(self.kinds_right, self.areas_right, strict=True))


def judged_mails(
    corpus: Sequence[LabelledMail], judged: Judged, numbers: Sequence[int]
) -> tuple[JudgedMail, ...]:
    """The mails with issues; ``judged`` are their issues in order, ``numbers`` how many the router made of
    each mail."""
    found = []
    at = 0
    for mail, number in zip(corpus, numbers, strict=True):
        if not mail.issues:
            continue
        own = slice(at, at := at + len(mail.issues))
        found.append(
            JudgedMail(
                mail_id=mail.mail_id,
                labels=labels_hash(mail),
                kinds_right=tuple(bool(right) for right in judged.kind_right[own]),
                areas_right=tuple(bool(right) for right in judged.area_right[own]),
                count_right=number == len(mail.issues),
            )
        )
    return tuple(found)


def labels_hash(mail: LabelledMail) -> str:
    """Changes when anything that a model is given, or should say, changes."""
    labels = [
        [issue.kind, issue.area, [[span.start, span.end] for span in issue.spans]] for issue in mail.issues
    ]
    asked = json.dumps([mail.mailbox, mail.subject, mail.text, labels], ensure_ascii=True)
    return hashlib.sha256(asked.encode()).hexdigest()[:16]


def to_lines(mails: Iterable[JudgedMail]) -> str:
    """The list as it is kept."""
    return "".join(
        json.dumps(
            {
                "id": mail.mail_id,
                "labels": mail.labels,
                "kinds_right": mail.kinds_right,
                "areas_right": mail.areas_right,
                "count_right": mail.count_right,
            },
            ensure_ascii=False,
        )
        + "\n"
        for mail in mails
    )


def from_lines(lines: str) -> tuple[JudgedMail, ...]:
    """The list as it was kept.

    Raises:
        ValueError, KeyError, TypeError: it is damaged.
    """
    found = []
    for line in lines.splitlines():
        record = json.loads(line)
        mail = JudgedMail(
            mail_id=str(record["id"]),
            labels=str(record["labels"]),
            kinds_right=tuple(map(bool, record["kinds_right"])),
            areas_right=tuple(map(bool, record["areas_right"])),
            count_right=bool(record["count_right"]),
        )
        if len(mail.kinds_right) != len(mail.areas_right):
            raise ValueError(f"mail {mail.mail_id!r} has not as many kinds as areas")
        found.append(mail)
    return tuple(found)
