"""How long 1,000 mails take, start included: `explain --json`, and `classify --archive`.

    .venv/bin/python -m benchmarks.archive [--mails 1000] [--jobs 1 2]

The mails are those of the demonstration, over and over, in one mbox. Processor time is that of the command
and of its workers; on a machine with other work to do it is the figure to look at.
"""

import argparse
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DEMO = Path(__file__).parents[1] / "router" / "demo" / "mails"


def main() -> None:
    """Print the figures, one a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=1_000)
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, 2])
    chosen = parser.parse_args()
    print(f"{platform.machine()}, Python {platform.python_version()}, {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive.mbox"
        write_archive(archive, chosen.mails)
        expected = _run("explain", "--json", str(archive))
        for jobs in chosen.jobs:
            said = _run("classify", "--archive", str(archive), "--jobs", str(jobs))
            if said != expected:
                sys.exit("classify does not say what explain says")


def write_archive(path: Path, mails: int) -> None:
    """An mbox of so many mails."""
    originals = [file.read_bytes() for file in sorted(DEMO.glob("*.eml"))]
    with path.open("wb") as mbox:
        for number in range(mails):
            mail = originals[number % len(originals)].replace(b"\nFrom ", b"\n>From ")
            mbox.write(
                b"From kari@a.example Mon Mar  3 09:12:00 2025\nX-Number: %d\n" % number + mail + b"\n\n"
            )


def _run(*arguments: str) -> bytes:
    before, used_before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "router", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    taken, used = time.perf_counter() - before, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = used.ru_utime + used.ru_stime - used_before.ru_utime - used_before.ru_stime
    shown = " ".join(word for word in arguments if not word.endswith(".mbox"))
    print(f"{shown:32} {taken:6.1f} s, processor time {processor:6.1f} s, {used.ru_maxrss / 2**10:.0f} MB")
    return done.stdout


if __name__ == "__main__":
    main()
