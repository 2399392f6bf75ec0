"""The configuration: every fault named at once with its remedy, and no secret where anybody could read it."""

import logging
import re
from pathlib import Path

import pytest
import structlog

from router.settings import SettingsError, Tls, check_secrets, load_settings, secret
from router.taxonomy import Kind
from tests.running import PROJECT, Place, configuration

EXAMPLE = (PROJECT / "config" / "router.toml").read_text(encoding="utf-8")
PASSWORD = "hemmelig-æøå-1"


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)


def _written(folder: Path, *changes: tuple[str, str], text: str = EXAMPLE) -> Path:
    """The example configuration with changes, each of which must find its place."""
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    path = folder / "router.toml"
    path.write_text(text, encoding="utf-8")
    return path


def _faults(path: Path) -> list[str]:
    with pytest.raises(SettingsError) as refusal:
        load_settings(path)
    lines = str(refusal.value).splitlines()
    assert all(line.startswith(f"{path}: ") for line in lines)
    return [line.removeprefix(f"{path}: ") for line in lines]


def test_the_documented_example_can_be_used_as_it_is() -> None:
    settings = load_settings(PROJECT / "config" / "router.toml")
    assert list(settings.mailboxes) == ["support", "oppdrag"]
    assert settings.mailboxes["oppdrag"].kind is Kind.OPPDRAG
    assert settings.mailboxes["oppdrag"].name == "oppdrag"
    assert settings.smtp.tls is Tls.IMPLICIT
    assert settings.own_addresses == {"support@okonomibistand.example", "oppdrag@okonomibistand.example"}


def test_the_servers_whose_word_counts_are_known_in_small_letters(tmp_path: Path) -> None:
    told = ("authentication_servers = []", 'authentication_servers = ["MX.Firma.example"]')
    identity = load_settings(_written(tmp_path, told)).identity
    assert identity.trusted_authserv_ids == {"mx.firma.example"}
    assert identity.message_id_domain == "router.okonomibistand.example"


def test_the_example_says_the_defaults_that_are_in_force(tmp_path: Path) -> None:
    without = [
        line for line in EXAMPLE.splitlines() if not line.startswith(("folder", "idle", "poll_", "done_f"))
    ]
    assert load_settings(_written(tmp_path, text="\n".join(without))) == load_settings(_written(tmp_path))


def test_relative_paths_count_from_the_files_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "etc"
    folder.mkdir()
    path = _written(
        folder,
        ("# ca_file", "ca_file"),
        ("connections = 2", 'connections = 2\nca_file = "smtp-ca.pem"'),
        ('consultants = "consultants.toml"', 'consultants = "/srv/consultants.toml"'),
    )
    monkeypatch.chdir(tmp_path)
    settings = load_settings(path.relative_to(tmp_path))
    assert settings.database_url == f"sqlite:///{tmp_path}/var/ticket-router.db"
    assert settings.taxonomy == folder / "taxonomy.toml"
    assert settings.consultants == Path("/srv/consultants.toml")
    assert settings.models.resolve() == tmp_path / "models"
    assert settings.mailboxes["support"].ca_file == folder / "ca.pem"
    assert settings.smtp.ca_file == folder / "smtp-ca.pem"


