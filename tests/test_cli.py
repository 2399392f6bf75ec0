"""The commands: each does its work, and what a user can mend is one line on standard error and status 1."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from router import __version__
from router.cases import messages
from router.cli import app
from router.clock import utc_now
from router.database import Database, open_database
from router.demo.servers import LOOPBACK
from router.migrations import migrate, newest_revision
from router.post import outbox
from router.settings import load_settings
from router.triage.issue import MessageClass
from tests.cases.intakes import (
    NOW,
    Counter,
    a_desk,
    a_request,
    an_issue,
    reading,
    store,
    unjudged_reading,
    unsure,
)
from tests.mails import make_mail
from tests.running import PROJECT, SECRET, Place, configuration, run_command
from tests.shipped import copied_model, shipped_figure
from tests.test_check import closed_port

RUBBISH = "this is no database" * 100


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A configuration whose servers are down, for what needs none."""
    place = Place(closed_port(), "support")
    return configuration(tmp_path, {"support": place}, smtp_port=closed_port())


@pytest.fixture
def filled(config: Path) -> Iterator[Database]:
    """The configured database, set up."""
    database = open_database(load_settings(config).database_url)
    migrate(database)
    yield database
    database.close()


def _run(config: Path | None, *arguments: str) -> Result:
    options = ["--config", str(config)] if config is not None else []
    return CliRunner().invoke(app, [*arguments, *options], env={**SECRET, "COLUMNS": "200", "TERM": "dumb"})


def _output(result: Result) -> str:
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return str(result.stdout)


def _complaint(result: Result) -> str:
    """The one line that the user sees."""
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    [line] = result.stderr.splitlines()
    return str(line)


def _in_quarantine(database: Database, reason: str = "on purpose") -> int:
    with database.write() as session:
        message_id = store(session, a_request(1))
        messages.quarantine(session, message_id, reason, NOW)
    return message_id


def test_the_installed_command_prints_its_version_and_a_fault_as_one_line(tmp_path: Path) -> None:
    """As a process of its own; the other tests run the same commands in this one."""
    done = run_command(tmp_path / "absent.toml", "status")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"{tmp_path}/absent.toml: cannot be read (No such file or directory); "
        "copy config/router.toml and name it with --config\n"
    )
    assert _output(_run(None, "version")).strip() == __version__


def test_without_a_command_the_help_names_them_all() -> None:
    shown = _run(None, "--help").stdout
    for command in (
        "run",
        "explain",
        "train",
        "models",
        "check",
        "status",
        "migrate",
        "correct",
        "quarantine",
    ):
        assert command in shown


@pytest.mark.parametrize(
    "arguments",
    [
        ("run",),
        ("check",),
        ("status",),
        ("migrate",),
        ("correct", "2025-000001", "--by", "Eli"),
        ("quarantine", "list"),
        ("quarantine", "retry", "1", "--by", "Eli"),
        ("quarantine", "save", "1", "mail.eml"),
        ("explain", "mail.eml"),
    ],
)
@pytest.mark.parametrize("fault", ["missing", "unknown key"])
def test_every_command_names_a_faulty_configuration(
    config: Path, arguments: tuple[str, ...], fault: str
) -> None:
    if fault == "missing":
        config.unlink()
        assert "cannot be read" in _complaint(_run(config, *arguments))
    else:
        config.write_text("[smpt]\n" + config.read_text(encoding="utf-8"), encoding="utf-8")
        # The section takes over the keys below it, so there are other faults too.
        result = _run(config, *arguments)
        assert result.exit_code == 1
        assert f"{config}: smpt: unknown key; did you mean 'smtp'?" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("status",),
        ("correct", "2025-000001", "--by", "Eli"),
        ("quarantine", "list"),
        ("quarantine", "retry", "1", "--by", "Eli"),
        ("quarantine", "save", "1", "mail.eml"),
    ],
)
def test_a_database_that_is_not_set_up_says_so(config: Path, arguments: tuple[str, ...]) -> None:
    line = _complaint(_run(config, *arguments))
    assert line == "the database is not set up for this version; run `ticket-router migrate` first"


