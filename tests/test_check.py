"""`check`: says of everything whether it is usable and what to do, and changes nothing."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest
from imapclient import IMAPClient
from sqlalchemy import text

from router.check import Finding, check
from router.database import open_database
from router.demo.servers import LOOPBACK, ImapServer, SmtpServer
from router.migrations import migrate
from router.settings import load_settings
from tests.running import SECRET, Place, configuration
from tests.servers import NORWEGIAN_PASSWORD, PASSWORD

SUBJECTS = [
    *("configuration", "taxonomy", "consultants", "model", "database"),
    *("mailbox support", "mailbox oppdrag", "smtp"),
]


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    for name, value in SECRET.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def config(tmp_path: Path, imap: ImapServer, smtp: SmtpServer) -> Path:
    """A configuration in which everything is usable."""
    mailboxes = {name: Place(imap.port, name) for name in ("support", "oppdrag")}
    return configuration(tmp_path, mailboxes, smtp_port=smtp.port)


def closed_port() -> int:
    with closing(socket.create_server((LOOPBACK, 0))) as server:
        return int(server.getsockname()[1])


def _findings(config: Path) -> Mapping[str, Finding]:
    findings = list(check(load_settings(config)))
    return {finding.subject: finding for finding in findings}


def _failing(config: Path) -> dict[str, str]:
    return {subject: finding.text for subject, finding in _findings(config).items() if not finding.is_usable}


def _changed(config: Path, before: str, after: str) -> Path:
    written = config.read_text(encoding="utf-8")
    assert before in written
    config.write_text(written.replace(before, after), encoding="utf-8")
    return config


def test_everything_usable_is_said_to_be(config: Path) -> None:
    findings = _findings(config)
    assert list(findings) == SUBJECTS
    assert all(finding.is_usable for finding in findings.values()), findings
    assert findings["taxonomy"].text == "10 areas"
    assert findings["mailbox support"].text == "0 mails in INBOX"
    assert "is not there yet; the first run makes it" in findings["database"].text


def test_nothing_is_made_or_changed_by_looking(config: Path, imap: ImapServer, smtp: SmtpServer) -> None:
    with IMAPClient(LOOPBACK, imap.port, ssl=False) as client:
        client.login("support", PASSWORD)
        client.append("INBOX", b"Subject: x\r\n\r\nx")
        folders = client.list_folders()
        before = sorted(config.parent.iterdir())
        assert _findings(config)["mailbox support"].text == "1 mails in INBOX"
        assert sorted(config.parent.iterdir()) == before
        assert client.list_folders() == folders
        client.select_folder("INBOX", readonly=True)
        [flags] = client.get_flags(client.search()).values()
        assert b"\\Seen" not in flags
    assert smtp.caught == ()


def test_servers_that_are_down_fail_with_the_keys_to_look_at(tmp_path: Path) -> None:
    mailboxes = {name: Place(closed_port(), name) for name in ("support", "oppdrag")}
    failing = _failing(configuration(tmp_path, mailboxes, smtp_port=closed_port()))
    assert set(failing) == {"mailbox support", "mailbox oppdrag", "smtp"}
    assert "look at [mailboxes.support]: host, port" in failing["mailbox support"]
    assert "refused" in failing["mailbox oppdrag"]
    assert "look at [smtp]: host, port" in failing["smtp"]
    assert [path.name for path in tmp_path.iterdir()] == ["router.toml"]


def test_a_wrong_password_fails_without_showing_it(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TICKET_ROUTER_SECRET_TESTS", "feil-passord")
    failing = _failing(config)
    assert set(failing) == {"mailbox support", "mailbox oppdrag"}
    assert "credential" in failing["mailbox support"]
    assert "feil-passord" not in str(failing)


def test_a_name_and_a_password_that_are_not_ascii_are_usable(
    tmp_path: Path, smtp: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TICKET_ROUTER_SECRET_TESTS", NORWEGIAN_PASSWORD)
    with ImapServer(["støtte"], NORWEGIAN_PASSWORD) as imap:
        place = {"support": Place(imap.port, "støtte")}
        assert _failing(configuration(tmp_path, place, smtp_port=smtp.port)) == {}


def test_a_wrong_password_that_is_not_ascii_hides_nothing_else(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TICKET_ROUTER_SECRET_TESTS", NORWEGIAN_PASSWORD)
    findings = _findings(config)
    assert list(findings) == SUBJECTS
    assert "look at [mailboxes.support]" in findings["mailbox support"].text
    assert findings["smtp"].is_usable


def test_a_fault_of_the_programs_own_hides_nothing_else(config: Path, tmp_path: Path) -> None:
    """The library that reads TOML breaks over this file with an error that nobody has thought of."""
    (tmp_path / "deep.toml").write_text("x = " + "[" * 100_000, encoding="utf-8")
    findings = _findings(_changed(config, str(load_settings(config).consultants), "deep.toml"))
    assert list(findings) == SUBJECTS
    assert findings["consultants"].text.startswith("RecursionError: ")
    assert findings["consultants"].text.endswith("this is a fault of the program's: report this line")
    assert {subject for subject, finding in findings.items() if not finding.is_usable} == {"consultants"}


def test_without_a_taxonomy_consultants_and_model_are_looked_at_all_the_same(config: Path) -> None:
    findings = _findings(_changed(config, "config/taxonomy.toml", "config/absent.toml"))
    assert list(findings) == SUBJECTS
    assert findings["consultants"].text == "8 consultants; their areas need the taxonomy to be looked at"
    assert findings["model"].text.endswith("; its areas need the taxonomy to be looked at")


def test_each_fault_in_the_consultants_file_is_a_line_of_its_own(config: Path, tmp_path: Path) -> None:
    entry = '[consultants.{}]\nname = ""\naddress = "k"\nareas = ["lonn"]\nkinds = ["support"]\n'
    written = "".join(entry.format(code) for code in ("kari", "ola", "per", "eva"))
    (tmp_path / "bad.toml").write_text(written, encoding="utf-8")
    consultants = load_settings(config).consultants
    findings = list(check(load_settings(_changed(config, str(consultants), "bad.toml"))))
    faults = [finding for finding in findings if finding.subject == "consultants"]
    assert len(faults) == 8
    assert all("config/consultants.toml shows how" in fault.text for fault in faults)
    assert not any("\n" in finding.text for finding in findings)


@pytest.mark.parametrize("closed", ["file", "folder"])
def test_a_database_that_may_not_be_written_to_says_so(config: Path, tmp_path: Path, closed: str) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    url = f"sqlite:///{folder}/router.db"
    database = open_database(url)
    migrate(database)
    database.close()
    (folder / "router.db" if closed == "file" else folder).chmod(0o444 if closed == "file" else 0o555)
    config = _changed(config, load_settings(config).database_url, url)
    done = subprocess.run(
        [*as_one_without_rights(), sys.executable, "-m", "router", "check", "--config", str(config)],
        env={**os.environ, **SECRET, "COLUMNS": "300"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    folder.chmod(0o755)
    assert done.returncode == 1
    assert (
        f"FAIL  database: {folder}/router.db: cannot be written to; give this user the right to write to the "
        "file and its folder\n"
    ) in done.stdout


def as_one_without_rights() -> list[str]:
    """Root may write anywhere; this runs a command as root without that right."""
    if os.getuid() != 0:
        return []
    taken = ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"]
    tried = (
        subprocess.run([*taken, "true"], capture_output=True, check=False)
        if shutil.which("setpriv")
        else None
    )
    if tried is None or tried.returncode != 0:
        pytest.skip("root may write anywhere, and setpriv (Debian: util-linux) cannot take that right away")
    return taken


def test_a_missing_secret_says_where_to_put_it(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TICKET_ROUTER_SECRET_TESTS")
    failing = _failing(config)
    assert failing["mailbox support"].startswith(
        "credential 'tests': no secret found; add LoadCredential=tests:"
    )


def test_a_folder_that_is_not_there_fails_for_its_mailbox(config: Path) -> None:
    failing = _failing(_changed(config, 'credential = "tests"', 'credential = "tests"\nfolder = "Innboks"'))
    assert set(failing) == {"mailbox support", "mailbox oppdrag"}
    assert "folder" in failing["mailbox support"]


def test_a_certificate_file_that_is_not_there_is_among_what_to_look_at(config: Path) -> None:
    failing = _failing(_changed(config, 'tls = "none"', 'tls = "implicit"\nca_file = "absent.pem"'))
    assert set(failing) == {"mailbox support", "mailbox oppdrag", "smtp"}
    assert all("ca_file" in fault for fault in failing.values())


@pytest.mark.parametrize(
    ("before", "after", "subject", "remedy"),
    [
        ("config/consultants.toml", "config/absent.toml", "consultants", "copy config/consultants.toml"),
        ("config/taxonomy.toml", "config/absent.toml", "taxonomy", "name the file with the key taxonomy"),
        ('/models"', '/absent"', "model", "absent"),
    ],
)
def test_a_file_that_is_not_there_hides_nothing_else(
    config: Path, before: str, after: str, subject: str, remedy: str
) -> None:
    failing = _failing(_changed(config, before, after))
    assert set(failing) == {subject}
    assert remedy in failing[subject]


def test_what_nobody_takes_is_told_and_is_usable_all_the_same(config: Path, tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text(
        '[consultants.kari]\nname = "Kari"\naddress = "k@a.example"\nareas = ["lonn"]\nkinds = ["support"]\n',
        encoding="utf-8",
    )
    consultants = load_settings(config).consultants
    finding = _findings(_changed(config, str(consultants), "one.toml"))["consultants"]
    assert finding.is_usable
    assert "oppdrag in lonn" in finding.text
    assert "give somebody these in" in finding.text


def test_a_database_at_the_newest_revision_is_usable(
    tmp_path: Path, imap: ImapServer, smtp: SmtpServer, database_url: str
) -> None:
    config = configuration(
        tmp_path, {"support": Place(imap.port, "support")}, smtp_port=smtp.port, database_url=database_url
    )
    database = open_database(database_url)
    try:
        if not database.is_sqlite:
            assert _findings(config)["database"].text.startswith("empty; `ticket-router run`")
        migrate(database)
        assert _findings(config)["database"].text.endswith(", the newest")
        with database.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        finding = _findings(config)["database"]
        assert not finding.is_usable
        assert finding.text.startswith("at revision 9999; bring it up with `ticket-router migrate`")
    finally:
        database.close()


@pytest.mark.parametrize("what", ["rubbish", "folder", "server down", "in a file"])
def test_a_database_that_cannot_be_used_says_what_to_look_at(config: Path, tmp_path: Path, what: str) -> None:
    url = load_settings(config).database_url
    match what:
        case "rubbish":
            (tmp_path / "router.db").write_bytes(b"this is no database" * 100)
        case "folder":
            (tmp_path / "router.db").mkdir()
        case "server down":
            _changed(config, url, f"postgresql://router:hemmelig@{LOOPBACK}:{closed_port()}/router")
        case _:
            (tmp_path / "file").write_text("x", encoding="utf-8")
            _changed(config, url, f"sqlite:///{tmp_path}/file/router.db")
    failing = _failing(config)
    assert set(failing) == {"database"}
    assert "hemmelig" not in failing["database"]
    assert "\n" not in failing["database"]
