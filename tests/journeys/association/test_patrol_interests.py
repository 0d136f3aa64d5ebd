"""Interests and requests for patrols: whoever is tied to what a request is about is out of it, on every channel."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from gateway.communities.file import load_example
from gateway.storage.models import PatrolRequest
from menus.domain.categories import Category
from menus.domain.patrol_requests import RequestState
from menus.text.names import Text
from tests.desk import Visitor
from tests.people import ALTERNATE, COORDINATOR, LANDLORDS, OVERSIGHT, POLICE
from tests.rises import Weekly, interest, interest_in_zone, keep, request
from tests.town import Town

TREASURER = "+254700000123"
ZONE = "market"
PATROLS = "/desk/patrols"


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community with two landlords who may agree to what a tenant asks."""
    text = load_example("mlango-kubwa")
    treasurer = f'name = "Treasurer"\nphone = "{TREASURER}"\nroles = ["treasurer"]\ntenure = "landlord"\n'
    return new_town(text.replace("[[shifts]]", f"[[people]]\n{treasurer}\n[[shifts]]", 1))


def asks(town: Town, phone: str = COORDINATOR, words: str = "Market theft") -> str:
    """Ask for patrols in the zone, and return the number of the request."""
    town.texts(phone, f"PATROLS {words}")
    town.passes(seconds=5)
    return request(town).number


def incident(town: Town, zone: str = ZONE, category: Category = Category.THEFT) -> int:
    """Keep an incident of this week, and return the id of its row."""
    (incident_id,) = keep(town, Weekly(zone, 1, [1], category))
    return incident_id


def of_request(town: Town, phone: str) -> list[str]:
    """Return the texts of a phone that name the request."""
    return [text for text in town.inbox(phone) if request(town).number in text]


def opened(town: Town, phone: str) -> Visitor:
    """Return a visitor of the desk who has signed in."""
    visitor = Visitor(town, phone)
    visitor.signs_in()
    return visitor


@pytest.mark.parametrize("tie", ["zone", "incident"])
def test_whoever_is_tied_is_not_asked_reads_of_nothing_and_decides_nothing(town: Town, tie: str) -> None:
    """Another one of that tenure is asked alone."""
    if tie == "zone":
        interest_in_zone(town, LANDLORDS, ZONE)
    else:
        interest(town, LANDLORDS, incident(town))
    number = asks(town)
    assert of_request(town, LANDLORDS) == of_request(town, OVERSIGHT) == []
    assert len(of_request(town, TREASURER)) == 1
    for verb in ("AGREE", "REFUSE", "PATROLS"):
        answer = town.texts(LANDLORDS, f"{verb} {number}")
        assert answer == town.said(Text.PATROLS_UNKNOWN, LANDLORDS, request=number)
    tied, free = opened(town, LANDLORDS), opened(town, COORDINATOR)
    page = tied.opens(PATROLS)
    assert number not in page.text
    assert number in free.opens(PATROLS).text
    token = next(one.fields["csrf_token"] for one in page.buttons() if "csrf_token" in one.fields)
    for act in ("agree", "refuse", "review"):
        assert tied.sends(f"{PATROLS}/{act}", {"number": number, "csrf_token": token}).status == 404
    assert request(town).state is RequestState.ASKED
    assert town.texts(TREASURER, f"AGREE {number}") == town.said(Text.PATROLS_SENT, TREASURER, request=number)


@pytest.mark.parametrize("tie", ["other zone", "other kind", "long ago", "ended"])
def test_an_interest_in_something_else_takes_nobody_out_of_it(town: Town, tie: str) -> None:
    match tie:
        case "other zone":
            interest_in_zone(town, LANDLORDS, "river")
        case "other kind":
            interest(town, LANDLORDS, incident(town, category=Category.ROBBERY))
        case "long ago":
            interest(town, LANDLORDS, keep(town, Weekly(ZONE, 1, [10], Category.THEFT))[0])
        case _:
            interest_in_zone(town, LANDLORDS, ZONE, town.now - timedelta(weeks=9))
    number = asks(town)
    assert len(of_request(town, LANDLORDS)) == 1
    assert town.texts(LANDLORDS, f"AGREE {number}") == town.said(Text.PATROLS_SENT, LANDLORDS, request=number)


def test_oversight_decides_where_interests_leave_nobody_of_another_tenure(town: Town) -> None:
    for phone in (LANDLORDS, TREASURER):
        interest_in_zone(town, phone, ZONE)
    number = asks(town)
    assert of_request(town, LANDLORDS) == of_request(town, TREASURER) == []
    assert len(of_request(town, OVERSIGHT)) == 1
    visitor = opened(town, OVERSIGHT)
    visitor.presses(visitor.opens(PATROLS), visitor.says("patrols", "act.agree"))
    assert request(town).state is RequestState.SENT
    town.passes(seconds=30)
    assert [number in text for text in of_request(town, POLICE)] == [True]