@pytest.mark.parametrize("arguments", [("status",), ("migrate",), ("quarantine", "list")])
def test_a_database_that_cannot_be_used_is_one_line(config: Path, arguments: tuple[str, ...]) -> None:
    Path(config.parent, "router.db").write_text(RUBBISH, encoding="utf-8")
    line = _complaint(_run(config, *arguments))
    assert line == (
        "database: file is not a database; name another file in database_url, or restore a backup"
    )


def test_a_database_server_that_is_down_is_named_without_the_password(config: Path) -> None:
    url = load_settings(config).database_url
    down = f"postgresql://router:hemmelig@{LOOPBACK}:{closed_port()}/router"
    config.write_text(config.read_text(encoding="utf-8").replace(url, down), encoding="utf-8")
    result = _run(config, "status")
    assert result.exit_code == 1
    assert "Connection refused" in result.stderr
    assert "look at database_url and whether the server is up" in result.stderr
    assert "hemmelig" not in result.output
    assert "Traceback" not in result.output


def test_migrate_sets_up_and_may_be_run_again(config: Path) -> None:
    for _ in range(2):
        assert _output(_run(config, "migrate")).strip() == f"The database is at revision {newest_revision()}."
    assert "0 received" in _output(_run(config, "status"))


def test_migrate_where_no_folder_can_be_made_is_one_line(config: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    written = config.read_text(encoding="utf-8").replace("/router.db", "/file/var/router.db")
    config.write_text(written, encoding="utf-8")
    assert f"{tmp_path}/file/var: Not a directory" in _complaint(_run(config, "migrate"))


def test_a_database_of_a_newer_version_is_left_alone(config: Path, filled: Database) -> None:
    with filled.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert "install the newer ticket-router again" in _complaint(_run(config, "migrate"))


def test_status_shows_the_sum_and_the_model(config: Path, filled: Database) -> None:
    Counter(filled, a_desk()).ask(1)
    shown = _output(_run(config, "status"))
    assert "1 received = 1 routed + 0 followup + 0 no_action + 0 quarantined + 0 waiting" in shown
    assert (PROJECT / "models" / "active").read_text(encoding="utf-8").strip() in shown


def test_status_reads_either_engine(tmp_path: Path, database: Database, database_url: str) -> None:
    config = configuration(tmp_path, {"support": Place(1, "support")}, smtp_port=1, database_url=database_url)
    Counter(database, a_desk()).ask(1)
    assert "1 received = 1 routed" in _output(_run(config, "status"))


def test_status_says_when_there_is_no_model(config: Path, filled: Database, tmp_path: Path) -> None:
    models = load_settings(config).models
    written = config.read_text(encoding="utf-8").replace(str(models), str(tmp_path / "absent"))
    config.write_text(written, encoding="utf-8")
    assert str(tmp_path / "absent") in _output(_run(config, "status"))


def test_check_with_dead_servers_says_fail_with_remedies_and_changes_nothing(config: Path) -> None:
    result = _run(config, "check")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    failed = [line for line in lines if line.startswith("FAIL")]
    assert [line.split(":")[0] for line in failed] == ["FAIL  mailbox support", "FAIL  smtp"]
    assert all("; look at [" in line for line in failed)
    assert all(line.startswith("ok    ") for line in lines if line not in failed)
    assert [path.name for path in config.parent.iterdir()] == ["router.toml"]


def test_a_ticket_in_review_is_settled_by_correct(config: Path, filled: Database) -> None:
    counter = Counter(filled, a_desk())
    counter.ask(1, unsure())
    said = _output(_run(config, "correct", "2025-000001", "--by", "Eli", "--area", "teknisk"))
    assert said.strip() == "2025-000001: support, teknisk, assigned to Dag Eirik Moe"
    assert counter.tickets()[0].area == "teknisk"
    assert [mail.purpose.value for mail in counter.outgoing()] == ["receipt", "assignment"]


def test_review_lists_what_waits_for_a_humans_word_longest_waiting_first(
    config: Path, filled: Database
) -> None:
    assert _output(_run(config, "review")).strip() == "No ticket waits for your word."
    counter = Counter(filled, a_desk())
    counter.ask(1, unsure("Det [/red] med greia."))
    counter.ask(2)
    counter.now = NOW - timedelta(days=1)
    counter.ask(3, unsure())
    raw = a_request(4)
    counter.take(raw, reading(raw, unsure()), shadow=True)
    shown = _output(_run(config, "review"))
    listed = [word for word in shown.split() if word.startswith("2025-")]
    assert listed == ["2025-000003", "2025-000001"]
    assert "Det [/red] med greia." in shown
    assert "support lonn" in shown
    assert "41%" in shown


def test_review_shows_which_other_areas_are_possible(config: Path, filled: Database) -> None:
    counter = Counter(filled, a_desk())
    counter.ask(1, an_issue(area="lonn", auto_routed=False, or_else=("regnskap", "bransje")))
    counter.ask(2, unsure())
    shown = _output(_run(config, "review"))
    assert "or regnskap" in shown
    assert "bransje" in shown
    assert shown.count("or regnskap") == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [("as few as you can", "holds no share"), ("50 of 100", "between 0.5 of 100 and 10 of 100")],
)
def test_a_promise_that_cannot_be_understood_or_made_is_one_line_before_any_training(
    words: str, told: str
) -> None:
    result = _run(None, "train", "--promise", words)
    assert result.exit_code == 1
    assert told in " ".join(result.stderr.split())


