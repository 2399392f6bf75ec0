"""How long triage takes: one mail at a time, many together, loading the model, and training it.

    .venv/bin/python -m benchmarks.triage [--train]

Reads the starter corpus and the active model under `models/`. One process, one thread.
"""

import argparse
import os
import platform
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from router.garbage import collect_seldom
from router.learning.corpus.beside import read_beside
from router.learning.corpus.labelled import message_of, read_corpus
from router.learning.store.folders import active_model_directory
from router.learning.store.model_file import load_model
from router.learning.training.train import train
from router.triage import Addressed, Model, triage, triage_each
from router.triage.triage import MOST_TOGETHER

MODELS = Path(__file__).parents[1] / "models"
PASSES = 7


def main() -> None:
    """Print the figures, one a line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--train", action="store_true", help="train as well (twelve minutes)")
    chosen = arguments.parse_args()
    print(f"{platform.machine()}, Python {platform.python_version()}, {os.cpu_count()} processors")

    directory = active_model_directory(MODELS)
    before = time.perf_counter()
    model = load_model(directory)
    print(f"load the model          {time.perf_counter() - before:8.3f} s")

    mails = read_corpus(MODELS / "corpus")
    addressed = [Addressed(message_of(mail), mail.mailbox) for mail in mails]
    collect_seldom()  # as the service and the workers of `classify --archive` do
    _measure(addressed, model)

    if chosen.train:
        before = time.perf_counter()
        train(mails, version="benchmark", beside=read_beside(MODELS / "corpus", mails))
        print(f"train and evaluate      {time.perf_counter() - before:8.1f} s ({len(mails)} mails, 5 folds)")


def _measure(mails: Sequence[Addressed], model: Model) -> None:
    for mail in mails[:200]:
        triage(*mail, model)
    taken = []
    for mail in mails:
        before = time.perf_counter()
        triage(*mail, model)
        taken.append(1000.0 * (time.perf_counter() - before))
    taken.sort()
    print(f"one mail, median        {statistics.median(taken):8.2f} ms")
    print(f"one mail, 99th of 100   {taken[int(0.99 * len(taken))]:8.2f} ms")
    print(f"one after the other     {1000.0 * len(taken) / sum(taken):8.0f} mails a second")
    rates = []
    for _ in range(PASSES):
        before = time.perf_counter()
        for _answer in triage_each(mails, model):
            pass
        rates.append(len(mails) / (time.perf_counter() - before))
    print(
        f"{MOST_TOGETHER} together            {statistics.median(rates):8.0f} mails a second "
        f"(median of {PASSES} passes; {min(rates):.0f} to {max(rates):.0f})"
    )


if __name__ == "__main__":
    main()
