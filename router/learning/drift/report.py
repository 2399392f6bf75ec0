"""The comparison of what comes in with what was trained on, in plain words: a few lines, and what to do."""

from collections.abc import Iterator
from dataclasses import dataclass

from router.learning.drift.comparison import FEWEST_ISSUES, Balance, CorrectedArea, Drift

_MOVED = 0.03
"""A share that moved by less is not told of."""


@dataclass(frozen=True, slots=True)
class Told:
    """One line."""

    text: str
    is_warning: bool = False


def told(drift: Drift, when: str) -> tuple[Told, ...]:
    """All that there is to tell; ``when`` names the time, such as ``in the week from 17.11.2025``."""
    if not drift.tells_something:
        return (
            Told(
                f"{when}: {drift.mails} mails with {drift.issues} cases; fewer than {FEWEST_ISSUES} are "
                "too few to say anything"
            ),
        )
    return (Told(f"{when}: {drift.mails} mails with {drift.issues} cases"), *_figures(drift))


def _figures(drift: Drift) -> Iterator[Told]:
    review, known, words = drift.review, drift.known_words, drift.word_divergence
    yield Told(
        f"{review.incoming:.0%} went to review, at training it was {review.trained:.0%}"
        + (
            ": look at what waits there (`ticket-router review`), settle it with `correct`, and train anew"
            if drift.more_review
            else ""
        ),
        drift.more_review,
    )
    yield Told(
        f"{known.incoming:.0%} of the words are known from the labelled mails, at training it was "
        f"{known.trained:.0%}"
        + (
            ": customers write of other things or in another language; label some of these mails"
            if drift.fewer_known_words
            else ""
        ),
        drift.fewer_known_words,
    )
    yield Told(
        f"the frequent words differ by {words.incoming:.2f}, by chance it would be {words.trained:.2f}"
        + (": the labelled mails speak of other matters; label some new ones" if drift.other_words else ""),
        drift.other_words,
    )
    if drift.new_words:
        often = ", ".join(f"{new.word} ({new.issues})" for new in drift.new_words)
        yield Told(f"new words that occur often: {often}")
    yield from _balance("kinds", drift.kinds, drift.kinds.is_another)
    yield from _balance("areas", drift.areas, drift.areas.is_another)
    yield from _balance("classes of mails", drift.classes, is_warning=False)
    yield from (_corrected(area) for area in drift.corrections if area.corrected)


def _balance(what: str, balance: Balance, is_warning: bool) -> Iterator[Told]:
    moved = [share for share in balance.shares if abs(share.incoming - share.trained) >= _MOVED]
    if not moved:
        return
    moved.sort(key=lambda share: -abs(share.incoming - share.trained))
    shares = ", ".join(f"{share.name} {share.incoming:.0%} ({share.trained:.0%})" for share in moved[:4])
    remedy = ": label more of what has grown, and train anew" if is_warning else ""
    yield Told(f"{what}, and what they were in the labelled mails: {shares}{remedy}", is_warning)


def _corrected(area: CorrectedArea) -> Told:
    text = (
        f"of {area.issues} cases that were said to be {area.area}, people have moved {area.corrected}, most "
        f"of them to {area.towards}; at training {area.trained:.0%} were wrong"
    )
    return Told(text + (": label more of both" if area.is_worse else ""), area.is_worse)
