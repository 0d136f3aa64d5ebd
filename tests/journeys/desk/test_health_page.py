"""The page of texts and health: what waits and failed, what is silent, and nothing of what few may know of."""

import itertools
import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from redis import Redis
from sqlalchemy import func, select, update

from gateway.carrier.contract import Accepted, Deferred, Outcome, Refused
from gateway.communities.file import load_example
from gateway.core import liveness, notices_once
from gateway.core.notices_once import Notice
from gateway.core.writes import Writes
from gateway.incidents import delivery_figures
from gateway.record import standing
from gateway.storage.models import BackupPhone, Incident, Message, ProviderRow
from gateway.storage.states import MessageState
from gateway.upkeep import balance, nightly_backup
from menus.domain import circles, health
from menus.domain.accused import AccusedGroup
from menus.domain.backup_phone import SILENT_AFTER
from menus.domain.categories import Category, Level
from menus.domain.marks import AlarmKind, Caution
from menus.domain.messages import MessageKind
from menus.domain.money import Money
from menus.domain.outcomes import Cause
from menus.text import page_words
from tests.desk import Shown, Visitor
from tests.people import (
    ABOUT_LEADERS,
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

ADDRESS = "/desk/health"
EVERYBODY = [
    f"+2547000001{number}" for number in ("01", "02", "11", "12", "21", "22", "31", "32", "33", "41", "42", "51")
]
"""The people with a role in the example file."""


def signed_in(town: Town, phone: str = COORDINATOR, language: str = "en") -> Visitor:
    """Return somebody who has signed in."""
    visitor = Visitor(town, phone, language)
    visitor.signs_in()
    return visitor


def all_beat(town: Town) -> None:
    """Let every kind of process send its heartbeat."""
    town.workers_beat()
    with town.services.uow() as uow:
        liveness.mark_now(uow, "clock")
        liveness.mark_now(uow, liveness.process_mark(1, "web"))


def fails(town: Town, outcome: Outcome, *phones: str) -> None:
    """Let the carrier answer each of the next texts to some phones in one way."""
    for phone in phones:
        town.carrier.outcomes[phone] = [outcome] * 50


def number_of(town: Town, state: MessageState) -> int:
    """Return how many texts are in a state."""
    with town.services.reading() as session:
        return session.scalar(select(func.count()).select_from(Message).where(Message.state == state)) or 0


def without_token(page: Shown) -> str:
    """Return a page without the token of its forms."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page.html)


def red(visitor: Visitor, page: Shown) -> dict[str, str]:
    """Return the red lines by the part that they are about."""
    rows = list(page.root.all("li", class_="is-red"))
    names = {visitor.says("health", f"part.{part}"): part for part in _parts()}
    return {names[next(iter(row.all("strong"))).text]: row.text for row in rows}


def _parts() -> list[str]:
    return [name.removeprefix("part.") for name in page_words.texts("desk_health.po", "en") if name.startswith("part.")]


def lanes(page: Shown) -> dict[str, tuple[str, str]]:
    """Return what waits in each lane, and since when, by the words of the lane."""
    body = next(iter(page.root.all("tbody")))
    rows = [[cell.text for cell in row.children if not isinstance(cell, str)] for row in body.all("tr")]
    return {name: (waits, oldest) for name, waits, oldest in rows}


@pytest.mark.parametrize("language", page_words.LANGUAGES)
def test_every_part_that_can_be_red_says_what_to_do_and_every_cause_has_words(language: str) -> None:
    words = page_words.texts("desk_health.po", language)
    never_red = {"provider"}
    assert [part for part in _parts() if part not in never_red and f"do.{part}" not in words] == []
    assert [cause for cause in Cause if f"cause.{cause}" not in words] == []


def test_a_silent_heartbeat_is_red_on_top_with_what_to_do_in_both_languages(town: Town) -> None:
    all_beat(town)
    for language in page_words.LANGUAGES:
        visitor = signed_in(town, language=language)
        all_beat(town)
        assert not {"clock", "workers", "web", "process"} & red(visitor, visitor.opens(ADDRESS)).keys()
        town.now += timedelta(seconds=60)
        page = visitor.opens(ADDRESS)
        told = red(visitor, page)
        assert {"clock", "workers", "web", "process"} <= told.keys()
        for part in ("clock", "workers", "web", "process"):
            assert visitor.says("health", f"do.{part}") in told[part]
            assert visitor.says("health", "state.red") in told[part]
        assert page.text.index(told["clock"]) < page.text.index(
            visitor.says("health", "outbox.how", count=health.CROWD)
        )


def test_one_silent_process_is_named_though_others_of_its_kind_work(town: Town) -> None:
    visitor = signed_in(town)
    with town.services.uow() as uow:
        liveness.mark_now(uow, liveness.process_mark(4711, "worker-red"))
    town.now += timedelta(minutes=2)
    all_beat(town)
    told = red(visitor, visitor.opens(ADDRESS))
    assert "worker-red" in told["process"]
    assert "workers" not in told


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


HIDDEN = {
    "private help": ("7", "2", "2"),
    "a complaint": ("9", "1", "Alichukua pesa", "1"),
    "a report that accuses leaders": (*ABOUT_LEADERS, "1"),
}


@pytest.mark.parametrize("phone", [COORDINATOR, OVERSIGHT])
@pytest.mark.parametrize("what", sorted(HIDDEN))
def test_a_hidden_matter_changes_no_byte_though_its_texts_wait_fail_and_cost(town: Town, what: str, phone: str) -> None:
    town.reports(OTHER, Category.THEFT)
    visitor = signed_in(town, phone)
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
        uow.session.execute(update(Message).where(Message.incident_id.is_not(None)).values(cost=Decimal("0.8")))
    assert without_token(visitor.opens(ADDRESS)) == before
    with town.services.reading() as session:
        everything = delivery_figures.read(session, town.now)
    assert everything.failures or any(lane.waiting for lane in everything.lanes), "the operator sees them"


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


def test_what_counts_is_what_no_log_hides(town: Town) -> None:
    town.keeps_timeline = False
    levels, groups = [Level.MINOR, *circles.ROLES], [None, *AccusedGroup]
    alarms, cautions = [None, *AlarmKind], [None, *Caution]
    facts = list(itertools.product(levels, groups, alarms, cautions))
    with town.services.uow() as uow:
        (record,) = town.services.directory.communities()
        for number, (level, group, alarm, caution) in enumerate(facts):
            town_row = {"community_id": record.id, "reference": f"r-{number}", "category": Category.THEFT}
            incident = Incident(
                **town_row,
                level=level,
                accused_group=group,
                alarm=alarm,
                caution=caution,
                status="open",
                opened_at=uow.now,
            )
            uow.session.add(incident)
    with town.services.reading() as session:
        shown = set(session.scalars(select(Incident.reference).where(*delivery_figures.IS_OPEN)))
    assert shown == {f"r-{number}" for number, one in enumerate(facts) if not circles.is_hidden(*one)}


def test_a_provider_that_rests_and_a_silent_backup_phone_are_told(new_town: Callable[..., Town]) -> None:
    town = new_town(
        load_example("mlango-kubwa"),
        doria_second_url="http://127.0.0.1:9/",
        doria_second_user="doria",
        doria_second_password="x" * 20,
        doria_second_signing_key="k" * 32,
    )
    visitor = signed_in(town)
    assert visitor.says("health", "is.backup_phone.none") in visitor.opens(ADDRESS).text
    until = town.now + timedelta(seconds=60)
    heard = {"id": 1, "heard_at": town.now, "missed_at": None, "devices": [], "numbers": []}
    with town.services.uow() as uow:
        uow.session.add(ProviderRow(name="fake", failures=7, open_until_at=until))
        uow.session.add(BackupPhone(**heard))
    page = visitor.opens(ADDRESS)
    clock = f"{until.astimezone(town.community.timezone):%H:%M}"
    assert visitor.says("health", "is.rest.until", name="fake", at=clock) in red(visitor, page)["rest"]
    assert visitor.says("health", "is.backup_phone.heard", age="0 s") in page.text
    town.now += SILENT_AFTER
    with town.services.uow() as uow:
        uow.session.execute(update(BackupPhone).values(missed_at=uow.now))
    visitor = signed_in(town)
    told = red(visitor, visitor.opens(ADDRESS))
    assert "rest" not in told
    assert visitor.says("health", "is.backup_phone.heard", age="1 h 0 min") in told["backup_phone"]


def test_the_balance_is_what_the_clock_has_read_cut_to_two_figures_with_the_days_that_it_lasts(town: Town) -> None:
    visitor = signed_in(town)
    assert visitor.says("health", "is.balance.unknown") in visitor.opens(ADDRESS).text
    low = Money("KES", Decimal(500))
    town.carrier.words_balance = "KES 1279.40"
    balance.check(town.services.uow, town.services.directory, town.carrier, low)
    assert visitor.says("health", "is.days.unknown") in visitor.opens(ADDRESS).text
    town.carrier.outcomes[LEADER] = [Accepted("id-paid", Decimal(128))]
    town.reports(RESIDENT, Category.GUN_KILLING)
    page = visitor.opens(ADDRESS)
    assert "1279" not in page.html
    at = f"{town.now.astimezone(town.community.timezone):%H:%M}"
    assert visitor.says("health", "is.balance.left", money="KES 1,200", at=at) in page.text
    assert visitor.says("health", "is.days.left", days=69, money="KES 120") in page.text
    assert not {"balance", "days"} & red(visitor, page).keys()
    town.carrier.words_balance = "KES 54.86"
    balance.check(town.services.uow, town.services.directory, town.carrier, low)
    told = red(visitor, visitor.opens(ADDRESS))
    assert visitor.says("health", "is.days.left", days=3, money="KES 120") in told["days"]
    assert visitor.says("health", "do.days") in told["days"]
    town.carrier.words_balance = "plenty"
    balance.check(town.services.uow, town.services.directory, town.carrier, low)
    assert visitor.says("health", "is.balance.unknown") in visitor.opens(ADDRESS).text


def test_a_balance_under_the_limit_is_red(town: Town) -> None:
    visitor = signed_in(town)
    low = town.services.settings.doria_low_balance
    town.carrier.words_balance = f"KES {low.amount - 1}"
    balance.check(town.services.uow, town.services.directory, town.carrier, low)
    assert visitor.says("health", "do.balance") in red(visitor, visitor.opens(ADDRESS))["balance"]


def test_the_backup_of_the_night_is_told_and_a_failed_or_missing_one_is_red(
    new_town: Callable[..., Town], tmp_path: Path
) -> None:
    town = new_town(load_example("mlango-kubwa"), doria_backup_dir=str(tmp_path))
    visitor = signed_in(town)
    assert visitor.says("health", "is.backup.none") in visitor.opens(ADDRESS).text
    at = f"{town.now.astimezone(town.community.timezone):%H:%M}"
    with town.services.uow() as uow:
        liveness.mark_now(uow, nightly_backup.DONE)
    page = visitor.opens(ADDRESS)
    assert visitor.says("health", "is.backup.done", at=at) in page.text
    assert "backup" not in red(visitor, page)
    with town.services.uow() as uow:
        notices_once.while_true(uow, Notice.BACKUP_FAILED, condition=True)
    assert visitor.says("health", "is.backup.failed", at=at) in red(visitor, visitor.opens(ADDRESS))["backup"]
    with town.services.uow() as uow:
        notices_once.while_true(uow, Notice.BACKUP_FAILED, condition=False)
    town.now += health.BACKUP_LATE + timedelta(minutes=1)
    visitor = signed_in(town)
    assert "backup" in red(visitor, visitor.opens(ADDRESS))


def test_with_redis_away_the_page_works_and_says_so(town: Town) -> None:
    visitor = signed_in(town)
    assert "redis" not in red(visitor, visitor.opens(ADDRESS))
    town.services.override(redis=Redis.from_url("redis://127.0.0.1:1/0"))
    page = visitor.opens(ADDRESS)
    assert page.status == 200
    assert visitor.says("health", "is.redis.away") in red(visitor, page)["redis"]
    town.services.override(redis=town.redis)


def test_rows_without_a_place_turn_the_record_red_and_are_not_counted(town: Town) -> None:
    visitor = signed_in(town)
    town.places()
    assert visitor.says("health", "is.record.good") in visitor.opens(ADDRESS).text
    town.dials(OTHER, CODE, *HIDDEN["private help"])
    town.now += timedelta(minutes=2)
    with town.services.reading() as session:
        assert standing.look(session, town.now).late > 0
    assert "record" not in red(visitor, visitor.opens(ADDRESS)), "a row that few may know of tells nothing"
    town.reports(RESIDENT, Category.THEFT)
    town.now += timedelta(minutes=2)
    told = red(visitor, visitor.opens(ADDRESS))["record"]
    assert visitor.says("health", "is.record.late") in told
    assert visitor.says("health", "do.record") in told


def test_a_pause_and_the_parts_that_are_off_are_told(town: Town) -> None:
    visitor = signed_in(town)
    page = visitor.opens(ADDRESS)
    assert visitor.says("health", "is.provider.simulated") in page.text
    assert page.text.count(visitor.says("health", "is.off")) >= len(["backup phone", "test report"])
    assert "paused" not in red(visitor, page)
    town.confirms(COORDINATOR, "PAUSE mafunzo")
    assert visitor.says("health", "do.paused") in red(visitor, visitor.opens(ADDRESS))["paused"]


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
