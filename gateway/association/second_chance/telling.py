"""Telling: a text about a course goes behind every other text, expires, and never comes twice."""

from collections.abc import Mapping

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging import outbox
from menus.domain.community import Person
from menus.domain.messages import Lane, MessageKind
from menus.domain.second_chance import CourseStep
from menus.sms import wording
from menus.text import catalog
from menus.text.names import Text


def tell(
    uow: UnitOfWork,
    record: CommunityRecord,
    person: Person,
    name: Text,
    values: Mapping[str, str] | None = None,
    *,
    said: str | None = None,
) -> None:
    """Queue a text for a person with a role, if the stage of the community lets them be texted.

    As much of `said` stands in it as fits.
    """
    if said is None:
        text = wording.say(record.community, person.language, name, **(values or {}))
    else:
        text = wording.fitting(record.community, person.language, name, said, **(values or {}))
    outbox.queue(uow, record, outbox.OutgoingText(MessageKind.ASSOCIATION, Lane.BULK, text, (person.phone,)))


def values_of(language: str, code: str, step: CourseStep | None = None) -> dict[str, str]:
    """Return the values of a text: the code of a course, and the word of a step in a language."""
    word = {"word": catalog.say(language, Text(f"course.word.{step.value}"))} if step is not None else {}
    return {"course": code, **word}
