"""Archives judged in bulk: in order, in bounded memory, each mail by itself; and results to go on from."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from router.commands.workers import workers
from router.explain import Source, explanations, read_mails, to_json
from router.explain.archive import CHUNK_MAILS, WINDOW_CHUNKS, Judge, judged, windows
from router.explain.results import ArchiveError, MadeFrom, MailsHash, open_results
from router.learning.store.folders import active_model_directory
from router.learning.store.manifest import ModelError
from router.learning.store.model_file import read_model_file
from router.message import OwnIdentity
from tests.running import PROJECT

MAILS = PROJECT / "router" / "demo" / "mails"
MADE_FROM = MadeFrom(("a.mbox",), "2026-11-25-1", "0" * 64, "0.1.0", "", "")


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge.of(read_model_file(active_model_directory(PROJECT / "models")), None, OwnIdentity())


def _mails(count: int, size: int = 1) -> Iterator[Source]:
    return (Source(str(number), b"x" * size) for number in range(count))


def _all_lines(sources: list[Source], judge: Judge, jobs: int) -> list[str]:
    with workers(jobs, None, shared=[judge.content]) as side_by_side:
        return [line for _, lines in judged(sources, judge, side_by_side) for line in lines]


def test_an_archive_is_judged_as_each_of_its_mails_is(judge: Judge) -> None:
    sources = list(read_mails([str(MAILS)]))[:70]
    model = read_model_file(judge.path.parent).open()
    expected = [to_json(document) for document in explanations(sources, model)]
    assert _all_lines(sources, judge, 1) == expected
    assert _all_lines(sources, judge, 2) == expected


def test_windows_hold_all_mails_in_order_and_no_more_than_is_allowed() -> None:
    found = list(windows(_mails(2_000), 2))
    assert [len(chunk) for chunk in found[0]] == [CHUNK_MAILS] * WINDOW_CHUNKS * 2
    names = [source.name for window in found for chunk in window for source in chunk]
    assert names == [str(number) for number in range(2_000)]


def test_large_mails_travel_alone_and_few_at_a_time() -> None:
    found = list(windows(_mails(30, size=5 * 2**20), 4))
    assert {len(chunk) for window in found for chunk in window} == {1}
    assert max(len(window) for window in found) <= 13


def test_windows_are_made_as_they_are_asked_for() -> None:
    taken = []

    def endless() -> Iterator[Source]:
        while True:
            taken.append(1)
            yield Source("a", b"")

    next(windows(endless(), 1))
    assert len(taken) == CHUNK_MAILS * WINDOW_CHUNKS


class _Deadly(Source):
    """A mail at which a worker's process ends, without a word."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (1,)


def test_a_mail_that_a_worker_dies_of_is_told_and_the_others_are_judged(judge: Judge) -> None:
    sources = list(read_mails([str(MAILS)]))[:5]
    expected = _all_lines(sources, judge, 1)
    sources[2] = _Deadly(sources[2].name, sources[2].raw)
    lines = _all_lines(sources, judge, 2)
    assert [*lines[:2], *lines[3:]] == [*expected[:2], *expected[3:]]
    broken = json.loads(lines[2])
    assert broken["source"] == sources[2].name
    assert broken["message_class"] is None
    assert "a worker failed on it" in broken["warnings"][0]


def test_a_model_that_was_changed_on_the_way_is_not_opened(judge: Judge) -> None:
    content = judge.content.copy()
    content[len(content) // 2] ^= 1
    with pytest.raises(ModelError, match="came damaged"):
        _all_lines([Source("a", b"")], replace(judge, content=content, manifest=replace(
            judge.manifest, model_sha256="1" * 64)), 1)  # fmt: skip


def _hash(*names: str) -> MailsHash:
    found = MailsHash()
    for name in names:
        found.add(Source(name, b"bytes"))
    return found


def test_results_go_on_where_they_stopped(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with open_results(out, MADE_FROM) as results:
        assert results.done.mails == 0
        results.add(["{1}", "{2}"], _hash("a", "b"))
    with open_results(out, MADE_FROM) as results:
        assert (results.done.mails, results.done.sha256) == (2, str(_hash("a", "b")))
        results.add(["{å}"], _hash("a", "b", "c"))
    assert out.read_text(encoding="utf-8") == "{1}\n{2}\n{å}\n"


@pytest.mark.parametrize("rest", [b"{3", b"{3}\n{4}\n", b""])
@pytest.mark.parametrize("progress_rest", [b"", b'{"mails": 4, "si', b"\0" * 10])
def test_what_a_crash_left_behind_the_last_word_is_cut_away(
    tmp_path: Path, rest: bytes, progress_rest: bytes
) -> None:
    out, progress = tmp_path / "out.jsonl", tmp_path / "out.jsonl.progress"
    with open_results(out, MADE_FROM) as results:
        results.add(["{1}", "{2}"], _hash("a", "b"))
    whole = progress.read_bytes()
    out.write_bytes(out.read_bytes() + rest)
    progress.write_bytes(whole + progress_rest)
    with open_results(out, MADE_FROM) as results:
        assert results.done.mails == 2
    assert out.read_bytes() == b"{1}\n{2}\n"
    assert progress.read_bytes() == whole


@pytest.mark.parametrize("head", [b"", b'{"format": 1, "mod'])
def test_a_crash_before_the_first_word_is_a_new_beginning(tmp_path: Path, head: bytes) -> None:
    out = tmp_path / "out.jsonl"
    (tmp_path / "out.jsonl.progress").write_bytes(head)
    with open_results(out, MADE_FROM) as results:
        results.add(["{1}"], _hash("a"))
    with open_results(out, MADE_FROM) as results:
        assert results.done.mails == 1


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"model": "2026-11-26-1"}, "the model was 2026-11-25-1 and is 2026-11-26-1"),
        ({"program": "0.2.0"}, "the version of ticket-router was 0.1.0 and is 0.2.0"),
        ({"mailbox": "oppdrag"}, "the mailbox was not given and is oppdrag"),
        ({"archive": ("b.mbox",)}, "the archive's path was"),
    ],
)
def test_results_of_something_else_are_not_gone_on_with(
    tmp_path: Path, changed: dict[str, str], told: str
) -> None:
    out = tmp_path / "out.jsonl"
    with open_results(out, MADE_FROM) as results:
        results.add(["{1}"], _hash("a"))
    with (
        pytest.raises(ArchiveError, match=told),
        open_results(out, replace(MADE_FROM, **changed)),  # type: ignore[arg-type]
    ):
        pass
    assert out.read_bytes() == b"{1}\n"


def test_a_file_that_is_not_known_is_not_written_over(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("precious\n")
    with pytest.raises(ArchiveError, match="is there already"), open_results(out, MADE_FROM):
        pass
    assert out.read_text() == "precious\n"
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


def test_results_that_were_cut_are_told(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with open_results(out, MADE_FROM) as results:
        results.add(["{1}"], _hash("a"))
    out.write_bytes(b"{")
    with pytest.raises(ArchiveError, match="is shorter than"), open_results(out, MADE_FROM):
        pass


def test_two_runs_do_not_write_the_same_results(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with (
        open_results(out, MADE_FROM),
        pytest.raises(ArchiveError, match="is being written by another run"),
        open_results(out, MADE_FROM),
    ):
        pass
