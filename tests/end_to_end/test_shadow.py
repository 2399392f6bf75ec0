"""A shadow run reads and records, and neither the mail server nor anybody else notices."""

from pathlib import Path

import pytest

from router.cases.tables import Outcome
from router.database import Database
from router.demo.servers import SmtpServer
from router.post.tables import OutgoingState
from router.status import read_status
from tests.mails import make_mail
from tests.running import Place, configuration, run_command, running
from tests.servers import Dovecot
from tests.waiting import wait_until

pytestmark = pytest.mark.dovecot

BEFORE = make_mail(text="Hvordan fører jeg mva på innførsel?", message_id="<before@x.example>")
AFTER = make_mail(text="Hvordan kjører jeg lønn for desember?", message_id="<after@x.example>")


def test_nothing_is_flagged_moved_or_sent(
    dovecot: Dovecot, smtp: SmtpServer, user: str, tmp_path: Path
) -> None:
    dovecot.append(user, BEFORE)
    flags = dovecot.flags(user)
    config = configuration(tmp_path, {"support": Place(dovecot.port, user)}, smtp_port=smtp.port)
    with running(config, shadow=True) as service:
        _wait_in_shadow(service.database, 1)
        [message] = service.messages()
        assert message.outcome is Outcome.ROUTED
        assert message.shadow
        assert {mail.state for mail in service.outgoing()} == {OutgoingState.SHADOW}
    assert smtp.caught == ()
    assert dovecot.uids(user) == [1]
    assert dovecot.uids(user, "Behandlet") == []
    assert [set(one) - {b"\\Recent"} for one in dovecot.flags(user)] == [
        set(one) - {b"\\Recent"} for one in flags
    ]


def test_what_the_shadow_saw_is_left_to_the_people_who_had_it(
    dovecot: Dovecot, smtp: SmtpServer, user: str, tmp_path: Path
) -> None:
    dovecot.append(user, BEFORE)
    config = configuration(tmp_path, {"support": Place(dovecot.port, user)}, smtp_port=smtp.port)
    with running(config, shadow=True) as service:
        _wait_in_shadow(service.database, 1)
    with running(config) as service:
        dovecot.append(user, AFTER)
        service.wait_settled(1)
        service.wait_sent(2)
        wait_until(lambda: dovecot.uids(user) == [1], "only the mail of the shadow run is left")
        assert all("before@x" not in mail.raw.decode("ascii") for mail in service.outgoing()[2:])
    assert len(smtp.caught) == 2


def test_a_human_judges_what_the_shadow_made_while_it_runs_and_nobody_is_written_to(
    dovecot: Dovecot, smtp: SmtpServer, user: str, tmp_path: Path
) -> None:
    dovecot.append(user, BEFORE)
    config = configuration(tmp_path, {"support": Place(dovecot.port, user)}, smtp_port=smtp.port)
    with running(config, shadow=True) as service:
        _wait_in_shadow(service.database, 1)
        [message] = service.messages()
        number = message.issues[0].ticket.number
        listed = run_command(config, "review", "--shadow")
        assert number in listed.stdout
        said = run_command(config, "correct", number, "--by", "Eli", "--right")
        assert said.returncode == 0
        assert "Nothing is assigned or sent" in said.stdout
        status = read_status(service.database)
        assert status.shadow_accuracy.all.both_right == 1
        assert status.accuracy.all.tickets == 0
        assert {mail.state for mail in service.outgoing()} == {OutgoingState.SHADOW}
    assert smtp.caught == ()


def _wait_in_shadow(database: Database, count: int) -> None:
    wait_until(
        lambda: read_status(database).shadow_outcomes[Outcome.ROUTED] >= count, f"{count} recorded in shadow"
    )
