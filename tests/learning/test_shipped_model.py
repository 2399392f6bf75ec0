"""The model that ships fits the corpus that ships, and keeps what the project promises of it."""

import json
import time
from pathlib import Path

from router.learning.corpus.files import corpus_hash
from router.learning.corpus.labelled import read_corpus
from router.learning.store.folders import active_model_directory
from router.learning.store.manifest import read_manifest
from router.learning.store.model_file import load_model
from router.taxonomy import load_taxonomy

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "models"


def test_it_was_trained_on_the_corpus_that_ships() -> None:
    manifest = read_manifest(active_model_directory(MODELS))
    assert manifest.corpus_sha256 == corpus_hash(MODELS / "corpus")
    mails = read_corpus(MODELS / "corpus")
    assert (manifest.mails, manifest.issues) == (len(mails), sum(len(mail.issues) for mail in mails))


def test_it_knows_the_areas_of_the_taxonomy() -> None:
    taxonomy = load_taxonomy(ROOT / "config" / "taxonomy.toml")
    assert set(load_model(active_model_directory(MODELS)).areas) == set(taxonomy.codes)


def test_its_figures_reach_the_bar() -> None:
    evaluation = json.loads((active_model_directory(MODELS) / "manifest.json").read_text("utf-8"))[
        "evaluation"
    ]
    assert evaluation["overall"]["kind"] >= 0.93
    assert evaluation["overall"]["area"] >= 0.88
    assert evaluation["confidence_calibration_error"] <= 0.03
    assert evaluation["splitting"]["single_split"] <= 0.03
    assert evaluation["classes"]["requests_silenced"] == 0
    assert evaluation["review"]["error"] <= evaluation["target_error"] == 0.01
    assert evaluation["review"]["cover"] >= 0.5
    assert evaluation["certainty_calibration_error"] <= 0.03
    assert evaluation["possible_areas"]["cover"] >= 0.94
    assert evaluation["possible_areas"]["mean_number"] <= 1.5


def test_it_is_small_and_quick_to_load() -> None:
    directory = active_model_directory(MODELS)
    assert (directory / "model.skops").stat().st_size < 30_000_000
    before = time.process_time()
    load_model(directory)
    assert time.process_time() - before < 1.0


def test_its_card_names_its_version_and_the_command() -> None:
    directory = active_model_directory(MODELS)
    card = (directory / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert f"# Model {directory.name}" in card
    assert "`ticket-router train --evaluate-only`" in card
