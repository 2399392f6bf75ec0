"""The words of what comes in, against those of the labelled mails: how many are known, which are new, and
whether the frequent ones are as frequent as they were.

A word is known as the classifier knows it: two issues of the labelled mails hold it. Of the labelled issues
themselves that would always be so, so each is asked without its own mail; only then are the two shares alike.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import jensenshannon

from router.triage import ngrams

_LONGEST_READ = 3_000
"""Characters of an issue that are read: what is longer is a pasted log."""
_FEWEST_ISSUES = 2
_FREQUENT = 300
_DRAWS = 999
_SEED = 20250303
_FEWEST_SENDERS = 3
"""A word that fewer people write is one firm's or one person's: a name, perhaps, and not language."""
_MOST_NEW = 10
_SHORTEST_NEW = 4


@dataclass(frozen=True, slots=True)
class NewWord:
    """A word that the labelled mails do not hold."""

    word: str
    issues: int
    """How many issues hold it."""
    senders: int


@dataclass(frozen=True, slots=True, eq=False)
class WordComparison:
    """What came in, against the vocabulary."""

    known_shares: tuple[float, ...]
    """Of each issue with words: the share of them that is known."""
    divergence: float
    """Jensen-Shannon distance of the frequent words' shares, 0 to 1."""
    divergence_by_chance: float
    """The mean of as many issues that are drawn from the labelled ones."""
    chance_of_divergence: float
    new: tuple[NewWord, ...]

    @property
    def known(self) -> float:
        """The mean share of known words."""
        return _mean(self.known_shares)


class Vocabulary:
    """The words of the labelled mails. ``mails`` are the texts of each one's issues."""

    def __init__(self, mails: Sequence[Sequence[str]]) -> None:
        own = [[_forms(text) for text in mail] for mail in mails]
        self._issues_with = Counter(word for mail in own for forms in mail for word in set(forms))
        self._documents = [frozenset(forms) for mail in own for forms in mail]
        self.known_shares = tuple(share for mail in own for share in self._without_own_mail(mail))

    @property
    def known(self) -> float:
        """The mean share of an issue's words that the other mails hold."""
        return _mean(self.known_shares)

    def compare(self, issues: Sequence[tuple[str, str]]) -> WordComparison:
        """Compare these issues: text and sender of each."""
        read = [(_forms(text), sender) for text, sender in issues]
        documents = [frozenset(forms) for forms, _ in read]
        divergence, by_chance, chance = self._divergence(documents)
        return WordComparison(
            known_shares=tuple(
                _share_known(forms, self._issues_with, Counter()) for forms, _ in read if forms
            ),
            divergence=divergence,
            divergence_by_chance=by_chance,
            chance_of_divergence=chance,
            new=self._new([(own, sender) for own, (_, sender) in zip(documents, read, strict=True)]),
        )

    def _without_own_mail(self, mail: Sequence[Sequence[str]]) -> Iterable[float]:
        own = Counter(word for forms in mail for word in set(forms))
        return (_share_known(forms, self._issues_with, own) for forms in mail if forms)

    def _new(self, documents: Sequence[tuple[frozenset[str], str]]) -> tuple[NewWord, ...]:
        issues: Counter[str] = Counter()
        senders: dict[str, set[str]] = {}
        for own, sender in documents:
            for word in own:
                if len(word) >= _SHORTEST_NEW and word.isalpha() and word not in self._issues_with:
                    issues[word] += 1
                    senders.setdefault(word, set()).add(sender)
        often = sorted(issues.items(), key=lambda found: (-found[1], found[0]))
        told = (NewWord(word, count, len(senders[word])) for word, count in often)
        return tuple(new for new in told if new.senders >= _FEWEST_SENDERS)[:_MOST_NEW]

    def _divergence(self, documents: Sequence[frozenset[str]]) -> tuple[float, float, float]:
        """The distance, that of draws from the labelled issues on average, and its chance."""
        frequent = sorted(self._issues_with, key=lambda word: (-self._issues_with[word], word))[:_FREQUENT]
        if not documents or not frequent:
            return 0.0, 0.0, 1.0
        labelled = _held(self._documents, frequent)
        trained = labelled.sum(axis=0)
        draw = np.random.default_rng(_SEED)
        shares = np.full(len(labelled), 1.0 / len(labelled))
        chosen = draw.multinomial(len(documents), shares, size=_DRAWS).astype(np.float32)
        by_chance = _distances(chosen @ labelled, trained)
        [found] = _distances(_held(documents, frequent).sum(axis=0, keepdims=True), trained)
        as_far = int((by_chance >= found).sum())
        return float(found), float(by_chance.mean()), (1 + as_far) / (1 + _DRAWS)


def _forms(text: str) -> list[str]:
    return ngrams.forms(text[:_LONGEST_READ])


def _share_known(forms: Sequence[str], issues_with: Counter[str], left_out: Counter[str]) -> float:
    known = sum(issues_with[word] - left_out[word] >= _FEWEST_ISSUES for word in forms)
    return known / len(forms)


def _held(documents: Sequence[frozenset[str]], words: Sequence[str]) -> NDArray[np.float32]:
    """1 where the document (row) holds the word (column)."""
    return np.array([[word in own for word in words] for own in documents], dtype=np.float32)


def _distances(counts: NDArray[np.float32], trained: NDArray[np.float32]) -> NDArray[np.float64]:
    """The distance of each row's shares from those of training; half a document is added to each word."""
    other = np.broadcast_to(trained, counts.shape)
    found: NDArray[np.float64] = jensenshannon(counts + 0.5, other + 0.5, base=2, axis=1)
    return found


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
