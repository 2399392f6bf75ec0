"""Choose where decisions fall, from what held-out models said of mails that they had not been trained on."""

from collections.abc import Sequence

import numpy as np

from router.learning.corpus.labelled import LabelledMail
from router.triage import ngrams
from router.triage.message_class import content_facts, silence_of
from router.triage.model import Model, Thresholds
from router.triage.silence import NO_ACTION, may_be_silent
from router.triage.terms import Block
from router.triage.trade import HERE, trade_facts

SINGLE_SPLIT_TARGET = 0.015
"""The share of mails with one issue that may be split by mistake. A false split costs more than a missed one:
two people start on one matter, and the customer gets two case numbers for it. So it has a bound."""
BY_CHANCE = 0.005
"""The share of mails by which two trainings of the same kind differ in the number of issues."""
LEAST_NO_ACTION = 0.8
STRANGEST = 0.002
"""The share of the corpus' own issues that may count as unlike anything seen."""
FROM_ELSEWHERE = 0.01
"""The share of the corpus' own issues that may be taken for those of another trade."""

UNSET = Thresholds(review=1.01, new_issue=0.5, no_action=1.01, known_words=0.0, of_the_trade=0.0)
"""Before anything was measured: everything goes to review and nothing is silenced."""


def choose_thresholds(
    mails: Sequence[LabelledMail], held_out: Sequence[Model], chances: Sequence[Sequence[float]]
) -> Thresholds:
    """All thresholds but that of the review, which :mod:`router.learning.training.promise` chooses when these
    are in force. ``held_out`` names for each mail a model that has not seen it; ``chances`` are those of the
    joints of each mail that has issues."""
    asked = [(mail, model) for mail, model in zip(mails, held_out, strict=True) if mail.issues]
    wanted = [
        (mail, model)
        for mail, model in zip(mails, held_out, strict=True)
        if mail.message_class not in NO_ACTION
    ]
    return Thresholds(
        review=UNSET.review,
        new_issue=new_issue_threshold([len(mail.issues) for mail, _ in asked], chances),
        no_action=_no_action(wanted),
        known_words=_known_words(asked),
        of_the_trade=_of_the_trade(asked),
    )


def new_issue_threshold(issues: Sequence[int], chances: Sequence[Sequence[float]]) -> float:
    """Of the thresholds that split few enough single issues, the lowest that gets about as many counts right
    as the best: it finds more of the matters that hard mail hides."""
    truth = np.array(issues)
    single = truth == 1
    allowed: list[tuple[float, float]] = []
    for threshold in np.linspace(0.30, 0.95, 66):
        said = np.array([1 + sum(chance >= threshold for chance in own) for own in chances])
        split_by_mistake = float((said[single] > 1).mean()) if single.any() else 0.0
        if split_by_mistake <= SINGLE_SPLIT_TARGET:
            allowed.append((float(threshold), float((said != truth).mean())))
    fewest = min((faults for _, faults in allowed), default=0.0)
    return next((threshold for threshold, faults in allowed if faults <= fewest + BY_CHANCE), 0.99)


def _no_action(wanted: Sequence[tuple[LabelledMail, Model]]) -> float:
    """Half-way to 1 from the highest probability of silence that any mail which wants an answer ever got."""
    highest = 0.0
    for mail, model in wanted:
        facts = content_facts(mail.text, mail.subject)
        shares = model.message_class.probabilities(facts)
        silence = silence_of(dict(zip(model.message_class.classes, shares, strict=True)))
        if may_be_silent(silence.message_class, mail.text, mail.subject):
            highest = max(highest, silence.share)
    return max(LEAST_NO_ACTION, (1.0 + highest) / 2.0)


def _known_words(asked: Sequence[tuple[LabelledMail, Model]]) -> float:
    """The share of known words that all but the strangest of the corpus' own issues have."""
    shares = [
        _known_share(ngrams.forms(issue.text), model.pieces.features.words)
        for mail, model in asked
        for issue in mail.issues
    ]
    return float(np.quantile(shares, STRANGEST))


def _known_share(forms: Sequence[str], words: Block) -> float:
    """What :attr:`router.triage.features.Row.known_share` says of a text of these words, without its row."""
    return sum(map(words.index.__contains__, forms)) / len(forms) if forms else 0.0


def _of_the_trade(asked: Sequence[tuple[LabelledMail, Model]]) -> float:
    """The probability of being of the trade that all but a few of the corpus' own issues have."""
    shares = [
        model.trade.probability(trade_facts(issue.text), HERE)
        for mail, model in asked
        for issue in mail.issues
    ]
    return float(np.quantile(shares, FROM_ELSEWHERE))
