"""A body's lines while they are being told apart: each with its section so far."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from router.message.lines import Line
from router.message.parts import Section


@dataclass(slots=True)
class Sectioned:
    """``lines`` come out; ``texts`` are what is looked at, where other marks of quoting stand as ">"."""

    texts: list[str]
    sections: list[Section]
    lines: list[Line]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "Sectioned":
        """The lines with the sections that they have from the HTML."""
        return cls([line.text for line in lines], [line.section for line in lines], list(lines))

    def has(self, section: Section, start: int = 0) -> bool:
        """Whether any line from this one on has the section and says something."""
        return any(
            self.sections[n] is section and self.texts[n].strip() for n in range(start, len(self.texts))
        )

    def part(self, number: int, column: int, section: Section) -> None:
        """Give what begins at this column a line of its own, and this section."""
        line, text = self.lines[number], self.texts[number]
        parted = (text[:column].rstrip(), text[column:].lstrip())
        self.texts[number : number + 1] = parted
        self.lines[number : number + 1] = [replace(line, text=piece) for piece in parted]
        self.sections[number : number + 1] = [self.sections[number], section]
