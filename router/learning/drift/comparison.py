"""How far what comes in has moved from what the model was trained on: figures, each with its chance.

A difference means something where there are enough mails, where it is large enough to matter, and where
chance alone would hardly bring it about; only then is it a warning. Everything is arithmetic on labelled
mails, a model's figures and what came in: no clock, no database. Shares are between 0 and 1.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import TypeVar

from scipy.stats import binomtest, chi2_contingency, norm

from router.learning.corpus.labelled import LabelledMail
from router.learning.drift.words import NewWord, Vocabulary
from router.learning.store.manifest import Manifest
from router.learning.training.promise import promise_for
from router.taxonomy import AreaCode, Kind
from router.triage.issue import MessageClass

_NameT = TypeVar("_NameT", bound=str)

FEWEST_ISSUES = 50
"""Of fewer, nothing is a warning."""
BY_CHANCE = 0.001
"""A difference that chance brings about more often than this is no warning."""
_LARGE_INDEX = 0.25
"""Population stability index; the usual reading: below 0.1 alike, above 0.25 another population."""
_MORE_REVIEW, _FEWER_KNOWN = 0.05, 0.05
_STRANGER_WORDS = 2.0
_FEWEST_CORRECTED = 5


@dataclass(frozen=True, slots=True)
class IncomingIssue:
    """One issue that came in and was judged by a model."""

    text: str
    sender: str
    kind: Kind
    area: AreaCode
    """Kind and area after what people have said of it."""
    model_area: AreaCode
    is_in_review: bool
    """Whether the model sent it to a human."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What came in during some time."""

    issues: tuple[IncomingIssue, ...]
    classes: Mapping[MessageClass, int]
    """The mails by class."""


@dataclass(frozen=True, slots=True)
class Level:
    """One figure now and at training, and how often chance alone brings about such a difference or more."""

    incoming: float
    trained: float
    chance: float


@dataclass(frozen=True, slots=True)
class Share:
    """One class of several: its share of what came in, and of what was trained on."""

    name: str
    incoming: float
    trained: float


@dataclass(frozen=True, slots=True)
class Balance:
    """How the classes' shares compare."""

    shares: tuple[Share, ...]
    stability_index: float
    chance: float

    @property
    def is_another(self) -> bool:
        """The difference is large and no chance."""
        return self.stability_index >= _LARGE_INDEX and self.chance <= BY_CHANCE


@dataclass(frozen=True, slots=True)
class CorrectedArea:
    """The issues to which the model gave one area, and how many of them people gave another."""

    area: str
    issues: int
    corrected: int
    towards: str
    """The area that most of them got; empty where none was corrected."""
    trained: float
    """The share that was wrong at training."""
    chance: float

    @property
    def is_worse(self) -> bool:
        """More were corrected than training let expect, and no chance."""
        return self.corrected >= _FEWEST_CORRECTED and self.chance <= BY_CHANCE


@dataclass(frozen=True, slots=True)
class Drift:
    """The whole comparison."""

    model_version: str
    issues: int
    mails: int
    review: Level
    """The share of issues that a human must look at."""
    known_words: Level
    """The mean share of an issue's words that the labelled mails hold."""
    word_divergence: Level
    """Jensen-Shannon distance (0 to 1) of the frequent words' shares; ``trained`` is what as many issues of
    the labelled mails have on average."""
    new_words: tuple[NewWord, ...]
    kinds: Balance
    areas: Balance
    classes: Balance
    corrections: tuple[CorrectedArea, ...]

    @property
    def tells_something(self) -> bool:
        """Whether enough came in."""
        return self.issues >= FEWEST_ISSUES

    @property
    def more_review(self) -> bool:
        """More goes to review than at training, and it matters."""
        return self.tells_something and _matters(self.review, self.review.incoming, _MORE_REVIEW)

    @property
    def fewer_known_words(self) -> bool:
        """Fewer words are known than at training, and it matters."""
        return self.tells_something and (
            self.known_words.incoming <= self.known_words.trained - _FEWER_KNOWN
            and self.known_words.chance <= BY_CHANCE
        )

    @property
    def other_words(self) -> bool:
        """The frequent words are others, and it matters."""
        return self.tells_something and (
            self.word_divergence.incoming >= _STRANGER_WORDS * self.word_divergence.trained
            and self.word_divergence.chance <= BY_CHANCE
        )

    @property
    def warnings(self) -> int:
        """How many figures are warnings. The classes of mails never are: a corpus is no sample of them."""
        return (
            self.more_review
            + self.fewer_known_words
            + self.other_words
            + (self.tells_something and self.kinds.is_another)
            + (self.tells_something and self.areas.is_another)
            + sum(area.is_worse for area in self.corrections)
        )


