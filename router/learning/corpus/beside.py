"""What lies beside the labelled mails of a corpus and teaches as well: glossary, elsewhere, exercises.

*Exercises* are labelled mails that were written to teach: rarer words, harder cases, more of several issues
than a firm's mail holds. A model learns from them as from all others. They are never judged and nothing is
calibrated on them: the figures, the thresholds and the promise are of the corpus itself, which is as mail
comes. Those in ``exercises/mails`` teach everything. Those in ``exercises/issues`` teach what an issue is and
what a mail is for, but not how a mail is divided: their turns from one matter to the next are rarer in life.
"""

from dataclasses import dataclass
from pathlib import Path

from router.learning.corpus.elsewhere import read_elsewhere
from router.learning.corpus.glossary import Phrase, read_glossary
from router.learning.corpus.labelled import LabelledMail, exercise_folders, read_corpus


@dataclass(frozen=True, slots=True)
class Beside:
    """All that teaches beside the corpus."""

    glossary: tuple[Phrase, ...] = ()
    """Phrases of the trade, each with its area."""
    elsewhere: tuple[str, ...] = ()
    """Texts of other trades."""
    mail_exercises: tuple[LabelledMail, ...] = ()
    issue_exercises: tuple[LabelledMail, ...] = ()


NOTHING = Beside()


def read_beside(source: Path) -> Beside:
    """What lies in the corpus' folder; nothing where ``source`` is a file.

    Raises:
        CorpusError: one of the files is unreadable or breaks its format.
    """
    mails, issues = exercise_folders(source)
    return Beside(
        glossary=tuple(read_glossary(source)),
        elsewhere=tuple(read_elsewhere(source)),
        mail_exercises=read_corpus(mails) if mails is not None else (),
        issue_exercises=read_corpus(issues) if issues is not None else (),
    )
