import numpy as np
import pytest

from router.learning.training.fit_crossed import PARTS
from router.learning.training.fit_seams import FEWEST, SeamLesson, fit_seams
from router.triage.linear import Facts
from router.triage.seam_model import NEVER
from router.triage.seam_signs import OPENING, SEAM_SIGNS, ByHalves

APART = SEAM_SIGNS - len(ByHalves._fields) + ByHalves._fields.index("surely_apart")
ANOTHER, SAME = Facts(("joined=,|og", "opens1=forresten")), Facts(("joined=|og", "opens1=så"))


def lessons(count: int, *, seed: int = 1) -> list[SeamLesson]:
    """Mails with one seam each. Every fifth speaks of something else by its words; half of these are another
    issue, those whose halves are surely of different areas."""
    random = np.random.default_rng(seed)
    found = []
    for at in range(count):
        another = at % 5 == 0
        signs = random.normal(size=(1, SEAM_SIGNS - 1))
        is_new = another and bool(signs[0, APART - 1] > 0.0)
        facts = ANOTHER if another else SAME
        found.append(SeamLesson(openings=(facts,), facts=(facts,), signs=signs, new=(is_new,)))
    return found


def openings(count: int) -> list[np.ndarray]:
    return [np.zeros(1)] * count


def test_it_asks_about_few_seams_and_tells_of_which_an_issue_begins() -> None:
    count = 3000
    model = fit_seams(lessons(count), openings(count), np.arange(count) % PARTS)
    new = lessons(1000, seed=2)
    signs = np.insert(np.concatenate([own.signs for own in new]), OPENING, 0.0, axis=1)
    scores = model.scores([own.facts[0] for own in new], signs[:, : OPENING + 1])
    truth = np.array([own.new[0] for own in new])
    asked = scores >= model.least
    assert asked[truth].mean() > 0.4  # a tenth of all is asked about, and a tenth of all is new
    assert asked.mean() == pytest.approx(0.1, abs=0.03)
    chances = model.chances(signs, scores)
    assert chances[asked & truth].mean() > 0.8
    assert chances[asked & ~truth].mean() < 0.2


def test_of_hardly_any_new_issue_nothing_is_learnt() -> None:
    count = 5 * FEWEST
    assert fit_seams(lessons(count), openings(count), np.arange(count) % PARTS) is NEVER


def test_who_has_learnt_nothing_asks_about_no_seam() -> None:
    assert (NEVER.scores([ANOTHER, SAME], np.full((2, OPENING + 1), 1e6)) < NEVER.least).all()
