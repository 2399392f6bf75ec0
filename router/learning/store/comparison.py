"""Is one model better than another, or do they differ by chance?

Where both have judged the same labelled mails, they are compared mail by mail: only the mails on which they
differ say anything, and a sign test tells how easily chance alone would deal them so (for a mail with one
issue this is McNemar's test; whole mails are counted, because the issues of one mail stand and fall
together). Where there is no such list, the totals are compared as if they came from different mails, which
sees large differences only. A request that is treated as no action needs no test: one more is worse.

Beside that, an administrator may keep a *golden set*: labelled mails, never trained on, by which every model
is measured. Both models judge it, and are compared on it mail by mail as well.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from scipy.stats import binomtest, fisher_exact

from router.learning.corpus.as_read import as_read
from router.learning.corpus.files import holds_mails
from router.learning.corpus.labelled import LabelledMail, read_mails
from router.learning.judging.crossvalidate import given_issues, judged_issues
from router.learning.judging.judgements import JudgedMail, judged_mails
from router.learning.store.manifest import Manifest, ModelError, read_manifest
from router.learning.store.model_file import load_model, read_judgements
from router.triage.model import Model

CHANCE = 0.05
"""What would come about by chance more often than this is called the same."""
GOLDEN_FOLDER = "golden"
"""Below the models' folder: the golden set, where there is one."""
FEWEST_MAILS = 50
"""With fewer mails that both have judged, the totals are compared instead."""


class Verdict(StrEnum):
    """How the second model is, seen from the first."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "the same within chance"


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that was compared, and what came of it."""

    name: str
    verdict: Verdict
    reason: str
    """In plain words, with the numbers."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The second model beside the first."""

    first: Manifest
    second: Manifest
    mails: int
    """Mails that both have judged; 0 where only the totals could be compared."""
    measures: tuple[Measure, ...]
    faults: tuple[str, ...] = ()
    """Why a list of judgements that was kept could not be read."""

    @property
    def verdict(self) -> Verdict:
        """Worse where anything is; better where something is and nothing is worse."""
        found = {measure.verdict for measure in self.measures}
        return next((one for one in (Verdict.WORSE, Verdict.BETTER) if one in found), Verdict.SAME)

    @property
    def reasons(self) -> str:
        """What the verdict rests on, in one line."""
        return "; ".join(
            f"{measure.name}: {measure.reason}"
            for measure in self.measures
            if measure.verdict is self.verdict
        )


def golden_set(models: Path) -> tuple[LabelledMail, ...]:
    """The golden set of this folder of models; empty where there is none.

    Raises:
        CorpusError: it cannot be read.
    """
    folder = models / GOLDEN_FOLDER
    return tuple(mail for mail in read_mails(folder) if mail.issues) if holds_mails(folder) else ()


def compare(first: Path, second: Path, golden: Sequence[LabelledMail] = ()) -> Comparison:
    """Compare the models of two folders by what was written down when they were made, and on a golden set.

    Raises:
        ModelError: a manifest cannot be read, or, with a golden set, a model.
    """
    one, other = read_manifest(first), read_manifest(second)
    (of_one, its_fault), (of_other, others_fault) = _judgements(first), _judgements(second)
    pairs = _pairs(of_one, of_other)
    if len(pairs) >= FEWEST_MAILS:
        measures = (
            _by_mail("kind and area", pairs, lambda mail: mail.issues_right),
            _by_mail("number of issues", pairs, lambda mail: int(mail.count_right)),
        )
    else:
        pairs = []
        measures = (
            _by_totals("kind and area", one, other, "overall.both", "overall.issues"),
            _by_totals("number of issues", one, other, "splitting.count_right", "mails"),
        )
    return Comparison(
        one,
        other,
        len(pairs),
        (*measures, *_on_golden_set(first, second, golden), _silence(one, other)),
        tuple(filter(None, (its_fault, others_fault))),
    )


