"""How fast and how right the message room is: `python -m benchmarks.understand` prints the figures.

Speed is measured on one core, in processor time: over every raw mail under 50 KB that the project has (the
message room's corpus and the demonstration's mailbox), one by one; over mails made from the training corpus
as four kinds of client write them; and over a mail of 25 MB, with the memory that it takes. Rightness is
measured against the training corpus' own labels: the language, the TeamViewer ID, and that no word of an
issue is cut away with a signature. With `--lingua` the language is also asked of lingua-language-detector.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

from router.message import understand
from router.message.language import language_of
from tests.mails import File, make_mail

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "models" / "corpus"
RAW_MAILS = (ROOT / "tests" / "message" / "mails", ROOT / "router" / "demo" / "mails")
ORDINARY = 50_000
"""Bytes: an ordinary mail has fewer."""
MEASURE_LARGE = """
import sys, time
from pathlib import Path
from router.message import understand
raw = sys.stdin.buffer.read()
started = time.process_time()
message = understand(raw)
spent = time.process_time() - started
memory = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())["VmHWM"]
print(f"{len(raw) / 1e6:.1f} MB, {len(message.attachments)} attachments: {spent:.3f} s", end=", ")
print(f"{int(memory.split()[0]) / 1000:.0f} MB of memory at most, the mail and Python itself among it")
"""
HISTORY = """Fra: Support <support@okonomibistand.example>
Sendt: 3. mars 2025 09:12
Til: Kari
Emne: Sak

Da er det i orden."""


def main() -> None:
    _raw_mails()
    _large_mail()
    mails = [
        json.loads(line)
        for path in sorted(CORPUS.glob("train-*.jsonl"))
        for line in path.open(encoding="utf-8")
    ]
    print(f"{len(mails)} mails of the training corpus")
    _speed(mails)
    _rightness(mails)
    _languages(mails)


def _raw_mails() -> None:
    """Each ordinary raw mail by itself: the best of three times, so that the machine's noise is left out."""
    paths = [path for folder in RAW_MAILS for path in sorted(folder.rglob("*.eml"))]
    raws = {path.stem: path.read_bytes() for path in paths if path.stat().st_size < ORDINARY}
    spent = {}
    for name, raw in raws.items():
        times = []
        for _ in range(3):
            started = time.process_time_ns()
            understand(raw)
            times.append(time.process_time_ns() - started)
        spent[name] = min(times) / 1e6
    part = statistics.quantiles(spent.values(), n=100, method="inclusive")
    size = sum(map(len, raws.values())) / len(raws) / 1000
    print(
        f"{len(raws)} raw mails under {ORDINARY // 1000} KB, {size:.1f} KB each, one core of {os.cpu_count()}"
    )
    print(f"  {1000 * len(spent) / sum(spent.values()):.0f} mails a second")
    print(f"  of 100 mails 50 take {part[49]:.2f} ms or less, 95 {part[94]:.2f} ms, 99 {part[98]:.2f} ms")
    slowest = max(spent, key=spent.__getitem__)
    print(f"  the slowest, {slowest}, {spent[slowest]:.2f} ms")


def _large_mail() -> None:
    noise = random.Random(3)
    files = [File(f"skjermbilde-{n}.png", noise.randbytes(3_650_000), "image/png") for n in range(5)]
    raw = make_mail(text="Vi har en feil", html="<p>Vi har en feil</p>", attachments=files)
    ran = subprocess.run([sys.executable, "-c", MEASURE_LARGE], input=raw, stdout=subprocess.PIPE, check=True)
    print(ran.stdout.decode().strip())


def _text(mail: dict[str, object]) -> str:
    parts = mail["parts"]
    assert isinstance(parts, list)
    return "".join(part["t"] for part in parts)


def _raw(mail: dict[str, object]) -> Iterator[tuple[str, bytes]]:
    text, subject = _text(mail), str(mail["subject"])
    sender = f"{mail['from_name']} <{mail['from_addr']}>".replace(",", "")
    html = "".join(
        f'<p class="MsoNormal">{escape(line) or "&nbsp;"}</p>' for line in f"{text}\n{HISTORY}".split("\n")
    )
    yield "plain", make_mail(sender=sender, subject=subject, text=text)
    yield (
        "plain reply",
        make_mail(sender=sender, subject=subject, text=f"{text}\n\n{HISTORY}", encoding="base64"),
    )
    yield "Outlook HTML", make_mail(sender=sender, subject=subject, html=html)
    yield (
        "both, with a 30 KB picture",
        make_mail(
            sender=sender,
            subject=subject,
            text=text,
            html=html,
            attachments=[File("a.png", bytes(30_000), "image/png")],
        ),
    )


def _speed(mails: list[dict[str, object]]) -> None:
    ways: dict[str, list[bytes]] = {}
    for mail in mails:
        for way, raw in _raw(mail):
            ways.setdefault(way, []).append(raw)
    for way, raws in ways.items():
        started = time.process_time()
        for raw in raws:
            understand(raw)
        print(f"  {way:28} {len(raws) / (time.process_time() - started):7.0f} mails a second")


def _rightness(mails: list[dict[str, object]]) -> None:
    found: Counter[str] = Counter()
    for mail in mails:
        raw = make_mail(
            sender=f"{mail['from_name']} <{mail['from_addr']}>".replace(",", ""), text=_text(mail)
        )
        message = understand(raw)
        if mail["teamviewer"]:
            found["with TeamViewer ID"] += 1
            found["TeamViewer ID right"] += message.marks.teamviewer_id == mail["teamviewer"]
        else:
            found["TeamViewer ID where there is none"] += message.marks.teamviewer_id is not None
        kept = "".join(message.text.new_text.split())
        parts = mail["parts"]
        assert isinstance(parts, list)
        found["mails whose issues lost a word"] += any(
            part["i"] is not None and "".join(part["t"].split()) not in kept for part in parts
        )
    for name, number in found.items():
        print(f"  {name}: {number}")


def _languages(mails: list[dict[str, object]]) -> None:
    labelled = [(_text(mail), str(mail["lang"])) for mail in mails]
    eight_words = [(" ".join(text.split()[:8]), language) for text, language in labelled]
    _ask("language", lambda text: str(language_of(text)), labelled, eight_words)
    if "--lingua" in sys.argv:
        _ask("lingua's language", _lingua(), labelled, eight_words)


def _ask(name: str, ask: Callable[[str], str], *asked: list[tuple[str, str]]) -> None:
    for length, labelled in zip(("whole texts", "eight words"), asked, strict=True):
        started = time.perf_counter()
        right = sum(ask(text) == language for text, language in labelled)
        spent = (time.perf_counter() - started) / len(labelled)
        print(f"  {name} right, {length}: {right / len(labelled):.1%}, {spent * 1000:.3f} ms a mail")


def _lingua() -> Callable[[str], str]:
    from lingua import Language, LanguageDetectorBuilder

    codes = {Language.BOKMAL: "nb", Language.NYNORSK: "nn", Language.ENGLISH: "en"}
    others = (Language.DANISH, Language.SWEDISH, Language.GERMAN, Language.FRENCH, Language.POLISH)
    detector = LanguageDetectorBuilder.from_languages(*codes, *others).build()
    detector.detect_language_of("hei på deg")

    def ask(text: str) -> str:
        answer = detector.detect_language_of(text)
        return codes.get(answer, "other") if answer is not None else ""

    return ask


if __name__ == "__main__":
    main()
