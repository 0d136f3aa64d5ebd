"""Commands of second chances: WARN, STEP, WELL and NOTWELL.

Names never come in: a text that may hold one does nothing, and is kept without its words. Oversight alone takes no
step; it agrees to what needs two, lets a course rest, and lets it go on.
"""

from dataclasses import replace
from typing import assert_never

from gateway.association.second_chance import courses, objections, police, telling
from gateway.association.second_chance.courses import NoCodeLeftError
from gateway.association.second_chance.reminders import LEADERS, leaders
from gateway.communities.on_duty import holders_now
from gateway.sms import for_residents
from gateway.sms.association.command import AssociationCommand, Commands
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Course
from menus.domain import second_chance as rules
from menus.domain.community import Person, Zone
from menus.domain.roles import CARE_ROLES, Role
from menus.domain.second_chance import CourseEnd, CoursePhase, CourseStep, Move
from menus.sms import second_chance_forms as forms
from menus.sms.association_verbs import AssociationVerb
from menus.sms.second_chance_forms import Answered, Other, Stepped, Warned
from menus.text import catalog
from menus.text.names import Text

_LEADERS = frozenset(LEADERS)
_ALL = _LEADERS | {Role.OVERSIGHT}


def _warn(sender: Sender, said: Warned) -> Reply | None:
    """Open a course; None for words that are rather a report than a warning."""
    zone = _zone(sender, said.zone)
    may_name = bool(for_residents.may_name(sender, f"{said.zone} {said.rest}"))
    if said.matter is None:
        # A word such as "robbery" is in many reports: only WARN with a zone and nothing else is a warning.
        is_one = zone is not None and not said.rest
        return sender.reply(Text.WARN_GRAVE) if is_one else None
    if said.rest:
        return _unkept(sender.reply(Text.COURSE_NAMES)) if may_name else None
    if zone is None:
        zones = ", ".join(known.name(sender.person.language) for known in sender.record.community.zones)
        return _unkept(sender.reply_quoting(Text.WARN_ZONE, zones))
    if said.is_under_age:
        return sender.reply_quoting(Text.WARN_CHILD, _focal_person(sender))
    try:
        course = courses.open_one(sender.uow, sender.record, zone.key, said.matter, by=sender.person_id)
    except NoCodeLeftError:
        return sender.reply(Text.COURSE_FULL)
    return _about(sender, course, Text.COURSE_OPENED)


def _step(sender: Sender, said: Stepped) -> Reply:
    if said.rest and (said.step is None or for_residents.may_name(sender, said.rest)):
        return _unkept(sender.reply(Text.COURSE_NAMES if said.step else Text.COURSE_HOW))
    course = courses.find(sender.uow, sender.record, said.code)
    if course is None:
        return _unkept(sender.reply(Text.COURSE_UNKNOWN))
    match said.step:
        case None:
            return sender.reply(Text.COURSE_HOW)
        case Other.OBJECT:
            return _object(sender, course)
        case Other.RESUME:
            return _resume(sender, course)
        case _:
            return _take(sender, course, said, said.step)


def _take(sender: Sender, course: Course, said: Stepped, step: CourseStep) -> Reply:
    if course.rests_at is not None and step is not CourseStep.WELL:
        return _about(sender, course, Text.COURSE_RESTS)
    match rules.move(course.phase, step):
        case Move.IS_OVER:
            return _about(sender, course, Text.COURSE_OVER)
        case Move.NOT_NOW:
            return _about(sender, course, Text.COURSE_NOT_NOW, rules.next_step(course.phase))
        case Move.NEEDS_TWO:
            return _by_two(sender, course, said, step)
        case Move.GOES_ON:
            if not sender.person.roles & _LEADERS:
                return sender.refuse()
            return _done(sender, course, said, step)
        case never:
            assert_never(never)


def _by_two(sender: Sender, course: Course, said: Stepped, step: CourseStep) -> Reply:
    """Take a step that two have asked for, a leader and somebody of oversight; else ask the others."""
    first_id = courses.asked_by(sender.uow, course, step)
    first = sender.record.person(first_id) if first_id is not None else None
    if first is not None and first_id != sender.person_id and _are_both(first, sender.person):
        return _done(sender, course, said, step, agreed=first_id)
    if first_id != sender.person_id:
        courses.ask(sender.uow, course, step, by=sender.person_id)
        for person in _others(sender, course):
            _tell(sender, person, Text.COURSE_AGREE, course, step)
    return _about(sender, course, Text.COURSE_ASKED, step)


def _are_both(one: Person, other: Person) -> bool:
    """Return whether one of two people leads and the other one is of oversight."""
    pairs = ((one.roles, other.roles), (other.roles, one.roles))
    return any(leads & _LEADERS and Role.OVERSIGHT in oversees for leads, oversees in pairs)


