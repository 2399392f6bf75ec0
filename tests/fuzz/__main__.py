"""The fuzzing target for the message room: whatever the bytes, what holds of every message must hold.

With the fuzzer atheris in a virtual environment beside the project's (it is no dependency of the project):

    python3 -m venv .venv-fuzz
    .venv-fuzz/bin/pip install -r requirements.lock
    .venv-fuzz/bin/pip install atheris
    mkdir -p var/fuzz
    .venv-fuzz/bin/python -m tests.fuzz -max_total_time=600 var/fuzz tests/message/mails router/demo/mails

The arguments are libFuzzer's: the first folder takes what it finds, the others are seeds. What fails is
written to `crash-…`, what is slow to `slow-unit-…`. Without atheris the same command tries every file of the
folders once; so a `crash-…` file, too, can be tried again with the project's own Python.
"""

import importlib
import sys
import time
from pathlib import Path
from typing import Any

SLOW = 0.5
"""Seconds of processor time that no small mail may take."""
SMALL = 100_000


def main() -> None:
    """Fuzz if atheris is installed, else try the files once."""
    try:
        atheris: Any = importlib.import_module("atheris")
    except ImportError:
        _try_files([Path(name) for name in sys.argv[1:] if not name.startswith("-")])
        return
    with atheris.instrument_imports(include=["router.message"]):
        importlib.import_module("router.message")
    check = importlib.import_module("tests.message.properties").check

    def target(raw: bytes) -> None:
        started = time.process_time()
        check(raw)
        spent = time.process_time() - started
        assert spent < SLOW * 4 or len(raw) > SMALL, f"{len(raw)} bytes took {spent:.2f} s"

    atheris.Setup(sys.argv, target)
    atheris.Fuzz()


def _try_files(places: list[Path]) -> None:
    check = importlib.import_module("tests.message.properties").check
    paths = [path for place in places for path in ([place] if place.is_file() else sorted(place.rglob("*")))]
    files = [path for path in paths if path.is_file()]
    failed = 0
    for path in files:
        raw = path.read_bytes()
        started = time.process_time()
        try:
            check(raw)
        except AssertionError as error:
            failed += 1
            sys.stdout.write(f"{path}: {error}\n")
        spent = time.process_time() - started
        if spent > SLOW and len(raw) <= SMALL:
            failed += 1
            sys.stdout.write(f"{path}: {len(raw)} bytes took {spent:.2f} s\n")
    sys.stdout.write(f"{len(files)} files tried, {failed} failed\n")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
