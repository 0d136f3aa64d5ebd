"""Courses in stories: opened by the leader, and read as they stand."""

from sqlalchemy import select

from gateway.storage.models import Course
from menus.sms import wording
from menus.text import catalog
from menus.text.names import Text
from tests.people import LEADER
from tests.town import Town


def warned(town: Town, text: str = "WARN bondeni theft", by: str = LEADER) -> str:
    """Let a leader warn somebody; return the code of the course."""
    answer = town.texts(by, text)
    found = course(town)
    assert found.code is not None
    assert answer == told(town, by, Text.COURSE_OPENED, course=found.code)
    return found.code


def course(town: Town) -> Course:
    """Return the newest course."""
    with town.services.reading() as session:
        found = session.scalars(select(Course).order_by(Course.id.desc()).limit(1)).one()
        session.expunge(found)
        return found


def told(town: Town, to: str, name: Text, **values: str) -> str:
    """Return a text as a person with a role gets it; a step is given by its name (`word`)."""
    language = town.language(to)
    if "word" in values:
        values["word"] = catalog.say(language, Text(f"course.word.{values['word']}"))
    return wording.say(town.record(to).community, language, name, **values)


def days(town: Town, number: float) -> None:
    """Let days pass."""
    town.passes(minutes=number * 24 * 60)
