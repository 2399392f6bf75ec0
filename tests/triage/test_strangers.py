"""Mail of other businesses and in other languages, which taught nothing: a human sees it first."""

import tomllib
from email.message import EmailMessage
from pathlib import Path

from router.message.parts import OwnIdentity
from router.message.understand import understand
from router.taxonomy import Kind
from router.triage import triage
from tests.learning.conftest import CORPUS
from tests.triage.mails import shipped_model

STRANGERS = tomllib.loads((Path(__file__).parent / "strangers.toml").read_text(encoding="utf-8"))["mails"]
ROUTED_AT_MOST = 3
"""A few are in the very words of a support centre: "Strømmen har vært borte siden klokka ni"."""


def routed_by_mistake() -> list[str]:
    found = []
    for what, subject, text in STRANGERS:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = "ola@kunde.example", "support@firma.example", subject
        mail.set_content(text)
        answer = triage(understand(mail.as_bytes(), OwnIdentity()), Kind.SUPPORT, shipped_model())
        found += [what for issue in answer.issues if issue.auto_routed]
    return found


def test_practically_no_stranger_is_routed_without_a_humans_word() -> None:
    assert len(STRANGERS) > 80
    found = routed_by_mistake()
    assert len(found) <= ROUTED_AT_MOST, found


def test_the_strangers_of_this_test_are_not_those_that_taught_the_model() -> None:
    taught = set(tomllib.loads((CORPUS / "elsewhere.toml").read_text(encoding="utf-8"))["texts"])
    assert taught.isdisjoint(text for _, _, text in STRANGERS)
