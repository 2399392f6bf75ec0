"""Every raw mail of `tests/message/mails/` is understood as a careful reader understands it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from router.explain.document import Explanation, explanation
from router.message import OwnIdentity, understand

MAILS = Path(__file__).parent / "mails"
OWN = OwnIdentity(
    addresses=frozenset({"support@okonomibistand.example", "oppdrag@okonomibistand.example"}),
    message_id_domain="router.okonomibistand.example",
    trusted_authserv_ids=frozenset({"mx.okonomibistand.example"}),
)
TEXTS = {"new_text", "quoted_text", "signature", "disclaimer", "question", "answer", "subject"}
FILES = sorted(MAILS.rglob("*.eml"))


def _differences(expected: Mapping[str, Any], actual: Mapping[str, Any], where: str = "") -> list[str]:
    found = []
    for key, value in expected.items():
        if key == "marks":
            for kind, values in value.items():
                marks = [mark["value"] for mark in actual["marks"] if mark["kind"] == kind]
                if list(dict.fromkeys(marks)) != values:
                    found.append(f"{where}marks.{kind}: {marks!r} instead of {values!r}")
        elif key == "warnings":
            found += [
                f"{where}warnings: no {text!r}" for text in value if not _is_said(text, actual["warnings"])
            ]
            if not value and actual["warnings"]:
                found.append(f"{where}warnings: {actual['warnings']!r} instead of none")
        elif not _is_same(key, value, actual[key]):
            found.append(f"{where}{key}: {actual[key]!r} instead of {value!r}")
    return found


def _is_said(text: str, warnings: Sequence[str]) -> bool:
    return any(text.lower() in warning.lower() for warning in warnings)


def _is_same(key: str, expected: Any, actual: Any) -> bool:
    if isinstance(expected, dict) and isinstance(actual, dict):
        return not _differences(expected, actual)
    if isinstance(expected, list) and isinstance(actual, list):
        return len(expected) == len(actual) and all(map(_is_same, [key] * len(actual), expected, actual))
    if key in TEXTS and isinstance(expected, str):
        return expected.split() == str(actual).split()
    return bool(expected == actual)


def test_every_mail_has_its_expected_result_and_the_other_way_round() -> None:
    assert [path.with_suffix("") for path in FILES] == [
        path.with_suffix("") for path in sorted(MAILS.rglob("*.json"))
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_mail_is_understood_as_a_careful_reader_understands_it(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    unknown = set(expected) - set(Explanation.__annotations__)
    assert not unknown, f"{path.stem}.json: unknown keys {unknown}"
    document = explanation(path.name, understand(path.read_bytes(), OWN), None)
    assert not _differences(expected, document)