def _on_golden_set(first: Path, second: Path, golden: Sequence[LabelledMail]) -> tuple[Measure, ...]:
    if not golden:
        return ()
    pairs = list(zip(*(_judged(golden, load_model(directory)) for directory in (first, second)), strict=True))
    return (
        _by_mail("golden set, kind and area", pairs, lambda mail: mail.issues_right),
        _by_mail("golden set, number of issues", pairs, lambda mail: int(mail.count_right)),
    )


def _judged(golden: Sequence[LabelledMail], model: Model) -> tuple[JudgedMail, ...]:
    read, models = tuple(map(as_read, golden)), [model] * len(golden)
    numbers = [len(own) for own in given_issues(read, models)]
    return judged_mails(golden, judged_issues(read, models), numbers)


def _judgements(directory: Path) -> tuple[Sequence[JudgedMail], str]:
    """What the model said of each labelled mail, and why that cannot be read, if so."""
    try:
        return read_judgements(directory) or (), ""
    except ModelError as error:
        return (), str(error)  # a list that is lost or damaged spoils no model: the totals remain


def _pairs(first: Sequence[JudgedMail], second: Sequence[JudgedMail]) -> list[tuple[JudgedMail, JudgedMail]]:
    """The mails that both have judged, with the same text and labels."""
    known = {(mail.mail_id, mail.labels): mail for mail in first}
    return [
        (known[mail.mail_id, mail.labels], mail) for mail in second if (mail.mail_id, mail.labels) in known
    ]


def _by_mail(
    name: str, pairs: Sequence[tuple[JudgedMail, JudgedMail]], right: Callable[[JudgedMail], int]
) -> Measure:
    gained = sum(right(after) > right(before) for before, after in pairs)
    lost = sum(right(after) < right(before) for before, after in pairs)
    if not gained + lost:
        return Measure(name, Verdict.SAME, f"no difference on any of {len(pairs):,} mails")
    chance = float(binomtest(gained, gained + lost).pvalue)
    reason = f"of {len(pairs):,} mails {gained} became better and {lost} worse ({_told(chance)})"
    return Measure(name, _verdict(chance, gained - lost), reason)


def _by_totals(name: str, first: Manifest, second: Manifest, share: str, count: str) -> Measure:
    counts = first.figure(count), second.figure(count)
    shares = first.figure(share), second.figure(share)
    if None in counts or None in shares:
        return Measure(name, Verdict.SAME, "not written down for both")
    (of_first, of_second), (one, other) = counts, shares
    assert of_first is not None and of_second is not None and one is not None and other is not None  # noqa: PT018
    rows = [[round(one * of_first), round((1 - one) * of_first)]]
    rows += [[round(other * of_second), round((1 - other) * of_second)]]
    chance = float(fisher_exact(rows).pvalue)
    reason = f"{one:.1%} before, {other:.1%} now ({_told(chance)})"
    return Measure(name, _verdict(chance, other - one), reason)


def _silence(first: Manifest, second: Manifest) -> Measure:
    name = "requests treated as no action"
    before, after = (own.figure("classes.requests_silenced") for own in (first, second))
    if before is None or after is None:
        return Measure(name, Verdict.SAME, "not written down for both")
    reason = f"{before:.0f} before, {after:.0f} now"
    # Fewer is good, but a handful tells nothing: only more is held against a model.
    return Measure(name, Verdict.WORSE if after > before else Verdict.SAME, reason)


def _verdict(chance: float, difference: float) -> Verdict:
    if chance >= CHANCE or not difference:
        return Verdict.SAME
    return Verdict.BETTER if difference > 0 else Verdict.WORSE


def _told(chance: float) -> str:
    if chance < 0.001:
        return "by chance less than once in 1,000 times"
    if chance < CHANCE:
        return f"by chance {round(chance * 1000)} in 1,000 times"
    return f"chance alone would do so {round(chance * 100)} times in 100"
