"""What is noticed of each segment and of each joint between two segments, as named facts.

Facts come from four sides: structure (paragraphs, list marks), turns of phrase, the words at the joint, and
what the classifier of kinds and areas says on either side. Training and service notice through these
functions alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from router.taxonomy import Kind
from router.triage import discourse, ngrams
from router.triage.features import Reading
from router.triage.pieces import Opinion, PieceModel
from router.triage.segments import Gap, Segment

NEIGHBOURS = 3
"""Segments on either side of a joint that are read together as its surroundings."""
LONGEST_READ = 3_000
"""Characters of a segment that are read: what is longer is a pasted log."""
STEM = 5
"""Letters of a word that are compared for cohesion: "faktura" and "fakturaene" speak of the same thing."""


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One segment, read: its words, and what the classifier says of its text alone."""

    segment: Segment
    text: str
    opening: str
    forms: tuple[str, ...]
    stems: frozenset[str]
    reading: Reading
    opinion: Opinion


def view(text: str, segments: Sequence[Segment], pieces: PieceModel) -> tuple[View, ...]:
    """Read each segment of the text."""
    return tuple(_view(segment, segment.span.of(text), pieces) for segment in segments)


def _view(segment: Segment, whole_text: str, pieces: PieceModel) -> View:
    text = whole_text[:LONGEST_READ]
    forms = tuple(ngrams.forms(text))
    reading = pieces.features.read(text)
    return View(
        segment=segment,
        text=text,
        opening=" ".join(text[:120].split()),
        forms=forms,
        stems=frozenset(form[:STEM] for form in forms if len(form) >= STEM),
        reading=reading,
        opinion=pieces.opinion(pieces.features.weigh([reading], "", Kind.SUPPORT)),
    )


def segment_facts(views: Sequence[View], at: int, after_farewell: bool) -> dict[str, float]:
    """What tells content from greeting, signature and small talk, for the segment ``at``."""
    this = views[at]
    count = len(this.forms)
    from_end = len(views) - 1 - at
    facts = {
        f"gap={this.segment.gap}": 1.0,
        f"from_start={min(at, 2)}": 1.0,
        f"from_end={min(from_end, 4)}": 1.0,
        f"words={min(count, 6)}": 1.0,
        "length": float(np.log1p(count)) / 3.0,
        "area_peak": float(this.opinion.areas.max()),
        "after_farewell": float(after_farewell),
        "greeting": float(at <= 1 and discourse.GREETING.match(this.opening) is not None),
        "farewell": float(discourse.FAREWELL.match(this.opening) is not None),
        "contact": float(discourse.CONTACT_DETAIL.search(this.text) is not None),
        "question": float("?" in this.text),
        "full_stop": float(this.text[-1:] in ".!?:"),
        "digits": sum(character.isdigit() for character in this.text[:200]) / max(1, len(this.text[:200])),
        "known": this.reading.known_words / max(1, count),
    }
    for form in this.forms[:12]:
        facts[f"word={form}"] = 1.0
    if count == 1:
        facts["name"] = float(this.text[:1].isupper())
    return facts


def joints(views: Sequence[View], whole: str, subject: str, pieces: PieceModel) -> list[dict[str, float]]:
    """The facts of each joint between these content segments of the text ``whole``."""
    several = float(
        discourse.SEVERAL_MATTERS.search(subject[:300]) is not None
        or discourse.SEVERAL_MATTERS.search(whole[:300]) is not None
    )
    paragraphs = sum(this.segment.gap in (Gap.PARAGRAPH, Gap.START) for this in views)
    windows: dict[tuple[int, int], Opinion] = {}

    def opinion(start: int, end: int) -> Opinion:
        """What is said of these segments read together; what stands after one joint stands before another."""
        if (start, end) not in windows:
            windows[start, end] = _opinion(views[start:end], pieces)
        return windows[start, end]

    list_facts = _list_facts(views)
    found = []
    for at in range(1, len(views)):
        start, end = max(0, at - NEIGHBOURS), min(len(views), at + NEIGHBOURS)
        facts = _joint_facts(views, at, opinion(start, at), opinion(at, end), several, paragraphs)
        if views[at].segment.mark:
            facts |= list_facts
        found.append(facts)
    return found


