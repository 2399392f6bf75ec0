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
    line_is_loud: bool = True
    """So was all of the current line."""

    def write(self, text: str) -> None:
        if self.marker and text.strip():
            text, self.marker = self.marker + text.lstrip(" "), ""
        if not self.current or self.current[-1].endswith((" ", "\n")):
            text = text.lstrip(" ")
        if text:
            if self.wants_gap:
                self.blank_line()
            if not self.is_loud and not text.isspace():
                self.line_is_loud = False
            self.current.append(text)

    def end_line(self) -> None:
        if self.current:
            text = clean("".join(self.current)).rstrip()
            is_coloured = self.line_is_loud and bool(text)
            self.lines.extend(
                Line(line.rstrip(), self.section, is_coloured, self.is_indented) for line in text.split("\n")
            )
            self.current.clear()
        self.line_is_loud = True

    def blank_line(self) -> None:
        self.wants_gap = False
        if self.lines and not self.lines[-1].is_blank:
            self.lines.append(Line("", self.section, is_indented=self.is_indented))
