"""How long triage takes: one mail at a time, in batches, loading the model, and training it.

    .venv/bin/python -m benchmarks.triage [--train]

Reads the starter corpus and the active model under `models/`. One process, one thread.
"""

import argparse
import os
import platform
import statistics
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from router.learning.corpus.beside import read_beside
from router.learning.corpus.labelled import message_of, read_corpus
from router.learning.store.models import active_model_directory, load_model
from router.learning.training.train import train
from router.triage import triage

MODELS = Path(__file__).parents[1] / "models"


def main() -> None:
    """Print the figures, one a line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--train", action="store_true", help="train as well (under a minute)")
    chosen = arguments.parse_args()
    print(f"{platform.machine()}, Python {platform.python_version()}, {os.cpu_count()} processors")

    directory = active_model_directory(MODELS)
    before = time.perf_counter()
    model = load_model(directory)
    print(f"load the model          {time.perf_counter() - before:8.3f} s")

    mails = read_corpus(MODELS / "corpus")
    messages = [(message_of(mail), mail.mailbox) for mail in mails]
    for message, mailbox in messages[:200]:
        triage(message, mailbox, model)
    taken = []
    for message, mailbox in messages:
        before = time.perf_counter()
        triage(message, mailbox, model)
        taken.append(1000.0 * (time.perf_counter() - before))
    taken.sort()
    print(f"one mail, median        {statistics.median(taken):8.2f} ms")
    print(f"one mail, 99th of 100   {taken[int(0.99 * len(taken))]:8.2f} ms")
    print(f"mails a second          {1000.0 * len(taken) / sum(taken):8.0f}")

    if chosen.train:
        before = time.perf_counter()
        train(mails, version="benchmark", beside=read_beside(MODELS / "corpus", mails))
        print(f"train and evaluate      {time.perf_counter() - before:8.1f} s ({len(mails)} mails, 5 folds)")


if __name__ == "__main__":
    main()
