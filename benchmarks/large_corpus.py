"""How a training fares with a corpus several times as large: time and memory of the whole `train` command.

    .venv/bin/python -m benchmarks.large_corpus [--times 5] [--jobs N]

There is no corpus of 10,000 labelled issues, so the starter corpus is taken five times over. Each copy of a
mail has an id of its own, and in one word out of eight a letter is changed, which makes words and letter
groups that are new, as other mails would. The accuracy says nothing (copies of one mail are on both sides of
the folds); time and memory do.
"""

import argparse
import json
import os
import platform
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CORPUS = Path(__file__).parents[1] / "models" / "corpus"
LETTERS = "abcdefghijklmnoprstuvyæøå"


def main() -> None:
    """Print the figures, one a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--jobs", type=int)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        mails = write_corpus(Path(folder) / "corpus", chosen.times)
        command = [sys.executable, "-m", "router", "train", "--evaluate-only", "--corpus", f"{folder}/corpus"]
        if chosen.jobs:
            command += ["--jobs", str(chosen.jobs)]
        before = time.perf_counter()
        subprocess.run(command, check=True)
        taken = time.perf_counter() - before
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{platform.machine()}, Python {platform.python_version()}, {os.cpu_count()} processors")
    print(f"{mails} mails: {taken:.0f} s, processor time {used.ru_utime + used.ru_stime:.0f} s, ")
    print(f"largest process {used.ru_maxrss / 2**20:.2f} GB")


def write_corpus(folder: Path, times: int) -> int:
    """The starter corpus so many times over, and its glossary; how many mails that is."""
    folder.mkdir()
    shutil.copy(CORPUS / "glossary.toml", folder)
    chance = random.Random(1)
    count = 0
    for path in sorted(CORPUS.glob("*.jsonl")):
        with (folder / path.name).open("w", encoding="utf-8") as file:
            for line in path.read_text(encoding="utf-8").splitlines():
                mail = json.loads(line)
                for copy in range(times):
                    own = dict(mail, id=f"{mail['id']}-{copy}")
                    if copy:
                        own["parts"] = [{**part, "t": _changed(part["t"], chance)} for part in mail["parts"]]
                    file.write(json.dumps(own, ensure_ascii=False) + "\n")
                    count += 1
    return count


def _changed(text: str, chance: random.Random) -> str:
    def change(match: re.Match[str]) -> str:
        word = match.group()
        if chance.random() >= 1 / 8:
            return word
        at = chance.randrange(1, len(word))
        return word[:at] + chance.choice(LETTERS) + word[at + 1 :]

    return re.sub(r"[^\W\d_]{4,}", change, text)


if __name__ == "__main__":
    main()