@pytest.mark.parametrize("url", ["postgresql://router@db.example/router", "sqlite://", "sqlite:///:memory:"])
def test_an_address_that_is_no_path_stays_as_it_is(tmp_path: Path, url: str) -> None:
    path = _written(tmp_path, ("sqlite:///../var/ticket-router.db", url))
    assert load_settings(path).database_url == url


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("idle = true", "idel = true", "mailboxes.support.idel: unknown key; did you mean 'idle'?"),
        ("[service]", "[servise]", "servise: unknown key; did you mean 'service'?"),
        ("readers = 2", "xyz = 2", "service.xyz: unknown key; take it out; known here: largest_mail_bytes"),
        ("readers = 2", "redaers = 2", "service.redaers: unknown key; did you mean 'readers'?"),
        ("connections = 2", "password = 'x'", "smtp.password: unknown key; take it out"),
        (
            "port = 993",
            'port = "imaps"',
            "mailboxes.support.port: is not a whole number; write one, without quotes",
        ),
        ("idle = true", "idle = 3", "mailboxes.support.idle: is neither true nor false; write true or false"),
        ("poll_seconds = 60", "poll_seconds = 'x'", "mailboxes.support.poll_seconds: is not a number; write"),
        ("readers = 2", "readers = 1.5", "service.readers: is not a whole number; write one"),
        ('folder = "INBOX"', "folder = 1", "mailboxes.support.folder: is not text; write it in quotes"),
        ('folder = "INBOX"', 'folder = ""', 'mailboxes.support.folder: is empty; write one such as "INBOX"'),
        (
            'done_folder = "Behandlet"',
            'done_folder = " "',
            'mailboxes.support.done_folder: is empty; write one such as "Behandlet"',
        ),
        (
            'address = "oppdrag@okonomibistand.example"',
            'address = ""',
            "mailboxes.oppdrag.address: is not a mail address; write one such as",
        ),
        (
            'user = "oppdrag@okonomibistand.example"',
            'user = ""',
            "mailboxes.oppdrag.user: is empty; write one such as",
        ),
        (
            'credential = "imap-oppdrag"',
            'credential = ""',
            'mailboxes.oppdrag.credential: is empty; write one such as "imap-support"',
        ),
        ('credential = "smtp"', 'credential = ""', 'smtp.credential: is empty; write one such as "smtp"'),
        ('phone = "900 00 000"', 'phone = ""', 'firm.phone: is empty; write one such as "900 00 000"'),
        ("port = 465", "port = 70000", "smtp.port: input should be less than or equal to 65535"),
        (
            "poll_seconds = 60",
            "poll_seconds = 0",
            "mailboxes.support.poll_seconds: input should be greater than 0",
        ),
        (
            "idle = true",
            'idle = "perhaps"',
            "mailboxes.support.idle: is neither true nor false; write true or false",
        ),
        (
            'kind = "oppdrag"',
            'kind = "sale"',
            "mailboxes.oppdrag.kind: input should be 'support' or 'oppdrag'",
        ),
        ('log_level = "info"', 'log_level = "loud"', "log_level: input should be 'debug', 'info'"),
        ('acknowledge = "move"', 'acknowledge = "delete"', "mailboxes.support.acknowledge: input should be"),
        ('credential = "imap-oppdrag"', "", "mailboxes.oppdrag.credential: missing; add it"),
        ('credential = "smtp"', "", "smtp: user and credential go together"),
        ('phone = "900 00 000"', "", "firm.phone: missing; add it (config/router.toml shows how)"),
        (
            '"sqlite:///../var/ticket-router.db"',
            '"router.db"',
            "database_url: is not a database address; write",
        ),
        ("sqlite:///../var/t", "postgresql://a:b@h:p/t", "database_url: is not a database address; write"),
        ('host = "smtp.okonomibistand.example"', 'host = "smtp..example"', "smtp.host: is not a host name"),
        ('host = "smtp.okonomibistand.example"', 'host = ""', "smtp.host: is empty; write one such as"),
        (
            '"router.okonomibistand.example" ',
            '"økonomi @x"',
            "firm.message_id_domain: is not a domain; write",
        ),
        (
            "authentication_servers = []",
            'authentication_servers = ["mx.firma.example; spf=pass"]',
            "firm.authentication_servers: holds what is no server's name; copy the first word",
        ),
    ],
)
def test_a_fault_is_named_by_file_and_key_with_its_remedy(
    tmp_path: Path, before: str, after: str, fault: str
) -> None:
    [line] = _faults(_written(tmp_path, (before, after)))
    assert line.startswith(fault)


@pytest.mark.parametrize(
    "address",
    ["support", "@firma.example", "support@", "sup port@a.example", "Å <a@b.example>", "støtte@a.example"],
)
def test_a_mailbox_needs_an_address_that_mail_can_come_from(tmp_path: Path, address: str) -> None:
    [line] = _faults(
        _written(tmp_path, ('address = "support@okonomibistand.example"', f'address = "{address}"'))
    )
    assert line.startswith("mailboxes.support.address: is not a mail address; write one such as")


def test_a_missing_section_is_named(tmp_path: Path) -> None:
    head, _, rest = EXAMPLE.partition("[firm]")
    _, _, rest = rest.partition("[mailboxes.support]")
    assert _faults(_written(tmp_path, text=f"{head}[mailboxes.support]{rest}")) == [
        "firm: missing; add it (config/router.toml shows how)"
    ]


@pytest.mark.parametrize("mailboxes", ["mailboxes = 3", "mailboxes = {}", "mailboxes = {support = 'x'}", ""])
def test_a_configuration_without_a_mailbox_is_refused(tmp_path: Path, mailboxes: str) -> None:
    before, _, rest = EXAMPLE.partition("[firm]")
    _, _, smtp = rest.partition("[smtp]")
    firm = '[firm]\nname = "x"\nphone = "1"\nmessage_id_domain = "r.example"\n'
    [line] = _faults(_written(tmp_path, text=f"{mailboxes}\n{before}{firm}[smtp]{smtp}"))
    assert re.match(
        r"mailboxes(\.support)?: (is not a table|there is none|missing); "
        r"(write \[mailboxes\.support\]|add it)",
        line,
    )


