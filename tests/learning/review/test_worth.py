"""Of unlabelled mails those are shown that teach, and not twenty times the same."""

import pytest

from router.learning.corpus.importing import FoundMail
from router.learning.corpus.labelled import LabelledMail, read_corpus
from router.learning.review.shown import unlabelled
from router.learning.review.worth import Unlabelled, most_teaching, percent
from router.learning.store.folders import active_model_directory
from router.learning.store.model_file import load_model
from router.message.understand import understand
from router.taxonomy import Kind
from router.triage.model import Model
from tests.learning.conftest import CORPUS
from tests.mails import make_mail
from tests.running import PROJECT

SURE = "Hei,\n\nBanken avviser betalingsfilen i AutoPay, og remitteringen feiler.\n\nMvh\nKari Moen"
UNSURE = "Hei,\n\nKan dere se på den gamle greia vi snakket om før helga? Noe med tallene.\n\nMvh\nKari Moen"
FOREIGN = "Buongiorno, abbiamo bisogno urgente di assistenza perché il gestionale segnala anomalie contabili."


@pytest.fixture(scope="module")
def model() -> Model:
    return load_model(active_model_directory(PROJECT / "models"))


@pytest.fixture(scope="module")
def corpus() -> tuple[LabelledMail, ...]:
    return read_corpus(CORPUS)


def found(number: int, text: str, **headers: str) -> FoundMail:
    raw = make_mail(text=text, message_id=f"<{number}@kunde.example>", headers=tuple(headers.items()))
    return FoundMail(f"box#{number}", understand(raw), Kind.SUPPORT)


def test_the_doubtful_mail_comes_before_the_sure_one(model: Model) -> None:
    mails = unlabelled([found(1, SURE), found(2, UNSURE)], (), model)
    first, second = most_teaching(mails, model, 2)
    assert (first.name, second.name) == ("box#2", "box#1")
    assert first.doubt > second.doubt
    assert "hesitates" in first.why


def test_twenty_copies_count_once(model: Model) -> None:
    copies = [found(number, UNSURE.replace("helga", f"helg {number}")) for number in range(20)]
    mails = unlabelled([*copies, found(50, SURE), found(51, "Hvordan fører jeg mva på kjøp?")], (), model)
    shown = most_teaching(mails, model, 3)
    assert [one.alike for one in shown] == [19, 0, 0]
    assert shown[0].why.endswith("19 others are much like it, so this one teaches for all.")


def test_a_copy_is_not_shown_at_all(model: Model) -> None:
    mails = unlabelled([found(number, UNSURE) for number in range(20)], (), model)
    assert len(mails) == 20
    assert [one.alike for one in most_teaching(mails, model, 9)] == [19]


def test_a_foreign_tongue_is_said_to_be_new(model: Model) -> None:
    (shown,) = most_teaching(unlabelled([found(1, FOREIGN)], (), model), model, 5)
    assert shown.why == "It is written in words that hardly any labelled mail has."


def test_what_a_machine_wrote_or_the_corpus_holds_is_left_out(
    model: Model, corpus: tuple[LabelledMail, ...]
) -> None:
    machine = found(1, UNSURE, **{"Auto-Submitted": "auto-replied"})
    known = next(mail for mail in corpus if len(mail.text) > 100)
    held = FoundMail("x", understand(make_mail(text=known.issues[0].text)), Kind.SUPPORT)
    assert unlabelled([machine, found(2, "")], corpus, model) == []
    in_corpus = unlabelled([held], (), model)[0].mail
    assert unlabelled([held], (in_corpus,), model) == []


def test_the_proposal_is_masked(model: Model) -> None:
    (one,) = unlabelled([found(1, "Ring 900 12 345 om lønnskjøringen, hilsen Kari Moen")], (), model)
    assert "900 12 345" not in one.mail.text
    assert "".join(span.of(one.mail.text) for span in one.mail.issues[0].spans) == one.mail.issues[0].text


def test_of_no_mails_there_are_none(model: Model) -> None:
    nothing: list[Unlabelled] = []
    assert most_teaching(nothing, model, 5) == ()


@pytest.mark.parametrize(
    ("share", "said"), [(0.0, "under 1 %"), (0.4, "40 %"), (0.999, "over 99 %"), (1.0, "over 99 %")]
)
def test_nothing_is_said_to_be_certain(share: float, said: str) -> None:
    assert percent(share) == said
