"""Stories of texts that wait: `doria outbox` says why."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from gateway.carrier.contract import Deferred, Unknown
from gateway.cli import doctor
from gateway.communities.file import load_example
from gateway.incidents import stats
from gateway.messaging import delays, outbox
from gateway.upkeep import balance
from menus.domain import circuit
from menus.domain.categories import Category
from menus.domain.messages import Lane, MessageKind, WaitsFor
from menus.domain.money import Money
from menus.domain.outcomes import Cause
from tests.fakes import FakeCarrier
from tests.people import ABOUT_LEADERS, BONDENI, CODE, COORDINATOR, DEPUTY, KIAMUTISYA, RESIDENT, telling_coordinators
from tests.town import Town


def waits(town: Town) -> Counter[str]:
    """Return the number of waiting texts by cause, as the outbox prints it."""
    found: Counter[str] = Counter()
    with town.services.reading() as session:
        for delay in delays.delays(session, town.now):
            found[delay.cause] += delay.number
    return found


def queue(town: Town, kind: MessageKind, lane: Lane, *texts: str, phone: str = KIAMUTISYA) -> None:
    community = town.services.directory.communities()[0]
    for text in texts:
        with town.services.uow() as uow:
            outbox.queue(uow, community, outbox.OutgoingText(kind, lane, text, (phone,)))


def test_a_minor_alert_waits_for_money(town: Town) -> None:
    limit = Money("KES", Decimal(200))
    balance.check(town.services.uow, town.services.directory, town.carrier, limit)
    town.works()
    town.reports(RESIDENT, Category.THEFT)
    assert set(waits(town)) == {"low balance"}
    town.carrier.words_balance = "KES 900.00"
    balance.check(town.services.uow, town.services.directory, town.carrier, limit)
    town.now += timedelta(minutes=6)
    town.ticks()
    assert not waits(town)


def finding(town: Town, name: str) -> doctor.Finding:
    """Return what the doctor finds of one name."""
    return next(one for one in doctor.examine(town.services) if one.name == name)


def after_a_while(town: Town, *, minutes: int) -> None:
    """Let the clock tick once after some time, with hints for what it had hinted at in the seconds before."""
    town.now += timedelta(minutes=minutes)
    town.services.remake("wakeup_queue")
    town.ticks()


def counts(town: Town) -> stats.Outbox:
    with town.services.reading() as session:
        return stats.outbox(session, town.now)


@pytest.mark.parametrize(
    ("limit", "low", "enough"),
    [
        ("UGX 20000", "UGX 19,999.99", "UGX 20000.0000"),
        ("TZS 5000", "4999 TZS", "TZS 12,000.50"),
        ("NGN 1500", "NGN 0", "NGN 1500"),
        ("UGX 20000", "1.5", "20001"),
        ("200", "KES 199", "200.00"),
    ],
)
def test_texts_wait_for_money_in_the_accounts_currency_and_leave_when_it_is_back(
    new_town: Callable[..., Town], limit: str, low: str, enough: str
) -> None:
    town = new_town(load_example("mlango-kubwa"), doria_low_balance=limit)

    def looks(answer: str) -> None:
        town.carrier.words_balance = answer
        settings = town.services.settings
        balance.check(town.services.uow, town.services.directory, town.carrier, settings.doria_low_balance)

    looks(low)
    town.works()
    town.reports(RESIDENT, Category.THEFT)
    waiting = counts(town).for_money
    assert waiting == sum(waits(town).values()) > 0
    assert set(waits(town)) == {"low balance"}
    assert not finding(town, "money").is_ok
    assert f"{waiting} texts wait for money" in finding(town, "money").say
    assert not finding(town, "balance").is_ok
    assert "is low" in finding(town, "balance").say
    looks(enough)
    town.passes(minutes=6)
    assert counts(town).for_money == 0
    assert not waits(town)
    assert finding(town, "money").is_ok
    assert finding(town, "balance").is_ok


def test_a_text_that_the_network_puts_off_for_want_of_money_waits_for_money_too(town: Town) -> None:
    town.carrier.outcomes = {KIAMUTISYA: [Deferred(Cause.NO_CREDIT, "InsufficientBalance")] * 3}
    queue(town, MessageKind.NOTICE, Lane.NORMAL, "news")
    town.works()
    assert waits(town) == {"another try after InsufficientBalance": 1}
    assert counts(town).for_money == 1
    assert "1 texts wait for money" in finding(town, "money").say
    for _ in range(3):
        after_a_while(town, minutes=2)
    assert counts(town).for_money == 0
    assert "news" in town.inbox(KIAMUTISYA)


def test_a_text_whose_time_ran_out_before_the_money_came_is_not_lost_silently(town: Town) -> None:
    limit = Money("KES", Decimal(200))
    balance.check(town.services.uow, town.services.directory, town.carrier, limit)
    queue(town, MessageKind.BROADCAST, Lane.BULK, "clean up on sunday")
    town.works()
    for _ in range(30):
        balance.check(town.services.uow, town.services.directory, town.carrier, limit)
        after_a_while(town, minutes=30)
    assert "clean up on sunday" not in town.inbox(KIAMUTISYA)
    assert counts(town).dropped == {WaitsFor.LOW_BALANCE: 1}


def test_a_minor_alert_waits_for_the_morning(town: Town) -> None:
    town.loads(telling_coordinators(load_example("mlango-kubwa")))
    town.now += timedelta(hours=2)
    town.reports(RESIDENT, Category.THEFT)
    town.passes(seconds=2)
    with town.services.reading() as session:
        quiet = [delay for delay in delays.delays(session, town.now) if delay.ends_quiet]
    assert quiet
    zone = town.services.directory.communities()[0].community.timezone
    assert f"{quiet[0].until.astimezone(zone):%H:%M}" == "06:00"


def test_texts_over_the_hourly_limit_wait_for_it(town: Town) -> None:
    queue(town, MessageKind.NOTICE, Lane.NORMAL, *(f"news {number}" for number in range(32)))
    town.works()
    assert waits(town) == {"hourly limit of texts to one phone": 2}


def test_bulk_waits_for_red_that_has_not_got_through(town: Town) -> None:
    town.carrier.outcomes = {DEPUTY: [Deferred(Cause.PROVIDER_AWAY, "HTTP 503")] * 20}
    queue(town, MessageKind.ALERT, Lane.RED, "waits for a carrier", phone=DEPUTY)
    town.works()
    queue(town, MessageKind.BROADCAST, Lane.BULK, "clean up on sunday")
    town.works()
    assert waits(town) == {"another try after HTTP 503": 1, "bulk gives way to red": 1}


def test_a_text_of_a_provider_with_an_open_circuit_waits_for_it(town: Town) -> None:
    town.services.override(backup_carrier=FakeCarrier("second"))
    town.services.remake("policy")
    town.carrier.outcomes = {KIAMUTISYA: [Unknown(Cause.NO_ANSWER, "timeout")] * 20}
    queue(town, MessageKind.NOTICE, Lane.NORMAL, *(f"news {number}" for number in range(circuit.MOST_FAILURES)))
    town.works()
    queue(town, MessageKind.NOTICE, Lane.NORMAL, "more news", phone=BONDENI)
    town.works()
    assert waits(town)["circuit breaker of the provider is open"] == 1


def test_a_text_that_no_worker_has_taken_says_so(town: Town) -> None:
    queue(town, MessageKind.NOTICE, Lane.NORMAL, "news")
    town.now += timedelta(seconds=30)
    assert waits(town) == {"a worker has not taken it yet": 1}
    town.works()
    assert not waits(town)


def test_a_text_to_a_zone_that_waits_for_something_hidden_does_not_say_for_what(town: Town) -> None:
    town.dials(RESIDENT, CODE, *ABOUT_LEADERS, "1")
    town.confirms(COORDINATOR, "SAY bondeni baraza leo saa tisa")
    assert set(waits(town)) == {"its time has not come"}