@pytest.mark.parametrize("section", ["smtp", "firm", "post"])
def test_a_section_that_is_no_table_is_told_in_the_words_of_the_file(tmp_path: Path, section: str) -> None:
    head, _, rest = EXAMPLE.partition(f"[{section}]")
    _, bracket, rest = rest.partition("\n[")
    [line] = _faults(_written(tmp_path, text=f"{section} = 'x'\n{head}{bracket}{rest}"))
    assert (
        line
        == f"{section}: is not a table; write [{section}] and its keys below (config/router.toml shows how)"
    )


def test_a_whole_section_in_the_environment_is_told_without_what_it_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TICKET_ROUTER_SMTP", PASSWORD)
    [line] = _faults(_written(tmp_path))
    assert line.startswith("the environment: ")
    assert "smtp" in line
    assert PASSWORD not in line


@pytest.mark.parametrize("host", ["imap.okonomibistand.example", "192.0.2.7", "localhost.firma.example"])
def test_a_connection_without_tls_goes_to_this_machine_only(tmp_path: Path, host: str) -> None:
    changes = (
        ('host = "imap.okonomibistand.example"', f'host = "{host}"'),
        ('tls = "implicit"', 'tls = "none"'),
    )
    [line] = _faults(_written(tmp_path, *changes))
    assert line.startswith(
        'mailboxes.support: tls = "none" is for a server on this machine only; use "implicit"'
    )


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "::1"])
def test_a_server_on_this_machine_may_do_without_tls(tmp_path: Path, host: str) -> None:
    path = _written(
        tmp_path,
        ('host = "imap.okonomibistand.example"', f'host = "{host}"'),
        ('tls = "implicit"', 'tls = "none"'),
    )
    assert load_settings(path).mailboxes["support"].tls is Tls.NONE


def test_several_faults_are_several_lines(tmp_path: Path) -> None:
    path = _written(
        tmp_path,
        ("readers = 2", 'readers = "two"'),
        ("port = 993", "prt = 993"),
        ('name = "ØkonomiBistand"', ""),
        ("port = 465", "port = 0"),
    )
    assert {line.partition(":")[0] for line in _faults(path)} == {
        "service.readers",
        "mailboxes.support.prt",
        "firm.name",
        "smtp.port",
    }


def test_a_missing_file_says_what_to_copy(tmp_path: Path) -> None:
    path = tmp_path / "absent.toml"
    assert _faults(path) == [
        "cannot be read (No such file or directory); copy config/router.toml and name it with --config"
    ]


def test_a_folder_is_no_configuration(tmp_path: Path) -> None:
    assert _faults(tmp_path)[0].startswith("cannot be read (Is a directory)")


@pytest.mark.parametrize("text", ["[firm", 'name = "x', "a = 1\na = 2"])
def test_broken_toml_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    [line] = _faults(_written(tmp_path, text=text))
    assert line.startswith("is not TOML (")
    assert line.endswith("mend that line")


def test_a_file_in_another_charset_is_not_toml(tmp_path: Path) -> None:
    path = tmp_path / "router.toml"
    path.write_bytes(EXAMPLE.encode("iso-8859-1"))
    assert _faults(path)[0].startswith("is not TOML (")


def test_the_environment_goes_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TICKET_ROUTER_SMTP__HOST", "relay.firma.example")
    monkeypatch.setenv("TICKET_ROUTER_SMTP__PORT", "587")
    monkeypatch.setenv("TICKET_ROUTER_DATABASE_URL", "postgresql://db.example/router")
    monkeypatch.setenv("TICKET_ROUTER_MAILBOXES__SUPPORT__IDLE", "false")
    settings = load_settings(_written(tmp_path))
    assert (settings.smtp.host, settings.smtp.port) == ("relay.firma.example", 587)
    assert settings.smtp.credential == "smtp"
    assert settings.database_url == "postgresql://db.example/router"
    assert settings.mailboxes["support"].idle is False
    assert settings.mailboxes["support"].host == "imap.okonomibistand.example"


def test_a_whole_mailbox_can_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key, value in {
        "kind": "support", "address": "salg@firma.example", "host": "imap.firma.example", "user": "salg",
        "credential": "imap-salg",
    }.items():  # fmt: skip
        monkeypatch.setenv(f"TICKET_ROUTER_MAILBOXES__SALG__{key.upper()}", value)
    settings = load_settings(_written(tmp_path))
    assert list(settings.mailboxes) == ["support", "oppdrag", "salg"]
    assert settings.mailboxes["salg"].name == "salg"


def test_a_fault_in_the_environment_is_told_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TICKET_ROUTER_SMTP__PORT", "many")
    assert _faults(_written(tmp_path))[0].startswith("smtp.port: is not a whole number; write one")


def test_a_secret_comes_from_the_credential_file_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "imap-support").write_text(f"{PASSWORD}\r\n", encoding="utf-8")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    monkeypatch.setenv("TICKET_ROUTER_SECRET_IMAP_SUPPORT", "another")
    assert secret("imap-support").get_secret_value() == PASSWORD


