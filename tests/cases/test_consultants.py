"""The consultants' file, and the choice of who gets a ticket."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from router.cases.consultants import Consultant, RosterError, choose, load_roster, row_of, uncovered
from router.cases.tables import ConsultantRow
from router.database import Database
from router.taxonomy import AreaCode, Kind, Language, load_taxonomy
from tests.running import PROJECT

TAXONOMY = load_taxonomy(PROJECT / "config" / "taxonomy.toml")
LONN, TEKNISK = AreaCode("lonn"), AreaCode("teknisk")
WHOLE = """
[consultants.kari]
name = "Kari"
address = "kari@firma.example"
areas = ["lonn"]
kinds = ["support"]
"""


def _one(
    code: str,
    areas: frozenset[AreaCode] = frozenset({LONN}),
    kinds: frozenset[Kind] = frozenset({Kind.SUPPORT}),
    capacity: float = 1.0,
) -> Consultant:
    return Consultant(code, code.title(), f"{code}@firma.example", areas, kinds, capacity, Language.NB)


def _chosen(roster: list[Consultant], load: dict[str, int]) -> str | None:
    chosen = choose(roster, load, Kind.SUPPORT, LONN)
    return chosen.code if chosen is not None else None


def test_only_who_takes_the_kind_and_the_area_is_chosen() -> None:
    roster = [
        _one("other-area", areas=frozenset({TEKNISK})),
        _one("other-kind", kinds=frozenset({Kind.OPPDRAG})),
        _one("right"),
    ]
    assert _chosen(roster, {"right": 100}) == "right"
    assert _chosen(roster[:2], {}) is None


def test_who_has_least_to_do_is_chosen() -> None:
    assert _chosen([_one("a"), _one("b"), _one("c")], {"a": 2, "b": 1, "c": 3}) == "b"


def test_work_is_weighed_against_capacity() -> None:
    roster = [_one("half", capacity=0.5), _one("double", capacity=2.0)]
    assert _chosen(roster, {}) == "double"
    assert _chosen(roster, {"half": 0, "double": 2}) == "double"
    assert _chosen(roster, {"half": 0, "double": 4}) == "half"


def test_between_equals_the_order_of_the_file_decides() -> None:
    assert _chosen([_one("b"), _one("a")], {}) == "b"
    assert _chosen([_one("a"), _one("b")], {"a": 1, "b": 1}) == "a"


CODES = st.sampled_from(TAXONOMY.codes)


@st.composite
def _rosters(draw: st.DrawFn) -> list[Consultant]:
    count = draw(st.integers(0, 6))
    return [
        _one(
            f"c{number}",
            draw(st.frozensets(CODES, min_size=1)),
            draw(st.frozensets(st.sampled_from(Kind), min_size=1)),
            draw(st.sampled_from((0.2, 0.5, 0.8, 1.0, 2.0))),
        )
        for number in range(count)
    ]


@given(
    _rosters(),
    st.dictionaries(st.sampled_from([f"c{number}" for number in range(6)]), st.integers(0, 50)),
    st.sampled_from(Kind),
    CODES,
)
def test_the_chosen_one_can_do_it_and_nobody_able_would_have_less_to_do(
    roster: list[Consultant], load: dict[str, int], kind: Kind, area: AreaCode
) -> None:
    def work(one: Consultant) -> float:
        return (load.get(one.code, 0) + 1) / one.capacity

    able = [one for one in roster if kind in one.kinds and area in one.areas]
    chosen = choose(roster, load, kind, area)
    if chosen is None:
        assert not able
    else:
        assert chosen in able
        assert work(chosen) == min(map(work, able))
        assert chosen == next(one for one in able if work(one) == work(chosen))


def test_the_file_that_ships_covers_every_kind_and_area() -> None:
    roster = load_roster(PROJECT / "config" / "consultants.toml", TAXONOMY)
    assert uncovered(roster, TAXONOMY) == []
    assert len({one.address for one in roster}) == len(roster)
    assert {one.code: one.capacity for one in roster}["gro"] == 0.6


def test_what_nobody_takes_is_told() -> None:
    gaps = uncovered([_one("a", areas=frozenset(TAXONOMY.codes) - {LONN})], TAXONOMY)
    assert (Kind.SUPPORT, LONN) in gaps
    assert (Kind.SUPPORT, TEKNISK) not in gaps
    assert (Kind.OPPDRAG, TEKNISK) in gaps


def test_the_order_and_the_defaults_of_the_file_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "consultants.toml"
    path.write_text(WHOLE + WHOLE.replace("kari", "anne"), encoding="utf-8")
    roster = load_roster(path, TAXONOMY)
    assert [one.code for one in roster] == ["kari", "anne"]
    assert (roster[0].capacity, roster[0].language) == (1.0, Language.NB)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[consultants", "is not TOML"),
        ("", "consultants: Field required"),
        ("consultants = 3", "consultants: Input should be a valid dictionary"),
        ("[consultants]", "consultants: Dictionary should have at least 1 item"),
        (
            WHOLE.replace('"lonn"', '"lønn"'),
            "consultants.kari.areas: 'lønn' is unknown; use one of regnskap,",
        ),
        (
            WHOLE.replace('"support"', '"sale"'),
            "consultants.kari.kinds.0: Input should be 'support' or 'oppdrag'",
        ),
        (WHOLE.replace('["lonn"]', "[]"), "consultants.kari.areas: List should have at least 1 item"),
        (WHOLE.replace('["support"]', "[]"), "consultants.kari.kinds: List should have at least 1 item"),
        (WHOLE.replace('"Kari"', '""'), "consultants.kari.name: String should have at least 1 character"),
        (WHOLE + "capacity = 0", "consultants.kari.capacity: Input should be greater than 0"),
        (WHOLE + "capacity = inf", "consultants.kari.capacity: Input should be less than or equal to"),
        (WHOLE + "capasity = 1", "consultants.kari.capasity: Extra inputs are not permitted"),
        (WHOLE + 'language = "de"', "consultants.kari.language: Input should be"),
        (
            WHOLE.replace("kari@", "kari "),
            "consultants.kari.address: is not a mail address; write one such as",
        ),
        (
            WHOLE.replace("kari@", "kåre@"),
            "consultants.kari.address: is not a mail address; write one such as",
        ),
        (WHOLE + f"[consultants.{'x' * 101}]", f"consultants.{'x' * 101}"),
    ],
)
def test_a_fault_in_the_file_is_named_with_its_key(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "consultants.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RosterError) as refusal:
        load_roster(path, TAXONOMY)
    assert str(refusal.value).startswith(f"{path}: {fault}")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "consultants.toml"
    path.write_text(
        WHOLE.replace('["lonn"]', '["lønn", "sal"]') + WHOLE.replace("kari", "anne"), encoding="utf-8"
    )
    with pytest.raises(RosterError) as refusal:
        load_roster(path, TAXONOMY)
    assert len(str(refusal.value).splitlines()) == 2


def test_a_missing_file_says_what_to_copy(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match=r"absent\.toml: cannot be read .*; copy config/consultants\.toml"):
        load_roster(tmp_path / "absent.toml", TAXONOMY)


def test_the_row_follows_the_file(database: Database) -> None:
    with database.write() as session:
        first = row_of(session, _one("kari"))
    renamed = Consultant("kari", "Kari Ås", "ka@firma.example", frozenset(), frozenset(), 1.0, Language.NB)
    with database.write() as session:
        assert row_of(session, renamed) == first
    with database.read() as session:
        [row] = session.scalars(select(ConsultantRow))
    assert (row.code, row.name, row.address) == ("kari", "Kari Ås", "ka@firma.example")
