"""Stories of givers who want to be forgotten: their receipts stay, without them."""

from datetime import timedelta

from sqlalchemy import select

from gateway.storage.models.giving import Giver, Movement
from gateway.storage.models.giving_asks import GivingNote
from gateway.upkeep import erased_givers
from menus.domain.retention import TABLES
from menus.domain.retention.rules import Since
from menus.text.names import Text
from tests.giving import GIVER, STRANGER, TREASURER, linked, open_giving
from tests.people import CODE
from tests.town import Town


def gives(town: Town, phone: str = GIVER) -> str:
    """Let a giver with a linked phone give 50; return the giver's number."""
    number = linked(town, phone)
    town.texts(TREASURER, f"RECEIVED 50 {number} NOV")
    return number


def of_givers(town: Town) -> list[tuple[str, bool]]:
    """Return each giver's number, and whether anything leads from it to a phone."""
    with town.services.reading() as session:
        rows = session.scalars(select(Giver).order_by(Giver.id)).all()
        return [(row.number, bool(row.phone_hash or row.phone or row.language or row.band)) for row in rows]


def test_whoever_erases_their_number_goes_from_the_books_and_the_receipt_stays(town: Town) -> None:
    open_giving(town)
    number, other = gives(town), gives(town, STRANGER)
    assert "Receipts stay, without you." in town.dials(GIVER, CODE, "0", "5", "2")
    town.dials(GIVER, CODE, "0", "5", "2", "1")
    town.passes(seconds=2)
    assert of_givers(town) == [(number, False), (other, True)]
    with town.services.reading() as session:
        assert session.scalars(select(Movement.amount_kes)).all() == [50, 50]
    assert "This phone has no receipts of its own" in town.dials(GIVER, CODE, "0", "2", "2")


def test_a_number_that_came_after_the_erasing_stays(town: Town) -> None:
    open_giving(town)
    number = gives(town)
    town.dials(GIVER, CODE, "0", "5", "2", "1")
    town.passes(seconds=2)
    again = linked(town, GIVER)
    assert again != number
    town.passes(minutes=3)
    assert of_givers(town) == [(number, False), (again, True)]


def test_an_operator_erases_a_giver_too(town: Town) -> None:
    open_giving(town)
    number = gives(town)
    with town.services.uow() as uow:
        erased_givers.ask(uow, GIVER, "asked at the office")
    assert of_givers(town) == [(number, False)]


def test_my_data_counts_gifts(town: Town) -> None:
    open_giving(town)
    assert "Gifts" not in town.dials(GIVER, CODE, "0", "5", "1")
    number = gives(town)
    town.texts(TREASURER, f"KIND torches 4 {number}")
    shown = town.dials(GIVER, CODE, "0", "5", "1")
    assert "Gifts: 2 (7 years)." in shown
    assert town.dials(GIVER, CODE, "0", "5", "1", "98") == "CON " + town.said(Text.DATA_KEPT_SEEN, GIVER, "en")
    assert "Gifts" not in town.dials(STRANGER, CODE, "0", "5", "1")


def test_after_seven_years_nothing_leads_to_a_phone(town: Town) -> None:
    open_giving(town)
    number = gives(town)
    period = TABLES["givers"].after(Since.WRITTEN, "phone")
    assert period == timedelta(days=7 * 365)
    town.now += period - timedelta(days=1)
    town.passes(seconds=2)
    assert of_givers(town) == [(number, True)]
    town.now += timedelta(days=2)
    town.passes(minutes=11)
    assert of_givers(town) == [(number, False)]
    with town.services.reading() as session:
        assert session.scalars(select(Movement.amount_kes)).all() == [50]
        assert session.scalars(select(GivingNote.id)).all() == []
