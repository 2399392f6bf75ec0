"""What is not the customer's request must not change what becomes of it: signature, history, notice, name.

Whole mails as a client sends them, through understanding and triage with the model that ships.
"""

import re
import textwrap
from collections.abc import Callable

import pytest

from router.learning.corpus.labelled import LabelledMail, read_corpus
from router.message.parts import OwnIdentity
from router.message.understand import understand
from router.taxonomy import AreaCode, Kind
from router.triage import triage
from router.triage.issue import MessageClass
from tests.mails import make_mail
from tests.triage.mails import MODELS, shipped_model

OWN = OwnIdentity(frozenset({"support@senter.example"}), "router.senter.example")
MAILS = [mail for mail in read_corpus(MODELS / "corpus")[::9] if mail.issues]

SIGNATURE = (
    "\n\nMed vennlig hilsen\nSolveig Aamodt\nØkonomisjef\nFjordlaks AS\n"
    "Tlf 90 00 00 00 | Org.nr. 999 888 777\nwww.fjordlaks.example"
)
HISTORY = (
    "\n\nDen 3. mars 2025 kl. 09:12 skrev Support <support@senter.example>:\n"
    "> Hei, vi har sett på lønnskjøringen og betalingsfilen.\n> Kan du starte serveren på nytt?\n"
)
NOTICE = (
    "\n\nDenne e-posten kan inneholde konfidensiell informasjon og er kun ment for mottakeren. Dersom du har "
    "mottatt e-posten ved en feil, ber vi deg varsle avsender og slette den.\n"
)

Labels = tuple[MessageClass, tuple[tuple[Kind, AreaCode], ...]]


def _labels(mail: LabelledMail, text: str, name: str) -> Labels:
    raw = make_mail(sender=f'"{name}" <{mail.sender.address}>', subject=mail.subject, text=text)
    answer = triage(understand(raw, OWN), mail.mailbox, shipped_model())
    return answer.message_class, tuple((issue.kind, issue.area) for issue in answer.issues)


def _request(mail: LabelledMail) -> str:
    """The text up to the end of the last issue: without farewell and signature."""
    return mail.text[: max(span.end for issue in mail.issues for span in issue.spans)].rstrip()


def _wrapped(mail: LabelledMail) -> str:
    """The text as it comes from a program that breaks lines at 72 characters."""
    return "\n".join(
        textwrap.fill(line, 72, break_long_words=False, break_on_hyphens=False) or line
        for line in mail.text.split("\n")
    )


def _renamed(mail: LabelledMail) -> str:
    """The text as Torgeir Vik would have signed it."""
    first, _, last = mail.sender.name.partition(" ")
    text = mail.text.replace(first, "Torgeir") if len(first) > 3 else mail.text
    own = last.rpartition(" ")[2]
    return re.sub(rf"(?:\b{first[0]}\. )?\b{re.escape(own)}\b", "Vik", text) if len(own) > 3 else text


CHANGES: dict[str, Callable[[LabelledMail], tuple[str, str]]] = {
    "its own signature is left out": lambda mail: (_request(mail), mail.sender.name),
    "another's signature stands below": lambda mail: (_request(mail) + SIGNATURE, mail.sender.name),
    "it quotes what we wrote": lambda mail: (mail.text + HISTORY, mail.sender.name),
    "a notice stands below": lambda mail: (mail.text.rstrip() + NOTICE, mail.sender.name),
    "a program broke its lines": lambda mail: (_wrapped(mail), mail.sender.name),
    "somebody else has written it": lambda mail: (_renamed(mail), "Torgeir Vik"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_labels_stay_the_same_where(change: str) -> None:
    changed = {
        mail.mail_id
        for mail in MAILS
        if _labels(mail, mail.text, mail.sender.name) != _labels(mail, *CHANGES[change](mail))
    }
    assert len(MAILS) > 150
    assert changed == set()


def test_what_the_customer_asks_does_change_them() -> None:
    asked = [_labels(mail, mail.text, mail.sender.name) for mail in MAILS]
    shuffled = [
        _labels(mail, other.text, mail.sender.name)
        for mail, other in zip(MAILS, MAILS[1:] + MAILS[:1], strict=True)
    ]
    assert sum(one != other for one, other in zip(asked, shuffled, strict=True)) > len(MAILS) / 2
