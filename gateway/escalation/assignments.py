"""Going in pairs: the first who answers leads, the second supports, the others stand by."""

from sqlalchemy import select, update

from gateway.alerts import audience
from gateway.communities.directory import Town
from gateway.communities.on_duty import holders
from gateway.core.unit_of_work import Unit
from gateway.escalation import state
from gateway.messaging.notices import tell
from gateway.storage.models import ClimbRow, Incident, Page
from menus.domain.categories import Category, Harm, Level, Track
from menus.domain.community import PATROL_ROLES, Person, Role

LEAD, SUPPORT = 1, 2
_ANSWERS = {LEAD: "going", SUPPORT: "going_support"}
STAND_BY = "going_stand_by"


def take_place(unit: Unit, incident: Incident, person_id: int) -> int:
    """Return the place of somebody who goes, from 1; two at once are settled by the climb's row."""
    unit.session.execute(
        select(ClimbRow.id)
        .where(ClimbRow.incident_id == incident.id, ClimbRow.track == Track.PATROL.value)
        .with_for_update()
    )
    pages = _pages(unit, incident)
    own = next((page for page in pages if page.person_id == person_id), None)
    if own is not None and own.position is not None:
        return own.position
    position = max((page.position or 0 for page in pages), default=0) + 1
    if own is not None:
        own.position = position
    return position


def answer_to(position: int) -> str:
    """Return the name of the text that tells somebody their place."""
    return _ANSWERS.get(position, STAND_BY)


def tell_others(unit: Unit, town: Town, incident: Incident, person: Person, position: int) -> None:
    """Tell whoever leads, and the patrol leaders on duty, who else goes; who stands by is no news."""
    if position > SUPPORT:
        return
    lead = next((page for page in _pages(unit, incident) if page.position == LEAD), None)
    leaders = holders(unit, town, (Role.PATROL_LEADER,))
    told = {leader.phone: leader for leader in audience.free_to_know(town, incident, leaders)}
    leading = town.person(lead.person_id) if lead is not None else None
    if leading is not None:
        told[leading.phone] = leading
    told.pop(person.phone, None)
    name = "leads" if position == LEAD else "supports"
    for other in told.values():
        tell(unit, town, other, name, lane="red", incident=incident, said=person.name)


def forget_places(unit: Unit, incident: Incident, track: str) -> None:
    """Give up the places of those who said they go and did not: whoever answers next leads.

    They are still asked whether they are safe.
    """
    unit.session.execute(
        update(Page)
        .where(Page.incident_id == incident.id, Page.track == track)
        .values(position=None)
        .execution_options(synchronize_session="fetch")
    )


def drop(unit: Unit, incident: Incident, person_id: int) -> None:
    """Count on somebody no more: neither to go nor to be looked after."""
    for page in _pages(unit, incident):
        if page.person_id == person_id:
            page.position, page.safe_asked_at = None, None


def step_back(unit: Unit, town: Town, incident: Incident, person_id: int) -> None:
    """Let who stands by support the lead, where the support cannot; both are told."""
    pages = sorted((page for page in _pages(unit, incident) if page.position), key=lambda page: page.position or 0)
    staying = [page for page in pages if page.person_id != person_id]
    drop(unit, incident, person_id)
    for position, page in enumerate(staying, start=LEAD):
        was, page.position = page.position, position
        person = town.person(page.person_id)
        if position == SUPPORT and was != SUPPORT and person is not None:
            tell(unit, town, person, "going_support", lane="red", incident=incident)
            tell_others(unit, town, incident, person, SUPPORT)
            watch(unit, incident, page.person_id)


def hand_over(unit: Unit, town: Town, incident: Incident, row: ClimbRow, person_id: int) -> bool:
    """Let the next who goes lead where the lead cannot; False where nobody else goes."""
    pages = sorted((page for page in _pages(unit, incident) if page.position), key=lambda page: page.position or 0)
    others = [page for page in pages if page.person_id != person_id]
    for page in pages:
        page.position = None if page.person_id == person_id else page.position
    if row.track != Track.PATROL or not others:
        return False
    for position, page in enumerate(others, start=LEAD):
        page.position = position
    person = town.person(others[0].person_id)
    if person is None:
        return False
    role = min(person.roles & PATROL_ROLES or person.roles)
    row.answered_by, row.answered_role = others[0].person_id, role.value
    row.answered_at, row.reminded_at, row.arrived_at = unit.now, None, None
    unit.note(incident.id, "handed-over", person_id=others[0].person_id, track=row.track, role=role.value)
    tell(unit, town, person, "going", lane="red", incident=incident)
    for page in others[:SUPPORT]:
        watch(unit, incident, page.person_id)
    return True


def those_going(unit: Unit, town: Town, incident: Incident) -> list[Person]:
    """Return the people who have said that they go and are not done, the lead first."""
    pages = sorted((page for page in _pages(unit, incident) if page.position), key=lambda page: page.position or 0)
    people = (town.person(page.person_id) for page in pages if not page.is_done)
    return [person for person in people if person is not None]


def _pages(unit: Unit, incident: Incident) -> list[Page]:
    return list(
        unit.session.scalars(
            select(Page)
            .where(Page.incident_id == incident.id, Page.track == Track.PATROL.value)
            .execution_options(populate_existing=True)
        )
    )


def watch(unit: Unit, incident: Incident, person_id: int) -> None:
    """Begin to ask somebody who goes whether they are safe, where the incident is armed or not known not to be."""
    harm = state.harm_of(incident.harm)
    is_armed = incident.category == Category.GUN_KILLING or harm is None or harm is Harm.UNSURE or harm.armed
    page = unit.session.get(Page, (incident.id, person_id, Track.PATROL.value))
    if page is not None and is_armed and Level(incident.level) is Level.MAJOR:
        page.safe_asked_at, page.safe_missed = unit.now, 0
