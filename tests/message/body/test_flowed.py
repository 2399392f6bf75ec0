"""format=flowed (RFC 3676) is joined again as the reader's client joins it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.body.flowed import unflowed


@pytest.mark.parametrize(
    ("flowed", "text"),
    [
        ("En lang \nlinje.\nNy.", "En lang linje.\nNy."),
        (" From her\n >ikke sitat", "From her\n>ikke sitat"),
        ("> sitat \n> her\nsvar", "> sitat her\nsvar"),
        ("> sitat \nsvar", "> sitat \nsvar"),
        (">> a \n> b", ">> a \n> b"),
        ("hei \n-- \nKari", "hei \n-- \nKari"),
        ("slutt ", "slutt "),
        ("", ""),
    ],
)
def test_lines_flow_within_their_depth(flowed: str, text: str) -> None:
    assert unflowed(flowed, delete_space=False) == text


def test_with_delsp_the_blank_goes() -> None:
    assert unflowed("lønns \nkjøring\nstopper", delete_space=True) == "lønnskjøring\nstopper"


@given(st.text(alphabet="ab >\n-", max_size=80))
def test_no_letter_is_lost(text: str) -> None:
    assert sorted(
        unflowed(text, delete_space=False).replace(" ", "").replace("\n", "").replace(">", "")
    ) == sorted(text.replace(" ", "").replace("\n", "").replace(">", ""))
