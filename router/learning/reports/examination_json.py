"""An examination as JSON for programs: one object, whose keys stay as docs/learning.md describes them.

:data:`FORMAT` is raised where a key goes or changes its meaning; a new key does not raise it.
"""

import json
from dataclasses import asdict

from router.learning.reports.examination import CROSS_VALIDATED, Examination

FORMAT = 1


def examination_json(examination: Examination) -> str:
    """The object, indented. Shares are between 0 and 1."""
    is_cross_validated = examination.judged_by == CROSS_VALIDATED
    document = {
        "format": FORMAT,
        "corpus": "mails",
        "judged_by": "cross-validation" if is_cross_validated else "model",
        "model": None if is_cross_validated else examination.judged_by,
        "warnings": examination.warnings,
        "evaluation": asdict(examination.evaluation),
        "kind": asdict(examination.kind),
        "area": asdict(examination.area),
        "both": asdict(examination.both),
        "own_splits": asdict(examination.own_splits),
        "languages": [asdict(group) for group in examination.languages],
        "mailboxes": [asdict(group) for group in examination.mailboxes],
        "files": [asdict(group) for group in examination.files],
        "mistakes": [asdict(mistake) for mistake in examination.mistakes],
    }
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
