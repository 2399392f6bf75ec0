"""Do libraries that cut text into sentences find where customers change the subject?

    .venv/bin/python -m benchmarks.segmentation

For every mail of the corpus that holds several issues: does a segment begin where another issue begins? And
how often is a sentence cut behind an abbreviation or inside a date ("nr. 4", "12. mai")? Libraries read line
by line, since none of them knows lists and lines. They are no dependencies of the project: those that are
not installed are left out (``pip install pysbd sentencex blingfire syntok`` into a copy of the virtual
environment).
"""

import importlib
import re
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from router.learning.corpus.labelled import LabelledMail, read_corpus
from router.triage.segments import segments

CORPUS = Path(__file__).parents[1] / "models" / "corpus"
Cutter = Callable[[str], Iterable[int]]
"""Where the sentences of one line begin."""

_SHORT = (
    "f\\.eks bl\\.a ca nr kl evt inkl pr ang vedr jf tlf dvs mill pga ekskl min maks".replace(" ", "|"),
    "jan feb mars april mai juni juli aug sep okt nov des kvartal termin".replace(" ", "|"),
)
_NO_END = re.compile(rf"\b(?:{_SHORT[0]})\. (?=\S)|\b\d{{1,2}}\. (?=(?:{_SHORT[1]})\w*)", re.IGNORECASE)


def pysbd() -> Cutter:
    """Rules for many languages; Danish is the nearest that it has."""
    segmenter: Any = importlib.import_module("pysbd").Segmenter(language="da", clean=False, char_span=True)
    return lambda line: [sentence.start for sentence in segmenter.segment(line)]


def sentencex() -> Cutter:
    """Wikimedia's, with Norwegian."""
    module: Any = importlib.import_module("sentencex")
    return lambda line: _places(list(module.segment("no", line)), line)


def blingfire() -> Cutter:
    """Microsoft's, without languages."""
    module: Any = importlib.import_module("blingfire")
    return lambda line: _places(str(module.text_to_sentences(line)).split("\n"), line)


def syntok() -> Cutter:
    """For Indo-European languages in general."""
    module: Any = importlib.import_module("syntok.segmenter")
    return lambda line: [
        sentence[0].offset for part in module.process(line) for sentence in part if len(sentence)
    ]


def main() -> None:
    mails = [mail for mail in read_corpus(CORPUS) if mail.issues]
    _report("ours", mails, lambda text: {segment.span.start for segment in segments(text)})
    for library in (pysbd, sentencex, blingfire, syntok):
        try:
            cutter = library()
        except ImportError:
            print(f"{library.__name__:10} is not installed")
            continue
        _report(library.__name__, mails, lambda text, cutter=cutter: set(_in_text(cutter, text)))  # type: ignore[misc]


def _report(name: str, mails: list[LabelledMail], cut: Callable[[str], set[int]]) -> None:
    found = joints = count = wrong = 0
    began = time.process_time()
    cuts = [cut(mail.text) for mail in mails]
    seconds = time.process_time() - began
    for mail, starts in zip(mails, cuts, strict=True):
        wanted = set(_joints(mail))
        joints += len(wanted)
        found += len(wanted & starts)
        count += len(starts)
        wrong += sum(match.end() in starts for match in _NO_END.finditer(mail.text))
    print(
        f"{name:10} {found} of {joints} joints ({found / joints:.1%}), {count} segments, {wrong} cut behind "
        f"an abbreviation or in a date, {1000 * seconds / len(mails):.2f} ms a mail"
    )


def _joints(mail: LabelledMail) -> Iterator[int]:
    """Where another issue begins than the one before it."""
    parts = sorted((span, number) for number, issue in enumerate(mail.issues) for span in issue.spans)
    for (_, before), (span, number) in pairwise(parts):
        if number != before:
            yield span.start + len(mail.text[span.start :]) - len(mail.text[span.start :].lstrip())


def _in_text(cutter: Cutter, text: str) -> Iterator[int]:
    for line in re.finditer(r"[^\n]+", text):
        for place in cutter(line.group()):
            at = line.start() + place
            yield at + len(text[at:]) - len(text[at:].lstrip())


def _places(sentences: Iterable[str], line: str) -> Iterator[int]:
    at = 0
    for sentence in sentences:
        place = line.find(sentence.strip(), at)
        if place >= 0:
            yield place
            at = place + len(sentence.strip())


if __name__ == "__main__":
    main()
