"""Interests: whoever is tied to an incident is out of it on every channel, and nothing tells that one is missing."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from gateway.desk.board import snapshot
from gateway.incidents import looks, zone_counts
from gateway.incidents.looks import Looker
from gateway.storage.models import Incident, InterestRow
from menus.domain import references
from menus.domain.categories import Category
from menus.domain.looks import LookKind
from menus.text.names import Text
from tests.desk import Visitor
from tests.people import (
    ABOUT_PATROL,
    BREAK_IN,
    CODE,
    COORDINATOR,
    DEPUTY,
    KILLING,
    LANDLORDS,
    LEADER,
    OTHER,
    OVERSIGHT,
    POLICE,
    RESIDENT,
    THEFT,
)
from tests.town import Town, code_in, reference_in
from workers import chores

GONE = references.mint(8_999)
"""A reference that nothing has."""


def test_the_incident_of_a_related_coordinator_is_unknown_to_them_on_every_channel(town: Town) -> None:
    """Related coordinator gets "unknown" for that incident on every channel."""
    town.texts(COORDINATOR, "ON")
    other = town.reports(RESIDENT, Category.BREAK_IN, "kiamutisya")
    mine = reference_in(town.dials(OTHER, CODE, *KILLING))
    assert mine in town.texts(COORDINATOR, "LIST")
    answer = town.texts(COORDINATOR, f"INTEREST {mine}")
    assert answer == town.said(Text.INTEREST_OUT, COORDINATOR, reference=mine)
    unknown = town.texts(COORDINATOR, GONE).replace(GONE, mine)
    commands = (mine, f"1 {mine}", f"POLICE {mine}", f"CLOSE {mine} talked to", f"LOWER {mine} 3 why")
    for command in (*commands, f"JOIN {other} {mine}", f"SEND {mine}", f"INTEREST {mine}", f"ARREST {mine}"):
        # Somebody who tries many references gets no answer, whether they exist or not.
        town.now += timedelta(days=2)
        assert town.texts(COORDINATOR, command) == unknown, command
    listed = town.texts(COORDINATOR, "LIST")
    assert mine not in listed
    assert other in listed
    assert mine not in town.texts(COORDINATOR, "WHO")
    visitor = Visitor(town, COORDINATOR)
    visitor.signs_in()
    board = visitor.opens("/desk/")
    assert mine not in board.html
    assert other in board.html
    gone, page = visitor.opens(f"/desk/incidents/{GONE}"), visitor.opens(f"/desk/incidents/{mine}")
    assert page.status == gone.status == 404
    assert page.html == gone.html


def test_no_gap_is_left_in_the_list_the_board_or_its_poll(town: Town) -> None:
    town.reports(RESIDENT, Category.BREAK_IN, "kiamutisya")
    visitor = Visitor(town, COORDINATOR)
    visitor.signs_in()
    before = _reads(visitor)
    mine = reference_in(town.dials(OTHER, CODE, *THEFT))
    town.texts(COORDINATOR, f"INTEREST {mine}")
    assert _reads(visitor) == before
    # What happens to it moves no poll.
    town.texts(LANDLORDS, f"NOTE {mine} the gate was open")
    assert _reads(visitor) == before
    with town.services.reading() as session:
        record, person = town.record(COORDINATOR), town.person(COORDINATOR)
        counted = zone_counts.read(session, record, person, town.now)
        others = zone_counts.read(session, record, town.person(LANDLORDS), town.now)
        newest = snapshot.newest_for(session, record, person)
        assert newest < snapshot.newest_for(session, record, town.person(LANDLORDS))
    assert sum(counted.zones["bondeni"].open.values()) == 0
    assert sum(others.zones["bondeni"].open.values()) == 1
    assert mine not in visitor.opens("/desk/zones").html


def _reads(visitor: Visitor) -> tuple[str, list[str]]:
    """Return what the coordinator reads of their list and their board."""
    shown = visitor.opens("/desk/")
    return visitor.town.texts(COORDINATOR, "LIST"), [row.text for row in shown.rows()]


def test_another_coordinator_of_another_tenure_is_told_and_nobody_is_named(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *BREAK_IN))
    town.texts(COORDINATOR, f"INTEREST {reference}")
    town.passes(seconds=10)
    assert town.last(LANDLORDS) == town.said(Text.INTEREST_PASSED, LANDLORDS, reference=reference)
    assert "Coordinator" not in town.last(LANDLORDS)
    assert reference in town.texts(LANDLORDS, "LIST")


def test_the_alerts_to_come_pass_them_by_and_go_to_everybody_else(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    town.texts(LEADER, f"INTEREST {reference}")
    before = town.inbox(LEADER)
    town.passes(minutes=30)
    town.dials(OTHER, CODE, *KILLING)
    town.passes(minutes=30)
    town.texts(LANDLORDS, f"CLOSE {reference} talked to")
    assert [text for text in town.inbox(LEADER)[len(before) :] if reference in text] == []
    assert any(reference in text for text in town.inbox(POLICE))
    assert any(reference in text for text in town.inbox(DEPUTY))


def test_an_interest_never_stops_the_alert_of_a_killing(town: Town) -> None:
    """The leader has an interest in the zone: the next ones are called at once, and so are the police."""
    visitor = Visitor(town, OVERSIGHT)
    visitor.signs_in()
    for phone in (LEADER, DEPUTY):
        _says_of_zone(visitor, town, phone)
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    town.passes(minutes=10)
    assert [text for text in (*town.inbox(LEADER), *town.inbox(DEPUTY)) if reference in text] == []
    assert any(reference in text for text in town.inbox(POLICE))
    assert any(reference in text for text in town.inbox(COORDINATOR))


def _says_of_zone(visitor: Visitor, town: Town, phone: str) -> None:
    page = visitor.opens("/desk/interests")
    person_id = str(town.record(phone).person_ids[phone])
    said = {"person": person_id, "kind": "landlord", "zone": "bondeni", "reference": "", "until": ""}
    answered = visitor.presses(page, visitor.says("interests", "do"), **said)
    assert answered.status in {200, 303}, answered.html


def test_an_answer_of_somebody_who_leaves_counts_no_more_and_the_next_is_asked(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    town.answers(LEADER, "going", reference)
    assert town.track(reference, "patrol")["answered_by_role"] == "patrol-leader"
    town.texts(LEADER, f"INTEREST {reference}")
    assert town.track(reference, "patrol")["answered_by_role"] is None


def test_what_has_no_coordinator_left_is_oversights(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *THEFT))
    assert "REF" not in town.texts(OVERSIGHT, reference)[:3]
    town.texts(COORDINATOR, f"INTEREST {reference}")
    town.texts(LANDLORDS, f"INTEREST {reference}")
    assert any(reference in text for text in town.inbox(OVERSIGHT))
    assert reference in town.texts(OVERSIGHT, "LIST")
    assert "YES" in town.texts(OVERSIGHT, f"FALSE {reference} nobody there") or town.incident(reference)


def test_the_last_who_could_see_to_it_stays_in_it_and_reads_why(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *THEFT))
    for phone in (COORDINATOR, LANDLORDS):
        town.texts(phone, f"INTEREST {reference}")
    answer = town.texts(OVERSIGHT, f"INTEREST {reference}")
    assert reference in answer
    assert reference in town.texts(OVERSIGHT, "LIST")
    with town.services.reading() as session:
        assert len(session.scalars(select(InterestRow)).all()) == 2


def test_a_joined_incident_takes_its_interests_along_and_a_split_one_too(town: Town) -> None:
    first = town.reports(RESIDENT, Category.BREAK_IN)
    second = town.reports(OTHER, Category.BREAK_IN, "market")
    town.texts(COORDINATOR, f"INTEREST {first}")
    unknown = town.texts(COORDINATOR, GONE)
    town.confirms(LANDLORDS, f"JOIN {second} {first}")
    for reference in (first, second):
        assert town.texts(COORDINATOR, reference) == unknown.replace(GONE, reference)
    town.texts(LANDLORDS, f"SPLIT {second}")
    for reference in (first, second):
        assert town.texts(COORDINATOR, reference) == unknown.replace(GONE, reference)


@pytest.mark.parametrize("phone", [RESIDENT, POLICE])
def test_the_verb_is_nobody_elses(town: Town, phone: str) -> None:
    reference = reference_in(town.dials(OTHER, CODE, *THEFT))
    town.texts(phone, f"INTEREST {reference}")
    with town.services.reading() as session:
        assert session.scalars(select(InterestRow)).all() == []


def test_more_than_the_form_is_refused_and_nothing_is_kept(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *THEFT))
    answer = town.texts(COORDINATOR, f"INTEREST {reference} my cousin Kamau")
    assert answer == town.said(Text.COURT_ALONE, COORDINATOR, example=f"INTEREST {reference}")
    with town.services.reading() as session:
        assert session.scalars(select(InterestRow)).all() == []


def test_private_and_accusing_matters_and_wrong_digits_are_unknown(town: Town) -> None:
    private = town.dials(RESIDENT, CODE, "7", "2", "1")
    accusing = reference_in(town.dials(OTHER, CODE, *ABOUT_PATROL, "1"))
    assert private
    with town.services.reading() as session:
        hidden = session.scalars(select(Incident.reference).where(Incident.level == "private")).all()
    for reference in hidden:
        assert town.texts(COORDINATOR, f"INTEREST {reference}") == town.texts(COORDINATOR, GONE).replace(
            GONE, reference
        )
    assert town.texts(LEADER, f"INTEREST {accusing}") == town.texts(LEADER, GONE).replace(GONE, accusing)
    with town.services.reading() as session:
        assert session.scalars(select(InterestRow)).all() == []


def test_whoever_said_it_of_somebody_is_sealed_and_erased_after_two_years_and_the_interest_stays(town: Town) -> None:
    visitor = Visitor(town, OVERSIGHT)
    visitor.signs_in()
    _says_of_zone(visitor, town, LEADER)
    name = town.person(OVERSIGHT).name
    assert name in visitor.opens("/desk/interests").text
    with town.services.reading() as session:
        (sealed,) = session.execute(text("SELECT said_by FROM interests")).scalars().all()
        assert name.encode() not in bytes(sealed)
    town.now += timedelta(days=731)
    chores.erase_expired()
    with town.services.reading() as session:
        (row,) = session.scalars(select(InterestRow)).all()
        assert (row.said_by, row.zone) == (None, "bondeni")


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"person": "0"}, "said.person"),
        ({"person": "99999999999999999999"}, "said.person"),
        ({"zone": ""}, "said.of"),
        ({"reference": "48273"}, "said.of"),
        ({"zone": "", "reference": "abc"}, "said.unknown"),
        ({"until": "01/11"}, "said.until"),
        ({"until": "x" * 9000}, "said.until"),
    ],
)
def test_the_form_of_oversight_comes_back_with_what_is_wrong(town: Town, typed: dict[str, str], fault: str) -> None:
    visitor = Visitor(town, OVERSIGHT)
    visitor.signs_in()
    page = visitor.opens("/desk/interests")
    person_id = str(town.record(LEADER).person_ids[LEADER])
    fields = {"person": person_id, "kind": "kin", "zone": "bondeni", "reference": "", "until": "", **typed}
    shown = visitor.presses(page, visitor.says("interests", "do"), **fields)
    assert (shown.status, visitor.says("interests", fault) in shown.text) == (422, True)
    with town.services.reading() as session:
        assert session.scalars(select(InterestRow)).all() == []


def test_a_recused_coordinator_cannot_use_a_code_or_a_page_from_before(town: Town) -> None:
    """A code that was asked for, and a page that lies open, do nothing once the interest is said."""
    reference = reference_in(town.dials(RESIDENT, CODE, *THEFT))
    visitor = Visitor(town, COORDINATOR)
    visitor.signs_in()
    page = visitor.opens(f"/desk/incidents/{reference}")
    assert page.status == 200
    asked = town.texts(COORDINATOR, f"FALSE {reference} nobody there")
    town.texts(COORDINATOR, f"INTEREST {reference}")
    town.texts(COORDINATOR, f"YES {code_in(asked)}")
    button = next(one for one in page.buttons() if one.address.endswith("/police"))
    assert visitor.sends(button.address, button.fields).status == 404
    assert visitor.opens(f"/desk/incidents/{reference}/since?seen=x").status == 404
    assert town.incident(reference)["status"] == "open"
    assert reference not in visitor.opens("/desk/court").html


def test_oversight_with_an_interest_reads_neither_looks_nor_the_proof_nor_the_register_of_it(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *ABOUT_PATROL, "1"))
    with town.services.uow() as uow:
        incident = uow.session.scalars(select(Incident).where(Incident.reference == reference)).one()
        looks.note(uow, incident, LookKind.NOTES, Looker("An operator"), why="asked by court")
    visitor = Visitor(town, OVERSIGHT)
    visitor.signs_in()
    assert reference in town.texts(OVERSIGHT, "LOOKS")
    assert reference in visitor.opens("/desk/oversight/looks").text
    town.texts(OVERSIGHT, f"INTEREST {reference}")
    town.now += timedelta(hours=2)
    assert reference not in town.texts(OVERSIGHT, "LOOKS")
    visitor = Visitor(town, OVERSIGHT)
    visitor.signs_in()
    for address in ("/desk/oversight/looks", "/desk/oversight", "/desk/interests"):
        assert reference not in visitor.opens(address).html, address
    page = visitor.opens("/desk/record")
    button = next(one for one in page.buttons() if one.address == "/desk/record/proof")
    answers = [
        visitor.sends(button.address, {**button.fields, "reference": each, "why": "I ask"})
        for each in (reference, GONE)
    ]
    assert answers[0].text.replace(reference, GONE) == answers[1].text
    assert visitor.says("record", "proof.unknown", reference=GONE) in answers[1].text
