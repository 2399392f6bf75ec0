"""Hand mails to the SMTP server (aiosmtplib), a few connections at a time.

Says of each mail how it went, and decides nothing about the outbox. A refusal counts as final only where the
server refused this recipient or this content with a 5xx reply (RFC 5321, section 4.2.1); whatever else goes
wrong (no connection, a wrong password, a sender that the server does not know, 4xx) is ours to mend and is
tried again.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

import aiosmtplib
from pydantic import SecretStr

from router.post.outbox import DueMail
from router.settings import SmtpSettings, Tls, tls_context

_TOO_LARGE = 552


class Fate(Enum):
    """How the sending of one mail went."""

    TAKEN = auto()
    REFUSED = auto()
    DELAYED = auto()
    UNTRIED = auto()
    """The server was not reached."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One mail, and how it went."""

    mail: DueMail
    fate: Fate
    answer: str


Report = Callable[[Delivery], None]


async def deliver(
    mails: Sequence[DueMail], settings: SmtpSettings, password: SecretStr | None, report: Report
) -> None:
    """Send the mails over as many connections as the settings allow; ``report`` hears of each at once."""
    waiting = iter(mails)
    connections = min(settings.connections, len(mails))
    await asyncio.gather(
        *(_deliver_over_one(waiting, settings, password, report) for _ in range(connections))
    )


async def check_login(settings: SmtpSettings, password: SecretStr | None) -> None:
    """Connect, log in and leave.

    Raises:
        aiosmtplib.SMTPException: the server does not have us.
        OSError: the server cannot be reached.
    """
    client = await _connect(settings, password)
    await client.quit()


async def _deliver_over_one(
    waiting: Iterator[DueMail], settings: SmtpSettings, password: SecretStr | None, report: Report
) -> None:
    client: aiosmtplib.SMTP | None = None
    try:
        for mail in waiting:
            try:
                if client is None or not client.is_connected:
                    client = await _connect(settings, password)
            except (aiosmtplib.SMTPException, OSError) as error:
                # What one mail could not reach, the others cannot either: do not wait for each time-out.
                for unreached in (mail, *waiting):
                    report(Delivery(unreached, Fate.UNTRIED, _in_words(error)))
                return
            report(await _send(client, mail))
    finally:
        if client is not None and client.is_connected:
            try:
                await client.quit()
            except (aiosmtplib.SMTPException, OSError):
                client.close()


async def _connect(settings: SmtpSettings, password: SecretStr | None) -> aiosmtplib.SMTP:
    client = aiosmtplib.SMTP(
        hostname=settings.host,
        port=settings.port,
        use_tls=settings.tls is Tls.IMPLICIT,
        start_tls=settings.tls is Tls.STARTTLS,
        tls_context=tls_context(settings),
        timeout=settings.timeout_seconds,
    )
    await client.connect()
    if settings.user is not None and password is not None:
        try:
            await client.login(settings.user, password.get_secret_value())
        except BaseException:
            client.close()
            raise
    return client


async def _send(client: aiosmtplib.SMTP, mail: DueMail) -> Delivery:
    try:
        _, answer = await client.sendmail(mail.envelope_from, [mail.to_address], mail.raw)
    except aiosmtplib.SMTPRecipientsRefused as error:
        refusal = error.recipients[0]
        return Delivery(mail, Fate.REFUSED if refusal.code >= 500 else Fate.DELAYED, _in_words(refusal))
    except aiosmtplib.SMTPSenderRefused as error:
        # The size is told with the sender (RFC 1870, section 6.1): then it is the content that is refused.
        is_too_large = error.code == _TOO_LARGE
        return Delivery(mail, Fate.REFUSED if is_too_large else Fate.DELAYED, _in_words(error))
    except aiosmtplib.SMTPResponseException as error:
        return Delivery(mail, Fate.REFUSED if error.code >= 500 else Fate.DELAYED, _in_words(error))
    except (aiosmtplib.SMTPException, OSError) as error:
        # A late answer would be taken for that to the next mail: go on over a new connection.
        client.close()
        return Delivery(mail, Fate.DELAYED, _in_words(error))
    except ValueError as error:
        # aiosmtplib will not write such an address into a command; the server may have half an envelope.
        client.close()
        return Delivery(mail, Fate.REFUSED, _in_words(error))
    return Delivery(mail, Fate.TAKEN, answer)


def _in_words(error: Exception) -> str:
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return f"{error.code} {error.message}"
    return f"{type(error).__name__}: {error}"