def test_review_says_of_what_no_model_has_judged_that_it_was_not(config: Path, filled: Database) -> None:
    counter = Counter(filled, a_desk())
    for number, shadow in ((1, False), (2, True)):
        raw = a_request(number)
        counter.take(raw, unjudged_reading(raw), shadow=shadow)
    assert "not judged" in _output(_run(config, "review"))
    assert "0%" not in _output(_run(config, "review"))
    assert "not judged" in _output(_run(config, "review", "--shadow"))
    said = _output(_run(config, "correct", "2025-000002", "--by", "Eli", "--area", "lonn"))
    assert "recorded of a shadow run that had no model" in said


def test_a_shadow_run_is_listed_judged_and_its_accuracy_told(config: Path, filled: Database) -> None:
    assert "No shadow run has recorded anything yet." in _output(_run(config, "review", "--shadow"))
    counter = Counter(filled, a_desk())
    for number, issue in enumerate((an_issue(area="lonn"), unsure("Det [/red] med greia."))):
        raw = a_request(number)
        counter.take(raw, reading(raw, issue), shadow=True)
    thanks = a_request(3, subject="Takk [/b]")
    counter.take(thanks, reading(thanks, message_class=MessageClass.THANKS), shadow=True)
    counter.ask(4)
    before = len(counter.outgoing())
    said = _output(_run(config, "correct", "2025-000001", "--by", "Eli", "--right"))
    assert said.strip() == (
        "2025-000001: support, lonn; recorded of a shadow run: the model's kind was right, its area right. "
        "Nothing is assigned or sent"
    )
    said = _output(_run(config, "correct", "2025-000002", "--by", "Eli", "--kind", "oppdrag"))
    assert "the model's kind was wrong, its area right" in said
    assert "assigned to" not in said
    assert len(counter.outgoing()) == before
    shown = _output(_run(config, "review", "--shadow"))
    assert [word for word in shown.split() if word.startswith("2025-")] == ["2025-000001", "2025-000002"]
    [first] = [line for line in shown.splitlines() if "2025-000001" in line]
    assert "routed" in first
    assert "right" in first
    [second] = [line for line in shown.splitlines() if "2025-000002" in line]
    assert "in review" in second
    assert "oppdrag lonn" in second
    assert "Det [/red] med greia." in shown
    assert "Takk [/b]" in shown
    assert "no_action" in shown
    assert "in shadow, all" in shown
    assert "2: too few" in shown
    assert "in shadow, without review" in _output(_run(config, "status"))


