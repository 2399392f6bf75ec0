"""How the active model does on mails that nothing was learnt from, beside two yardsticks.

    .venv/bin/python -m benchmarks.fresh_mail

The mails of ``benchmarks/fresh`` were written by people who knew the labelling guide, but neither the corpus
nor the exercises: ordinary weeks, mail that was meant to be hard, two matters in one breath, and lines that
only describe the customer's set-up. They teach nothing. Two
things were chosen with them in sight: the rule for the threshold of a new issue, and the promise that ships
(docs/learning.md).

The yardsticks learn from the starter corpus alone. *Words*: words and letter groups with logistic regression,
given the true pieces. *Joints*: logistic regression over the words at a joint, its gap, and what the area's
classifier says on both sides. They tell how hard the mails are, and not how good the router is.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from router.learning.corpus.as_read import as_read
from router.learning.corpus.labelled import LabelledMail, read_corpus, read_mails
from router.learning.judging.crossvalidate import evaluate, given_issues, judged_issues
from router.learning.judging.routed import rights
from router.learning.store.folders import active_model_directory
from router.learning.store.model_file import load_model
from router.triage.issue import Issue
from router.triage.segments import segments

MODELS = Path(__file__).parents[1] / "models"
FRESH = Path(__file__).parent / "fresh"
PROMISES, MAY_BE_WRONG = (0.01, 0.02), 0.03
NEW = 0.5


def main() -> None:
    folder = active_model_directory(MODELS)
    model = load_model(folder)
    corpus = [as_read(mail) for mail in read_corpus(MODELS / "corpus") if mail.issues]
    words = Words()
    words.fit(corpus)
    joints = Joints(words)
    joints.fit(corpus)
    print(f"model {model.version}")
    for path in sorted(FRESH.glob("*.jsonl")):
        mails = [as_read(mail) for mail in read_mails(path)]
        asked = [mail for mail in mails if mail.issues]
        held_out = [model] * len(mails)
        given = given_issues(mails, held_out)
        found = evaluate(mails, held_out, judged_issues(mails, held_out), given, 1, MAY_BE_WRONG)
        overall, split = found.overall, found.splitting
        count, single = f"{split.count_right:.1%}", f"{split.single_split:.1%}"
        print(f"{path.stem}: {len(mails)} mails, {overall.issues} issues")
        print(f"  kind {overall.kind:.1%}, area {overall.area:.1%}, both {overall.both:.1%}")
        print(f"  number right {count}, single split {single}, F1 {split.f1:.1%}")
        for promise in PROMISES:
            cover, wrong = _routed(mails, given, load_model(folder, promise).thresholds.review)
            print(f"  routed under the promise of {promise:.0%} {cover:.1%}, of these wrong {wrong:.1%}")
        print(f"  could be routed with {MAY_BE_WRONG:.0%} wrong {_routable(mails, given):.1%}")
        print(f"  requests silenced: {found.classes.requests_silenced}")
        by_words = "kind {:.1%}, area {:.1%}".format(*words.right(asked))
        by_joints = "number right {:.1%}, single split {:.1%}".format(*joints.right(asked))
        print(f"  yardsticks: {by_words}, {by_joints}")


def _routable(mails: Sequence[LabelledMail], given: Sequence[Sequence[Issue]]) -> float:
    """The largest share of issues that can be routed, surest first, with so many of them wrong."""
    said = _said(mails, given)
    wrong = np.cumsum([not is_right for _, is_right in sorted(said, reverse=True)])
    kept = np.flatnonzero(wrong / np.arange(1, len(wrong) + 1) <= MAY_BE_WRONG)
    return float(kept[-1] + 1) / len(said) if len(kept) else 0.0


def _routed(
    mails: Sequence[LabelledMail], given: Sequence[Sequence[Issue]], threshold: float
) -> tuple[float, float]:
    """The share of the issues that is routed at this threshold, and the share of these that is wrong."""
    said = _said(mails, given)
    rights_of_routed = [is_right for certainty, is_right in said if certainty >= threshold]
    return len(rights_of_routed) / len(said), 1.0 - float(np.mean(rights_of_routed))


def _said(mails: Sequence[LabelledMail], given: Sequence[Sequence[Issue]]) -> list[tuple[float, bool]]:
    """Of each issue how sure it is, 0 where there is a doubt, and whether it is right."""
    return [
        (0.0 if issue.doubt else issue.certainty, is_right)
        for mail, issues in zip(mails, given, strict=True)
        for issue, is_right in zip(issues, rights(mail, issues), strict=True)
    ]


class Words:
    """Kind and area of true pieces by words and letter groups."""

    def __init__(self) -> None:
        self._words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
        self._letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2)
        self._kind = LogisticRegression(C=10.0, max_iter=1000)
        self._area = LogisticRegression(C=10.0, max_iter=1000)

    def fit(self, mails: Sequence[LabelledMail]) -> None:
        issues = [issue for mail in mails for issue in mail.issues]
        texts = [issue.text for issue in issues]
        matrix = hstack([self._words.fit_transform(texts), self._letters.fit_transform(texts)]).tocsr()
        self._kind.fit(matrix, [issue.kind.value for issue in issues])
        self._area.fit(matrix, [issue.area for issue in issues])

    def areas(self, texts: Sequence[str]) -> Any:
        return self._area.predict_proba(self._matrix(texts))

    def right(self, mails: Sequence[LabelledMail]) -> tuple[float, float]:
        issues = [issue for mail in mails for issue in mail.issues]
        matrix = self._matrix([issue.text for issue in issues])
        kinds, areas = self._kind.predict(matrix), self._area.predict(matrix)
        return (
            float(np.mean([said == issue.kind.value for said, issue in zip(kinds, issues, strict=True)])),
            float(np.mean([said == issue.area for said, issue in zip(areas, issues, strict=True)])),
        )

    def _matrix(self, texts: Sequence[str]) -> csr_matrix:
        return hstack([self._words.transform(texts), self._letters.transform(texts)]).tocsr()


class _Joint(NamedTuple):
    mail: int
    is_new: bool
    opening: str
    gap: str
    areas: "np.ndarray[Any, np.dtype[np.float64]]"


class Joints:
    """The number of issues by what stands at each joint between segments."""

    def __init__(self, words: Words) -> None:
        self._areas = words
        self._openings = CountVectorizer(ngram_range=(1, 3), token_pattern=r"\S+", min_df=2)
        self._gaps = CountVectorizer(token_pattern=r"\S+")
        self._estimator = LogisticRegression(max_iter=1000)

    def fit(self, mails: Sequence[LabelledMail]) -> None:
        joints = list(self._joints(mails))
        self._openings.fit([joint.opening for joint in joints])
        self._gaps.fit([joint.gap for joint in joints])
        self._estimator.fit(self._matrix(joints), [joint.is_new for joint in joints])

    def right(self, mails: Sequence[LabelledMail]) -> tuple[float, float]:
        joints = list(self._joints(mails))
        chances = self._estimator.predict_proba(self._matrix(joints))[:, 1]
        said = np.ones(len(mails), dtype=int)
        np.add.at(said, [joint.mail for joint in joints], (chances >= NEW).astype(int))
        truth = np.array([len(mail.issues) for mail in mails])
        return float((said == truth).mean()), float((said[truth == 1] > 1).mean())

    def _joints(self, mails: Sequence[LabelledMail]) -> Iterator[_Joint]:
        for number, mail in enumerate(mails):
            every = segments(mail.text)
            texts = [this.span.of(mail.text) for this in every]
            areas = self._areas.areas(texts)
            last: int | None = None
            for at, this in enumerate(every):
                own = mail.issue_at(this.span)
                if at:
                    one, other = areas[at - 1], areas[at]
                    told = [*np.abs(other - one), other.max(), one.max(), float(one @ other)]
                    opening = " ".join(texts[at].split()[:4]).lower()
                    is_new = own is not None and last is not None and own != last
                    yield _Joint(number, is_new, opening, f"{this.gap}{this.mark}", np.array(told) * 3.0)
                last = last if own is None else own

    def _matrix(self, joints: Sequence[_Joint]) -> csr_matrix:
        openings = self._openings.transform([joint.opening for joint in joints])
        gaps = self._gaps.transform([joint.gap for joint in joints])
        return hstack([openings, gaps, csr_matrix(np.array([joint.areas for joint in joints]))]).tocsr()


if __name__ == "__main__":
    main()
