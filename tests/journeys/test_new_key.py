"""Stories of a new SECRET_KEY, with the one before it in OLD_SECRET_KEYS: everybody is known as before, at once."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select

from gateway.carrier.payloads import ReceiptForm, Status
from gateway.communities.file import load_example
from gateway.messaging import receipts
from gateway.storage.models import Attempt, Inbound, Message, OptOutRow, ReceiptRow
from menus.domain.categories import Category
from menus.text.names import Text
from tests.people import COORDINATOR, LANDLORDS, LEADER, OTHER, RESIDENT
from tests.town import Town, code_in

OLD, NEW = "o" * 40, "n" * 40
Rotate = Callable[[], Town]


@pytest.fixture
def before(database_url: str, redis_url: str) -> Iterator[Town]:
    """Give a community with the old key."""
    town = Town(database_url, redis_url, load_example("mlango-kubwa"), secret_key=OLD)
    yield town
    town.close()


@pytest.fixture
def rotate(before: Town, database_url: str, redis_url: str) -> Iterator[Rotate]:
    """Give a way to start Doria again with a new key, and the old one beside it."""
    made: list[Town] = []

    def once() -> Town:
        after = Town(database_url, redis_url, secret_key=NEW, old_secret_keys=[OLD])  # type: ignore[arg-type]
        made.append(after)
        after.now = before.now
        return after

    yield once
    for town in made:
        town.close()


def opted_out(town: Town) -> int:
    with town.services.reading() as session:
        return len(session.scalars(select(OptOutRow)).all())


@pytest.mark.parametrize(
    ("phone", "question"), [(RESIDENT, Text.STOP_OR_REPORT), (COORDINATOR, Text.STOP_OR_ANSWER)], ids=["none", "role"]
)
@pytest.mark.parametrize("word", ["CANCEL", "STOP {reference}"])
def test_cancel_from_somebody_with_an_open_killing_is_still_asked_back(
    before: Town, rotate: Rotate, phone: str, question: Text, word: str
) -> None:
    reference = before.reports(phone, Category.GUN_KILLING)
    after = rotate()
    assert after.is_a(after.texts(phone, word.format(reference=reference), sms_id="after"), question, to=phone)
    assert opted_out(after) == 0


def test_a_broadcast_still_leaves_out_who_sent_stop(before: Town, rotate: Rotate) -> None:
    before.texts(LANDLORDS, "STOP")
    after = rotate()
    asked = after.texts(COORDINATOR, "SAY bondeni Maji yamekatwa leo", sms_id="say")
    after.texts(COORDINATOR, f"YES {code_in(asked)}", sms_id="yes")
    after.passes(minutes=5)
    assert any("Maji" in text for _, text in after.carrier.sent), "others get it"
    assert after.inbox(LANDLORDS) == []


def test_a_repetition_under_another_id_is_still_an_echo(before: Town, rotate: Rotate) -> None:
    reference = before.reports(RESIDENT, Category.GUN_KILLING)
    before.passes(seconds=20)
    before.texts(LEADER, f"1 {reference}")
    after = rotate()
    after.texts(LEADER, f"1 {reference}", sms_id="after")
    with after.services.reading() as session:
        assert session.scalars(select(Inbound.result).order_by(Inbound.id.desc())).first() == "echo"


def test_a_loop_that_was_silenced_stays_silent(before: Town, rotate: Rotate) -> None:
    for number in range(8):
        before.texts(OTHER, f"??? {number}")
        before.passes(seconds=11)
    assert before.texts(OTHER, "???") == ""
    after = rotate()
    after.passes(seconds=11)
    assert after.texts(OTHER, "??? 99", sms_id="after") == ""


def test_a_receipt_that_names_the_phone_is_of_the_message_from_before(before: Town, rotate: Rotate) -> None:
    before.reports(RESIDENT, Category.GUN_KILLING)
    after = rotate()
    with after.services.uow() as uow:
        phone, provider_id = uow.session.execute(
            select(Message.phone, Attempt.provider_id).join(Attempt, Attempt.message_id == Message.id)
        ).first() or ("", None)
        assert provider_id is not None
        receipts.take(uow, ReceiptForm(provider_id, Status.SUCCESS, None, recipient=phone))
    with after.services.reading() as session:
        assert session.scalars(select(ReceiptRow.message_id)).one() is not None
