from dataclasses import replace

from router.learning.corpus.labelled import LabelledIssue, LabelledMail
from router.learning.training.fit import fit_pieces
from router.taxonomy import AreaCode, Kind
from router.triage.issue import Span
from router.triage.pieces import PieceModel

PAYROLL, BANK = AreaCode("lonn"), AreaCode("bank_remittering")


def learnt(mails: tuple[LabelledMail, ...]) -> PieceModel:
    return fit_pieces([(mail, number) for mail in mails for number in range(len(mail.issues))])


def saying(mail: LabelledMail, text: str, area: AreaCode) -> LabelledMail:
    issue = LabelledIssue(Kind.SUPPORT, area, (Span(0, len(text)),), text)
    return replace(mail, subject="", text=text, issues=(issue,))


def area_weight(pieces: PieceModel, word: str, area: AreaCode) -> float:
    """How far the word speaks more for the area than for the others, on average over the kinds."""
    weights = pieces.weights[pieces.features.words.index[word]].reshape(2, -1).mean(axis=0)
    return float(weights[pieces.areas.index(area)] - weights.mean())


def test_a_word_speaks_for_the_area_of_the_mails_that_hold_it(
    some_mails: tuple[LabelledMail, ...],
) -> None:
    texts = ("Zyxwolium stopper hver gang vi prøver.", "Får ikke opp zyxwolium på skjermen her.")
    for area in (PAYROLL, BANK):
        pieces = learnt((*some_mails[:150], *(saying(some_mails[0], text, area) for text in texts)))
        assert area_weight(pieces, "zyxwolium", area) > 0.0


def test_a_sentence_of_a_long_issue_teaches_more_than_the_issue_alone(
    some_mails: tuple[LabelledMail, ...],
) -> None:
    """Single sentences are samples of their own, so a word counts more where full stops part the text."""
    around = "vi har ventet lenge nå og det haster for oss alle her"
    whole = f"{around} {around} og zyxwolium står der fortsatt {around} {around}"
    parted = f"{around}. {around}. Og zyxwolium står der fortsatt. {around}. {around}."

    def weight(text: str) -> float:
        mails = tuple(saying(some_mails[0], text, PAYROLL) for _ in range(2))
        return area_weight(learnt((*some_mails[:150], *mails)), "zyxwolium", PAYROLL)

    assert weight(parted) > weight(whole)
