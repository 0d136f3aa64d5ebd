"""Stories of reports that age by themselves, of incidents that nobody closes, and of people whom nothing names."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from gateway.communities.file import load_example
from gateway.incidents import lifecycle
from gateway.storage.models import DutyRow, EscalationRow, Event, Incident, PersonRow, Report
from gateway.upkeep import retention
from menus.domain.escalation_life import EscalationPhase
from menus.domain.incident_life import IncidentStatus
from menus.domain.incident_outcomes import IncidentOutcome
from menus.domain.timeline import EventKind
from menus.text.names import Text
from tests.people import BREAK_IN, CODE, COORDINATOR, FOCAL, KILLING, LANDLORDS, OTHER, RESIDENT, RESIDENTS
from tests.town import Town, reference_in

PLACED = ("3", "7", "karibu na mti mkubwa", "4", "1")


def after(town: Town, **time: float) -> None:
    """Move the time in one step, and let the clock tick."""
    town.now += timedelta(**time)
    town.ticks()


def two_reports(town: Town) -> tuple[str, str]:
    """File two reports of two callers, the second with a typed place; return their references."""
    first, second = (reference_in(town.dials(RESIDENTS[one], CODE, *(BREAK_IN, PLACED)[one])) for one in (0, 1))
    assert town.incident(second)["reference"] == second
    return first, second


def kept(town: Town, reference: str) -> bool:
    """Return whether anything is left that the caller of a report said, or that leads to them."""
    with town.services.reading() as session:
        report = session.scalars(select(Report).where(Report.reference == reference)).one()
        left = {report.words, report.place, report.reporter_hash, report.session_key} - {None}
        assert bool(left) == (report.erased_at is None)
        return bool(left)


def place_of(town: Town, reference: str) -> str | None:
    with town.services.reading() as session:
        return session.scalars(select(Incident.place).where(Incident.reference == reference)).one()


def test_a_joined_report_ages_from_the_join_on(town: Town) -> None:
    first, second = two_reports(town)
    town.confirms(COORDINATOR, f"JOIN {first} {second}")
    after(town, days=300)
    town.texts(COORDINATOR, f"{first} bado tunaangalia")
    after(town, days=64)
    assert (kept(town, first), kept(town, second)) == (True, True)
    after(town, days=2)
    assert (kept(town, first), kept(town, second)) == (True, False)
    assert town.incident(first)["status"] == "open"


def test_a_report_that_is_split_off_again_keeps_its_age_although_its_incident_goes_on(town: Town) -> None:
    first, second = two_reports(town)
    town.confirms(COORDINATOR, f"JOIN {first} {second}")
    after(town, days=100)
    assert town.said(Text.SPLIT, to=COORDINATOR, reference=second, other=first) == town.texts(
        COORDINATOR, f"SPLIT {second}"
    )
    assert town.incident(second)["status"] == "open"
    after(town, days=200)
    for reference in (first, second):
        town.texts(COORDINATOR, f"{reference} bado tunaangalia")
    after(town, days=64)
    assert kept(town, second)
    assert place_of(town, second)
    after(town, days=2)
    assert not kept(town, second)
    assert place_of(town, second) is None, "the place is the report's"
    assert kept(town, first), "it has not ended yet"
    assert (town.incident(first)["status"], town.incident(second)["status"]) == ("open", "open")


def test_a_second_join_moves_the_age_no_later(town: Town) -> None:
    first, second = two_reports(town)
    town.confirms(COORDINATOR, f"JOIN {first} {second}")
    after(town, days=100)
    town.texts(COORDINATOR, f"SPLIT {second}")
    after(town, days=100)
    town.confirms(COORDINATOR, f"JOIN {first} {second}")
    after(town, days=100)
    town.texts(COORDINATOR, f"{first} bado tunaangalia")
    after(town, days=66)
    assert (kept(town, first), kept(town, second)) == (True, False)


def test_a_part_that_is_made_late_keeps_nothing_of_the_whole_longer(town: Town) -> None:
    first = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    second = reference_in(town.dials(OTHER, CODE, *KILLING))
    town.texts(COORDINATOR, f"SPLIT {second}")
    town.texts(COORDINATOR, f"CLOSE {first} settled")
    after(town, days=300)
    town.texts(COORDINATOR, f"{second} bado tunaangalia")
    after(town, days=66)
    assert (kept(town, first), kept(town, second)) == (False, True)
    assert town.incident(second)["status"] == "open"


def test_the_number_of_a_joined_report_goes_a_week_after_the_join(town: Town) -> None:
    first = reference_in(town.dials(OTHER, CODE, *BREAK_IN))
    second = reference_in(town.dials(RESIDENT, CODE, *PLACED[:-1], "2"))
    town.confirms(COORDINATOR, f"JOIN {first} {second}")
    for days, is_kept in ((6, True), (2, False)):
        after(town, days=days)
        with town.services.reading() as session:
            numbers = session.scalars(select(Report.reporter_phone).where(Report.reference == second)).one()
        assert (numbers is not None) is is_kept


@pytest.mark.parametrize("kind", ["open", "private", "complaint", "awaiting"])
def test_what_nobody_closes_ends_a_year_after_the_last_word_and_nobody_is_texted(town: Town, kind: str) -> None:
    if kind == "private":
        town.texts(RESIDENT, "nimebakwa na mjomba nyumbani")
        reference = reference_in(town.inbox(FOCAL)[-1])
    elif kind == "open":
        reference = reference_in(town.dials(RESIDENT, CODE, *BREAK_IN[:-1], "2"))
    elif kind == "complaint":
        reference = reference_in(town.dials(RESIDENT, CODE, "6", "1", "karibu na mti mkubwa", "1"))
    else:
        town.texts(RESIDENT, "kuna wezi sokoni")
        with town.services.reading() as session:
            reference = session.scalars(select(Incident.reference)).one()
    assert town.incident(reference)["status"] != "closed"
    after(town, days=300)
    town.now += timedelta(days=64)
    erase(town)
    assert town.incident(reference)["status"] != "closed"
    sent = len(town.carrier.sent)
    town.now += timedelta(days=2)
    erase(town)
    assert len(town.carrier.sent) == sent
    with town.services.reading() as session:
        incident = session.scalars(select(Incident).where(Incident.reference == reference)).one()
        assert (incident.status, incident.ended_as) == (IncidentStatus.CLOSED, IncidentOutcome.NOBODY_CLOSED)
        assert (incident.closed_at, incident.erased_at) == (town.now, town.now)
        phases = set(session.scalars(select(EscalationRow.phase).where(EscalationRow.incident_id == incident.id)))
        assert phases <= {EscalationPhase.STOPPED}
        last = session.scalars(select(Event).order_by(Event.id.desc()).limit(1)).one()
        assert (last.kind, last.person_id, last.words) == (EventKind.CLOSED, None, None)
        assert last.changes["status"][1] == IncidentStatus.CLOSED
    assert not kept(town, reference)
    after(town, days=1)
    assert town.incident(reference)["status"] == "closed"


def erase(town: Town) -> None:
    """Let nothing but the erasing run."""
    town.places()
    retention.erase_expired(town.services.uow, town.services.reading, town.now)


def test_an_end_that_fails_holds_up_no_other(town: Town) -> None:
    first, second = two_reports(town)
    town.keeps_timeline = False
    with town.services.database.write() as session:
        theirs = "SELECT id FROM incidents WHERE reference = :reference"
        broken = f"UPDATE climbs SET phase = 'of a newer Doria' WHERE incident_id = ({theirs})"  # noqa: S608 - our own words
        session.execute(text(broken), {"reference": first})
    town.now += timedelta(days=366)
    erase(town)
    assert town.incident(second)["status"] == "closed"


def test_an_incident_that_has_ended_does_not_end_again(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *BREAK_IN))
    town.texts(COORDINATOR, f"CLOSE {reference} settled")
    with town.services.uow() as uow:
        incident = uow.session.scalars(select(Incident)).one()
        before = (incident.closed_at, incident.ended_as)
        lifecycle.end_unclosed(uow, incident)
        assert (incident.closed_at, incident.ended_as) == before


def without(text: str, phone: str) -> str:
    """Return a file without somebody, as if they had left."""
    start = text.rindex("[[people]]", 0, text.index(phone))
    return text[:start] + text[text.index("[[", start + 2) :]


def people_without_number(town: Town) -> int:
    with town.services.reading() as session:
        return len(session.scalars(select(PersonRow.id).where(PersonRow.phone == "")).all())


def test_somebody_who_left_and_whom_nothing_names_goes_with_their_duty(town: Town) -> None:
    example = load_example("mlango-kubwa")
    before = ids(town)
    town.texts(LANDLORDS, "ON")
    with town.services.uow() as uow:
        person_id = uow.session.scalars(select(DutyRow.person_id)).all()
    town.loads(without(example, LANDLORDS))
    after(town, days=29)
    assert ids(town) == before
    after(town, days=2)
    assert len(ids(town)) == len(before) - 1
    with town.services.reading() as session:
        assert not set(session.scalars(select(DutyRow.person_id))) & set(person_id)
    town.loads(example)
    assert town.texts(LANDLORDS, "WHO")


def ids(town: Town) -> set[int]:
    with town.services.reading() as session:
        return set(session.scalars(select(PersonRow.id)))


def test_somebody_whom_an_act_names_keeps_a_row_without_a_number(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *BREAK_IN))
    town.texts(LANDLORDS, f"CLOSE {reference} settled")
    town.loads(without(load_example("mlango-kubwa"), LANDLORDS))
    after(town, days=31)
    assert people_without_number(town) == 1
    after(town, days=31)
    assert people_without_number(town) == 1, "the event still says who closed it"
