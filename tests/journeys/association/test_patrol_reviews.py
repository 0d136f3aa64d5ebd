"""Reviews of requests for patrols: they count the kind of the request, and no single complaint about police shows."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from gateway.storage.models import Incident
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Harm, Level
from menus.domain.incident_life import IncidentStatus
from menus.domain.marks import AlarmKind
from menus.text.names import Text
from tests.desk import Visitor
from tests.people import COORDINATOR, LANDLORDS, OVERSIGHT, RESIDENTS
from tests.rises import Weekly, keep, request
from tests.town import Town

ZONE = "market"


def asks(town: Town, words: str = "Market theft") -> str:
    """Ask for patrols, let them be agreed to, and return the number of the request."""
    town.texts(COORDINATOR, f"PATROLS {words}")
    town.passes(seconds=5)
    number = request(town).number
    town.texts(LANDLORDS, f"AGREE {number}")
    return number


def complain(town: Town, count: int, **changes: object) -> None:
    """Keep complaints about the police of the days after the request, with some columns changed."""
    ids = keep(town, Weekly(ZONE, count, [1], Category.THEFT))
    values = {"accused_group": AccusedGroup.POLICE, "opened_at": town.now + timedelta(days=3), **changes}
    with town.services.database.write() as session:
        session.execute(update(Incident).where(Incident.id.in_(ids)).values(**values))


def reviewed(town: Town, number: str) -> str:
    """Return the answer to the review of a request, when it is due."""
    town.now += timedelta(days=40)
    return town.texts(COORDINATOR, f"PATROLS {number}")


def told(town: Town, number: str, **figures: str) -> str:
    """Return what the review says with some figures; the others are zero, or too small."""
    values = {"incidents": "0 / 0", "calls": "0 / 0", "complaints": "<5 / <5", **figures}
    return town.said(Text.PATROLS_REVIEW, COORDINATOR, request=number, where="Market", **values)


@pytest.mark.parametrize("count", [0, 1, 4])
def test_a_review_without_a_complaint_reads_like_one_with_some(town: Town, count: int) -> None:
    number = asks(town)
    complain(town, count)
    assert reviewed(town, number) == told(town, number)


@pytest.mark.parametrize("phone", [COORDINATOR, OVERSIGHT])
def test_the_desk_tells_them_in_steps_too(town: Town, phone: str) -> None:
    number = asks(town)
    complain(town, 1)
    reviewed(town, number)
    visitor = Visitor(town, phone)
    visitor.signs_in()
    few = visitor.says("patrols", "fewer", count="5")
    assert f"{few} / {few}" in visitor.opens("/desk/patrols").text


def test_from_five_on_a_complaint_more_moves_no_number(town: Town) -> None:
    number = asks(town)
    within = town.now + timedelta(days=3)
    complain(town, 11, opened_at=within)
    before = reviewed(town, number)
    assert before == told(town, number, complaints="<5 / 10-14")
    complain(town, 1, opened_at=within)
    town.now += timedelta(hours=1)
    assert town.texts(COORDINATOR, f"PATROLS {number}") == before


@pytest.mark.parametrize(
    "changes",
    [
        {"status": IncidentStatus.FALSE},
        {"status": IncidentStatus.JOINED},
        {"level": Level.PRIVATE},
        {"alarm": AlarmKind.DURESS},
    ],
    ids=str,
)
def test_complaints_that_count_nowhere_do_not_count_here(town: Town, changes: dict[str, object]) -> None:
    number = asks(town)
    complain(town, 6, **changes)
    assert reviewed(town, number) == told(town, number)


def test_a_review_counts_the_kind_that_the_request_asked_for(town: Town) -> None:
    """A break-in with a weapon is a robbery: request and review say so alike."""
    for phone in RESIDENTS[:6]:
        town.reports(phone, Category.BREAK_IN, ZONE, harm=Harm.WEAPON)
        town.now += timedelta(hours=2)
    number = asks(town, "Market robbery")
    assert request(town).lately == 6
    assert reviewed(town, number).startswith(told(town, number, incidents="6 / 0", calls="6 / 0")[:-20])


def test_what_awaits_a_review_or_is_false_counts_in_neither(town: Town) -> None:
    number = asks(town)
    ids = keep(town, Weekly(ZONE, 6, [1], Category.THEFT))
    with town.services.database.write() as session:
        first = session.scalars(select(Incident).where(Incident.id == ids[0])).one()
        first.status = IncidentStatus.FALSE
    assert reviewed(town, number) == told(town, number, incidents="0 / 5", calls="0 / 5")
