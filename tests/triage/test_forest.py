import numpy as np

from router.triage.forest import NO_TREES, Forest


def test_a_row_goes_down_each_tree_and_its_leaves_add_up() -> None:
    stump = Forest(
        column=np.array([1, 0, 0]),
        limit=np.array([0.5, 0.0, 0.0]),
        lower=np.array([1, 1, 2]),
        higher=np.array([2, 1, 2]),
        value=np.array([0.0, -2.0, 3.0]),
        roots=np.array([0, 0]),
        base=0.25,
        depth=1,
    )
    assert stump.scores(np.array([[9.0, 0.5], [0.0, 0.6]])).tolist() == [-3.75, 6.25]


def test_without_trees_every_score_is_nought() -> None:
    assert NO_TREES.scores(np.ones((3, 4))).tolist() == [0.0, 0.0, 0.0]
    assert NO_TREES.scores(np.ones((0, 4))).tolist() == []
