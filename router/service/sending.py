"""Empty the outbox: claim the mails whose time has come, hand them over, write down how each went."""

import asyncio
from collections.abc import Callable
from threading import Event

import structlog

from router.clock import Clock
from router.database import Database
from router.post import outbox
from router.post.smtp import Delivery, Fate, deliver
from router.service.worker import Worker
from router.settings import SmtpSettings, secret

log = structlog.get_logger()

_BATCH = 50
_PAUSE_WHILE_SETTLING_SECONDS = 1.0


class Sender(Worker):
    """The thread that sends."""

    def __init__(
        self,
        settings: SmtpSettings,
        database: Database,
        clock: Clock,
        *,
        stopping: Event,
        is_settling: Callable[[], bool],
    ) -> None:
        super().__init__("sender", stopping)
        self._settings = settings
        self._database = database
        self._clock = clock
        self._is_settling = is_settling

    def work(self) -> None:
        """Send until nothing is due."""
        while not self._stopping.is_set() and self._send_batch():
            self.beat()
            if self._is_settling():
                # Customers who wait for their tickets come before those who wait for the receipt.
                self._stopping.wait(_PAUSE_WHILE_SETTLING_SECONDS)

    def _send_batch(self) -> bool:
        """Send what is due; whether there may be more."""
        password = secret(self._settings.credential) if self._settings.credential else None
        with self._database.read() as session:
            if not outbox.is_due(session, self._clock()):
                return False
        with self._database.write() as session:
            due = outbox.claim_due(session, self._clock(), _BATCH)
        if due:
            asyncio.run(deliver(due, self._settings, password, self._write_down))
        return len(due) == _BATCH

    def _write_down(self, delivery: Delivery) -> None:
        """At once, in a transaction of its own: the shorter the gap, the fewer mails are ever sent twice."""
        mail, now = delivery.mail, self._clock()
        self.beat()
        with self._database.write() as session:
            match delivery.fate:
                case Fate.TAKEN:
                    outbox.mark_sent(session, mail.id, now)
                case Fate.REFUSED:
                    outbox.mark_refused(session, mail.id, delivery.answer)
                case Fate.DELAYED:
                    outbox.mark_delayed(session, mail, delivery.answer, now)
                case Fate.UNTRIED:
                    outbox.mark_untried(session, mail, delivery.answer, now)
        if delivery.fate is Fate.TAKEN:
            log.info("sent", message=mail.caused_by, outgoing=mail.id, attempt=mail.attempts)
        else:
            log.warning(
                "not_sent",
                message=mail.caused_by,
                outgoing=mail.id,
                fate=delivery.fate.name.lower(),
                # The server's whole answer often names the address; it is in the outbox.
                answer=delivery.answer.partition(" ")[0],
            )
