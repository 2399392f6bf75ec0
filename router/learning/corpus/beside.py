"""What lies beside the labelled mails of a corpus and teaches as well: glossary, elsewhere, exercises.

*Exercises* are labelled mails that were written to teach: rarer words, harder cases, more of several issues
than a firm's mail holds. A model learns from them as from all others. They are never judged and nothing is
calibrated on them: the figures, the thresholds and the promise are of the corpus itself, which is as mail
comes. Those in ``exercises/mails`` teach everything. Those in ``exercises/issues`` teach what an issue is and
what a mail is for, but not how a mail is divided: their turns from one matter to the next are rarer in life.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from router.learning.corpus.elsewhere import read_elsewhere
from router.learning.corpus.files import beside_folder, exercise_folders
from router.learning.corpus.glossary import Phrase, read_glossary
from router.learning.corpus.labelled import LabelledMail, read_mails


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


def read_beside(source: Path, corpus: Sequence[LabelledMail]) -> Beside:
    """What teaches beside the ``corpus`` of ``source``: what lies in its folder, or else what ships.

    An exercise with the text of a mail of the corpus is left out, since that mail is measured on. Of what
    ships, so is whatever is of an area that the corpus does not have: the firm may have areas of its own. So
    it is, too, with what lies beside a single file: it may be there for other files as well.

    Raises:
        CorpusError: one of the files is unreadable or breaks its format.
    """
    folder = beside_folder(source)
    texts = {mail.text for mail in corpus}
    areas = {issue.area for mail in corpus for issue in mail.issues} if folder != source else None

    def exercises(path: Path | None) -> tuple[LabelledMail, ...]:
        return tuple(
            mail
            for mail in (read_mails(path) if path is not None else ())
            if mail.text not in texts and (areas is None or areas.issuperset(i.area for i in mail.issues))
        )

    mails, issues = exercise_folders(folder)
    return Beside(
        glossary=tuple(phrase for phrase in read_glossary(folder) if areas is None or phrase.area in areas),
        elsewhere=read_elsewhere(folder),
        mail_exercises=exercises(mails),
        issue_exercises=exercises(issues),
    )
