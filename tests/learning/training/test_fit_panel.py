import numpy as np

from router.learning.training.fit_panel import fit_panel
from router.triage.panel import PARTS, PIECE, QUESTIONS, SUBJECT, VOICES, Panel, piece_alone

PAIRS = 6


def drawn(issues: int, panel: Panel, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Issues whose right pairs are drawn with the probabilities that the panel gives them."""
    random = np.random.default_rng(seed)
    scores = random.normal(size=(issues, VOICES, PAIRS))
    shares = np.array([opinion.pairs.ravel() for opinion in panel.opinions(scores)])
    return scores, np.array([random.choice(PAIRS, p=own) for own in shares])


def loss(panel: Panel, scores: np.ndarray, right: np.ndarray) -> float:
    shares = np.array([opinion.pairs.ravel() for opinion in panel.opinions(scores)])
    return float(-np.log(shares[np.arange(len(right)), right]).mean())


def test_it_finds_the_weights_that_the_answers_were_drawn_with() -> None:
    leanings = np.zeros((VOICES, PARTS))
    leanings[PIECE], leanings[SUBJECT], leanings[QUESTIONS] = 2.0, (0.0, 1.0, 0.0), (1.0, 0.0, 0.0)
    base = np.array([0.5, 0.0, -0.5, 0.0, 0.5, -0.5])
    scores, right = drawn(8000, Panel(leanings, base))
    found = fit_panel(scores, right, 1.0)
    assert np.abs(found.leanings - leanings).max() < 0.25
    assert np.abs(found.base - found.base.mean() - base).max() < 0.2


def test_with_few_issues_it_stays_near_the_piece_alone() -> None:
    scores, right = drawn(3, piece_alone(2.0, PAIRS))
    found = fit_panel(scores, right, 2.0)
    assert np.abs(found.leanings - piece_alone(2.0, PAIRS).leanings).max() < 2.0
    assert fit_panel(scores[:1], right[:1], 2.0).opinions(scores)[0].pairs.sum() > 0.99


def test_it_is_never_worse_than_the_piece_alone_on_what_it_learnt_from() -> None:
    scores, right = drawn(500, piece_alone(1.5, PAIRS))
    assert loss(fit_panel(scores, right, 1.5), scores, right) <= loss(piece_alone(1.5, PAIRS), scores, right)
