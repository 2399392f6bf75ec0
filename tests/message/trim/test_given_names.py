"""A person's name is known where nobody said whose it is."""

import pytest

from router.message.trim.given_names import is_given_name, is_persons_name


def test_a_common_name_is_known_in_any_case() -> None:
    assert is_given_name("Bjørn")
    assert is_given_name("KARI")
    assert not is_given_name("Faktura")


@pytest.mark.parametrize(
    "line",
    [
        "Bjørn",
        "bjørn",
        "Kari Moen",
        "Kjetil R.",
        "Hege i nettbutikken",
        "Frode, Aasen Lastebil",
        "- Kari",
        "Tone :)",
        "Zofia Nowak",
        "Mohamed",
        "Göran Ek",
    ],
)
def test_a_line_may_be_a_persons_name(line: str) -> None:
    assert is_persons_name(line)


@pytest.mark.parametrize(
    "line", ["", "Kari?", "Kari kommer ikke", "Faktura", "Visma Business", "Dag 3", "Kari:", "Kari " * 30]
)
def test_other_lines_are_no_names(line: str) -> None:
    assert not is_persons_name(line)