def _joint_facts(
    views: Sequence[View], at: int, said_before: Opinion, said_after: Opinion, several: float, paragraphs: int
) -> dict[str, float]:
    left, right = views[at - 1], views[at]
    gap = right.segment.gap
    before, after = views[max(0, at - NEIGHBOURS) : at], views[at : at + NEIGHBOURS]
    area_shift = _distance(said_before.areas, said_after.areas)
    close_shift = _distance(left.opinion.areas, right.opinion.areas)
    close_sure = _sure_change(left, right)
    kind_shift = _distance(said_before.kinds, said_after.kinds)
    same_area = float(said_before.areas @ said_after.areas)
    new_matter = float(discourse.NEW_MATTER.match(right.opening) is not None)
    refers_back = float(discourse.REFERS_BACK.match(right.opening) is not None)
    marks = f"{left.segment.mark or '-'}|{right.segment.mark or '-'}"
    shared = len(left.stems & right.stems) / max(1, min(len(left.stems), len(right.stems)))
    around = frozenset().union(*(this.stems for this in before)) & frozenset().union(
        *(this.stems for this in after)
    )
    gone_by = frozenset().union(*(this.stems for this in views[:at]))
    right_question = "?" in right.text
    facts = {
        f"gap={gap}": 1.0,
        f"marks={marks}": 1.0,
        f"opens={' '.join(right.forms[:1])}": 1.0,
        f"opens2={' '.join(right.forms[:2])}": 1.0,
        f"opens3={' '.join(right.forms[:3])}": 1.0,
        f"ends={' '.join(left.forms[-1:])}": 1.0,
        "new_matter": new_matter,
        "new_matter_inside": float(discourse.NEW_MATTER_INSIDE.search(right.text[:160]) is not None),
        "refers_back": refers_back,
        "several": several,
        "left_question": float("?" in left.text),
        "right_question": float(right_question),
        "both_ask": float("?" in left.text and any("?" in this.text for this in after)),
        "any_ask_before": float(any("?" in this.text for this in views[:at])),
        "left_colon": float(left.text.endswith(":")),
        "steps": float(any(discourse.STEPS.search(this.text[:300]) is not None for this in before)),
        "left_length": float(np.log1p(len(left.forms))) / 3.0,
        "right_length": float(np.log1p(len(right.forms))) / 3.0,
        "left_total": float(np.log1p(sum(len(this.forms) for this in views[:at]))) / 5.0,
        "right_total": float(np.log1p(sum(len(this.forms) for this in views[at:]))) / 5.0,
        "area_shift": area_shift,
        "close_shift": close_shift,
        "kind_shift": kind_shift,
        "same_area": same_area,
        "sure_shift": area_shift * float(min(said_before.areas.max(), said_after.areas.max())),
        "shared": shared,
        "shared_around": min(len(around), 4) / 4.0,
        "shared_before": len(right.stems & gone_by) / max(1, len(right.stems)),
        f"paragraphs={min(paragraphs, 5)}": 1.0,
        f"segments={min(len(views), 8)}": 1.0,
        "close_sure": close_sure,
        f"gap={gap}*close_sure": close_sure,
        f"marks={marks}*close_sure": close_sure,
        "several*close_sure": several * close_sure,
        f"gap={gap}*area_shift": area_shift,
        f"gap={gap}*kind_shift": kind_shift,
        f"gap={gap}*new_matter": new_matter,
        f"gap={gap}*refers_back": refers_back,
        f"gap={gap}*paragraphs={min(paragraphs, 5)}": 1.0,
        f"gap={gap}*several": several,
        f"marks={marks}*several": several,
        f"marks={marks}*area_shift": area_shift,
        "new_matter*area_shift": new_matter * area_shift,
        "refers_back*area_shift": refers_back * area_shift,
        "several*area_shift": several * area_shift,
    }
    for form in right.forms[:8]:
        facts[f"near={form}"] = 1.0
    return facts


def _list_facts(views: Sequence[View]) -> dict[str, float]:
    """What tells a list of matters from one of steps or symptoms: how its items differ, what leads to it."""
    items = [at for at, this in enumerate(views) if this.segment.mark]
    if not items:
        return {}
    changes = [_sure_change(views[one], views[other]) for one, other in pairwise(items)]
    variety = sum(changes) / len(changes) if changes else 0.0
    lead = sum(len(this.forms) for this in views[: items[0]])
    asking = sum("?" in this.text for this in views[items[0] :]) / len(items)
    return {
        "list_variety": variety,
        "list_asks": min(asking, 1.0),
        "list_lead": float(np.log1p(lead)) / 4.0,
        f"list_items={min(len(items), 6)}": 1.0,
        "list_without_lead": float(lead == 0),
        "list_without_lead*variety": float(lead == 0) * variety,
    }


def _sure_change(one: View, other: View) -> float:
    """How surely the two segments are of different kind or area: 0 where either of them says little."""
    change = 1.0 - float((one.opinion.pairs * other.opinion.pairs).sum())
    return change * float(min(one.opinion.pairs.max(), other.opinion.pairs.max()))


def _opinion(views: Sequence[View], pieces: PieceModel) -> Opinion:
    """What is said of several segments read together."""
    if len(views) == 1:
        return views[0].opinion
    return pieces.opinion(pieces.features.weigh([this.reading for this in views], "", Kind.SUPPORT))


def _distance(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """Half the sum of differences: 0 for the same distribution, 1 for two that have nothing in common."""
    return float(np.abs(first - second).sum()) / 2.0