def test_where_nobody_is_left_nothing_is_asked(town: Town) -> None:
    for phone in (LANDLORDS, TREASURER, OVERSIGHT):
        interest_in_zone(town, phone, ZONE)
    assert town.texts(COORDINATOR, "PATROLS Market theft") == town.said(Text.PATROLS_NOBODY, COORDINATOR)
    with town.services.reading() as session:
        assert session.scalars(select(PatrolRequest)).all() == []


def test_an_interest_that_is_said_after_the_question_counts_at_once(town: Town) -> None:
    number = asks(town)
    assert len(of_request(town, LANDLORDS)) == 1
    interest_in_zone(town, LANDLORDS, ZONE)
    answer = town.texts(LANDLORDS, f"AGREE {number}")
    assert answer == town.said(Text.PATROLS_UNKNOWN, LANDLORDS, request=number)
    assert number not in opened(town, LANDLORDS).opens(PATROLS).text
    assert request(town).state is RequestState.ASKED


def test_whoever_is_tied_to_a_zone_asks_for_no_patrols_there(town: Town) -> None:
    interest_in_zone(town, COORDINATOR, ZONE)
    answer = town.texts(COORDINATOR, "PATROLS Market theft")
    assert answer == town.said(Text.PATROLS_TIED, COORDINATOR, where="Market")
    with town.services.reading() as session:
        assert session.scalars(select(PatrolRequest)).all() == []
    visitor = opened(town, COORDINATOR)
    typed = {"zone": ZONE, "first": "", "last": "", "kind": ""}
    page = visitor.presses(visitor.opens(PATROLS), visitor.says("patrols", "do"), **typed)
    assert page.status == 422
    assert "interest in Market" in page.text
    asks(town, words="River side theft")
    assert request(town).zone == "river"


def test_the_numbers_and_the_kind_are_those_that_the_asker_may_know_of(town: Town) -> None:
    """Five break-ins and six thefts, two of which the asker is tied to: for them break-ins come first."""
    keep(town, Weekly(ZONE, 5, [1]))
    for incident_id in keep(town, Weekly(ZONE, 6, [1], Category.THEFT))[:2]:
        interest(town, COORDINATOR, incident_id)
    town.now += timedelta(days=7)
    asks(town, words="Market")
    row = request(town)
    assert (row.category, row.lately) == (Category.BREAK_IN, 5)


def test_a_tied_asker_reads_of_their_own_request_and_takes_it_back(town: Town) -> None:
    number = asks(town)
    interest_in_zone(town, COORDINATOR, ZONE)
    visitor = opened(town, COORDINATOR)
    page = visitor.opens(PATROLS)
    assert number in page.text
    visitor.presses(page, visitor.says("patrols", "act.back"))
    assert request(town).state is RequestState.REFUSED


def test_a_review_is_told_to_whoever_is_free_and_the_tied_read_no_false_zero(town: Town) -> None:
    number = asks(town)
    town.texts(TREASURER, f"AGREE {number}")
    interest_in_zone(town, COORDINATOR, ZONE)
    interest_in_zone(town, LANDLORDS, ZONE)
    town.now += timedelta(days=40)
    for _ in range(3):
        town.ticks()
        town.now += timedelta(minutes=11)
    due = town.said(Text.PATROLS_REVIEW_DUE, LANDLORDS, request=number, where="Market")
    assert due not in town.inbox(LANDLORDS)
    answer = town.texts(COORDINATOR, f"PATROLS {number}")
    assert answer == town.said(Text.PATROLS_TIED, COORDINATOR, where="Market")
    assert request(town).reviewed_at is None


def test_a_tied_police_contact_is_passed_over_unless_no_other_is_left(town: Town) -> None:
    interest_in_zone(town, POLICE, ZONE)
    number = asks(town)
    town.texts(TREASURER, f"AGREE {number}")
    town.passes(seconds=30)
    assert of_request(town, POLICE) == []
    assert len(of_request(town, ALTERNATE)) == 1
    assert town.texts(POLICE, f"1 {number}") == town.said(Text.PATROLS_UNKNOWN, POLICE, request=number)
    assert town.texts(ALTERNATE, f"1 {number}") == town.said(Text.PATROLS_THANKS, ALTERNATE, request=number)
    assert request(town).state is RequestState.GRANTED
