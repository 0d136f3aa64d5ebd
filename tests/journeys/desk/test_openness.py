"""Openness: the database hides from numbers what the rules hide, over all combinations of what an incident may be."""

import itertools
import re
from pathlib import Path

from sqlalchemy import ColumnElement, select

import gateway
from gateway.incidents import openness
from gateway.storage.models import Incident
from menus.domain import circles, seeing
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Level
from menus.domain.marks import AlarmKind, Caution
from menus.domain.seeing import Seeable
from tests.people import COORDINATOR
from tests.town import Town

Facts = tuple[Level, AccusedGroup | None, AlarmKind | None, Caution | None, int | None]


def written(town: Town, *people: int | None) -> list[Facts]:
    """Write an incident of each combination, `r-0` and on, and return the combinations."""
    town.keeps_timeline = False
    (record,) = town.services.directory.communities()
    facts = list(itertools.product(Level, [None, *AccusedGroup], [None, *AlarmKind], [None, *Caution], people))
    with town.services.uow() as uow:
        for number, (level, group, alarm, caution, person_id) in enumerate(facts):
            incident = Incident(
                community_id=record.id,
                reference=f"r-{number}",
                category=Category.THEFT,
                level=level,
                accused_group=group,
                alarm=alarm,
                caution=caution,
                person_id=person_id,
                status="open",
                opened_at=uow.now,
            )
            uow.session.add(incident)
    return facts


def found(town: Town, conditions: tuple[ColumnElement[bool], ...]) -> set[str]:
    """Return the references of the incidents that conditions find."""
    with town.services.reading() as session:
        return set(session.scalars(select(Incident.reference).where(*conditions)))


def test_what_is_open_is_what_no_log_hides(town: Town) -> None:
    facts = written(town, None)
    opened = {f"r-{number}" for number, one in enumerate(facts) if not circles.is_hidden(*one[:4])}
    assert 0 < len(opened) < len(facts)
    assert found(town, openness.IS_OPEN) == opened


def test_what_counts_for_a_viewer_is_what_they_may_see_and_what_tells_nobody_of_a_closed_circle(town: Town) -> None:
    (record,) = town.services.directory.communities()
    own_id = record.person_ids[COORDINATOR]
    others_id = next(number for phone, number in record.person_ids.items() if phone != COORDINATOR)
    facts = written(town, None, own_id, others_id)
    person = town.person(COORDINATOR)
    counted = set()
    for number, (level, group, alarm, _, person_id) in enumerate(facts):
        one = Seeable(level, None, group, alarm, is_own=person_id == own_id)
        is_seen = seeing.may_see(record.community, person, one, lambda: False, list)
        if is_seen and not circles.is_hidden(level, group):
            counted.add(f"r-{number}")
    assert 0 < len(counted) < len(facts)
    assert found(town, openness.for_viewer(own_id)) == counted


def test_no_other_module_says_what_is_open() -> None:
    room = Path(gateway.__file__).parent
    says = re.compile(r"caution\W+(is_distinct_from|!=).*MAYBE_PRIVATE|caution != Caution|alarm\.is_\(None\)")
    assert [path.name for path in room.rglob("*.py") if says.search(path.read_text("utf-8"))] == ["openness.py"]
