"""What another community has is unknown here: a number of it is answered like one that nobody has, and is untouched."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from gateway.association.vetting import vettings
from gateway.communities.file import load_example
from gateway.storage.models import Course, PatrolRequest, Vetting, Vote
from tests.journeys.association.courses import course, warned
from tests.journeys.desk.test_whose_pages import asks, signed_in
from tests.journeys.test_two_communities import second
from tests.people import COORDINATOR, LANDLORDS, LEADER, OVERSIGHT
from tests.town import Town
from tests.voting import agreed, lists

NOBODYS = 999_983
"""The number of a row that no community has."""
FORMS = (
    ("GET", "/desk/votes/{vote}", COORDINATOR),
    ("POST", "/desk/votes/{vote}/agree", COORDINATOR),
    ("POST", "/desk/votes/{vote}/withdraw", COORDINATOR),
    ("POST", "/desk/votes/{vote}/code", COORDINATOR),
    ("POST", "/desk/votes/{vote}/known", COORDINATOR),
    ("POST", "/desk/votes/{vote}/lost", COORDINATOR),
    ("POST", "/desk/votes/{vote}/open", COORDINATOR),
    ("GET", "/desk/second-chance/{course}", LEADER),
    ("POST", "/desk/second-chance/{course}/enter", OVERSIGHT),
    ("POST", "/desk/second-chance/{course}/open", OVERSIGHT),
    ("POST", "/desk/second-chance/{course}/show", OVERSIGHT),
    ("POST", "/desk/vetting/{vetting}/checks", COORDINATOR),
    ("POST", "/desk/vetting/{vetting}/accept", COORDINATOR),
    ("POST", "/desk/vetting/{vetting}/refuse", COORDINATOR),
    ("GET", "/desk/youth/certificate/{person}", COORDINATOR),
    ("GET", "/desk/books/receipts/{vote}", COORDINATOR),
)
"""The forms and pages of the association that name a row, each by somebody who may use it in their own community."""
TYPED = {"name": "Somebody (example)", "adult": "yes", "why": "to meet", "reason": "not-met", "code": "123456 " * 9}


_TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')


def rows(town: Town) -> list[tuple[object, ...]]:
    """Return what these forms could change."""
    with town.services.reading() as session:
        votes = session.execute(select(Vote.id, Vote.state, Vote.public_key)).all()
        people = session.execute(select(Vetting.id, Vetting.state, Vetting.checks)).all()
        found = session.execute(select(Course.id, Course.phase, Course.person)).all()
        asked = session.execute(select(PatrolRequest.number, PatrolRequest.state, PatrolRequest.reviewed_at)).all()
    return [tuple(row) for row in (*votes, *people, *found, *asked)]


def there(phone: str) -> str:
    """Return the phone of the same role in the second community."""
    return phone.replace("+254700000", "+254700009")


@pytest.fixture
def towns(new_town: Callable[..., Town]) -> tuple[Town, dict[str, int]]:
    """Give two communities, of which the first has a vote, a course and a vetting; and the numbers of these."""
    town = new_town(load_example("mlango-kubwa"), second())
    lists(town)
    held = agreed(town)
    warned(town)
    record = town.record()
    with town.services.uow() as uow:
        assert vettings.begin(uow, record, "Somebody (example)", by=record.person_ids[COORDINATOR])
        uow.session.flush()
        (row,) = vettings.shown(uow.session, record, 9)
        numbers = {"vote": held.vote_id, "course": course(town).id, "vetting": row.id}
    return town, {**numbers, "person": record.person_ids[LEADER]}


def test_a_row_of_another_community_is_answered_like_one_that_nobody_has(
    towns: tuple[Town, dict[str, int]],
) -> None:
    town, numbers = towns
    before = rows(town)
    visitors = {phone: signed_in(town, there(phone)) for phone in (COORDINATOR, LEADER, OVERSIGHT)}
    for method, address, phone in FORMS:
        answers = []
        for found in (numbers, dict.fromkeys(numbers, NOBODYS)):
            shown = asks(visitors[phone], address.format_map(found), method, **TYPED if method == "POST" else {})
            answers.append((shown.status, _TOKEN.sub("", shown.html)))
        assert answers[0] == answers[1], address
        assert answers[0][0] in {404, 422}, (address, answers[0][0])
    assert rows(town) == before


def test_a_request_of_another_community_is_not_known(towns: tuple[Town, dict[str, int]]) -> None:
    town, _ = towns
    town.texts(COORDINATOR, "PATROLS Kiamutisya")
    with town.services.reading() as session:
        number = session.scalars(select(PatrolRequest.number)).one()
    before = rows(town)
    for phone in (there(LANDLORDS), there(OVERSIGHT)):
        visitor = signed_in(town, phone)
        assert number not in visitor.opens("/desk/patrols").text
        for act in ("agree", "refuse"):
            assert asks(visitor, f"/desk/patrols/{act}", "POST", number=number).status == 404
    assert rows(town) == before
