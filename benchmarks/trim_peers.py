"""Who finds the customer's new words best: the message room or other libraries, on the project's own corpus.

    make bench-peers                                    # installs the peers beside the project and runs this
    .venv/bin/python -m benchmarks.trim_peers [--peers PYTHON] [--mails FOLDER]... [--misses]

The corpus is `tests/message/mails/`: every mail whose JSON says its `new_text`. A peer gets the mail's plain
text, already decoded, and its HTML where it reads HTML; it is right where one of its answers is the expected
text to the character, but for white space. Peers keep or drop signatures and notices by conventions of their
own, so *generous* also takes an answer that holds them: as the JSON says them, else as the router reads them.
The router is scored on `new_text` alone.
"""

import argparse
import itertools
import json
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from router.message import understand
from router.message.body.html import html_text
from router.message.parse import charset
from router.message.parse.tree import read_tree

ROOT = Path(__file__).parents[1]
MAILS = ROOT / "tests" / "message" / "mails"
DEMO = ROOT / "router" / "demo" / "mails"


@dataclass(frozen=True, slots=True)
class Case:
    """A mail of the corpus and what must come out."""

    name: str
    raw: bytes
    new_text: str
    generous: frozenset[str]
    """The same with the signature, the notices, or both."""


def main() -> None:
    """Print a table: right answers and time a mail, for the router and each peer."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    arguments.add_argument("--peers", default=str(ROOT / ".venv-peers" / "bin" / "python"), metavar="PYTHON")
    arguments.add_argument("--mails", action="append", type=Path, metavar="FOLDER")
    arguments.add_argument("--misses", action="store_true", help="name the mails that the router gets wrong")
    chosen = arguments.parse_args()
    cases = [case for folder in chosen.mails or [MAILS] for case in _cases(folder)]
    timed = [path.read_bytes() for path in sorted(DEMO.glob("*.eml"))]
    print(f"{len(cases)} mails of the corpus; time also over {len(timed)} mails of the demonstration")
    print(f"{'':32}{'right':>14}{'generous':>18}{'ms a mail':>12}")

    raws = [*(case.raw for case in cases), *timed]
    for raw in raws:
        understand(raw)
    started = time.process_time()
    found = [understand(raw).text.new_text for raw in raws]
    spent = time.process_time() - started
    right = [_folded(text) == case.new_text for text, case in zip(found, cases, strict=False)]
    _row("ticket-router (whole mail)", sum(right), None, len(cases), spent / max(1, len(raws)))
    for told in _peers(chosen.peers, raws):
        if "missing" in told:
            print(f"{told['peer']:32}not installed: {told['missing']}")
            continue
        texts = [[_text(answer) for answer in answers] for answers in told["answers"]]
        pairs = list(zip(texts, cases, strict=False))
        exact = sum(case.new_text in given for given, case in pairs)
        kept = sum(not case.generous.isdisjoint(given) for given, case in pairs)
        name = f"{told['peer']} {told['version']}"
        _row(name, exact, kept, len(cases), told["seconds"] / max(1, len(raws)))
    if chosen.misses:
        print("\n".join(case.name for case, is_right in zip(cases, right, strict=True) if not is_right))


def _cases(folder: Path) -> list[Case]:
    cases = []
    for path in sorted(folder.rglob("*.eml")):
        expected: dict[str, Any] = json.loads(path.with_suffix(".json").read_text("utf-8"))
        if "new_text" not in expected:
            continue
        raw = path.read_bytes()
        read = understand(raw).text
        new = _folded(expected["new_text"])
        signature = _folded(expected.get("signature", read.signature))
        disclaimer = _folded(expected.get("disclaimer", read.disclaimer))
        generous = {
            "".join(order)
            for pieces in ([new], [new, signature], [new, disclaimer], [new, signature, disclaimer])
            for order in itertools.permutations(pieces)
        }
        name = str(path.relative_to(folder).with_suffix(""))
        cases.append(Case(name, raw, new, frozenset(generous)))
    return cases


def _peers(python: str, raws: Sequence[bytes]) -> list[dict[str, Any]]:
    """What the peers say, asked in a process of their own virtual environment."""
    if not Path(python).exists():
        print(f"No peers: there is no {python}. `make bench-peers` installs them.")
        return []
    asked = "\n".join(json.dumps(_bodies(raw)) for raw in raws)
    script = [python, str(Path(__file__).with_name("peers.py"))]
    ran = subprocess.run(script, input=asked, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in ran.stdout.splitlines()]


def _bodies(raw: bytes) -> dict[str, str | None]:
    """The mail's first plain text and first HTML, decoded; a peer that reads no HTML gets its words."""
    found: dict[str, str | None] = {"plain": None, "html": None}
    for part in read_tree(raw).walk():
        kind = {"text/plain": "plain", "text/html": "html"}.get(part.type)
        if kind is not None and part.is_body_text and found[kind] is None:
            found[kind] = charset.decode(part.content(), part.content_type.get("charset")).text
    if not (found["plain"] or "").strip() and found["html"]:
        found["plain"] = html_text(found["html"]).text
    return found


def _text(answer: dict[str, str]) -> str:
    return _folded(html_text(answer["html"]).text if "html" in answer else answer["text"])


def _folded(text: str) -> str:
    return "".join(text.split())


def _row(name: str, right: int, generous: int | None, number: int, seconds: float) -> None:
    def share(count: int | None) -> str:
        return "" if count is None else f"{count:5} {count / max(1, number):7.1%}"

    print(f"{name:32}{share(right):>14}{share(generous):>18}{seconds * 1000:12.2f}")


if __name__ == "__main__":
    main()
