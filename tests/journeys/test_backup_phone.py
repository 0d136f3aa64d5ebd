"""Stories of the backup phone that falls silent: coordinators learn of it once, and when it is back."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from gateway.carrier.contract import CarrierError
from gateway.carrier.payloads import ReadNumber, ReceiptForm, Status
from gateway.carrier.phone_report import PhoneReport
from gateway.messaging import backup_phone, receipts
from gateway.storage.models import Message, ReceiptRow
from gateway.storage.states import MessageState
from menus.domain.backup_phone import ASKED_EVERY
from menus.domain.categories import Category
from menus.text.names import Text
from tests.fakes import FakeCarrier
from tests.people import COORDINATOR, LEADER, RESIDENT
from tests.town import Town


@dataclass
class FakePhone(FakeCarrier):
    """A backup provider that is a phone: it can be asked how it is, unless it is off."""

    name: str = "phone"
    report: PhoneReport = field(default_factory=PhoneReport)
    is_on: bool = True
    asked: int = 0

    def look(self, read: ReadNumber) -> PhoneReport:
        """Return how the phone is. Its numbers are read already."""
        _ = read
        self.asked += 1
        if not self.is_on:
            message = "the phone does not answer"
            raise CarrierError(message)
        return self.report


@pytest.fixture
def phone(town: Town) -> Iterator[FakePhone]:
    """Give a backup phone that was asked once."""
    made = FakePhone()
    town.services.override(backup_carrier=made)
    town.services.remake("policy")
    town.ticks()
    yield made
    assert made.asked


def told(town: Town, text: Text) -> int:
    return len(town.got(COORDINATOR, text))


def passes(town: Town, minutes: int) -> None:
    """Let minutes pass, with a tick whenever the phone may be asked again, and at the end."""
    step = round(ASKED_EVERY.total_seconds() / 60)
    for passed in range(0, minutes, step):
        town.passes(minutes=min(step, minutes - passed))


def test_a_phone_that_is_silent_for_an_hour_is_told_once_and_when_it_is_back(town: Town, phone: FakePhone) -> None:
    phone.is_on = False
    passes(town, 58)
    assert told(town, Text.BACKUP_PHONE_SILENT) == 0
    passes(town, 65)
    assert told(town, Text.BACKUP_PHONE_SILENT) == 1
    assert told(town, Text.BACKUP_PHONE_BACK) == 0
    phone.is_on = True
    passes(town, 5)
    assert told(town, Text.BACKUP_PHONE_BACK) == 1
    passes(town, 70)
    assert (told(town, Text.BACKUP_PHONE_SILENT), told(town, Text.BACKUP_PHONE_BACK)) == (1, 1)
    phone.is_on = False
    passes(town, 65)
    assert told(town, Text.BACKUP_PHONE_SILENT) == 2


def test_a_phone_that_sends_events_is_not_silent(town: Town, phone: FakePhone) -> None:
    phone.is_on = False
    passes(town, 50)
    with town.services.uow() as uow:
        backup_phone.note_heard(uow)
    passes(town, 50)
    assert told(town, Text.BACKUP_PHONE_SILENT) == 0
    passes(town, 15)
    assert told(town, Text.BACKUP_PHONE_SILENT) == 1


def test_an_hour_in_which_doria_itself_was_away_makes_no_phone_silent(town: Town, phone: FakePhone) -> None:
    phone.is_on = False
    passes(town, 3)
    phone.is_on = True
    town.now += timedelta(hours=7)
    town.ticks()
    passes(town, 5)
    assert told(town, Text.BACKUP_PHONE_SILENT) == 0


def test_after_such_an_hour_a_phone_that_is_off_is_told_at_the_next_question(town: Town, phone: FakePhone) -> None:
    phone.is_on = False
    town.now += timedelta(minutes=61)
    town.ticks()
    assert told(town, Text.BACKUP_PHONE_SILENT) == 1


def test_a_phone_that_its_server_has_not_seen_is_silent_though_the_server_answers(town: Town, phone: FakePhone) -> None:
    def seen(at: datetime) -> None:
        phone.report = PhoneReport(seen_at=at)

    seen(town.now - timedelta(minutes=5))
    passes(town, 50)
    assert told(town, Text.BACKUP_PHONE_SILENT) == 0
    passes(town, 20)
    assert told(town, Text.BACKUP_PHONE_SILENT) == 1
    seen(town.now)
    passes(town, 3)
    assert told(town, Text.BACKUP_PHONE_BACK) == 1


def test_a_backup_provider_that_is_no_phone_is_not_asked(town: Town) -> None:
    town.services.override(backup_carrier=FakeCarrier("second"))
    town.services.remake("policy")
    town.now += timedelta(hours=2)
    town.ticks()
    assert told(town, Text.BACKUP_PHONE_SILENT) == 0


@pytest.mark.parametrize(("recipient", "state"), [(RESIDENT, MessageState.SENT), (LEADER, MessageState.DELIVERED)])
def test_a_receipt_that_comes_before_its_message_is_settled_is_checked_for_its_recipient(
    town: Town, recipient: str, state: MessageState
) -> None:
    early = ReceiptForm("id-0", Status.SUCCESS, None, recipient)
    with town.services.uow() as uow:
        receipts.take(uow, early)
    town.reports(RESIDENT, Category.GUN_KILLING)
    town.ticks()
    with town.services.reading() as session:
        assert session.query(Message).order_by(Message.id).first().state is state  # type: ignore[union-attr]
        assert session.query(ReceiptRow).count() == (1 if state is MessageState.DELIVERED else 0)
