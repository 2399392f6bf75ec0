"""The issues that the router itself makes of labelled mails: how sure it was of each, and was it right?

Right means from end to end: the piece shares at least half of all characters with a labelled one, and that
one's kind and area are the issue's. This is what the review threshold, the certainty and the possible areas
are learnt from; each mail must have been judged by a model that has not seen it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from router.learning.corpus.labelled import LabelledIssue, LabelledMail
from router.learning.judging.evaluation import Shares, covered, overlap
from router.triage.asked import asked_of
from router.triage.certainty import GROUNDS, Certainty
from router.triage.classify import Sight, sights
from router.triage.issue import Issue
from router.triage.model import Model
from router.triage.sewn import NO_CHANCES, Chances
from router.triage.split import Part, chances_each, divide_each
from router.triage.views import Written

SAME_PIECE = 0.5
"""A piece was found where it shares at least half of all characters with the labelled one."""
AREAS_COVER = 0.95
"""The share of the issues for which the right area is among the possible ones."""


@dataclass(frozen=True, slots=True, eq=False)
class Routed:
    """Issues that the router made, in the order of their mails; one entry an issue."""

    mail: NDArray[np.int64]
    """The position of its mail in the corpus."""
    grounds: NDArray[np.float64]
    """What its certainty is worked out from (issues x grounds)."""
    right: NDArray[np.bool_]
    mixed: NDArray[np.bool_]
    """Does it hold most of another labelled issue as well?"""
    familiar: NDArray[np.bool_]
    """False: unlike anything seen, and in review however sure."""
    areas: NDArray[np.float64]
    """The probabilities of the areas, in the model's order (issues x areas)."""
    true_area: NDArray[np.int64]
    """The position of the area of the labelled issue that it shares most with; -1 where the model that
    judged it does not know that area."""

    def certainty(self, held_out: Sequence[Certainty], dealt: NDArray[np.int64]) -> Shares:
        """How sure of each issue is a certainty that has not seen its mail; 0 for what is unfamiliar."""
        found = np.zeros(len(self.mail))
        for fold, own in enumerate(held_out):
            chosen = dealt[self.mail] == fold
            found[chosen] = own.chances(self.grounds[chosen])
        return np.where(self.familiar, found, 0.0)

    def where(self, chosen: NDArray[np.bool_]) -> "Routed":
        """Those that are chosen (issues)."""
        return Routed(
            self.mail[chosen],
            self.grounds[chosen],
            self.right[chosen],
            self.mixed[chosen],
            self.familiar[chosen],
            self.areas[chosen],
            self.true_area[chosen],
        )


def routed(
    corpus: Sequence[LabelledMail], held_out: Sequence[Model], every: Sequence[Sequence[Sight]]
) -> Routed:
    """What is to be learnt from the issues that the models make of each mail. ``held_out`` is one model for
    each mail, ``every`` what it makes of it (:func:`sights_of_own`)."""
    mails, told, right, mixed, familiar, areas, true_areas = [], [], [], [], [], [], []
    for at, (mail, model, seen) in enumerate(zip(corpus, held_out, every, strict=True)):
        issues = [own.issue for own in seen]
        found = rights(mail, issues)
        for own, is_right in zip(seen, found, strict=True):
            nearest = nearest_label(mail, own.issue).area
            mails.append(at)
            told.append(own.grounds)
            right.append(is_right)
            mixed.append(is_mixed(mail, own.issue))
            familiar.append(own.familiar)
            areas.append(own.opinion.areas)
            true_areas.append(model.areas.index(nearest) if nearest in model.areas else -1)
    return Routed(
        mail=np.array(mails, dtype=np.int64),
        grounds=np.array(told).reshape(-1, GROUNDS),
        right=np.array(right, dtype=bool),
        mixed=np.array(mixed, dtype=bool),
        familiar=np.array(familiar, dtype=bool),
        areas=np.array(areas),
        true_area=np.array(true_areas, dtype=np.int64),
    )


def sights_of_own(mails: Sequence[LabelledMail], model: Model) -> list[tuple[Sight, ...]]:
    """The issues that the router makes of each mail that has issues; of another mail none."""
    requests = [mail for mail in mails if mail.issues]
    parts = iter(divide_each([Written(mail.text, mail.subject) for mail in requests], model))
    return sights_of_parts([(mail, next(parts) if mail.issues else ()) for mail in mails], model)


def chances_of(mails: Sequence[LabelledMail], model: Model) -> list[Chances]:
    """What decides how each mail that has issues is divided; of another mail nothing."""
    requests = [mail for mail in mails if mail.issues]
    found = iter(chances_each([Written(mail.text, mail.subject) for mail in requests], model))
    return [next(found) if mail.issues else NO_CHANCES for mail in mails]


def sights_of_parts(
    divided: Sequence[tuple[LabelledMail, Sequence[Part]]], model: Model
) -> list[tuple[Sight, ...]]:
    """The same of mails that have been divided."""
    seen = iter(sights([one for mail, parts in divided for one in asked_of(mail, parts)], model))
    return [tuple(islice(seen, len(parts))) for _, parts in divided]


def nearest_label(mail: LabelledMail, issue: Issue) -> LabelledIssue:
    """The labelled issue of the mail that shares most characters with this one."""
    return max(mail.issues, key=lambda label: overlap(mail.text, issue.spans, label.spans))


def is_mixed(mail: LabelledMail, issue: Issue) -> bool:
    """Does the piece hold most of another labelled issue than the one that it shares most with?"""
    own = nearest_label(mail, issue)
    return any(
        covered(mail.text, label.spans, issue.spans) > SAME_PIECE for label in mail.issues if label is not own
    )


def rights(mail: LabelledMail, issues: Sequence[Issue]) -> list[bool]:
    """Is each of these issues one of the labelled ones: piece, kind and area? Each label counts once."""
    found = [False] * len(issues)
    for label in mail.issues:
        for at, issue in enumerate(issues):
            if (
                not found[at]
                and issue.kind is label.kind
                and issue.area == label.area
                and overlap(mail.text, issue.spans, label.spans) >= SAME_PIECE
            ):
                found[at] = True
                break
    return found


def least_possible(issues: Routed, cover: float = AREAS_COVER) -> NDArray[np.float64]:
    """For each area the probability from which on it is possible (areas).

    Split conformal prediction, class by class (Vovk 2012; MAPIE calls the score LAC): of the issues that are
    truly of an area, the share ``cover`` gave it at least this probability, with the correction for their
    number. An area with too few issues to say is always possible.
    """
    least = np.zeros(issues.areas.shape[1])
    for area in range(len(least)):
        given = np.sort(issues.areas[issues.true_area == area, area])
        below = int(np.floor((len(given) + 1) * (1.0 - cover)))  # so many may be missed
        if below >= 1:
            least[area] = given[below - 1]
    return least
