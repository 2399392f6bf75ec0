"""What becomes of a mail whose segments are cut at their seams."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from router.triage.model import Model
from router.triage.seam_model import NEVER
from router.triage.sewn import LEAST_CHANCE, Chances
from router.triage.split import chances_each
from router.triage.views import Written
from tests.triage.mails import shipped_model

BREATH = "Banken avviser remitteringsfilen, og lønnsslippen til Ola mangler feriepenger."
CLAUSES = st.sampled_from(
    [
        "Banken avviser filen",
        ", og timelista er tom",
        " og Kari trenger passord",
        "; skriveren er nede",
        " (kan dere også lage en rapport?)",
        ". Det haster. ",
        "\n\n",
        " İ ½ er ",
    ]
)


def said_of(text: str, model: Model) -> Chances:
    (found,) = chances_each([Written(text, "")], model)
    return found


def test_a_seam_where_an_issue_may_begin_becomes_a_joint() -> None:
    without = said_of(BREATH, replace(shipped_model(), seam=NEVER))
    assert (len(without.kept), without.of_new_issue) == (1, ())
    found = said_of(BREATH, shipped_model())
    (chance,) = found.of_new_issue
    assert chance >= LEAST_CHANCE
    assert [this.span.of(BREATH) for this in found.kept] == [
        "Banken avviser remitteringsfilen,",
        "og lønnsslippen til Ola mangler feriepenger.",
    ]


@settings(max_examples=200)
@given(st.lists(CLAUSES, max_size=8).map("".join))
def test_what_is_cut_at_its_seams_loses_nothing_and_all_other_joints_stay_as_they_were(text: str) -> None:
    whole, cut = said_of(text, replace(shipped_model(), seam=NEVER)), said_of(text, shipped_model())
    assert len(cut.of_new_issue) == max(0, len(cut.kept) - 1)
    for before in whole.kept:
        inside = [this for this in cut.kept if before.span.start <= this.span.start < before.span.end]
        assert (inside[0].span.start, inside[-1].span.end) == (before.span.start, before.span.end)
        between = pairwise(inside)
        assert not any(text[one.span.end : other.span.start].strip() for one, other in between)
    begins = {this.span.start: chance for this, chance in zip(cut.kept[1:], cut.of_new_issue, strict=True)}
    for this, chance in zip(whole.kept[1:], whole.of_new_issue, strict=True):
        assert begins[this.span.start] == chance
