"""The page of texts and health: which part is silent or at fault, and what to do about it."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from redis import Redis
from sqlalchemy import update

from gateway.carrier.contract import Accepted, Deferred
from gateway.communities.file import load_example
from gateway.core import liveness, notices_once
from gateway.core.notices_once import Notice
from gateway.record import standing
from gateway.storage.models import BackupPhone, ProviderRow
from gateway.storage.states import MessageState
from gateway.upkeep import balance, nightly_backup
from menus.domain import circuit, health
from menus.domain.backup_phone import SILENT_AFTER
from menus.domain.categories import Category
from menus.domain.money import Money
from menus.domain.outcomes import Cause
from menus.text import page_words
from tests.journeys.desk.health import ADDRESS, EVERYBODY, HIDDEN, all_beat, fails, number_of, parts, red, signed_in
from tests.people import (
    CODE,
    COORDINATOR,
    LEADER,
    OTHER,
    RESIDENT,
    RESIDENTS,
)
from tests.town import Town


@pytest.mark.parametrize("language", page_words.LANGUAGES)
def test_every_part_that_can_be_red_says_what_to_do_and_every_cause_has_words(language: str) -> None:
    words = page_words.texts("desk_health.po", language)
    never_red = {"provider"}
    assert [part for part in parts() if part not in never_red and f"do.{part}" not in words] == []
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


def test_a_provider_that_fails_and_a_silent_backup_phone_are_told(new_town: Callable[..., Town]) -> None:
    town = new_town(
        load_example("mlango-kubwa"),
        doria_second_url="http://127.0.0.1:9/",
        doria_second_user="doria",
        doria_second_password="x" * 20,
        doria_second_signing_key="k" * 32,
    )
    visitor = signed_in(town)
    assert visitor.says("health", "is.backup_phone.none") in visitor.opens(ADDRESS).text
    heard = {"id": 1, "heard_at": town.now, "missed_at": None, "devices": [], "numbers": []}
    with town.services.uow() as uow:
        # Texts that few may know of have opened the circuit.
        uow.session.add(ProviderRow(name="fake", failures=7, open_until_at=town.now + timedelta(seconds=1)))
        uow.session.add(BackupPhone(**heard))
    page = visitor.opens(ADDRESS)
    assert "failing" not in red(visitor, page)
    assert visitor.says("health", "is.backup_phone.heard", age="0 s") in page.text
    town.now += SILENT_AFTER
    with town.services.uow() as uow:
        uow.session.execute(update(BackupPhone).values(missed_at=uow.now))
    visitor = signed_in(town)
    told = red(visitor, visitor.opens(ADDRESS))
    assert "failing" not in told
    assert visitor.says("health", "is.backup_phone.heard", age="1 h 0 min") in told["backup_phone"]


def test_a_provider_that_takes_no_text_is_told_until_it_takes_one(town: Town) -> None:
    visitor = signed_in(town)
    fails(town, Deferred(Cause.PROVIDER_AWAY, "503"), *EVERYBODY)
    # One incident has fewer texts than it takes.
    town.reports(RESIDENT, Category.GUN_KILLING)
    town.reports(RESIDENTS[1], Category.GUN_KILLING, zone="market")
    at = f"{town.now.astimezone(town.community.timezone):%H:%M}"
    texts = number_of(town, MessageState.QUEUED)
    assert texts >= circuit.MOST_FAILURES
    told = red(visitor, visitor.opens(ADDRESS))["failing"]
    assert visitor.says("health", "is.failing.texts", name="fake", count=texts, at=at) in told
    town.carrier.outcomes.clear()
    town.passes(minutes=2)
    assert "failing" not in red(visitor, visitor.opens(ADDRESS))


def test_the_balance_is_what_the_clock_has_read_cut_to_two_figures_with_the_days_that_it_lasts(town: Town) -> None:
    visitor = signed_in(town)
    assert visitor.says("health", "is.balance.unknown") in visitor.opens(ADDRESS).text
    low = Money("KES", Decimal(500))
    town.carrier.words_balance = "KES 1279.40"
    balance.check(town.services.uow, town.services.directory, town.carrier, low)
    assert visitor.says("health", "is.days.unknown") in visitor.opens(ADDRESS).text
    town.carrier.outcomes[LEADER] = [Accepted("id-paid", Decimal(308))]
    town.reports(RESIDENT, Category.GUN_KILLING)
    page = visitor.opens(ADDRESS)
    assert "1279" not in page.html
    at = f"{town.now.astimezone(town.community.timezone):%H:%M}"
    assert visitor.says("health", "is.balance.left", money="KES 1,200", at=at) in page.text
    assert visitor.says("health", "is.days.left", days=27, money="KES 300") in page.text
    assert not {"balance", "days"} & red(visitor, page).keys()
    town.carrier.words_balance = "KES 106.86"
    balance.check(town.services.uow, town.services.directory, town.carrier, Money("KES", Decimal(50)))
    told = red(visitor, visitor.opens(ADDRESS))
    assert visitor.says("health", "is.days.left", days=2, money="KES 300") in told["days"]
    assert visitor.says("health", "do.days") in told["days"]
    town.carrier.words_balance = "KES 54.86"
    balance.check(town.services.uow, town.services.directory, town.carrier, low)
    page = visitor.opens(ADDRESS)
    little = visitor.says("health", "is.balance.little", money="KES 100", at=at)
    assert little in red(visitor, page)["balance"]
    assert "KES 54" not in page.html
    assert visitor.says("health", "part.days") not in page.text
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