def test_a_secret_may_begin_and_end_with_blanks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "smtp").write_text("  x \n", encoding="utf-8")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert secret("smtp").get_secret_value() == "  x "


def test_a_secret_comes_from_the_environment_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    monkeypatch.setenv("TICKET_ROUTER_SECRET_IMAP_SUPPORT_2", PASSWORD)
    assert secret("imap-support.2").get_secret_value() == PASSWORD


def test_a_missing_secret_says_where_to_put_it() -> None:
    with pytest.raises(SettingsError) as refusal:
        secret("imap-support")
    assert str(refusal.value) == (
        "credential 'imap-support': no secret found; add LoadCredential=imap-support:FILE to the unit, "
        "or set TICKET_ROUTER_SECRET_IMAP_SUPPORT"
    )


def test_a_credential_file_that_is_no_text_is_named_without_its_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "smtp").write_bytes(b"\xff\xfehemmelig")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    with pytest.raises(
        SettingsError, match="smtp is not UTF-8 text; write the password there anew"
    ) as refusal:
        secret("smtp")
    assert "hemmelig" not in f"{refusal.value} {refusal.value.__context__}"


@pytest.mark.parametrize("place", ["file", "environment"])
def test_an_empty_secret_is_told_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    if place == "file":
        (tmp_path / "smtp").write_text("\n", encoding="utf-8")
        monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    else:
        monkeypatch.setenv("TICKET_ROUTER_SECRET_SMTP", "")
    where = f"the file {tmp_path}/smtp" if place == "file" else "TICKET_ROUTER_SECRET_SMTP"
    with pytest.raises(SettingsError) as refusal:
        secret("smtp")
    assert str(refusal.value) == f"credential 'smtp': {where} is empty; write the password there"


def test_no_secret_is_shown_by_repr_str_or_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("TICKET_ROUTER_SECRET_SMTP", PASSWORD)
    found = secret("smtp")
    with caplog.at_level(logging.INFO), structlog.testing.capture_logs() as lines:
        logging.getLogger("router").info("%s %r", found, found)
        structlog.get_logger().info("login", secret=found)
    assert PASSWORD not in f"{found} {found!r} {caplog.text} {[str(line) for line in lines]}"


def test_a_password_in_the_database_address_is_not_shown_with_the_settings(tmp_path: Path) -> None:
    path = _written(
        tmp_path, ("sqlite:///../var/ticket-router.db", f"postgresql://router:{PASSWORD}@db/router")
    )
    settings = load_settings(path)
    assert PASSWORD in settings.database_url
    assert PASSWORD not in f"{settings} {settings!r}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("connections = 2", f'password = "{PASSWORD}"'),
        ("sqlite:///../var/ticket-router.db", f"postgresql://router:{PASSWORD}@db:port/router"),
        ("port = 465", f'port = "{PASSWORD}"'),
    ],
)
def test_what_was_typed_into_a_wrong_place_is_not_repeated(tmp_path: Path, before: str, after: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        load_settings(_written(tmp_path, (before, after)))
    assert PASSWORD not in f"{refusal.value} {refusal.value.__cause__}"


def test_the_promise_is_read_in_words(tmp_path: Path) -> None:
    assert load_settings(_written(tmp_path)).wrong_share is None
    promise = ('# review_promise = "at most 2', 'review_promise = "at most 1')
    assert load_settings(_written(tmp_path, promise)).wrong_share == pytest.approx(0.01)


def test_a_promise_that_cannot_be_understood_is_told_with_an_example(tmp_path: Path) -> None:
    promise = ('# review_promise = "at most 2 of 100', f'review_promise = "{PASSWORD}')
    (fault,) = _faults(_written(tmp_path, promise))
    assert fault.startswith("review_promise: the promise holds no share; write it as ")
    assert PASSWORD not in fault


def test_settings_cannot_be_changed(tmp_path: Path) -> None:
    settings = load_settings(_written(tmp_path))
    with pytest.raises(ValueError, match="frozen"):
        settings.log_level = "debug"


def test_every_missing_secret_is_told_of_with_its_file_and_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TICKET_ROUTER_SECRET_TESTS", raising=False)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    places = {"support": Place(143, "support"), "oppdrag": Place(143, "oppdrag")}
    config = configuration(tmp_path, places, smtp_port=25)
    with pytest.raises(SettingsError) as told:
        check_secrets(config, load_settings(config))
    first, second = str(told.value).splitlines()
    assert first.startswith(f"{config}: mailboxes.support.credential: ")
    assert second.startswith(f"{config}: mailboxes.oppdrag.credential: ")
    assert "TICKET_ROUTER_SECRET_TESTS" in first
