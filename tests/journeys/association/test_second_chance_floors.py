"""Floors of second chances: they bar nobody, and a petty theft comes to police when a person asks them alone."""

import ast
from pathlib import Path

from sqlalchemy import select

from gateway.storage.models import Course
from menus.domain.categories import Category, Harm
from menus.domain.roles import POLICE_ROLES, Role
from menus.text import course_codes
from tests.journeys.association.courses import course, days, warned
from tests.people import BONDENI, COORDINATOR, LEADER, OTHER, RESIDENT
from tests.town import Town

ROOT = Path(__file__).parents[3]
KNOWS_COURSES = {
    "association/second_chance",
    "cli",
    "desk/second_chance",
    "desk/app.py",
    "desk/navigation.py",
    "sms/association",
    "storage/migrations",
    "storage/models",
    "upkeep/retention.py",
    "ussd/session.py",
}
"""The rooms of the gateway that may know of courses. No export, no figures, no roster, no dispatch, no vote."""


MODELS = {"gateway.storage.models.Course", "gateway.storage.models.CourseOpening"}


def police_of(town: Town) -> set[str]:
    return {person.phone for person in town.community.people if person.roles & POLICE_ROLES}


def test_a_minor_theft_without_a_weapon_never_texts_police_unless_a_person_escalates(town: Town) -> None:
    """A minor theft without weapon never texts police unless a person escalates."""
    reference = town.reports(RESIDENT, Category.THEFT, harm=Harm.NONE)
    town.passes(minutes=24 * 60)
    texted = {phone for phone, _ in town.carrier.sent}
    assert texted
    assert not texted & police_of(town)
    assert town.texts(COORDINATOR, f"POLICE {reference}")
    town.works()
    assert {phone for phone, _ in town.carrier.sent} & police_of(town)


def test_nothing_but_its_own_rooms_knows_of_courses() -> None:
    """A course is no ground for refusing help, a vote, or a patrol place: who decides those cannot ask for one."""
    found = set()
    for file in sorted((ROOT / "gateway").rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        imports = [one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)]
        names = {f"{one.module}.{name.name}" for one in imports if one.module is not None for name in one.names}
        if any("second_chance" in name or name in MODELS for name in names if name.startswith("gateway.")):
            found.add(file.relative_to(ROOT / "gateway").as_posix())
    assert found
    assert not {one for one in found if not any(one.startswith(room) for room in KNOWS_COURSES)}


def test_a_course_changes_no_dispatch(town: Town) -> None:
    town.reports(RESIDENT, Category.BREAK_IN)
    before = [(phone, text) for phone, text in town.carrier.sent if phone != RESIDENT]
    warned(town)
    sent = len(town.carrier.sent)
    town.passes(minutes=60)
    town.reports(OTHER, Category.BREAK_IN, zone="market")
    after = {phone for phone, _ in town.carrier.sent[sent:]}
    assert {phone for phone, _ in before} & after
    assert not [text for _, text in town.carrier.sent[sent:] if course_codes.codes_in(text)]


def test_finishing_a_course_never_bars_a_place_in_the_patrol(town: Town) -> None:
    """Finishing a course never bars PATROL by itself."""
    code = warned(town)
    town.texts(LEADER, f"STEP {code} WELL")
    days(town, 91)
    town.texts(LEADER, f"NOTWELL {code}")
    assert Role.PATROL in town.person(BONDENI).roles
    with town.services.reading() as session:
        columns = {column.key for column in Course.__table__.columns}
        assert session.scalars(select(Course)).one().end == "not-well"
    # A course is tied to nobody whom a file names: there is no row of a person but of the leaders who act.
    assert not columns & {"person_id", "phone", "phone_hash", "photo"}
    assert course(town).person is None