def test_a_right_ticket_is_confirmed_and_stays(config: Path, filled: Database) -> None:
    Counter(filled, a_desk()).ask(1)
    said = _output(_run(config, "correct", "2025-000001", "--by", "Eli"))
    assert said.strip() == "2025-000001: support, lonn; confirmed, it stays with Bjørn Hauge"


def test_right_and_another_kind_at_once_is_refused(config: Path, filled: Database) -> None:
    Counter(filled, a_desk()).ask(1)
    result = _run(config, "correct", "2025-000001", "--by", "Eli", "--right", "--kind", "oppdrag")
    assert result.exit_code == 2
    assert "--right" in result.stderr


def test_status_names_a_mailbox_that_has_not_been_read_yet(config: Path, filled: Database) -> None:
    assert "not read yet" in _output(_run(config, "status"))


def test_resend_puts_refused_mails_back_in_the_queue(config: Path, filled: Database) -> None:
    Counter(filled, a_desk()).ask(1)
    with filled.write() as session:
        for mail in outbox.claim_due(session, NOW, 10):
            outbox.mark_refused(session, mail.id, "550 no such user")
    assert "2 refused mails wait to be sent again." in _output(_run(config, "resend"))
    assert "0 refused mails wait to be sent again." in _output(_run(config, "resend"))
    with filled.read() as session:
        assert outbox.is_due(session, utc_now())


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("2025-000002",), "there is no ticket 2025-000002; look it up in the customer's receipt"),
        (("2025-000001", "--area", "[red]lønn"), "'[red]lønn' is no area; did you mean lonn?"),
    ],
)
def test_a_correction_that_cannot_be_made_is_one_line(
    config: Path, filled: Database, arguments: tuple[str, ...], complaint: str
) -> None:
    Counter(filled, a_desk()).ask(1)
    assert _complaint(_run(config, "correct", *arguments, "--by", "Eli")).startswith(complaint)


@pytest.mark.parametrize("arguments", [("2025-000001",), ("2025-000001", "--by", "Eli", "--kind", "sale")])
def test_a_correction_needs_a_name_and_a_kind_that_there_is(
    config: Path, filled: Database, arguments: tuple[str, ...]
) -> None:
    result = _run(config, "correct", *arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_the_quarantine_is_listed_whatever_the_reason_holds(config: Path, filled: Database) -> None:
    _in_quarantine(filled, "[/bold] ValueError: [red]x\x1b[2J")
    shown = _output(_run(config, "quarantine", "list"))
    assert "[/bold] ValueError: [red]x" in shown
    assert "\x1b" not in shown


def test_a_message_is_taken_out_of_quarantine(config: Path, filled: Database) -> None:
    message_id = _in_quarantine(filled)
    arguments = ("quarantine", "retry", str(message_id), "--by", "Eli")
    assert f"Message {message_id} waits to be tried again." in _output(_run(config, *arguments))
    assert f"there is no message {message_id} in quarantine" in _complaint(_run(config, *arguments))
    with filled.read() as session:
        assert messages.is_waiting(session, NOW)


def test_a_message_is_saved_as_it_came(config: Path, filled: Database, tmp_path: Path) -> None:
    message_id = _in_quarantine(filled)
    file = tmp_path / "mail.eml"
    assert _output(_run(config, "quarantine", "save", str(message_id), str(file))) == ""
    assert file.read_bytes() == a_request(1)


@pytest.mark.parametrize(
    ("message", "file", "complaint"),
    [
        ("99", "mail.eml", "there is no message 99; see `quarantine list`"),
        ("1", "absent/mail.eml", "absent/mail.eml: No such file or directory; look at the path"),
        ("1", ".", ": Is a directory; look at the path"),
    ],
)
def test_a_message_that_cannot_be_saved_is_one_line(
    config: Path, filled: Database, tmp_path: Path, message: str, file: str, complaint: str
) -> None:
    assert _in_quarantine(filled) == 1
    assert complaint in _complaint(_run(config, "quarantine", "save", message, str(tmp_path / file)))


def test_explain_reads_a_file_with_or_without_a_configuration(config: Path, tmp_path: Path) -> None:
    file = tmp_path / "mail.eml"
    file.write_bytes(make_mail(subject="Lønn", text="Lønnskjøringen stoppet med feil på feriepenger."))
    for with_config in (None, config):
        document = json.loads(_output(_run(with_config, "explain", "--json", str(file))))
        assert (document["source"], document["subject"]) == (str(file), "Lønn")
    assert "Lønn" in _output(_run(None, "explain", str(file)))


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
    documents = [json.loads(_output(_run(one, "explain", "--json", str(file)))) for one in (None, config)]
    assert [document["message_class"] for document in documents] == ["request", "autoreply"]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("explain", "--model", "/absent", "x.eml"), "/absent"),
        (("train", "--corpus", "/absent"), "/absent"),
        (("evaluate", "/absent"), "/absent"),
        (("evaluate", "--model", "no-such-model"), "no-such-model"),
        (("evaluate", "--html", "/absent/page.html"), "/absent"),
        (("evaluate", "/absent.csv", "--format", "csv", "--text", "a", "--label", "b"), "/absent.csv"),
        (("models", "activate", "no-such-model"), "no-such-model"),
        (("models", "activate", "../corpus"), "corpus"),
        (("models", "show", "no-such-model"), "no-such-model"),
        (("models", "compare", "no-such-model", "nor-this"), "no-such-model"),
        (("models", "list", "--models", "/absent"), "/absent"),
        (("models", "rollback", "--models", "/absent"), "/absent"),
    ],
)
def test_a_model_or_corpus_that_is_not_there_is_one_line(arguments: tuple[str, ...], complaint: str) -> None:
    assert complaint in _complaint(_run(None, *arguments))