def drift(
    incoming: Incoming, manifest: Manifest, corpus: Sequence[LabelledMail], *, promise: float | None = None
) -> Drift:
    """Compare what came in with the figures of the model and the labelled mails.

    ``promise``: of the issues routed without review, the share that may be wrong; ``None``: the model's own.

    Raises:
        PromiseError: the model knows none so strict.
    """
    cover = manifest.review_cover if promise is None else promise_for(manifest.promises, promise).cover
    issues = incoming.issues
    labelled = [issue for mail in corpus for issue in mail.issues]
    vocabulary = Vocabulary([[issue.text for issue in mail.issues] for mail in corpus if mail.issues])
    words = vocabulary.compare([(issue.text, issue.sender) for issue in issues])
    return Drift(
        model_version=manifest.version,
        issues=len(issues),
        mails=sum(incoming.classes.values()),
        review=_review(issues, 1.0 - cover),
        known_words=Level(words.known, vocabulary.known, _fewer(words.known_shares, vocabulary.known_shares)),
        word_divergence=Level(words.divergence, words.divergence_by_chance, words.chance_of_divergence),
        new_words=words.new,
        kinds=balance(Counter(issue.kind for issue in issues), Counter(issue.kind for issue in labelled)),
        areas=balance(Counter(issue.area for issue in issues), Counter(issue.area for issue in labelled)),
        classes=balance(incoming.classes, Counter(mail.message_class for mail in corpus)),
        corrections=_corrections(issues, manifest),
    )


def balance(incoming: Mapping[_NameT, int], trained: Mapping[_NameT, int]) -> Balance:
    """How the shares of the classes compare: population stability index, and chi-square's chance."""
    names = sorted({*incoming, *trained})
    pairs = [(incoming.get(name, 0), trained.get(name, 0)) for name in names]
    all_in, all_trained = (sum(side) for side in zip(*pairs, strict=True)) if pairs else (0, 0)
    shares = tuple(
        Share(str(name), _share(come, all_in), _share(seen, all_trained))
        for name, (come, seen) in zip(names, pairs, strict=True)
    )
    told = [pair for pair in pairs if any(pair)]
    if not all_in or not all_trained or len(told) < 2:
        return Balance(shares, 0.0, 1.0)
    # Half a mail is added to each class, so that one that is missing on one side has a logarithm.
    smoothed = [
        ((come + 0.5) / (all_in + 0.5 * len(told)), (seen + 0.5) / (all_trained + 0.5 * len(told)))
        for come, seen in told
    ]
    index = sum((now - then) * log(now / then) for now, then in smoothed)
    chance = chi2_contingency([[come for come, _ in told], [seen for _, seen in told]]).pvalue
    return Balance(shares, index, float(chance))


def _review(issues: Sequence[IncomingIssue], expected: float) -> Level:
    reviewed = sum(issue.is_in_review for issue in issues)
    chance = binomtest(reviewed, len(issues), expected).pvalue if issues else 1.0
    return Level(_share(reviewed, len(issues)), expected, float(chance))


def _corrections(issues: Sequence[IncomingIssue], manifest: Manifest) -> tuple[CorrectedArea, ...]:
    found = []
    for area in manifest.areas:
        own = [issue for issue in issues if issue.model_area == area]
        others = Counter(issue.area for issue in own if issue.area != area)
        expected = manifest.area_errors.get(area, 1.0 - manifest.area_accuracy)
        corrected = others.total()
        chance = binomtest(corrected, len(own), expected, "greater").pvalue if own else 1.0
        towards = others.most_common(1)[0][0] if others else ""
        found.append(CorrectedArea(area, len(own), corrected, towards, expected, float(chance)))
    return tuple(found)


def _fewer(incoming: Sequence[float], trained: Sequence[float]) -> float:
    """How often chance brings about such a low mean, or a lower one (Welch, for large samples)."""
    if len(incoming) < 2 or len(trained) < 2:
        return 1.0
    (low, spread), (mean, other) = _mean_and_error(incoming), _mean_and_error(trained)
    error = sqrt(spread + other)
    if error == 0.0:
        return 0.0 if low < mean else 1.0
    return float(norm.cdf((low - mean) / error))


def _mean_and_error(values: Sequence[float]) -> tuple[float, float]:
    """The mean, and the square of its standard error."""
    mean = sum(values) / len(values)
    return mean, sum((value - mean) ** 2 for value in values) / (len(values) - 1) / len(values)


def _matters(level: Level, incoming: float, least: float) -> bool:
    return incoming >= level.trained + least and level.chance <= BY_CHANCE


def _share(count: int, of: int) -> float:
    return count / of if of else 0.0
