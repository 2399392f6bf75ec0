"""Mails in files are explained, with or without a configuration, on any terminal."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from router.settings import load_settings
from tests.commands.invoked import output, run
from tests.mails import make_mail


def test_explain_reads_a_file_with_or_without_a_configuration(config: Path, tmp_path: Path) -> None:
    file = tmp_path / "mail.eml"
    file.write_bytes(make_mail(subject="Lønn", text="Lønnskjøringen stoppet med feil på feriepenger."))
    for with_config in (None, config):
        document = json.loads(output(run(with_config, "explain", "--json", str(file))))
        assert (document["source"], document["subject"]) == (str(file), "Lønn")
    assert "Lønn" in output(run(None, "explain", str(file)))


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "utf-8"])
def test_what_the_terminal_has_no_sign_for_is_replaced(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "mail.eml"
    file.write_bytes(make_mail(subject="Lønn – pålegg", text="Lønnskjøringen stoppet … “feil” på 100 €."))
    done = subprocess.run(
        [sys.executable, "-m", "router", "explain", str(file)],
        env={**os.environ, "PYTHONIOENCODING": encoding, "COLUMNS": "120"},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    shown = done.stdout.decode(encoding)
    assert "skj?ringen" in shown if encoding == "ascii" else "Lønnskjøringen" in shown
    assert "100 €" in shown if encoding == "utf-8" else "100 ?" in shown


def test_explain_knows_our_own_mail_by_the_configuration(config: Path, tmp_path: Path) -> None:
    file = tmp_path / "mail.eml"
    domain = load_settings(config).firm.message_id_domain
    file.write_bytes(make_mail(text="Hvordan gjør vi dette?", message_id=f"<1@{domain}>"))
    documents = [json.loads(output(run(one, "explain", "--json", str(file)))) for one in (None, config)]
    assert [document["message_class"] for document in documents] == ["request", "autoreply"]
