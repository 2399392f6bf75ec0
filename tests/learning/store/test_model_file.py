import hashlib
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import skops.io
from sklearn.linear_model import LogisticRegression

from router.learning.corpus.labelled import LabelledMail, message_of
from router.learning.store.flatten import flatten
from router.learning.store.folders import active_model_directory
from router.learning.store.manifest import FORMAT, ModelError, read_manifest
from router.learning.store.model_file import load_model, read_judgements, read_model_file
from router.learning.store.save import save_model
from router.learning.training.promise import Promise
from router.learning.training.train import TrainedModel
from router.triage import triage


@pytest.fixture
def saved(trained: TrainedModel, tmp_path: Path) -> Path:
    return save_model(trained, tmp_path, corpus_sha256="ab" * 32, command="ticket-router train")


def put(directory: Path, content: bytes) -> None:
    """Put another model file in place, with a manifest that vouches for it."""
    (directory / "model.skops").write_bytes(content)
    path = directory / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["model_sha256"] = hashlib.sha256(content).hexdigest()
    path.write_text(json.dumps(manifest), encoding="utf-8")


def test_a_loaded_model_judges_exactly_as_the_saved_one(
    saved: Path, trained: TrainedModel, some_mails: tuple[LabelledMail, ...]
) -> None:
    loaded = load_model(saved)
    assert loaded.thresholds == trained.model.thresholds
    assert loaded.areas == trained.model.areas
    for mail in some_mails[:60]:
        assert triage(message_of(mail), mail.mailbox, loaded) == triage(
            message_of(mail), mail.mailbox, trained.model
        )


def test_another_promise_needs_no_training(trained: TrainedModel, tmp_path: Path) -> None:
    table = (Promise(0.01, 0.98, 0.4, 0.004, 0.03), Promise(0.05, 0.8, 0.7, 0.03, 0.03))
    directory = save_model(replace(trained, promises=table), tmp_path, corpus_sha256="", command="")
    assert load_model(directory).thresholds == trained.model.thresholds
    for promise, threshold in ((0.01, 0.98), (0.02, 0.98), (0.05, 0.8), (0.1, 0.8)):
        loaded = load_model(directory, promise=promise)
        assert loaded.thresholds == replace(trained.model.thresholds, review=threshold)


def test_a_promise_that_is_too_strict_for_the_model_is_refused(saved: Path) -> None:
    with pytest.raises(ModelError, match=r"no threshold for at most 0\.1 of 100; train it again"):
        load_model(saved, promise=0.001)


def test_the_manifest_and_the_card_tell_what_the_model_is(saved: Path, trained: TrainedModel) -> None:
    manifest = read_manifest(saved)
    assert manifest.version == "test-1"
    assert manifest.corpus_sha256 == "ab" * 32
    assert manifest.mails == trained.evaluation.mails
    assert manifest.issues == trained.evaluation.overall.issues
    assert set(manifest.made_with) == {"python", "scikit-learn", "skops", "ticket-router"}
    assert manifest.review_threshold == trained.model.thresholds.review
    assert manifest.promises == trained.promises
    card = (saved / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "`ticket-router train`" in card
    assert "## Limits" in card


def test_a_version_is_never_written_over(saved: Path, trained: TrainedModel) -> None:
    with pytest.raises(ModelError, match="is there already"):
        save_model(trained, saved.parent, corpus_sha256="", command="")


def test_a_failed_save_leaves_nothing_behind(trained: TrainedModel, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ModelError, match="cannot be written"):
        save_model(trained, tmp_path / "file", corpus_sha256="", command="")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("name", ["model.skops", "manifest.json"])
def test_a_missing_file_is_named(saved: Path, name: str) -> None:
    (saved / name).unlink()
    with pytest.raises(ModelError, match=f"{name}: cannot be read .*ticket-router train"):
        load_model(saved)


def test_a_damaged_model_is_refused(saved: Path) -> None:
    content = bytearray((saved / "model.skops").read_bytes())
    content[len(content) // 2] ^= 1
    (saved / "model.skops").write_bytes(content)
    with pytest.raises(ModelError, match="is damaged"):
        load_model(saved)


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip file at all"])
def test_what_is_no_skops_file_is_refused(saved: Path, content: bytes) -> None:
    put(saved, content)
    with pytest.raises(ModelError, match="is no skops file"):
        load_model(saved)


def test_an_estimator_is_refused_though_skops_would_open_it(saved: Path) -> None:
    estimator = LogisticRegression().fit(np.array([[0.0], [1.0]]), [0, 1])
    put(saved, skops.io.dumps({"version": estimator}))
    with pytest.raises(ModelError, match=r"not trusted .*sklearn.*LogisticRegression"):
        load_model(saved)


def test_code_in_the_file_is_refused(saved: Path) -> None:
    put(saved, skops.io.dumps({"version": print}))
    with pytest.raises(ModelError, match="not trusted"):
        load_model(saved)


@pytest.mark.parametrize(
    "key", ["weights", "words.terms", "thresholds.review", "joint.names", "version", "possible"]
)
def test_a_file_that_lacks_something_is_refused(saved: Path, trained: TrainedModel, key: str) -> None:
    flat = flatten(trained.model)
    del flat[key]
    put(saved, skops.io.dumps(flat))
    with pytest.raises(ModelError, match="cannot be read"):
        load_model(saved)


def test_arrays_that_do_not_fit_together_are_refused(saved: Path, trained: TrainedModel) -> None:
    put(saved, skops.io.dumps({**flatten(trained.model), "weights": trained.model.pieces.weights[:-1]}))
    with pytest.raises(ModelError, match="weights is not an array of"):
        load_model(saved)


def test_a_model_under_another_name_is_refused(saved: Path, trained: TrainedModel) -> None:
    put(saved, skops.io.dumps({**flatten(trained.model), "version": "other"}))
    with pytest.raises(ModelError, match="is not the model of its manifest"):
        load_model(saved)


def test_a_model_of_another_format_is_refused(saved: Path) -> None:
    path = saved / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**manifest, "format": 99}), encoding="utf-8")
    with pytest.raises(ModelError, match=r"made by another version of ticket-router .*train again"):
        load_model(saved)


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", f'{{"format": {FORMAT}}}', "\x00"])
def test_a_damaged_manifest_is_refused(saved: Path, text: str) -> None:
    (saved / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=r"manifest\.json: is damaged"):
        load_model(saved)


