"""What a consultant writes on the first line, and what only looks like it."""

import pytest

from router.cases.consultant_words import Word, word_in
from router.taxonomy import AreaCode, Kind, load_taxonomy
from tests.running import PROJECT

TAXONOMY = load_taxonomy(PROJECT / "config" / "taxonomy.toml")


def said(text: str) -> tuple[str | None, str | None]:
    word = word_in(text, TAXONOMY)
    assert word is not None, text
    assert word.not_understood == ""
    return word.kind, word.area


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("Område: lønn", "lonn"),
        ("område: Løn", "lonn"),
        ("Omrade: lonn", "lonn"),
        ("AREA: PAYROLL", "lonn"),
        ("Area: bank_remittering", "bank_remittering"),
        ("Område: Bank og remittering.", "bank_remittering"),
        ("Kompetanseområde = integrasjonar", "integrasjon"),
        ("Feil område, dette er integrasjon", "integrasjon"),
        ("Feil område. Dette er integrasjoner.", "integrasjon"),
        ("Feil område – hører til rapporter og skjema", "rapport_skjema"),
        ("Feil område: faktura", "ordre_faktura"),
        ("Gale område, saka gjeld rekneskap!", "regnskap"),
        ("Wrong area, this is industry solutions", "bransje"),
        ("Wrong area: licences", "lisens_tilgang"),
        ("*Område: teknisk*", "teknisk"),
        ("Hei!\n\nOmråde: lønn", "lonn"),
        ("\n\n  Område: salg\r\n", "avtale_salg"),
    ],
)
def test_an_area_by_any_of_its_names(text: str, area: str) -> None:
    assert said(text) == (None, area)


@pytest.mark.parametrize("area", TAXONOMY.areas, ids=lambda area: area.code)
def test_every_area_goes_by_every_name_of_its_own(area) -> None:  # type: ignore[no-untyped-def]
    for name in (area.code, *area.names.values()):
        assert said(f"Område: {name}") == (None, area.code)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Type: oppdrag", Kind.OPPDRAG),
        ("Sakstype: konsulentoppdrag", Kind.OPPDRAG),
        ("Type: assignment", Kind.OPPDRAG),
        ("Feil type, dette er support", Kind.SUPPORT),
        ("Kind: Support", Kind.SUPPORT),
    ],
)
def test_a_kind_by_any_of_its_names(text: str, kind: Kind) -> None:
    assert said(text) == (kind, None)


@pytest.mark.parametrize(
    "text",
    [
        "Område: lønn, type: oppdrag",
        "Type: oppdrag; område: lønn",
        "Område: lønn\nType: oppdrag",
        "Feil type, dette er oppdrag\nFeil område, dette er lønn",
    ],
)
def test_both_at_once(text: str) -> None:
    assert said(text) == (Kind.OPPDRAG, "lonn")


def test_what_else_is_written_is_kept() -> None:
    word = word_in("Område: lønn. Haster litt.\nKunden venter på svar.\n\nBjørn", TAXONOMY)
    assert word == Word(None, AreaCode("lonn"), "", "Haster litt.\nKunden venter på svar.\nBjørn")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Område: blomster", "blomster"),
        ("Område: og", "og"),
        ("Area: r", "r"),
        ("Type: kaffe", "kaffe"),
        ("Område: lønn bank", "lønn bank"),
    ],
)
def test_a_name_that_is_none_of_ours_is_said_not_to_be_understood(text: str, name: str) -> None:
    word = word_in(text, TAXONOMY)
    assert word is not None
    assert (word.kind, word.area, word.not_understood) == (None, None, name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Jeg tar den.",
        "Dette området er lønn, så vidt jeg ser",
        "Hei!\nJeg tror området er feil.",
        "Kunden sier at området: lønn er feil i menyen",
        "Jeg ser på det.\n\n\nOmråde: lønn",
        "Området virker ikke",
        "Type feil: 3021",
        "Område:",
        "x" * 10_000,
        "Område: lønn " + "x" * 10_000,
    ],
)
def test_what_only_looks_like_a_word_is_none(text: str) -> None:
    assert word_in(text, TAXONOMY) is None
