"""The taxonomy file: read whole, or refused with every fault named."""

from pathlib import Path

import pytest

from router.taxonomy import AreaCode, Kind, Language, TaxonomyError, load_taxonomy
from tests.running import PROJECT

NAMES = 'nb = "a"\nnn = "b"\nen = "c"\n'
WHOLE = "".join(
    f"[{table}]\n{NAMES}" for table in ("kinds.support", "kinds.oppdrag", "areas.lonn", "areas.teknisk")
)


def _faults(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "taxonomy.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TaxonomyError) as refusal:
        load_taxonomy(path)
    lines = str(refusal.value).splitlines()
    assert all(line.startswith(f"{path}: ") for line in lines)
    return [line.removeprefix(f"{path}: ") for line in lines]


def test_the_file_that_ships_has_the_ten_areas_with_names_in_three_languages() -> None:
    taxonomy = load_taxonomy(PROJECT / "config" / "taxonomy.toml")
    assert len(taxonomy.areas) == 10
    assert taxonomy.area(AreaCode("lonn")).name(Language.NB) == "Lønn"
    assert taxonomy.area(AreaCode("lonn")).name(Language.NN) == "Løn"
    assert taxonomy.area(AreaCode("lonn")).name(Language.EN) == "Payroll"
    assert taxonomy.kind_name(Kind.OPPDRAG, Language.EN) == "consultant assignment"
    assert all(area.covers for area in taxonomy.areas)


@pytest.mark.parametrize(
    ("language", "answered_in"),
    [
        (Language.DA, Language.NB),
        (Language.SV, Language.NB),
        (Language.NN, Language.NN),
        (Language.OTHER, Language.EN),
    ],
)
def test_a_language_that_nobody_answers_in_has_one_that_its_readers_know(
    language: Language, answered_in: Language
) -> None:
    taxonomy = load_taxonomy(PROJECT / "config" / "taxonomy.toml")
    assert language.answered_in is answered_in
    area = taxonomy.area(AreaCode("regnskap"))
    assert area.name(language) == area.name(answered_in)
    assert taxonomy.kind_name(Kind.OPPDRAG, language) == taxonomy.kind_name(Kind.OPPDRAG, answered_in)


def test_the_areas_keep_the_order_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "taxonomy.toml"
    path.write_text(WHOLE, encoding="utf-8")
    assert load_taxonomy(path).codes == ("lonn", "teknisk")


def test_an_unknown_area_is_a_key_error(tmp_path: Path) -> None:
    path = tmp_path / "taxonomy.toml"
    path.write_text(WHOLE, encoding="utf-8")
    with pytest.raises(KeyError):
        load_taxonomy(path).area(AreaCode("bransje"))


def test_a_missing_file_is_named_with_the_key_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(
        TaxonomyError, match=r"absent\.toml: cannot be read .*name the file with the key taxonomy"
    ):
        load_taxonomy(tmp_path / "absent.toml")


@pytest.mark.parametrize("text", ["[kinds", "areas = [1,,]", "a = 1\na = 2"])
def test_broken_toml_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    [fault] = _faults(tmp_path, text)
    assert fault.startswith("is not TOML (")
    assert "line" in fault


def test_bytes_that_are_no_text_are_not_toml(tmp_path: Path) -> None:
    path = tmp_path / "taxonomy.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(TaxonomyError, match="is not TOML"):
        load_taxonomy(path)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            WHOLE.replace("[kinds.oppdrag]\n" + NAMES, ""),
            "kinds.oppdrag: missing; add a table [kinds.oppdrag]",
        ),
        (WHOLE.replace('nn = "b"\n', "", 1), "kinds.support.nn: missing; write the name as a text"),
        (WHOLE.replace('en = "c"', 'en = "  "', 1), "kinds.support.en: missing; write the name as a text"),
        (WHOLE.replace("[areas.teknisk]\n" + NAMES, ""), "areas: has 1 areas; describe at least two"),
        (WHOLE + "coversx = 'a'", "areas.teknisk.coversx: unknown key; did you mean 'covers'?"),
        (WHOLE + "covers = 3", "areas.teknisk.covers: is not a text"),
        (WHOLE + "[area.lonn]\n", "area: unknown key; did you mean 'areas'?"),
        (WHOLE + "[kinds.sale]\n", "kinds.sale: unknown key; take it out; known here: support, oppdrag"),
        (WHOLE + f"[areas.'Lønn og slikt']\n{NAMES}", "areas.Lønn og slikt: is not a code"),
        ("kinds = 3\n" + WHOLE.split("[areas", 1)[1].join(["[areas", ""]), "kinds: is not a table"),
        ("areas = 'x'\n" + WHOLE.split("[areas", 1)[0], "areas: is not a table"),
    ],
)
def test_a_fault_is_named_by_key_with_its_remedy(tmp_path: Path, text: str, fault: str) -> None:
    assert any(line.startswith(fault) for line in _faults(tmp_path, text))


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    faults = _faults(tmp_path, WHOLE.replace('nb = "a"\n', ""))
    assert [fault.partition(":")[0] for fault in faults] == [
        "kinds.support.nb",
        "kinds.oppdrag.nb",
        "areas.lonn.nb",
        "areas.teknisk.nb",
    ]
