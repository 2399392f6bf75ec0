import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from router.taxonomy import Kind, Language
from router.triage.asked import Asked, Known, asked_of, undoubted
from router.triage.certainty import Grounds
from router.triage.cut import Cut
from router.triage.grounds import NO_SUBJECT, UNKNOWN, grounds
from router.triage.issue import Span
from router.triage.split import divide_each
from router.triage.views import Written
from router.triage.voices import voices
from tests.triage.mails import shipped_model

FAULT = "Banken avviser betalingsfilen vår."
MAIL = f"{FAULT}\n\nOg så trenger vi en ny rapport som viser timer per prosjekt."


def grounds_of(asked: list[Asked], of_the_trade: float = 0.9) -> list[Grounds]:
    """What is told of these pieces; every sort of ground is a plain number."""
    model = shipped_model()
    heard = voices(asked, model.pieces)
    table = grounds(
        asked, heard, model.panel.opinions(heard.scores), [of_the_trade] * len(asked), model.pieces
    )
    assert np.isfinite(table).all()
    return [Grounds(*row) for row in table.tolist()]


def asked_about(text: str, subject: str = "") -> list[Asked]:
    (parts,) = divide_each([Written(text, subject)], shipped_model())
    return list(asked_of(Known(text, subject, Kind.SUPPORT, Language.NB), parts))


def test_a_piece_alone_tells_nothing_of_others() -> None:
    (own,) = grounds_of(asked_about(FAULT))
    assert (own.kind_by_others, own.area_by_others, own.area_beside) == (UNKNOWN, UNKNOWN, 0.0)
    assert own.area_by_subject == NO_SUBJECT
    assert own.sentences == 1
    assert own.area_of_first == own.area_of_last == own.area_of_clearest
    assert own.longest == len(FAULT)
    assert own.of_the_trade == 0.9


def test_of_two_pieces_each_knows_what_the_other_speaks_of() -> None:
    one, other = grounds_of(asked_about(MAIL))
    assert one.area_by_piece > 0.9
    assert other.area_by_piece > 0.9
    assert max(one.area_by_others, other.area_by_others, one.area_beside, other.area_beside) < 0.1
    assert (one.is_oppdrag, other.is_oppdrag) == (0.0, 1.0)


def test_a_subject_speaks_for_its_area() -> None:
    (own,) = grounds_of(asked_about(FAULT, "Remittering"))
    (another,) = grounds_of(asked_about(FAULT, "Lønnsslipp"))
    assert own.area_by_subject > 0.8 > 0.2 > another.area_by_subject


def test_the_cut_is_told_as_it_is() -> None:
    (asked,) = asked_about(FAULT)
    cut = Cut(extent=0.5, small_edge=0.5, joints_inside=3, likeliest_joint=0.4)
    (own,) = grounds_of([asked._replace(cut=cut)])
    assert (own.extent, own.small_edge, own.joints_inside, own.likeliest_joint) == (0.0, 0.0, 3.0, 0.4)


def test_what_a_human_cut_out_belongs_to_its_issue() -> None:
    known = Known(MAIL, "", Kind.SUPPORT, Language.NB)
    (own,) = grounds_of(list(undoubted(known, [(Span(0, len(FAULT)),)])))
    assert own.belongs == 1.0
    assert own.longest == len(FAULT)


def test_segments_that_hardly_belong_make_the_piece_belong_less() -> None:
    (asked,) = asked_about(FAULT)
    doubted = asked._replace(sentences=tuple(this._replace(belongs=0.25) for this in asked.sentences))
    (own,) = grounds_of([doubted])
    assert own.belongs == 0.25


@given(st.text(max_size=200), st.text(max_size=20), st.sampled_from(list(Kind)))
def test_any_text_gives_plain_numbers(text: str, subject: str, mailbox: Kind) -> None:
    known = Known(text, subject, mailbox, Language.NB)
    grounds_of(list(undoubted(known, [(Span(0, len(text)),)])))
    grounds_of(asked_about(text or "?", subject))


def test_the_same_is_told_of_an_issue_beside_others() -> None:
    every = [*asked_about(FAULT, "Remittering"), *asked_about(MAIL), *asked_about("Hva koster det?")]
    together = grounds_of(every)
    assert together[0] == grounds_of(asked_about(FAULT, "Remittering"))[0]
    assert together[1:3] == grounds_of(asked_about(MAIL))