def test_a_model_is_taken_into_use_and_the_one_before_again(tmp_path: Path) -> None:
    first = copied_model(tmp_path, "2025-01-01-1")
    second = copied_model(tmp_path, "2025-02-01-1")
    here = ("--models", str(tmp_path))
    for version in (first, second):
        said = _output(_run(None, "models", "activate", version, "--by", "Eli [/b]", *here))
        assert f"{version} is now in use" in said
    listed = _output(_run(None, "models", "list", *here)).splitlines()
    assert [line.strip(" │").endswith("in use") for line in listed if second in line] == [True]
    assert [line.strip(" │").endswith("in use before") for line in listed if first in line] == [True]
    shown = _output(_run(None, "models", "show", second, *here))
    for told in (
        "kind right",
        f"{shipped_figure('kind'):.1%}",
        "SHA-256 of the corpus",
        "scikit-learn",
        "Eli [/b]",
        "activated",
    ):
        assert told in shown
    said = _output(_run(None, "models", "rollback", *here))
    assert f"{first} is now in use (before: {second})" in said
    assert (tmp_path / "active").read_text(encoding="utf-8") == f"{first}\n"
    assert "no model that was in use before" in _complaint(_run(None, "models", "rollback", *here))


def _part_of_the_corpus(folder: Path, *, every: int) -> Path:
    """Every so many of the starter corpus' mails in one file, complete in itself: nothing else teaches."""
    lines = [
        line
        for path in sorted((PROJECT / "models" / "corpus").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    folder.mkdir()
    (folder / "corpus.jsonl").write_text("\n".join(lines[::every]), encoding="utf-8")
    (folder / "glossary.toml").touch()
    return folder


def test_a_newly_trained_model_that_is_worse_stays_a_candidate_and_says_why(tmp_path: Path) -> None:
    """From a quarter of the mails; the one in use has learnt from all."""
    corpus = _part_of_the_corpus(tmp_path / "corpus", every=4)
    here = ("--models", str(tmp_path))
    in_use = copied_model(tmp_path, "2025-01-01-1")
    _output(_run(None, "models", "activate", in_use, *here))
    result = _run(None, "train", "--corpus", str(corpus), "--activate", *here)
    assert result.exit_code == 1
    assert "Written: " in result.stdout
    assert f"is worse than {in_use}, which stays in use: kind and area: of " in result.stderr
    assert (tmp_path / "active").read_text(encoding="utf-8") == f"{in_use}\n"
    listed = _output(_run(None, "models", "list", *here))
    assert len([line for line in listed.splitlines() if "│ 20" in line]) == 2


def test_two_models_are_compared_in_plain_words(tmp_path: Path) -> None:
    first = copied_model(tmp_path, "2025-01-01-1")
    second = copied_model(tmp_path, "2025-02-01-1", both=0.8)
    here = ("--models", str(tmp_path))
    said = _output(_run(None, "models", "compare", first, second, *here))
    assert f"{second} is worse than {first}." in said
    assert f"{100 * (0.8 - shipped_figure('both')):+.1f} points" in said
    _output(_run(None, "models", "activate", first, *here))
    complaint = _complaint(_run(None, "models", "activate", second, *here))
    before = f"{shipped_figure('both'):.1%} before"
    assert f"{second} is worse than {first}, which stays in use: kind and area: {before}" in complaint
    assert "--anyway" in complaint
    assert f"{second} is now in use" in _output(_run(None, "models", "activate", second, "--anyway", *here))


def test_a_model_is_evaluated_on_a_corpus_with_a_warning_that_it_learnt_from_it(tmp_path: Path) -> None:
    corpus, html = PROJECT / "models" / "corpus" / "train-a.jsonl", tmp_path / "page.html"
    model = copied_model(tmp_path, "2025-01-01-1")
    here = ("evaluate", str(corpus), "--model", model, "--models", str(tmp_path), "--html", str(html))
    shown = _output(_run(None, *here))
    assert "Warning: The model 2025-01-01-1 has learnt from" in shown
    assert "What can be routed without review" in shown
    assert f"Written: {html}" in shown.replace("\n", "")
    result = _run(None, *here, "--json")
    document = json.loads(result.stdout)
    assert document["model"] == model
    assert "has learnt from" in document["warnings"][0]
    assert "Written: " in result.stderr
    page = html.read_text(encoding="utf-8")
    assert "has learnt from" in page
    assert "<svg" in page
    same = ("evaluate", str(corpus), "--model", str(tmp_path / model), "--json")
    assert json.loads(_output(_run(None, *same))) == document


def test_a_corpus_is_cross_validated_without_a_model(tmp_path: Path) -> None:
    corpus = _part_of_the_corpus(tmp_path / "corpus", every=8)
    result = _run(None, "evaluate", str(corpus), "--json")
    document = json.loads(_output(result))
    assert (document["judged_by"], document["model"], document["warnings"]) == ("cross-validation", None, [])
    assert [own["name"] for own in document["files"]] == ["corpus.jsonl"]


def test_labelled_texts_are_evaluated_with_and_without_a_test_file(tmp_path: Path) -> None:
    train, test = tmp_path / "train.csv", tmp_path / "test.csv"
    rows = [f"{'my card is lost' if at % 2 else 'what is the rate'} {at},{at % 2}" for at in range(40)]
    train.write_text("\n".join(["text,label", *rows]), encoding="utf-8")
    test.write_text("text,label\nlost card,1\nexchange rate,0\n", encoding="utf-8")
    form = ("evaluate", str(train), "--format", "csv", "--text", "text", "--label", "label")
    assert "100.0 %" in _output(_run(None, *form))
    document = json.loads(_output(_run(None, *form, "--test", str(test), "--json")))
    assert (document["corpus"], document["judged_by"]) == ("texts", "test")
    assert document["label"]["accuracy"] == 1.0


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--format", "csv"), "--text and --label"),
        (("--format", "csv", "--text", "a", "--label", "b", "--model", "x"), "no --model"),
        (("--text", "a"), "--format csv"),
    ],
)
def test_options_that_do_not_go_together_are_refused(options: tuple[str, ...], complaint: str) -> None:
    result = _run(None, "evaluate", *options)
    assert result.exit_code == 2
    assert complaint in " ".join(result.stderr.replace("│", " ").split())
