"""Tell the grounds for being sure of an issue, or not (:class:`router.triage.certainty.Grounds`).

They are of four sorts: what the voices and the panel say of its kind and area, how its sentences agree with
that, how it was cut from its mail, and what text it is. No word is among them. Training and service tell them
through this module alone.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from router.triage.asked import Asked
from router.triage.certainty import GROUNDS, Grounds
from router.triage.linear import softmax
from router.triage.panel import OTHERS, PIECE, SUBJECT
from router.triage.pieces import KINDS, Opinion, PieceModel
from router.triage.voices import Voices

NO_SUBJECT = 0.5
UNKNOWN = -1.0
"""What stands where there is nothing to tell."""
_SURE = 1e-4


def grounds(
    asked: Sequence[Asked],
    heard: Voices,
    opinions: Sequence[Opinion],
    of_the_trade: Sequence[float],
    pieces: PieceModel,
) -> NDArray[np.float64]:
    """The grounds of each issue (issues x :data:`GROUNDS`), of what was heard of them, what the panel makes
    of that, and the probabilities that they are of the firm's trade."""
    shape = (len(asked), len(KINDS), len(pieces.areas))
    piece, others, subject = (
        softmax(heard.scores[:, voice] * pieces.sharpness).reshape(shape)
        for voice in (PIECE, OTHERS, SUBJECT)
    )
    found = np.empty((len(asked), GROUNDS))
    for at, (one, opinion, row, trade) in enumerate(
        zip(asked, opinions, heard.rows, of_the_trade, strict=True)
    ):
        kind, area = opinion.best
        own = piece[at]
        sentences = softmax(heard.sentences[at] * pieces.sharpness).reshape(-1, *shape[1:])
        by_sentence = sentences[:, :, area].sum(axis=1).tolist()
        found[at] = Grounds(
            panel=_log_odds(opinion.pairs[kind, area]),
            kind=_log_odds(opinion.kinds[kind]),
            area=_log_odds(opinion.areas[area]),
            next_area=max(np.delete(opinion.areas, area).tolist(), default=0.0),
            kind_by_piece=own[kind].sum(),
            area_by_piece=own[:, area].sum(),
            kind_by_others=others[at, kind].sum() if one.others else UNKNOWN,
            area_by_others=others[at, :, area].sum() if one.others else UNKNOWN,
            area_by_subject=subject[at, :, area].sum() if one.subject.strip() else NO_SUBJECT,
            area_beside=max((opinions[beside].areas[area] for beside in _beside(one, at)), default=0.0),
            area_of_first=by_sentence[0],
            area_of_last=by_sentence[-1],
            area_of_clearest=max(by_sentence),
            extent=_log_odds(one.cut.extent),
            small_edge=_log_odds(one.cut.small_edge),
            joints_inside=one.cut.joints_inside,
            likeliest_joint=one.cut.likeliest_joint,
            belongs=_mean([this.belongs for this in one.sentences]),
            is_oppdrag=kind,
            known_words=row.known_share,
            of_the_trade=trade,
            sentences=len(by_sentence),
            longest=max([this.characters for this in one.sentences], default=len(one.read)),
            questions=one.own_text.count("?"),
        )
    return found


def _beside(asked: Asked, at: int) -> list[int]:
    """The places of the pieces before and after it in its mail."""
    return [at - 1] * asked.has_one_before + [at + 1] * asked.has_one_after


def _mean(chances: Sequence[float]) -> float:
    """Of segments that were judged; what a human cut out belongs to its issue."""
    return sum(chances) / len(chances) if chances else 1.0


def _log_odds(share: float) -> float:
    bounded = min(max(float(share), _SURE), 1.0 - _SURE)
    return math.log(bounded / (1.0 - bounded))
