"""Stories of alerts and the backup provider: answers that are taken back, incidents that are over."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from gateway.carrier.contract import Accepted, Refused
from gateway.storage.models import Attempt, Message
from menus.domain.categories import Category
from menus.domain.outcomes import Cause
from menus.text.names import Text
from tests.fakes import FakeCarrier
from tests.people import BONDENI, COORDINATOR, LEADER, OTHER, RESIDENT
from tests.town import Town


@pytest.fixture
def backup(town: Town) -> FakeCarrier:
    """Give the backup provider of a community."""
    made = FakeCarrier("backup")
    town.services.override(backup_carrier=made)
    town.services.remake("policy")
    return made


def provider_ids(town: Town, phone: str) -> list[str]:
    """Return the ids that the first provider gave to the texts of a phone, oldest first."""
    with town.services.reading() as session:
        sent = session.execute(
            select(Message.phone, Attempt.provider_id)
            .join(Attempt, Attempt.message_id == Message.id)
            .where(Attempt.carrier == town.carrier.name)
            .order_by(Attempt.id)
        ).all()
    return [provider_id or "" for number, provider_id in sent if number == phone]


def test_an_alert_that_failed_goes_by_the_backup_provider_once_an_answer_is_taken_back(
    town: Town, backup: FakeCarrier
) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    assert town.answers(BONDENI, "going", reference)
    assert town.answers(BONDENI, "cannot", reference)
    town.now += timedelta(seconds=20)
    town.receives(provider_ids(town, LEADER)[0], "Failed")
    town.passes(seconds=5)
    assert [phone for phone, _ in backup.sent] == [LEADER]


def test_while_the_answer_stands_no_failed_alert_goes_by_the_backup_provider(town: Town, backup: FakeCarrier) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    assert town.answers(BONDENI, "going", reference)
    town.now += timedelta(seconds=20)
    town.receives(provider_ids(town, LEADER)[0], "Failed")
    town.passes(seconds=5)
    assert LEADER not in [phone for phone, _ in backup.sent]


def test_an_alert_of_an_incident_that_was_split_off_again_goes_by_the_backup_provider(
    town: Town, backup: FakeCarrier
) -> None:
    first = town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(minutes=25)
    second = town.reports(OTHER, Category.GUN_KILLING)
    failed = provider_ids(town, LEADER)[-1]
    assert town.confirms(COORDINATOR, f"JOIN {first} {second}")
    assert town.texts(COORDINATOR, f"SPLIT {second}")
    before = len([phone for phone, _ in backup.sent if phone == LEADER])
    town.receives(failed, "Failed")
    town.passes(seconds=5)
    assert len([phone for phone, _ in backup.sent if phone == LEADER]) == before + 1


def test_an_alert_that_only_the_backup_provider_had_is_not_sent_again_after_the_end(
    town: Town, backup: FakeCarrier
) -> None:
    backup.outcomes = {LEADER: [Accepted("backup-1")]}
    town.carrier.outcomes = {LEADER: [Refused(Cause.BLOCKED, "UserInBlacklist")]}
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(seconds=3)
    closed = town.confirms(COORDINATOR, f"CLOSE {reference} done")
    assert closed == town.said(Text.CLOSED, to=COORDINATOR, reference=reference)
    before = town.inbox(LEADER)
    town.receives("backup-1", "Failed")
    town.passes(minutes=2)
    assert town.inbox(LEADER) == before
