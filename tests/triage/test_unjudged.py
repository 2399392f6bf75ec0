"""Without a model every human's mail is one issue for a human, and machines are known by their headers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.parts import Origin
from router.taxonomy import NO_AREA, Kind
from router.triage.issue import MessageClass
from router.triage.unjudged import NO_MODEL, unjudged
from tests.triage.mails import a_message


@given(st.text(), st.sampled_from(Kind))
def test_whatever_a_human_writes_is_one_issue_for_review(text: str, mailbox: Kind) -> None:
    said = unjudged(a_message(text), mailbox)
    assert (said.message_class, said.model_version) == (MessageClass.REQUEST, NO_MODEL)
    [issue] = said.issues
    assert (issue.kind, issue.area, issue.auto_routed) == (mailbox, NO_AREA, False)
    assert (issue.confidence, issue.kind_confidence, issue.area_confidence) == (0.0, 0.0, 0.0)
    # Nothing that was written is lost.
    assert issue.text == text.strip() == "".join(span.of(text) for span in issue.spans)


@pytest.mark.parametrize(
    ("origin", "message_class"),
    [
        (Origin.AUTOREPLY, MessageClass.AUTOREPLY),
        (Origin.BOUNCE, MessageClass.BOUNCE),
        (Origin.BULK, MessageClass.BULK),
        (Origin.LOOP, MessageClass.AUTOREPLY),
    ],
)
def test_a_machine_gets_no_ticket(origin: Origin, message_class: MessageClass) -> None:
    said = unjudged(a_message("Jeg er på ferie.", origin=origin, reason="its header"), Kind.SUPPORT)
    assert (said.message_class, said.class_reason, said.issues) == (message_class, "its header", ())


def test_thanks_are_not_put_aside_where_nobody_can_tell_them() -> None:
    assert len(unjudged(a_message("Tusen takk, nå virker det!"), Kind.SUPPORT).issues) == 1
