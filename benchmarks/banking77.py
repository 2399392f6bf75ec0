"""The general learner on Banking77: 77 intents of a bank's customers, short English questions.

    .venv/bin/python -m benchmarks.banking77 FOLDER [--learner areas|thorough] [--encoder FOLDER]
        [--cross-validate]

FOLDER holds `train.csv` and `test.csv`, which are public: the GitHub repository
PolyAI-LDN/task-specific-datasets has them under `banking_data/` (10,003 and 3,080 texts, columns `text` and
`category`). They are no part of this project. Fine-tuned BERT gets 93.7 % of the test right (Casanueva et al.
2020, "Efficient Intent Detection with Dual Sentence Encoders"). With --cross-validate the test file is not
looked at: settings are chosen that way.
"""

import argparse
import time
from pathlib import Path

from router.learning.corpus.texts import read_texts
from router.learning.reports.text_examination import examine_texts
from router.learning.training.encoder import Encoder
from router.learning.training.scorers import Learner


def main() -> None:
    """Print the figures, one a line."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--learner", type=Learner, choices=list(Learner))
    arguments.add_argument("--cross-validate", action="store_true", help="judge train.csv alone")
    arguments.add_argument("--encoder", type=Path, help="a folder with model.onnx and tokenizer.json")
    chosen = arguments.parse_args()
    learner = chosen.learner or (Learner.ENCODER if chosen.encoder else Learner.THOROUGH)
    train, test = (
        read_texts(chosen.folder / name, text_column="text", label_column="category")
        for name in ("train.csv", "test.csv")
    )
    before = time.perf_counter(), time.process_time()
    encoder = Encoder(chosen.encoder) if chosen.encoder else None
    found = examine_texts(train, None if chosen.cross_validate else test, learner=learner, encoder=encoder)
    wall, processor = time.perf_counter() - before[0], time.process_time() - before[1]
    print(f"learner                     {learner}")
    print(f"texts judged                {found.label.count:8}")
    print(f"right                       {found.label.accuracy:8.2%}")
    print(f"macro F1                    {found.label.macro_f1:8.2%}")
    print(f"expected calibration error  {found.label.trust.calibration_error:8.2%}")
    for promise in found.label.trust.promises:
        print(f"cover at {promise.target_error:.0%} wrong           {promise.point.cover:8.2%}")
    print(f"time                        {wall:8.1f} s ({processor:.1f} s of processor)")


if __name__ == "__main__":
    main()
