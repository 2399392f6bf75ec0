"""Is everything that the service needs usable? One finding for each thing, with what to do about it.

Looks, and changes nothing: no folder is made, no flag set, no mail sent, no table altered.
"""

import asyncio
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import aiosmtplib
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from router.cases.consultants import RosterError, load_roster, uncovered
from router.database import DatabaseError, open_database, reason_of, remedy_for
from router.learning.corpus.files import CorpusError
from router.learning.corpus.labelled import read_corpus
from router.learning.store.folders import active_model_directory
from router.learning.store.manifest import ModelError
from router.learning.store.model_file import read_named_model
from router.mailbox.folder import IMAP_FAILURES, open_folder
from router.migrations import current_revision, newest_revision
from router.post.smtp import check_login
from router.settings import MailboxSettings, Settings, SettingsError, secret
from router.taxonomy import Taxonomy, TaxonomyError, load_taxonomy

_WITHOUT_A_MODEL = (
    "a service that starts without a usable model takes mail all the same and sends every case to review"
)


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
    taxonomy: Taxonomy | None = None
    try:
        taxonomy = load_taxonomy(settings.taxonomy)
    except TaxonomyError as error:
        yield from _faults("taxonomy", error)
    else:
        yield Finding("taxonomy", True, f"{len(taxonomy.areas)} areas")
    yield from _found("consultants", lambda: _consultants(settings, taxonomy))
    yield from _found("model", lambda: [_model(settings, taxonomy)])
    if settings.learning.retrain_at is not None:
        yield from _found("retraining", lambda: [_retraining(settings)])
    yield from _found("database", lambda: [_database(settings)])
    for mailbox in settings.mailboxes.values():
        yield from _found(f"mailbox {mailbox.name}", partial(_mailbox, mailbox))
    yield from _found("smtp", lambda: [_smtp(settings)])


def _found(subject: str, look: Callable[[], Sequence[Finding]]) -> Sequence[Finding]:
    """What was found; a fault of ours in looking is told of like any other, and hides nothing."""
    try:
        return look()
    except Exception as error:  # noqa: BLE001
        reason = f"{type(error).__name__}: {reason_of(error)}"
        return [Finding(subject, False, f"{reason}; this is a fault of the program's: report this line")]


def _faults(subject: str, error: Exception) -> Sequence[Finding]:
    """One finding for each line of the error: each names its place and its remedy."""
    return [Finding(subject, False, line) for line in str(error).splitlines()]


def _consultants(settings: Settings, taxonomy: Taxonomy | None) -> Sequence[Finding]:
    try:
        roster = load_roster(settings.consultants, taxonomy)
    except RosterError as error:
        return _faults("consultants", error)
    text = f"{len(roster)} consultants"
    if taxonomy is None:
        return [Finding("consultants", True, f"{text}; their areas need the taxonomy to be looked at")]
    gaps = [f"{kind} in {area}" for kind, area in uncovered(roster, taxonomy)]
    if gaps:
        # Usable all the same: such tickets are made, and wait unassigned.
        text += f"; nobody takes {', '.join(gaps)}: give somebody these in {settings.consultants}"
    return [Finding("consultants", True, text)]


def _model(settings: Settings, taxonomy: Taxonomy | None) -> Finding:
    try:
        file = read_named_model(settings.models, active_model_directory(settings.models).name)
        model = file.under(settings.wrong_share).open()
    except ModelError as error:
        return Finding("model", False, f"{error}; {_WITHOUT_A_MODEL}")
    if taxonomy is None:
        return Finding("model", True, f"{model.version}; its areas need the taxonomy to be looked at")
    strange = sorted(set(model.areas) - set(taxonomy.codes))
    if strange:
        remedy = "train a model with `ticket-router train`, or put the areas back in the taxonomy"
        text = f"{model.version} knows areas that are unknown here: {', '.join(strange)}; {remedy}"
        return Finding("model", False, f"{text}; {_WITHOUT_A_MODEL}")
    return Finding("model", True, model.version)


def _retraining(settings: Settings) -> Finding:
    at = f"{settings.learning.retrain_at:%H:%M} each night"
    try:
        mails = read_corpus(settings.corpus)
    except CorpusError as error:
        return Finding("retraining", False, str(error))
    if not os.access(settings.models, os.W_OK):
        remedy = "give this user a folder of models of its own (docs/operators.md, Nightly training)"
        return Finding("retraining", False, f"{settings.models}: cannot be written to; {remedy}")
    return Finding("retraining", True, f"{at}, from {len(mails)} labelled mails")


def _database(settings: Settings) -> Finding:
    try:
        url = make_url(settings.database_url)
        if url.get_backend_name() == "sqlite" and url.database:
            path = Path(url.database)
            if not path.exists():
                return _folder_for_new_database(path)
            if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
                remedy = "give this user the right to write to the file and its folder"
                return Finding("database", False, f"{path}: cannot be written to; {remedy}")
        database = open_database(settings.database_url)
        try:
            revision = current_revision(database)
        finally:
            database.close()
    except (DatabaseError, SQLAlchemyError, OSError) as error:
        return Finding("database", False, f"{reason_of(error)}; {remedy_for(error)}")
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


def _mailbox(mailbox: MailboxSettings) -> Sequence[Finding]:
    subject = f"mailbox {mailbox.name}"

    def look() -> str:
        with open_folder(mailbox, secret(mailbox.credential), readonly=True) as folder:
            return f"{len(folder.uids(1))} mails in {mailbox.folder}"

    remedy = f"look at [mailboxes.{mailbox.name}]: host, port, tls, ca_file, user, credential, folder"
    return [_reached(subject, look, remedy)]


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
        return Finding(subject, False, f"{type(error).__name__}: {reason_of(error)}; {remedy}")
