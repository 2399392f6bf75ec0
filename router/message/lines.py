"""The lines of a body, each with what is known of it: the common ground of HTML reading and trimming.

Trimming never cuts characters out; it gives each line a section. So no character of a mail is lost, and the
sections can be put beside the mail again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from router.message.parts import Answer, BodyText, Section, TextSpan

MAX_LINES = 5_000
"""How many lines of a body are told apart: a mail that a human wrote never has as many."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the body without its line end.

    ``section`` is ``NEW`` until something shows otherwise, as the structure of the HTML may.
    """

    text: str
    section: Section = Section.NEW
    coloured_from: int | None = None
    """From where on it is written in red, blue or green, as people do who answer within a quoted mail."""
    is_indented: bool = False
    """It stands in a ``<blockquote>`` of which nothing says whether it quotes a mail."""

    @property
    def is_blank(self) -> bool:
        return not self.text or self.text.isspace()


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a plain text, all of them new. What is beyond `MAX_LINES` is one long last line."""
    return tuple(Line(line.rstrip()) for line in text.split("\n", MAX_LINES))


def body_text(lines: Sequence[Line], sections: Sequence[Section], answers: Sequence[Answer] = ()) -> BodyText:
    """The text of these lines, taken apart by the section of each."""
    spans: list[TextSpan] = []
    start = 0
    for section, group in groupby(zip(sections, lines, strict=True), key=lambda pair: pair[0]):
        end = start + sum(len(line.text) + 1 for _, line in group)
        spans.append(TextSpan(section, start, end))
        start = end
    whole = "\n".join(line.text for line in lines)
    if spans:  # the last line has no line end
        spans[-1] = TextSpan(spans[-1].section, spans[-1].start, len(whole))
    return BodyText(
        new_text=_joined(lines, sections, Section.NEW),
        quoted_text=_joined(lines, sections, Section.QUOTED),
        signature=_joined(lines, sections, Section.SIGNATURE),
        disclaimer=_joined(lines, sections, Section.DISCLAIMER),
        whole=whole,
        spans=tuple(span for span in spans if span.start < span.end),
        answers=tuple(answers),
    )


def _joined(lines: Sequence[Line], sections: Sequence[Section], section: Section) -> str:
    """The section's lines; where others stood between, one blank line; no blank lines at either end."""
    chosen: list[str] = []
    previous = None
    for number, line in enumerate(lines):
        if sections[number] is not section:
            continue
        if previous is not None and number != previous + 1 and chosen[-1].strip():
            chosen.append("")
        if previous is not None and number != previous + 1 and not line.text.strip():
            continue
        chosen.append(line.text)
        previous = number
    return "\n".join(chosen).strip("\n ")
