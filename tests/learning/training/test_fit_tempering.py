import numpy as np

from router.learning.training.fit_tempering import Joints, fit_tempering
from router.triage.tempering import UNTEMPERED, Tempering


def drawn(mails: int, tempering: Tempering) -> list[Joints]:
    """Mails of which the joints are new with the tempered chances."""
    random = np.random.default_rng(5)
    found = []
    for _ in range(mails):
        characters, chances = int(random.integers(50, 3000)), tuple(random.uniform(0.02, 0.98, 5).tolist())
        truly = tempering.chances([(chance, False) for chance in chances], characters)
        is_new = tuple(bool(random.random() < chance) for chance in truly)
        found.append(Joints(characters, chances, is_new))
    return found


def test_it_finds_how_the_chances_were_off() -> None:
    truth = Tempering(1.5, 0.8, -5.0)
    found = fit_tempering(drawn(3000, truth))
    assert abs(found.sharpness - truth.sharpness) < 0.15
    assert abs(found.by_length - truth.by_length) < 0.15
    assert abs(found.base - truth.base) < 0.9


def test_where_all_joints_are_alike_there_is_nothing_to_learn() -> None:
    assert fit_tempering([Joints(100, (0.2, 0.4), (False, False))]) == UNTEMPERED
