"""The lines of a body, each with what is known of it: the common ground of HTML reading and trimming.

Trimming never cuts characters out; it gives each line a section. So no character of a mail is lost, and the
sections can be put beside the mail again.
"""

from dataclasses import dataclass

from router.message.parts import Section

MAX_LINES = 20_000
"""How many lines of a body are told apart: a mail that a human wrote never has as many."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the body without its line end.

    ``section`` is ``NEW`` until something shows otherwise, as the structure of the HTML may.
    """

    text: str
    section: Section = Section.NEW

    @property
    def is_blank(self) -> bool:
        return not self.text or self.text.isspace()


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a plain text, all of them new. What is beyond `MAX_LINES` is one long last line."""
    return tuple(Line(line.rstrip()) for line in text.split("\n", MAX_LINES))