def test_without_an_active_model_the_remedy_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"active: cannot be read .*ticket-router train"):
        active_model_directory(tmp_path)


@pytest.mark.parametrize("name", ["", "gone", "../elsewhere", "."])
def test_an_active_model_that_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "active").write_text(name + "\n", encoding="utf-8")
    with pytest.raises(ModelError, match="which is no folder beside it"):
        active_model_directory(tmp_path)


@pytest.mark.parametrize("version", ["", ".", "..", "a/b", ".hidden"])
def test_a_version_must_be_a_plain_name(trained: TrainedModel, tmp_path: Path, version: str) -> None:
    renamed = replace(trained, model=replace(trained.model, version=version))
    with pytest.raises(ModelError, match="plain name"):
        save_model(renamed, tmp_path / "models", corpus_sha256="", command="")


def test_what_was_judged_right_is_kept_beside_the_model(saved: Path, trained: TrainedModel) -> None:
    assert read_judgements(saved) == trained.judgements
    overall = trained.evaluation.overall
    assert sum(mail.issues_right for mail in trained.judgements) == round(overall.both * overall.issues)
    assert sum(len(mail.kinds_right) for mail in trained.judgements) == overall.issues
    counted = sum(mail.count_right for mail in trained.judgements) / len(trained.judgements)
    assert counted == pytest.approx(trained.evaluation.splitting.count_right)


def test_no_word_of_a_mail_is_kept_beside_the_model(
    saved: Path, some_mails: tuple[LabelledMail, ...]
) -> None:
    kept = (saved / "judgements.jsonl").read_text(encoding="utf-8")
    assert not any(word in kept for mail in some_mails for word in mail.text.split() if len(word) > 12)


def test_a_model_of_before_there_were_judgements_has_none(trained: TrainedModel, tmp_path: Path) -> None:
    before = replace(trained, judgements=())
    directory = save_model(before, tmp_path, corpus_sha256="", command="")
    assert read_judgements(directory) is None
    assert not (directory / "judgements.jsonl").exists()


@pytest.mark.parametrize("content", [None, b"", b"{}", b"\xff"])
def test_judgements_that_are_lost_or_damaged_are_said_to_be_and_spoil_no_model(
    saved: Path, content: bytes | None
) -> None:
    path = saved / "judgements.jsonl"
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(ModelError, match=r"judgements\.jsonl: "):
        read_judgements(saved)
    load_model(saved)


def test_a_model_file_can_be_opened_after_it_has_gone_from_the_disk(
    saved: Path, trained: TrainedModel
) -> None:
    file = read_model_file(saved)
    shutil.rmtree(saved)
    assert file.version == "test-1"
    assert (file.open().pieces.weights == trained.model.pieces.weights).all()


def test_whoever_trains_the_service_can_read_the_model(trained: TrainedModel, tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        directory = save_model(trained, tmp_path / "models", corpus_sha256="", command="")
    finally:
        os.umask(before)
    assert directory.stat().st_mode & 0o777 == 0o755
    assert {path.stat().st_mode & 0o777 for path in directory.iterdir()} == {0o644}
