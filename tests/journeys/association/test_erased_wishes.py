"""Stories of phones that only wished something of the association and want to be forgotten."""

from sqlalchemy import select

from gateway.storage.models import BarazaReminder, Household, HouseholdRequest, PulsePhone
from menus.text.names import Text
from tests.people import CODE, COORDINATOR
from tests.town import Town
from tests.voting import HOUSEHOLDS, STRANGER, is_open, lists, votes

ERASES = ("0", "5", "2", "1")
KEPT = ("0", "5", "1")


def left(town: Town) -> list[int]:
    """Return how many reminders, requests for the list, and marks of answers are kept."""
    with town.services.reading() as session:
        return [len(session.scalars(select(kind)).all()) for kind in (BarazaReminder, HouseholdRequest, PulsePhone)]


def wishes(town: Town) -> None:
    """Let a stranger want a reminder, ask to be on the list, and say how safe they feel."""
    lists(town)
    town.texts(COORDINATOR, "BARAZA 26/11 15:00 Ukumbi")
    town.dials(STRANGER, CODE, "0", "3", "1", "2")
    town.texts(STRANGER, f"VOUCH 0{HOUSEHOLDS[0][4:]} 0{HOUSEHOLDS[1][4:]}")
    town.dials(STRANGER, CODE, "0", "9", "1", "1", "1")
    assert left(town) == [1, 1, 2]


def test_whoever_erases_by_dialling_leaves_no_wish_behind(town: Town) -> None:
    wishes(town)
    town.dials(STRANGER, CODE, "0", "5", "2")
    town.dials(STRANGER, CODE, *ERASES)
    town.passes(seconds=2)
    assert left(town) == [0, 0, 0]


def test_an_erased_request_cannot_be_vouched_for_and_the_list_stays(town: Town) -> None:
    wishes(town)
    with town.services.reading() as session:
        code = session.scalars(select(HouseholdRequest.code)).one()
    town.dials(STRANGER, CODE, "0", "5", "2")
    town.dials(STRANGER, CODE, *ERASES)
    for phone in HOUSEHOLDS[:2]:
        assert town.texts(phone, f"VOUCH {code}") == town.said(Text.VOUCH_UNKNOWN, phone)
    with town.services.reading() as session:
        assert len(session.scalars(select(Household)).all()) == len(HOUSEHOLDS)


def test_a_listed_phone_reads_that_a_vote_is_kept_without_how(town: Town) -> None:
    is_open(town)
    votes(town, HOUSEHOLDS[0], 2)
    page = town.dials(HOUSEHOLDS[0], CODE, *KEPT, "98")
    assert town.said(Text.DATA_KEPT_LISTED, HOUSEHOLDS[0]).partition("\n")[0] in page
    assert town.said(Text.DATA_KEPT_LISTED, STRANGER).partition("\n")[0] not in town.dials(STRANGER, CODE, *KEPT, "98")
