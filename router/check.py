"""Is everything that the service needs usable? One finding for each thing, with what to do about it.

Looks, and changes nothing: no folder is made, no flag set, no mail sent, no table altered.
"""

import asyncio
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import aiosmtplib
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from router.cases.consultants import RosterError, load_roster, uncovered
from router.database import DatabaseError, open_database
from router.learning.store import ModelError, active_model_directory, load_model
from router.mailbox.folder import IMAP_FAILURES, open_folder
from router.migrations import current_revision, newest_revision
from router.post.smtp import check_login
from router.settings import MailboxSettings, Settings, SettingsError, secret
from router.taxonomy import Taxonomy, TaxonomyError, load_taxonomy


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    subject: str
    is_usable: bool
    text: str
    """How it is; and where it is not usable, what to do."""


def check(settings: Settings) -> Iterator[Finding]:
    """Look at everything, one after the other; a fault in one never hides the others."""
    yield Finding("configuration", True, "read")
    try:
        taxonomy = load_taxonomy(settings.taxonomy)
    except TaxonomyError as error:
        yield Finding("taxonomy", False, str(error))
    else:
        yield Finding("taxonomy", True, f"{len(taxonomy.areas)} areas")
        yield _consultants(settings, taxonomy)
        yield _model(settings, taxonomy)
    yield _database(settings)
    for mailbox in settings.mailboxes.values():
        yield _mailbox(mailbox)
    yield _smtp(settings)


def _consultants(settings: Settings, taxonomy: Taxonomy) -> Finding:
    try:
        roster = load_roster(settings.consultants, taxonomy)
    except RosterError as error:
        return Finding("consultants", False, str(error))
    gaps = [f"{kind} in {area}" for kind, area in uncovered(roster, taxonomy)]
    text = f"{len(roster)} consultants"
    if gaps:
        # Usable all the same: such tickets are made, and wait unassigned.
        text += f"; nobody takes {', '.join(gaps)}: give somebody these in {settings.consultants}"
    return Finding("consultants", True, text)


def _model(settings: Settings, taxonomy: Taxonomy) -> Finding:
    try:
        model = load_model(active_model_directory(settings.models))
    except ModelError as error:
        return Finding("model", False, str(error))
    strange = set(model.areas) - set(taxonomy.codes)
    if strange:
        remedy = "train a model with `ticket-router train`, or put the areas back in the taxonomy"
        return Finding(
            "model", False, f"{model.version} knows areas that are unknown here: {strange}; {remedy}"
        )
    return Finding("model", True, model.version)


def _database(settings: Settings) -> Finding:
    try:
        url = make_url(settings.database_url)
        if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
            return _folder_for_new_database(Path(url.database))
        database = open_database(settings.database_url)
        try:
            revision = current_revision(database)
        finally:
            database.close()
    except (DatabaseError, SQLAlchemyError, OSError) as error:
        reason = str(getattr(error, "orig", None) or error).strip().replace("\n", " ")
        return Finding("database", False, f"{reason}; look at database_url and whether the server is up")
    if revision is None:
        return Finding("database", True, "empty; `ticket-router run` or `ticket-router migrate` sets it up")
    if revision != newest_revision():
        remedy = (
            "bring it up with `ticket-router migrate`; if that does not know it, install the newer version"
        )
        return Finding("database", False, f"at revision {revision}; {remedy}")
    return Finding("database", True, f"at revision {revision}, the newest")


def _folder_for_new_database(path: Path) -> Finding:
    existing = next(folder for folder in path.parents if folder.exists())
    if not existing.is_dir():
        return Finding("database", False, f"{path}: {existing} is no folder; name another in database_url")
    if not os.access(existing, os.W_OK):
        return Finding(
            "database", False, f"{path}: {existing} cannot be written to; give this user the right to"
        )
    return Finding("database", True, f"{path} is not there yet; the first run makes it")


def _mailbox(mailbox: MailboxSettings) -> Finding:
    subject = f"mailbox {mailbox.name}"

    def look() -> str:
        with open_folder(mailbox, secret(mailbox.credential), readonly=True) as folder:
            return f"{len(folder.uids(1))} mails in {mailbox.folder}"

    remedy = f"look at [mailboxes.{mailbox.name}]: host, port, tls, ca_file, user, credential, folder"
    return _reached(subject, look, remedy)


def _smtp(settings: Settings) -> Finding:
    def look() -> str:
        password = secret(settings.smtp.credential) if settings.smtp.credential else None
        asyncio.run(check_login(settings.smtp, password))
        return f"{settings.smtp.host}:{settings.smtp.port} answers"

    return _reached("smtp", look, "look at [smtp]: host, port, tls, ca_file, user, credential")


def _reached(subject: str, look: Callable[[], str], remedy: str) -> Finding:
    try:
        return Finding(subject, True, look())
    except SettingsError as error:
        return Finding(subject, False, str(error))
    except (*IMAP_FAILURES, aiosmtplib.SMTPException) as error:
        return Finding(subject, False, f"{type(error).__name__}: {error}; {remedy}")
