"""Whether it matters which client a mail was written with.

    .venv/bin/python -m benchmarks.raw_mail

The mails of the starter corpus and of ``benchmarks/fresh``, as each of :mod:`benchmarks.clients` writes them,
through understanding and triage with the active model. A line tells how many have the right number of issues,
how many single ones are split, in how many every kind and area is right, and how many come to the same kinds
and areas as the text alone. The active model has learnt from the starter corpus: there only the last figure
says something.
"""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.clients import CLIENTS, Client, Envelope
from router.garbage import collect_seldom
from router.learning.corpus.as_read import as_read
from router.learning.corpus.labelled import LabelledMail, message_of, read_corpus, read_mails
from router.learning.store.folders import active_model_directory
from router.learning.store.model_file import load_model
from router.message.parts import OwnIdentity
from router.message.understand import understand
from router.taxonomy import AreaCode, Kind
from router.triage import Addressed, Model, triage_each

MODELS = Path(__file__).parents[1] / "models"
FRESH = Path(__file__).parent / "fresh"
DOMAIN = "okonomibistand.example"
OWN = OwnIdentity(frozenset({f"support@{DOMAIN}", f"oppdrag@{DOMAIN}"}), f"router.{DOMAIN}")

Labels = list[tuple[Kind, AreaCode]]


def main() -> None:
    """Print the figures, one line for each client."""
    model = load_model(active_model_directory(MODELS))
    collect_seldom()
    sets = {"starter corpus": read_corpus(MODELS / "corpus")}
    sets |= {path.stem: read_mails(path) for path in sorted(FRESH.glob("*.jsonl"))}
    print(f"model {model.version}: number right, single split, all labels right, the same as the text alone")
    for name, mails in sets.items():
        _compare(name, [mail for mail in mails if mail.issues], model)


def _compare(name: str, mails: Sequence[LabelledMail], model: Model) -> None:
    print(f"{name}, {len(mails)} mails with issues")
    alone = _judged([Addressed(message_of(as_read(mail)), mail.mailbox) for mail in mails], model)
    asked: list[Labels] = [[(issue.kind, issue.area) for issue in mail.issues] for mail in mails]
    single = sum(len(own) == 1 for own in asked)
    for client_name, client in CLIENTS.items():
        found = _judged([_received(mail, client) for mail in mails], model)
        pairs = list(zip(asked, found, strict=True))
        count = sum(len(own) == len(said) for own, said in pairs)
        split = sum(len(own) == 1 < len(said) for own, said in pairs)
        right = sum(sorted(own) == sorted(said) for own, said in pairs)
        same = sum(one == other for one, other in zip(alone, found, strict=True))
        shares = (count / len(mails), split / single, right / len(mails), same / len(mails))
        print(f"  {client_name:32}" + "".join(f"{share:8.1%}" for share in shares), flush=True)


def _received(mail: LabelledMail, client: Client) -> Addressed:
    """The mail as this client sends it."""
    sender = f'"{mail.sender.name}" <{mail.sender.address}>'
    raw = client(Envelope(sender, f"{mail.mailbox}@{DOMAIN}", mail.subject), mail.text)
    return Addressed(understand(raw, OWN), mail.mailbox)


def _judged(mails: Sequence[Addressed], model: Model) -> list[Labels]:
    return [[(issue.kind, issue.area) for issue in own.issues] for own in triage_each(mails, model)]


if __name__ == "__main__":
    main()
