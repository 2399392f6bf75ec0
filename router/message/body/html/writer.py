"""Collects the lines of an HTML text: white space as a browser shows it, and what is known of each line."""

from dataclasses import dataclass, field

from router.message.lines import Line
from router.message.parse.charset import clean
from router.message.parts import Section


@dataclass(slots=True)
class Writer:
    """Collects lines. White space is collapsed as a browser does it."""

    lines: list[Line] = field(default_factory=list)
    current: list[str] = field(default_factory=list)
    section: Section = Section.NEW
    wants_gap: bool = False
    marker: str = ""
    """What stands before the first text of a list's item."""
    is_indented: bool = False
    is_loud: bool = False
    """What is written now is in a colour that strikes the eye."""
    loud_from: int | None = None
    """From where on all of the current line is."""

    def write(self, text: str) -> None:
        if self.marker and text.strip():
            text, self.marker = self.marker + text.lstrip(" "), ""
        if not self.current or self.current[-1].endswith((" ", "\n")):
            text = text.lstrip(" ")
        if text:
            if self.wants_gap:
                self.blank_line()
            if not text.isspace():
                if not self.is_loud:
                    self.loud_from = None
                elif self.loud_from is None:
                    self.loud_from = sum(map(len, self.current))
            self.current.append(text)

    def end_line(self) -> None:
        if self.current:
            text = clean("".join(self.current)).rstrip()
            self.lines.extend(
                Line(line.rstrip(), self.section, self.loud_from if line else None, self.is_indented)
                for line in text.split("\n")
            )
            self.current.clear()
        self.loud_from = None

    def blank_line(self) -> None:
        self.wants_gap = False
        if self.lines and not self.lines[-1].is_blank:
            self.lines.append(Line("", self.section, is_indented=self.is_indented))
