"""How fast and how right the message room is: `python benchmarks/understand.py` prints the figures.

Speed is measured on mails made from the corpus as four kinds of client write them, on one core. Rightness is
measured against the corpus' own labels: the language, the TeamViewer ID, and that no word of an issue is cut
away with a signature. With `--lingua` the language is also asked of lingua-language-detector.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from html import escape
from pathlib import Path

from router.message import understand
from router.message.language import language_of
from tests.mails import File, make_mail

CORPUS = Path(__file__).parents[1] / "models" / "corpus"
HISTORY = """Fra: Support <support@okonomibistand.example>
Sendt: 3. mars 2025 09:12
Til: Kari
Emne: Sak

Da er det i orden."""


def main() -> None:
    mails = [
        json.loads(line)
        for path in sorted(CORPUS.glob("train-*.jsonl"))
        for line in path.open(encoding="utf-8")
    ]
    print(f"{len(mails)} mails of the corpus")
    _speed(mails)
    _rightness(mails)
    _languages(mails)


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
        started = time.perf_counter()
        for raw in raws:
            understand(raw)
        print(f"  {way:28} {len(raws) / (time.perf_counter() - started):7.0f} mails a second")


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
    started = time.perf_counter()
    right = sum(language_of(text) == language for text, language in labelled)
    spent = (time.perf_counter() - started) / len(labelled)
    print(f"  language right: {right / len(labelled):.1%}, {spent * 1000:.3f} ms a mail")
    if "--lingua" in sys.argv:
        _lingua(labelled)


def _lingua(labelled: list[tuple[str, str]]) -> None:
    from lingua import Language, LanguageDetectorBuilder

    codes = {Language.BOKMAL: "nb", Language.NYNORSK: "nn", Language.ENGLISH: "en"}
    others = (Language.DANISH, Language.SWEDISH, Language.GERMAN, Language.FRENCH, Language.POLISH)
    detector = LanguageDetectorBuilder.from_languages(*codes, *others).build()
    detector.detect_language_of("hei på deg")
    started = time.perf_counter()
    answers = [detector.detect_language_of(text) for text, _ in labelled]
    spent = (time.perf_counter() - started) / len(labelled)
    right = sum(
        answer is not None and codes.get(answer) == code
        for answer, (_, code) in zip(answers, labelled, strict=True)
    )
    print(f"  lingua's language right: {right / len(labelled):.1%}, {spent * 1000:.3f} ms a mail")


if __name__ == "__main__":
    main()