def _others(sender: Sender, course: Course) -> list[Person]:
    """Return the people who may agree to what the sender asks for."""
    found: list[Person] = []
    if sender.person.roles & _LEADERS:
        found += sender.record.community.having((Role.OVERSIGHT,))
    if Role.OVERSIGHT in sender.person.roles:
        found += leaders(sender.record, course.zone)
    return [person for person in dict.fromkeys(found) if person.phone != sender.person.phone]


def _done(sender: Sender, course: Course, said: Stepped, step: CourseStep, agreed: int | None = None) -> Reply:
    known = courses.Known(said.repair, said.victim, said.rest)
    courses.take(sender.uow, course, step, known, by=sender.person_id, agreed=agreed)
    if step is CourseStep.POLICE:
        police.ask_to_come(sender.uow, sender.record)
    name = {CourseStep.POLICE: Text.COURSE_POLICE, CourseStep.WELL: Text.COURSE_ENDED}.get(step, Text.COURSE_STEPPED)
    first = sender.record.person(agreed) if agreed is not None else None
    if first is not None:
        _tell(sender, first, name, course, step)
    return _about(sender, course, name, step)


def _object(sender: Sender, course: Course) -> Reply:
    if course.phase not in rules.LIVE:
        return _about(sender, course, Text.COURSE_OVER)
    if course.rests_at is None:
        courses.rest(sender.uow, course, by=sender.person_id)
        objections.tell(sender.uow, sender.record, course, but=sender.person_id)
    return _about(sender, course, Text.COURSE_RESTS)


def _resume(sender: Sender, course: Course) -> Reply:
    if Role.OVERSIGHT not in sender.person.roles:
        return sender.refuse()
    if course.phase not in rules.LIVE:
        return _about(sender, course, Text.COURSE_OVER)
    if course.rests_at is not None:
        courses.go_on(sender.uow, course, by=sender.person_id)
        for person in leaders(sender.record, course.zone):
            _tell(sender, person, Text.COURSE_GOES_ON, course)
    return _about(sender, course, Text.COURSE_GOES_ON)


def _well(sender: Sender, said: Answered) -> Reply:
    return _answer(sender, said, CourseEnd.WELL)


def _not_well(sender: Sender, said: Answered) -> Reply:
    return _answer(sender, said, CourseEnd.NOT_WELL)


def _answer(sender: Sender, said: Answered, end: CourseEnd) -> Reply:
    if said.rest and for_residents.may_name(sender, said.rest):
        return _unkept(sender.reply(Text.COURSE_NAMES))
    course = courses.find(sender.uow, sender.record, said.code)
    if course is None:
        return _unkept(sender.reply(Text.COURSE_UNKNOWN))
    if course.phase is not CoursePhase.WELL:
        return sender.reply(Text.COURSE_HOW) if course.phase in rules.LIVE else _about(sender, course, Text.COURSE_OVER)
    if not courses.is_asked_about(sender.uow, course):
        return _about(sender, course, Text.COURSE_ASKED_LATER)
    courses.answer(sender.uow, course, end, by=sender.person_id)
    return _about(sender, course, Text.COURSE_ANSWERED)


def _unkept(reply: Reply) -> Reply:
    return replace(reply, drops_words=True)


def _about(sender: Sender, course: Course, name: Text, step: CourseStep | None = None) -> Reply:
    return sender.reply(name, **telling.values_of(sender.person.language, course.code or "", step))


def _tell(sender: Sender, person: Person, name: Text, course: Course, step: CourseStep | None = None) -> None:
    """Tell somebody else what becomes of a course."""
    telling.tell(sender.uow, sender.record, person, name, telling.values_of(person.language, course.code or "", step))


def _zone(sender: Sender, said: str) -> Zone | None:
    """Return the zone that words name, in any language of the community."""
    folded = said.casefold()
    for zone in sender.record.community.zones:
        if folded in {zone.key, zone.key.replace("-", " "), *(name.casefold() for name in zone.names.values())}:
            return zone
    return None


def _focal_person(sender: Sender) -> str:
    """Return the name of the focal person, as the community file has it."""
    on_duty = holders_now(sender.uow, sender.record, tuple(CARE_ROLES))
    found = [*on_duty, *sender.record.community.having(CARE_ROLES)]
    return found[0].name if found else catalog.say(sender.person.language, Text("role.focal-person"))


COMMANDS: Commands = {
    AssociationVerb.WARN: AssociationCommand(_LEADERS, forms.warning, _warn),
    AssociationVerb.STEP: AssociationCommand(_ALL, forms.step, _step),
    AssociationVerb.WELL: AssociationCommand(_LEADERS, forms.answer, _well),
    AssociationVerb.NOT_WELL: AssociationCommand(_LEADERS, forms.answer, _not_well),
}
