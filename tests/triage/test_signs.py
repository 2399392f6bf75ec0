import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from router.triage.cohesion import Cohesion
from router.triage.laid import Laid
from router.triage.notice import notice, notice_each
from router.triage.signs import SIGNS, opening_signs
from router.triage.signs.mails import Mails
from router.triage.signs.said_in_passing import said_in_passing
from router.triage.views import Kept, Written, view
from tests.triage.mails import shipped_model

TEXTS = st.text(max_size=200) | st.lists(
    st.sampled_from(["Hei.\n\n", "1. Ny bruker\n", "Sak 2.\n", "Filen ble avvist. ", "Hva nå?\n\n", "- x\n"]),
    max_size=20,
).map("".join)


@settings(max_examples=100)
@given(TEXTS, st.text(max_size=40))
def test_every_joint_has_all_signs_and_each_is_a_number(text: str, subject: str) -> None:
    pieces = shipped_model().pieces
    views = view(text, pieces)
    facts, signs = notice(Kept(Written(text, subject), views, [0.5] * len(views)), pieces)
    assert len(facts) == max(0, len(views) - 1)
    if facts:
        table = np.hstack([signs, opening_signs(Laid([len(views)]), np.zeros(len(views)))])
        assert table.shape == (len(facts), SIGNS)
        assert np.isfinite(table).all()


@settings(max_examples=50)
@given(st.lists(st.tuples(TEXTS, st.text(max_size=40)), max_size=5))
def test_what_is_noticed_of_a_mail_is_the_same_beside_others(mails: list[tuple[str, str]]) -> None:
    pieces = shipped_model().pieces
    kept = [
        Kept(Written(text, subject), views, [1.0 / (1 + at) for at in range(len(views))])
        for text, subject in mails
        for views in [view(text, pieces)]
    ]
    for one, found in zip(kept, notice_each(kept, pieces), strict=True):
        alone = notice(one, pieces)
        assert found.facts == alone.facts
        assert (found.signs == alone.signs).all()


def test_an_opening_is_compared_with_those_around_it() -> None:
    first, second = opening_signs(Laid([3]), np.array([0.0, 3.0, 1.0]))
    assert first[:5].tolist() == [3.0, 0.0, 3.0, 0.0, 3.0]
    assert second[:5].tolist() == [1.0, 3.0, -2.0, 3.0, 1.0]
    assert (first[6], second[6]) == (2.0, -2.0)


def test_how_far_the_sides_of_a_joint_belong_to_an_issue_is_told() -> None:
    pieces = shipped_model().pieces
    views = view("Serveren er flyttet.\n\nEn ting. To ting.\n\nTakk.", pieces)
    kept = Kept(Written("", ""), views, (0.1, 0.9, 0.6, 0.2))
    laid = Laid([len(views)])
    cohesion = Cohesion(laid, [v.opinion for v in views], [v.row for v in views], np.ones(len(views)))
    told = said_in_passing(Mails(laid, [kept], cohesion))
    assert [list(np.asarray(column)) for column in told.values()] == [
        [0.1, 0.9, 0.6],
        [0.9, 0.6, 0.2],
        [0.1, 0.9, 0.9],
        [0.9, 0.6, 0.2],
        [0.1, 0.9, 0.9],
        [0.9, 0.6, 0.2],
    ]
