"""The documentation keeps step with the code: keys, commands, events, states and links."""

import ast
import re
import tomllib
from collections.abc import Iterator
from enum import Enum, StrEnum
from pathlib import Path

import pytest
import typer
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from router.cases.events import Action
from router.cases.tables import Outcome, TicketStatus
from router.cli import app
from router.post.tables import OutgoingState
from router.settings import (
    FirmSettings,
    LearningSettings,
    MailboxSettings,
    PostSettings,
    ServiceSettings,
    Settings,
    SmtpSettings,
)
from tests.running import PROJECT

DOCS = PROJECT / "docs"
PAGES = [
    PROJECT / "README.md",
    PROJECT / "CHANGELOG.md",
    *sorted(DOCS.glob("*.md")),
    PROJECT / "systemd/README.md",
]
SECTIONS: dict[str, type[BaseModel]] = {
    "The top of the file": Settings,
    "[firm]": FirmSettings,
    "[mailboxes.NAME]": MailboxSettings,
    "[smtp]": SmtpSettings,
    "[post]": PostSettings,
    "[service]": ServiceSettings,
    "[learning]": LearningSettings,
}
# These have sections of their own.
TABLES = {"firm", "mailboxes", "smtp", "post", "service", "learning"}
LOG_LEVELS = {"debug", "info", "warning", "error", "exception"}


def _documented_keys(section: str) -> dict[str, str]:
    """The defaults in a section's table of docs/configuration.md, by key."""
    page = (DOCS / "configuration.md").read_text(encoding="utf-8")
    _, _, rest = page.partition(f"\n## {section}\n")
    table, _, _ = rest.partition("\n## ")
    return dict(re.findall(r"^\| `(\w+)` \| ([^|]+?) \|", table, re.MULTILINE))


def _keys(section: type[BaseModel]) -> dict[str, FieldInfo]:
    # A mailbox is named by its table.
    left_out = {Settings: TABLES, MailboxSettings: {"name"}}.get(section, set())
    return {name: field for name, field in section.model_fields.items() if name not in left_out}


def _default_of(field: FieldInfo) -> object:
    default = field.get_default(call_default_factory=False)
    if isinstance(default, Enum):
        return default.value
    if isinstance(default, tuple):
        return list(default)
    return str(default) if isinstance(default, Path) else default


@pytest.mark.parametrize("section", SECTIONS)
def test_every_key_is_documented_with_its_default(section: str) -> None:
    documented, keys = _documented_keys(section), _keys(SECTIONS[section])
    assert set(documented) == set(keys)
    for name, field in keys.items():
        if field.is_required():
            assert documented[name] == "must be set", name
        elif field.default is None:
            assert documented[name] == "none", name
        else:
            told = tomllib.loads(f"value = {documented[name].strip('`')}")["value"]
            assert told == _default_of(field), name


def _commands(group: typer.Typer, prefix: str = "ticket-router") -> Iterator[str]:
    for command in group.registered_commands:
        assert command.callback is not None
        yield f"{prefix} {command.name or command.callback.__name__}"
    for below in group.registered_groups:
        assert below.typer_instance is not None
        # A group without a name of its own (typer then holds a placeholder) adds its commands to the others.
        own = f"{prefix} {below.name}" if isinstance(below.name, str) else prefix
        yield from _commands(below.typer_instance, own)


def test_every_command_is_in_the_readme() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    _, _, rest = readme.partition("\n## Commands\n")
    table, _, _ = rest.partition("\n## ")
    rows = re.findall(r"^\| `(ticket-router [^`]+)` \|", table, re.MULTILINE)
    documented = [
        " ".join(word for word in row.split() if word.islower() and word[0].isalpha()) for row in rows
    ]
    assert sorted(documented) == sorted(_commands(app))


def _logged_events() -> set[str]:
    """The first argument of every call of the modules' logs."""
    found = set()
    for path in (PROJECT / "router").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="log"), attr=level),
                    args=[ast.Constant(value=str(event)), *_],
                ) if level in LOG_LEVELS:
                    found.add(event)
    return found


def test_every_log_event_is_in_the_operators_table() -> None:
    page = (DOCS / "operators.md").read_text(encoding="utf-8")
    _, _, rest = page.partition("\n## Logs\n")
    section, _, _ = rest.partition("\n## ")
    documented = set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))
    assert documented == _logged_events()


@pytest.mark.parametrize("states", [Outcome, TicketStatus, OutgoingState, Action])
def test_every_state_is_told_to_administrators(states: type[StrEnum]) -> None:
    page = (DOCS / "administrators.md").read_text(encoding="utf-8")
    assert [state.value for state in states if f"| `{state.value}` |" not in page] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert missing == []


def test_every_path_that_the_design_names_exists() -> None:
    page = (DOCS / "design.md").read_text(encoding="utf-8")
    paths = re.findall(r"`((?:router|tests|config|models|systemd|benchmarks|docs)/[\w./]*)`", page)
    assert paths
    assert [path for path in paths if not (PROJECT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_says_the_same_twice(page: Path) -> None:
    text = re.sub(r"^(```|~~~).*?^\1", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^## .+", text, re.MULTILINE)
    paragraphs = [own for own in text.split("\n\n") if len(own) > 150]
    assert len(set(headings)) == len(headings)
    assert len(set(paragraphs)) == len(paragraphs)
