import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.promise import LOOSEST, STRICTEST, PromiseError, in_words, promised, wrong_share


@pytest.mark.parametrize(
    ("words", "share"),
    [
        ("at most 2 of 100 automatically routed cases may be wrong", 0.02),
        ("At most 1 out of 100 cases may be wrong.", 0.01),
        ("1 of 100", 0.01),
        ("1 in 50", 0.02),
        ("1/100", 0.01),
        ("2 %", 0.02),
        ("2%", 0.02),
        ("0.5 %", 0.005),
        ("2,5 prosent", 0.025),
        ("99 %", 0.01),
        ("99.5 percent", 0.005),
        ("at least 98 % right", 0.02),
        ("98 of 100 right", 0.02),
        ("høyst 2 av 100", 0.02),
        ("Høyst 2 av 100 saker som rutes automatisk, kan være feil", 0.02),
        ("minst 98 % riktige", 0.02),
        ("høyst 3\N{NO-BREAK SPACE}% feil", 0.03),
    ],
)
def test_a_promise_is_understood(words: str, share: float) -> None:
    assert wrong_share(words) == pytest.approx(share)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "no share"),
        ("2", "no share"),
        ("as few as possible", "no share"),
        ("1 of 100 or 2 of 100", "more than one share"),
        ("-2 %", "no share"),
        ("at least 2 % wrong", "how many may be wrong at most"),
        ("20 of 100", "between 0.5 of 100 and 10 of 100"),
        ("0 %", "between 0.5 of 100 and 10 of 100"),
        ("100 % right", "between 0.5 of 100 and 10 of 100"),
        ("1 of 0", "between"),
        ("1 of 1000", "between"),
    ],
)
def test_what_cannot_be_understood_or_promised_is_refused_with_an_example(words: str, told: str) -> None:
    with pytest.raises(PromiseError, match=told) as refusal:
        wrong_share(words)
    assert "at most 2 of 100 automatically routed cases may be wrong" in str(refusal.value)


@given(st.integers(round(1000 * STRICTEST), round(1000 * LOOSEST)))
def test_what_is_said_of_a_promise_is_understood_again(thousandths: int) -> None:
    share = thousandths / 1000
    assert wrong_share(promised(share)) == pytest.approx(share)
    assert wrong_share(in_words(share)) == pytest.approx(share)


@given(st.text(max_size=60))
def test_any_text_gives_a_share_or_a_clear_refusal(words: str) -> None:
    try:
        share = wrong_share(words)
    except PromiseError:
        return
    assert STRICTEST <= share <= LOOSEST
