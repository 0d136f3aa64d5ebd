"""A coordinator who reads a text says that it accuses somebody: oversight gets it, and the accused and they do not."""

import pytest
from sqlalchemy import select

from gateway.storage.models import Claim, Event, Report
from menus.domain.accused import AccusedGroup
from menus.domain.desk_board import KEPT
from menus.domain.timeline import EventKind
from menus.text.names import Text
from tests.journeys.desk.test_own_words_page import NOTHING, RED, THIEVES, presses, reader, reads, waiting, writes
from tests.people import COORDINATOR, DEPUTY, LANDLORDS, LEADER, OVERSIGHT, POLICE, RESIDENT
from tests.town import Town, code_in

ABOUT = {
    AccusedGroup.PATROL: Text.ABOUT_PATROL,
    AccusedGroup.LEADER: Text.ABOUT_LEADER,
    AccusedGroup.POLICE: Text.ABOUT_POLICE,
}


def told(town: Town, phone: str, reference: str) -> list[str]:
    """Return the texts of a phone that name an incident."""
    return [text for text in town.inbox(phone) if reference in text]


@pytest.mark.parametrize("group", list(AccusedGroup))
def test_a_text_that_accuses_somebody_is_filed_as_a_complaint(town: Town, group: AccusedGroup) -> None:
    reference = writes(town, RESIDENT, NOTHING)
    visitor = reader(town)
    page = presses(visitor, reads(visitor, reference), "accuse", group=group)
    assert visitor.says("words", "confirm.accuse", reference=reference) in page.text
    assert visitor.says("words", f"accuse.{group}") in page.text
    assert town.incident(reference)["level"] != "complaint"
    answer = presses(visitor, page, "accuse.now")
    assert town.said(Text.FILED_AS_COMPLAINT, to=COORDINATOR, reference=reference) in answer.text
    incident = town.incident(reference)
    assert (incident["category"], incident["level"], incident["status"]) == ("complaint-other", "complaint", "open")
    town.passes(minutes=30)
    assert town.said(ABOUT[group], to=OVERSIGHT) in told(town, OVERSIGHT, reference)[0]
    for phone in (LEADER, DEPUTY, POLICE):
        assert told(town, phone, reference) == []
    with town.services.reading() as session:
        assert session.scalars(select(Report.accused_group)).one() is group
        sent = session.scalars(select(Event).where(Event.kind == EventKind.DISPATCHED)).one()
        assert sent.person_id == town.record().person_ids[COORDINATOR]
        assert not session.scalars(select(Claim)).all()


def test_whoever_said_so_sees_nothing_more_of_it(town: Town) -> None:
    reference = writes(town, RESIDENT, THIEVES)
    before = told(town, COORDINATOR, reference)
    visitor = reader(town)
    page = presses(visitor, reads(visitor, reference), "accuse", group="patrol")
    presses(visitor, page, "accuse.now")
    # Another coordinator's board must not be read anew at once because of a complaint: that would tell of it.
    town.passes(seconds=KEPT.total_seconds())
    assert waiting(visitor.opens("/desk/words")) == []
    assert visitor.opens(f"/desk/incidents/{reference}").status == 404
    assert reference not in visitor.opens("/desk/").text
    town.passes(minutes=30)
    assert told(town, COORDINATOR, reference) == before
    assert reference not in town.texts(COORDINATOR, "LIST")
    assert town.texts(COORDINATOR, f"SHOW {reference}") == town.said(
        Text.UNKNOWN_REFERENCE, to=COORDINATOR, reference=reference
    )


def test_a_code_that_somebody_had_for_it_ends_no_complaint(town: Town) -> None:
    reference = writes(town, RESIDENT, THIEVES)
    code = code_in(town.texts(LANDLORDS, f"FALSE {reference} salamu tu"))
    visitor = reader(town)
    presses(visitor, presses(visitor, reads(visitor, reference), "accuse", group="patrol"), "accuse.now")
    assert town.texts(LANDLORDS, f"YES {code}") == town.said(Text.EXPIRED, to=LANDLORDS)
    assert town.incident(reference)["status"] == "open"


def test_red_words_send_people_around_the_accused(town: Town) -> None:
    reference = writes(town, RESIDENT, RED)
    visitor = reader(town)
    page = presses(visitor, reads(visitor, reference), "accuse", group="police")
    assert visitor.says("words", "confirm.accuse.grave") in page.text
    answer = presses(visitor, page, "accuse.now")
    assert town.said(Text.SENT_AROUND, to=COORDINATOR, reference=reference) in answer.text
    town.passes(minutes=30)
    assert told(town, LEADER, reference)
    assert told(town, OVERSIGHT, reference)
    assert told(town, POLICE, reference) == []
    assert town.incident(reference)["level"] == "major"


@pytest.mark.parametrize("group", ["", "nobody", "x" * 500])
def test_somebody_must_be_chosen(town: Town, group: str) -> None:
    reference = writes(town, RESIDENT, NOTHING)
    visitor = reader(town)
    page = presses(visitor, reads(visitor, reference), "accuse", group=group)
    assert visitor.says("words", "refused.group", reference=reference) in page.text
    assert town.incident(reference)["status"] == "unconfirmed"


@pytest.mark.parametrize(
    ("words", "about"), [("COMPLAINT PATROL", Text.ABOUT_PATROL), ("lalamiko polisi", Text.ABOUT_POLICE)]
)
def test_the_same_is_said_by_sms(town: Town, words: str, about: Text) -> None:
    reference = writes(town, RESIDENT, NOTHING)
    asked = town.texts(COORDINATOR, f"SEND {reference} COMPLAINT")
    assert asked == town.said(Text.ACCUSED_WHOM, to=COORDINATOR, reference=reference)
    answer = town.texts(COORDINATOR, f"SEND {reference} {words}")
    assert answer == town.said(Text.FILED_AS_COMPLAINT, to=COORDINATOR, reference=reference)
    town.passes(minutes=30)
    assert town.said(about, to=OVERSIGHT) in told(town, OVERSIGHT, reference)[0]
    assert told(town, LEADER, reference) == told(town, POLICE, reference) == []
    assert town.incident(reference)["level"] == "complaint"
