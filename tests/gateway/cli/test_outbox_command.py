"""`doria outbox`: what waits and why, counted as the desk counts it."""

import json
from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import update

from gateway.carrier.contract import Refused
from gateway.incidents import delivery_figures
from gateway.storage.models import Attempt, Message
from gateway.upkeep import balance
from menus.domain.messages import LANES, MessageKind
from menus.domain.money import Money
from menus.domain.outcomes import Cause
from tests.gateway.cli.conftest import EXAMPLE, doria
from tests.people import telling_coordinators
from tests.town import Town


def test_the_outbox_says_what_waits_and_why(town: Town) -> None:
    town.dials("+254711000009", "*384*77#", "1", "2", "1", "1")
    found = json.loads(doria("outbox", "--json").output)
    assert found["lanes"]["red"]["sent"] == 3
    assert found["failed"] == {}
    assert "red" in doria("outbox").output


def test_the_outbox_tells_of_lanes_kinds_and_providers_what_the_desk_counts_by_the_same_code(town: Town) -> None:
    phones = [f"+2547000001{number:02}" for number in range(100)]
    town.carrier.outcomes = {phone: [Refused(Cause.BAD_NUMBER, "403")] for phone in phones}
    town.dials("+254711000009", "*384*77#", "1", "2", "1", "1")
    town.dials("+254711000008", "*384*77#", "7", "2", "2")
    now = datetime.now(UTC)
    with town.services.uow() as uow:
        uow.session.execute(update(Message).values(created_at=now))
        uow.session.execute(update(Attempt).values(at=now))
    with town.services.reading() as session:
        everything = delivery_figures.read(session, now)
        shown = delivery_figures.read(session, now, is_shown=True)
    found = json.loads(doria("outbox", "--json").output)
    assert found["failed_lately_by_cause"] == everything.failures != shown.failures
    assert found["failed_lately_by_kind"] == everything.kinds
    assert found["failed_tries_lately_by_provider"] == everything.providers == {"fake": sum(everything.kinds.values())}
    assert set(found["oldest_due_seconds_by_lane"]) == set(LANES)
    said = doria("outbox").output
    assert f"given up in the last day: {everything.kinds[MessageKind.ALERT]} x alert" in said
    assert f"tries that failed in the last day: {everything.providers['fake']} by fake" in said


def test_the_outbox_says_until_when_a_text_keeps_quiet(town: Town) -> None:
    town.loads(telling_coordinators(EXAMPLE))
    town.now = datetime.now(UTC).replace(hour=22, minute=0)
    town.dials("+254711000009", "*384*77#", "4", "2", "4", "1")
    town.ticks()
    found = json.loads(doria("outbox", "--json").output)["waiting"]
    assert found["quiet hours"] > 0
    assert f"waits: {found['quiet hours']} x quiet hours until 06:00" in doria("outbox").output


def test_the_outbox_says_what_waits_for_money(town: Town) -> None:
    balance.check(town.services.uow, town.services.directory, town.carrier, Money("UGX", Decimal(20000)))
    assert json.loads(doria("outbox", "--json").output)["for_money"] == 0
    town.carrier.words_balance = "UGX 5"
    balance.check(town.services.uow, town.services.directory, town.carrier, Money("UGX", Decimal(20000)))
    town.dials("+254711000009", "*384*77#", "4", "2", "4", "1")
    found = json.loads(doria("outbox", "--json").output)
    assert found["for_money"] > 0
    assert f"for money: {found['for_money']} texts wait for money" in doria("outbox").output
