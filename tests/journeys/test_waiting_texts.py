"""Thousands of texts of a broadcast wait: an alert is claimed and answered without a look at each of them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text

from gateway.messaging import outbox
from gateway.messaging.outbox import OutgoingText
from menus.domain.categories import Category
from menus.domain.messages import Lane, MessageKind
from tests.people import COORDINATOR, LEADER, OTHER, RESIDENT
from tests.plans import planned
from tests.town import Town

WAITING = 2_000
"""Texts that wait, each in a batch of its own."""
_OF_STATES = "ix_messages_state_due_at"
"""The index that leads to each text that waits. The clock alone may take it: it looks for what nobody has claimed."""


def a_broadcast_waits(town: Town) -> None:
    with town.services.uow() as uow:
        for number in range(WAITING):
            notice = OutgoingText(
                MessageKind.NOTICE,
                Lane.BULK,
                "Mkutano kesho.",
                (f"+25471{number:07}",),
                not_before=town.now + timedelta(hours=8),
            )
            outbox.queue(uow, town.services.directory.by_id(1), notice)
        uow.wakeups.clear()


@pytest.mark.parametrize("counts", [False, True], ids=["without statistics", "with statistics"])
def test_no_act_of_an_alert_reads_the_texts_that_wait(town: Town, *, counts: bool) -> None:
    a_broadcast_waits(town)
    if counts:
        with town.services.uow() as uow:
            uow.session.execute(text("ANALYZE"))
    filed: list[str] = []
    acts: dict[str, Callable[[], object]] = {
        "report": lambda: filed.append(town.reports(RESIDENT, Category.GUN_KILLING)),
        "answer": lambda: town.answers(LEADER, "going", filed[0]),
        "another report of it": lambda: town.reports(OTHER, Category.GUN_KILLING),
        "close": lambda: town.confirms(COORDINATOR, f"CLOSE {filed[0]} settled"),
    }
    for name, act in acts.items():
        with planned(town.services) as steps:
            act()
        assert steps, name
        walked = {step.statement for step in steps if _OF_STATES in step.text and "messages" in step.text}
        assert walked == set(), f"{name}: {walked}"
    assert town.incident(filed[0])["status"] == "closed"
