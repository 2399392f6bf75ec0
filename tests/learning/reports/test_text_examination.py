import json
from dataclasses import replace

import numpy as np
import pytest
from rich.console import Console

from router.learning.corpus.texts import LabelledText
from router.learning.reports.page import page
from router.learning.reports.parts import terminal_view
from router.learning.reports.text_examination import TextExamination, examine_texts, text_examination_json
from router.learning.reports.text_report import text_report
from router.learning.training.dealing import TrainingError
from router.learning.training.scorers import Learner
from router.learning.training.text_model import fit_texts

THINGS = {
    "card": ("my card", "the new card", "a plastic card", "this debit card"),
    "rate": ("the exchange rate", "your rate", "currency rates", "the rate of euros"),
    "pin": ("my pin", "the pin code", "a forgotten pin", "this pin number"),
}
FRAMES = (
    "where is {}",
    "i have a question about {}",
    "{} does not work",
    "why is {} so",
    "help with {} please",
)


def _samples(seed: int, count: int = 90) -> list[LabelledText]:
    """Texts of three labels, every tenth with a wrong one."""
    random = np.random.default_rng(seed)
    found = []
    for line in range(2, count + 2):
        label = str(random.choice(sorted(THINGS)))
        text = str(random.choice(FRAMES)).format(random.choice(THINGS[label]))
        wrong = str(random.choice([own for own in sorted(THINGS) if own != label]))
        found.append(LabelledText(f"{text} {line}", label if line % 10 else wrong, line))
    return found


@pytest.fixture(scope="module")
def examined() -> TextExamination:
    return examine_texts(_samples(1))


@pytest.mark.parametrize("learner", [Learner.AREAS, Learner.THOROUGH])
def test_labels_are_learnt_and_judged_on_texts_that_were_not_seen(learner: Learner) -> None:
    crossed = examine_texts(_samples(1), learner=learner, folds=3)
    assert (crossed.label.count, crossed.folds) == (90, 3)
    assert 0.8 <= crossed.label.accuracy <= 0.92
    tested = examine_texts(_samples(1), _samples(2, 40), learner=learner, folds=2)
    assert (tested.label.count, tested.trained_on, tested.folds) == (40, 90, 0)
    assert 0.8 <= tested.label.accuracy <= 0.92


def test_the_surest_faults_are_the_wrong_labels(examined: TextExamination) -> None:
    assert examined.mistakes[0].line % 10 == 0
    assert all(own.labelled != own.said for own in examined.mistakes)


@pytest.mark.parametrize("learner", [Learner.AREAS, Learner.THOROUGH])
def test_probabilities_add_up_to_one_for_any_text(learner: Learner) -> None:
    model = fit_texts(_samples(1), learner=learner, folds=2)
    shares = model.probabilities(["where is my card", "", "漢字 \x00", "card " * 50_000])
    assert shares.sum(axis=1) == pytest.approx(1.0)
    assert np.isfinite(shares).all()
    assert model.labels[int(shares[0].argmax())] == "card"


@pytest.mark.parametrize("learner", [Learner.AREAS, Learner.THOROUGH])
def test_the_same_texts_give_the_same_model(learner: Learner) -> None:
    one, other = (
        fit_texts(_samples(1, 40), learner=learner, folds=2).probabilities(["my pin"]) for _ in range(2)
    )
    assert (one == other).all()


def test_texts_that_were_learnt_from_and_labels_that_were_not_are_told() -> None:
    samples = _samples(1)
    found = examine_texts(samples, [*samples[:3], LabelledText("et lån", "loan", 5)])
    seen, foreign = found.warnings
    assert "3 of the 4 texts to judge are among those that were learnt from" in seen
    assert "1 labels of the test were never learnt and count as wrong: 'loan'" in foreign
    assert found.label.accuracy <= 0.75


@pytest.mark.parametrize(
    ("samples", "fault"),
    [
        ([LabelledText("a", "b", 2)], "too few to measure on"),
        ([LabelledText(f"text {line}", "same", line) for line in range(50)], "only the label 'same'"),
        ([LabelledText(f"text {line}", str(line), line) for line in range(600)], "600 different labels"),
        (
            [LabelledText(f"text {line}", "rare" if line == 7 else "same", line) for line in range(50)],
            "has another label than 'same'",
        ),
    ],
)
def test_what_cannot_be_learnt_from_is_refused(samples: list[LabelledText], fault: str) -> None:
    with pytest.raises(TrainingError, match=fault):
        examine_texts(samples)


def test_the_figures_are_shown_as_tables_page_and_json(examined: TextExamination) -> None:
    hostile = replace(
        examined, warnings=("<b>&",), mistakes=(replace(examined.mistakes[0], said="[/b] <script>"),)
    )
    report = text_report(hostile)
    console = Console(width=100)
    with console.capture() as captured:
        console.print(terminal_view(report))
    assert "mean over the labels (macro F1)" in captured.get()
    assert "[/b] <script>" in captured.get()
    written = page(report)
    assert "<script" not in written
    assert written.count("<svg") == 3
    document = json.loads(text_examination_json(hostile))
    assert document["label"]["accuracy"] == examined.label.accuracy
    assert document["judged_by"] == "cross-validation"
