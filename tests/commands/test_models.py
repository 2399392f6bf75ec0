"""Models are listed, shown, compared and taken into use, unless they are worse."""

from pathlib import Path

from tests.commands.invoked import complaint_of, output, run
from tests.shipped import copied_model, shipped_figure


def test_a_model_is_taken_into_use_and_the_one_before_again(tmp_path: Path) -> None:
    first = copied_model(tmp_path, "2025-01-01-1")
    second = copied_model(tmp_path, "2025-02-01-1")
    here = ("--models", str(tmp_path))
    for version in (first, second):
        said = output(run(None, "models", "activate", version, "--by", "Eli [/b]", *here))
        assert f"{version} is now in use" in said
    listed = output(run(None, "models", "list", *here)).splitlines()
    assert [line.strip(" │").endswith("in use") for line in listed if second in line] == [True]
    assert [line.strip(" │").endswith("in use before") for line in listed if first in line] == [True]
    shown = output(run(None, "models", "show", second, *here))
    for told in (
        "kind right",
        f"{shipped_figure('kind'):.1%}",
        "SHA-256 of the corpus",
        "scikit-learn",
        "Eli [/b]",
        "activated",
    ):
        assert told in shown
    said = output(run(None, "models", "rollback", *here))
    assert f"{first} is now in use (before: {second})" in said
    assert (tmp_path / "active").read_text(encoding="utf-8") == f"{first}\n"
    assert "no model that was in use before" in complaint_of(run(None, "models", "rollback", *here))


def test_two_models_are_compared_in_plain_words(tmp_path: Path) -> None:
    first = copied_model(tmp_path, "2025-01-01-1")
    second = copied_model(tmp_path, "2025-02-01-1", both=0.8)
    here = ("--models", str(tmp_path))
    said = output(run(None, "models", "compare", first, second, *here))
    assert f"{second} is worse than {first}." in said
    assert f"{100 * (0.8 - shipped_figure('both')):+.1f} points" in said
    output(run(None, "models", "activate", first, *here))
    complaint = complaint_of(run(None, "models", "activate", second, *here))
    before = f"{shipped_figure('both'):.1%} before"
    assert f"{second} is worse than {first}, which stays in use: kind and area: {before}" in complaint
    assert "--anyway" in complaint
    assert f"{second} is now in use" in output(run(None, "models", "activate", second, "--anyway", *here))
