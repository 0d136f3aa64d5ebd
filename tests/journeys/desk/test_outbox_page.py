"""The outbox at the desk: what waits and failed, and nothing of what few may know of."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select, update

from gateway.carrier.contract import Deferred, Refused
from gateway.communities.file import load_example
from gateway.core.writes import Writes
from gateway.incidents import delivery_figures
from gateway.messaging import circuit_breaker
from gateway.storage.models import Message
from gateway.storage.states import MessageState
from gateway.upkeep import balance
from menus.domain import circuit, health
from menus.domain.categories import Category
from menus.domain.messages import MessageKind
from menus.domain.money import Money
from menus.domain.outcomes import Cause
from tests.journeys.desk.health import (
    ADDRESS,
    EVERYBODY,
    HIDDEN,
    all_beat,
    fails,
    lanes,
    number_of,
    red,
    signed_in,
    without_token,
)
from tests.people import (
    BONDENI,
    CODE,
    COORDINATOR,
    LEADER,
    OTHER,
    OVERSIGHT,
    RESIDENT,
    RESIDENTS,
)
from tests.town import Town


def test_lanes_tell_what_waits_and_the_oldest_is_red_when_it_is_late(town: Town) -> None:
    visitor = signed_in(town)
    assert set(lanes(visitor.opens(ADDRESS)).values()) == {("0", visitor.says("health", "lane.nothing"))}
    fails(town, Deferred(Cause.PROVIDER_AWAY, "503"), *EVERYBODY)
    town.reports(RESIDENT, Category.GUN_KILLING)
    town.now += health.TEXT_LATE
    page = visitor.opens(ADDRESS)
    waits, oldest = lanes(page)[visitor.says("health", "lane.red")]
    assert int(waits) == number_of(town, MessageState.QUEUED) > 0
    assert oldest == visitor.says("health", "age.seconds", seconds=20)
    assert "outbox" not in red(visitor, page)
    town.now += timedelta(seconds=1)
    assert visitor.says("health", "is.outbox.late", age="21 s") in red(visitor, visitor.opens(ADDRESS))["outbox"]


def test_failures_are_told_by_cause_kind_and_provider_for_a_day_and_without_numbers_or_words(town: Town) -> None:
    visitor = signed_in(town)
    fails(town, Refused(Cause.BAD_NUMBER, "403 InvalidPhoneNumber"), LEADER, BONDENI)
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    page = visitor.opens(ADDRESS)
    failed = [one.text for one in page.root.all("li")]
    number = number_of(town, MessageState.FAILED)
    assert number > 0
    assert f"{visitor.says('health', 'kind.alert')}: {number}" in failed
    assert f"{visitor.says('health', 'cause.bad-number')}: {number}" in failed
    assert f"fake: {number}" in failed
    for secret in (LEADER, BONDENI, RESIDENT, reference, town.person(LEADER).name, "InvalidPhoneNumber"):
        assert secret not in page.html
    town.now += timedelta(days=1, minutes=1)
    assert visitor.says("health", "failed.none") in signed_in(town).opens(ADDRESS).text


@pytest.mark.parametrize("phone", [COORDINATOR, OVERSIGHT])
@pytest.mark.parametrize("what", sorted(HIDDEN))
def test_a_hidden_matter_changes_no_byte_though_its_texts_wait_fail_and_cost(town: Town, what: str, phone: str) -> None:
    town.reports(OTHER, Category.THEFT)
    visitor = signed_in(town, phone)
    town.carrier.words_balance = "KES 1279.40"
    balance.check(town.services.uow, town.services.directory, town.carrier, Money("KES", Decimal(1)))
    with town.services.uow() as uow:
        uow.session.execute(update(Message).values(cost=Decimal(0)))
        paid = uow.session.scalar(select(func.min(Message.id)).where(Message.incident_id.is_not(None)))
        uow.session.execute(update(Message).where(Message.id == paid).values(cost=Decimal(205)))
        last = uow.session.scalar(select(func.max(Message.id)))
    all_beat(town)
    # The free space of this machine changes by itself.
    town.services.override(writes=Writes(lambda: None, None))
    before = without_token(visitor.opens(ADDRESS))
    fails(town, Refused(Cause.BAD_NUMBER, "403"), *EVERYBODY[:6])
    fails(town, Deferred(Cause.PROVIDER_AWAY, "503"), *EVERYBODY[6:])
    town.dials(RESIDENTS[7], CODE, *HIDDEN[what])
    town.works()
    assert number_of(town, MessageState.FAILED) + number_of(town, MessageState.QUEUED) > 0, "its texts did not leave"
    with town.services.uow() as uow:
        dear = update(Message).where(Message.incident_id.is_not(None), Message.id > last)
        uow.session.execute(dear.values(cost=Decimal(90)))
        uow.session.execute(update(Message).where(Message.incident_id.is_(None)).values(cost=Decimal(90)))
    assert visitor.says("health", "is.days.left", days=40, money="KES 200") in visitor.opens(ADDRESS).text
    assert without_token(visitor.opens(ADDRESS)) == before
    with town.services.reading() as session:
        everything = delivery_figures.read(session, town.now)
    assert everything.failures or any(lane.waiting for lane in everything.lanes), "the operator sees them"


@pytest.mark.parametrize("phone", [COORDINATOR, OVERSIGHT])
@pytest.mark.parametrize("what", sorted(HIDDEN))
def test_hidden_texts_that_alone_open_a_circuit_change_no_byte_and_no_head(town: Town, what: str, phone: str) -> None:
    visitor = signed_in(town, phone)
    all_beat(town)
    town.services.override(writes=Writes(lambda: None, None))
    before = visitor.opens(ADDRESS)
    fails(town, Deferred(Cause.PROVIDER_AWAY, "503"), *EVERYBODY)
    for number in range(circuit.MOST_FAILURES):
        town.dials(RESIDENTS[number], CODE, *HIDDEN[what])
        town.works()
    with town.services.reading() as session:
        assert max(circuit_breaker.open_seconds(session, town.now).values()) > 0
    after = visitor.opens(ADDRESS)
    assert without_token(after) == without_token(before)
    assert {**after.answer.headers, "Set-Cookie": ""} == {**before.answer.headers, "Set-Cookie": ""}


def test_texts_of_no_incident_are_told_in_fives_and_give_no_age(town: Town) -> None:
    visitor = signed_in(town)
    normal = visitor.says("health", "lane.normal")
    fails(town, Deferred(Cause.PROVIDER_AWAY, "503"), *EVERYBODY)
    nothing = visitor.says("health", "lane.nothing")
    for number in range(1, 2 * health.CROWD + 2):
        town.texts(LEADER, "HELP")
        with town.services.reading() as session:
            kinds = set(session.scalars(select(Message.kind).where(Message.state == MessageState.QUEUED)))
        assert kinds == {MessageKind.ANSWER}
        waits, oldest = lanes(visitor.opens(ADDRESS))[normal]
        assert (int(waits), oldest) == (health.in_crowds(number_of(town, MessageState.QUEUED)), nothing), number


def test_a_crowded_outbox_of_every_cause_and_kind_is_a_small_page(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa"))
    causes = list(Cause)
    for number, phone in enumerate(EVERYBODY):
        town.carrier.outcomes[phone] = [Refused(causes[(number + turn) % len(causes)], "no") for turn in range(60)]
    for number in range(12):
        town.reports(RESIDENTS[number], Category.GUN_KILLING, zone=("bondeni", "market", "school")[number % 3])
        town.passes(minutes=6)
    town.carrier.outcomes.clear()
    page = signed_in(town, OVERSIGHT).opens(ADDRESS)
    assert page.status == 200
    assert len(page.html.encode()) < 60 * 1024
    assert not page.written_scripts()
