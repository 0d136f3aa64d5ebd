"""Stories of second chances by SMS: a code, steps, two people for what is harder, and an end of everything."""

import pytest
from sqlalchemy import select

from gateway.storage.models import Act, Course, Event, Inbound, Incident, Message, Report
from menus.domain.acts import ActKind
from menus.domain.messages import Lane, MessageKind
from menus.domain.second_chance import CODES, CourseEnd, CoursePhase, CourseStep, Petty, Repair, Victim
from menus.text import course_codes
from menus.text.names import Text
from tests.journeys.association.courses import course, days, told, warned
from tests.people import (
    ALTERNATE,
    BONDENI,
    BREAK_IN,
    CODE,
    COORDINATOR,
    DEPUTY,
    FOCAL,
    LEADER,
    OVERSIGHT,
    POLICE,
    RESIDENT,
    STATION,
)
from tests.town import Town


def rows(town: Town) -> list[Course]:
    with town.services.reading() as session:
        return list(session.scalars(select(Course)))


def kept(town: Town) -> list[str]:
    """Return the words of all texts that came in."""
    with town.services.reading() as session:
        return list(session.scalars(select(Inbound.text).order_by(Inbound.id)))


def acts(town: Town) -> list[tuple[ActKind, dict[str, object]]]:
    with town.services.reading() as session:
        found = session.scalars(select(Act).order_by(Act.id))
        return [(act.kind, act.facts) for act in found if act.kind.startswith("course-")]


def test_a_leader_off_duty_opens_a_course_with_a_code_by_chance(town: Town) -> None:
    code = warned(town)
    assert code in CODES
    found = course(town)
    assert (found.matter, found.phase, found.zone, found.month) == (
        Petty.THEFT,
        CoursePhase.WARNED,
        "bondeni",
        "2026-11",
    )
    assert warned(town, "ONYO Mtoni tishio", by=DEPUTY) != code
    assert course(town).matter is Petty.THREAT
    assert [kind for kind, _ in acts(town)] == [ActKind.COURSE_OPENED] * 2
    # What stands in the record for ever names neither the code nor the zone.
    assert code not in str(acts(town))
    assert "bondeni" not in str(acts(town))


@pytest.mark.parametrize(
    "matter", ["killing", "gun-killing", "robbery", "break-in", "mob-beating", "abuse-child", "rape", "fight", "1", "7"]
)
def test_a_course_cannot_open_on_a_major_category_nor_a_private_one(town: Town, matter: str) -> None:
    """A course cannot open on a major category."""
    assert town.texts(LEADER, f"WARN bondeni {matter}") == told(town, LEADER, Text.WARN_GRAVE)
    assert rows(town) == []


def test_a_report_that_begins_with_warn_is_read_as_a_report(town: Town) -> None:
    town.texts(LEADER, "warn everybody robbery with guns at bondeni now")
    town.texts(DEPUTY, "WARN bondeni theft going on now at the market")
    with town.services.reading() as session:
        assert len(session.scalars(select(Report)).all()) == 2
    assert rows(town) == []


def test_under_18_no_course_opens_and_the_focal_person_is_named(town: Town) -> None:
    name = town.person(FOCAL).name
    for text in ("WARN bondeni theft 17", "WARN bondeni theft child", "ONYO bondeni wizi mtoto"):
        answer = town.texts(LEADER, text)
        values = town.values_of(answer, Text.WARN_CHILD, LEADER)
        assert values is not None
        assert name.startswith(values["said"].rstrip(".")[:10])
        assert "116" in answer
    assert rows(town) == []
    warned(town, "WARN bondeni theft 18")


def test_a_zone_that_is_none_opens_nothing_and_is_not_kept(town: Town) -> None:
    for text in ("WARN Kamau theft", "WARN nowhereville theft"):
        assert town.values_of(town.texts(LEADER, text), Text.WARN_ZONE, LEADER) is not None
    assert rows(town) == []
    assert kept(town) == ["", ""]


def test_only_leaders_warn(town: Town) -> None:
    for phone in (COORDINATOR, BONDENI, OVERSIGHT, POLICE, RESIDENT):
        town.texts(phone, "WARN bondeni theft")
    assert rows(town) == []


def test_from_the_warning_to_the_family_and_the_elders(town: Town) -> None:
    code = warned(town)
    stepped = [("AGAIN", CoursePhase.AGAIN), ("FAMILY", CoursePhase.FAMILY), ("WAZEE", CoursePhase.ELDERS)]
    for word, phase in stepped:
        said = told(town, LEADER, Text.COURSE_STEPPED, course=code, word=phase.value)
        assert town.texts(LEADER, f"STEP {code} {word}") == said
        assert course(town).phase is phase
    said = told(town, LEADER, Text.COURSE_ENDED, course=code)
    assert town.texts(LEADER, f"HATUA {code} SAFI amerudisha hakukubali") == said
    found = course(town)
    assert (found.steps, found.repair, found.victim) == (
        "warned again family elders well",
        Repair.RETURNED,
        Victim.NOT_AGREED,
    )


@pytest.mark.parametrize(("first", "second"), [(LEADER, OVERSIGHT), (OVERSIGHT, DEPUTY)])
def test_skipping_a_step_needs_two_approvers(town: Town, first: str, second: str) -> None:
    """Skipping a step needs two approvers."""
    code = warned(town)
    asked = f"STEP {code} ELDERS"
    assert town.texts(first, asked) == told(town, first, Text.COURSE_ASKED, course=code, word="elders")
    town.texts(first, asked)
    assert course(town).phase is CoursePhase.WARNED
    assert told(town, second, Text.COURSE_AGREE, course=code, word="elders") in town.inbox(second)
    said = told(town, second, Text.COURSE_STEPPED, course=code, word="elders")
    assert town.texts(second, asked) == said
    assert course(town).phase is CoursePhase.ELDERS
    assert told(town, first, Text.COURSE_STEPPED, course=code, word="elders") in town.inbox(first)


def test_two_leaders_are_no_two_approvers_and_an_old_asking_lapses(town: Town) -> None:
    code = warned(town)
    for phone in (LEADER, DEPUTY):
        town.texts(phone, f"STEP {code} ELDERS")
    assert course(town).phase is CoursePhase.WARNED
    days(town, 8)
    town.texts(OVERSIGHT, f"STEP {code} ELDERS")
    assert course(town).phase is CoursePhase.WARNED


def test_another_step_than_the_asked_one_is_not_agreed_to(town: Town) -> None:
    code = warned(town)
    town.texts(LEADER, f"STEP {code} ELDERS")
    town.texts(OVERSIGHT, f"STEP {code} POLICE")
    assert course(town).phase is CoursePhase.WARNED
    assert POLICE not in [phone for phone, _ in town.carrier.sent]


def test_police_are_asked_by_two_and_read_neither_code_nor_matter(town: Town) -> None:
    code = warned(town)
    town.texts(LEADER, f"STEP {code} POLICE")
    for phone in (POLICE, ALTERNATE, STATION):
        assert town.inbox(phone) == []
    town.texts(OVERSIGHT, f"STEP {code} POLICE")
    assert town.inbox(POLICE) == [told(town, POLICE, Text.POLICE_COME)]
    (text,) = town.inbox(POLICE)
    assert course_codes.codes_in(text) == []
    assert not any(word in text.casefold() for word in ("bondeni", "theft", "wizi", code.split()[0].casefold()))
    assert town.texts(LEADER, f"STEP {code} WELL") == told(town, LEADER, Text.COURSE_OVER, course=code)


def test_oversight_alone_takes_no_step(town: Town) -> None:
    code = warned(town)
    for word in ("FAMILY", "WELL", "AGAIN"):
        assert town.texts(OVERSIGHT, f"STEP {code} {word}") == told(town, OVERSIGHT, Text.NOT_YOURS)
    assert course(town).phase is CoursePhase.WARNED
    assert town.texts(COORDINATOR, f"STEP {code} FAMILY") != told(town, COORDINATOR, Text.COURSE_HOW)
    assert course(town).phase is CoursePhase.WARNED


def test_a_step_is_due_after_30_and_60_days_and_told_once(town: Town) -> None:
    code = warned(town)
    days(town, 29.9)
    assert not [text for text in town.inbox(DEPUTY) if code in text]
    days(town, 0.2)
    said = told(town, LEADER, Text.COURSE_DUE, course=code, count="30")
    assert town.last(LEADER) == said
    assert told(town, DEPUTY, Text.COURSE_DUE, course=code, count="30") in town.inbox(DEPUTY)
    days(town, 5)
    assert town.inbox(LEADER).count(said) == 1
    town.texts(LEADER, f"STEP {code} FAMILY")
    days(town, 31)
    assert town.last(LEADER) == told(town, LEADER, Text.COURSE_DUE_FAMILY, course=code, count="30")
    days(town, 30)
    assert town.last(LEADER) == told(town, LEADER, Text.COURSE_DUE_FAMILY, course=code, count="60")
    with town.services.reading() as session:
        found = [message for message in session.scalars(select(Message)) if message.body in town.inbox(LEADER)]
        lanes = {(message.kind, message.lane) for message in found if code in message.body and "60" in message.body}
    assert lanes == {(MessageKind.ASSOCIATION, Lane.BULK)}


def test_nothing_is_told_in_a_pause_and_it_comes_afterwards(town: Town) -> None:
    code = warned(town)
    days(town, 29)
    town.confirms(COORDINATOR, "PAUSE we move")
    days(town, 2)
    said = told(town, LEADER, Text.COURSE_DUE, course=code, count="30")
    assert said not in town.inbox(LEADER)
    town.confirms(COORDINATOR, "RESUME")
    days(town, 0.1)
    assert said in town.inbox(LEADER)


def test_90_days_after_a_good_end_it_is_asked_and_then_forgotten_but_for_the_count(town: Town) -> None:
    code = warned(town)
    town.texts(LEADER, f"STEP {code} WELL paid")
    assert town.texts(LEADER, f"WELL {code}") == told(town, LEADER, Text.COURSE_ASKED_LATER, course=code)
    days(town, 90.1)
    assert town.last(LEADER) == told(town, LEADER, Text.COURSE_WELL_ASKED, course=code)
    assert town.texts(LEADER, f"SISAFI {code}") == told(town, LEADER, Text.COURSE_ANSWERED, course=code)
    assert town.texts(DEPUTY, f"WELL {code}") == told(town, DEPUTY, Text.COURSE_UNKNOWN)
    days(town, 0.1)
    found = course(town)
    assert (found.month, found.matter, found.steps, found.end) == (
        "2026-11",
        Petty.THEFT,
        "warned well",
        CourseEnd.NOT_WELL,
    )
    assert [found.code, found.zone, found.person, found.note, found.warned_at, found.stepped_at] == [None] * 6


def test_a_question_without_an_answer_counts_as_not_known(town: Town) -> None:
    code = warned(town)
    town.texts(LEADER, f"STEP {code} WELL")
    days(town, 110)
    found = course(town)
    assert (found.code, found.end, found.phase) == (None, None, CoursePhase.WELL)


@pytest.mark.parametrize(
    "text",
    [
        "STEP {code} FAMILY Kamau came with his mother",
        "STEP {code} WELL Wanjiku Otieno agreed",
        "STEP {code} FAMILY 0712345678",
        "STEP {code} KAMAU",
        "STEP KAMAU 42 FAMILY",
        "WARN bondeni theft Kamau",
        "WARN bondeni theft by Onyi and Kevo",
        "WELL {code} Kamau",
        "NOTWELL KAMAU 42",
    ],
)
def test_a_name_is_refused_and_its_text_is_not_kept(town: Town, text: str) -> None:
    code = warned(town)
    before = course(town).steps
    assert town.texts(LEADER, text.format(code=code))
    assert kept(town)[-1] == ""
    assert len(rows(town)) == 1
    assert (course(town).steps, course(town).note) == (before, None)
    with town.services.reading() as session:
        assert not session.scalars(select(Report)).all()
    assert not any("amau" in text or "anjiku" in text for _, text in town.carrier.sent)


def test_a_note_without_names_is_kept_sealed(town: Town) -> None:
    code = warned(town)
    town.texts(LEADER, f"STEP {code} WELL returned they will meet again")
    assert course(town).note == "they will meet again"


def test_an_unknown_code_one_of_another_community_and_a_closed_one_read_alike(town: Town) -> None:
    code = warned(town)
    unknown = next(one for one in CODES if one != code)
    said = told(town, LEADER, Text.COURSE_UNKNOWN)
    assert town.texts(LEADER, f"STEP {unknown} FAMILY") == said
    with town.services.uow() as uow:
        other = uow.session.scalars(select(Course)).one()
        other.ends_at = town.now
    assert town.texts(LEADER, f"STEP {code} FAMILY") == said


def test_a_step_that_is_behind_or_no_step_changes_nothing(town: Town) -> None:
    code = warned(town)
    town.texts(LEADER, f"STEP {code} FAMILY")
    for phone, word in ((DEPUTY, "FAMILY"), (LEADER, "AGAIN")):
        said = told(town, phone, Text.COURSE_NOT_NOW, course=code, word=CourseStep.ELDERS.value)
        assert town.texts(phone, f"STEP {code} {word}") == said
    assert town.texts(LEADER, f"STEP {code}") == told(town, LEADER, Text.COURSE_HOW)
    assert course(town).steps == "warned family"


def test_an_objection_in_person_lets_it_rest_until_oversight_says_so(town: Town) -> None:
    code = warned(town)
    assert town.texts(LEADER, f"STEP {code} OBJECT") == told(town, LEADER, Text.COURSE_RESTS, course=code)
    assert told(town, OVERSIGHT, Text.COURSE_RESTS, course=code) in town.inbox(OVERSIGHT)
    assert town.texts(LEADER, f"STEP {code} FAMILY") == told(town, LEADER, Text.COURSE_RESTS, course=code)
    assert town.texts(LEADER, f"STEP {code} RESUME") == told(town, LEADER, Text.NOT_YOURS_PATROL)
    days(town, 31)
    assert told(town, LEADER, Text.COURSE_DUE, course=code, count="30") not in town.inbox(LEADER)
    assert course(town).phase is CoursePhase.WARNED
    assert town.texts(OVERSIGHT, f"HATUA {code} ENDELEA") == told(town, OVERSIGHT, Text.COURSE_GOES_ON, course=code)
    town.texts(LEADER, f"STEP {code} FAMILY")
    assert course(town).phase is CoursePhase.FAMILY


def test_a_complaint_by_dialling_lets_the_course_rest_that_it_names(town: Town) -> None:
    code = warned(town)
    page = town.dials(RESIDENT, CODE, "9", "2", f"{code.lower().replace(' ', '-')} is not right", "1")
    assert page
    assert course(town).rests_at is not None
    assert told(town, OVERSIGHT, Text.COURSE_RESTS, course=code) in town.inbox(OVERSIGHT)
    assert (ActKind.COURSE_RESTS, {"course": course(town).id}) in acts(town)


def test_resting_keeps_nobody_longer(town: Town) -> None:
    code = warned(town)
    town.texts(LEADER, f"STEP {code} OBJECT")
    days(town, 91)
    assert course(town).code is None


def test_say_with_a_course_code_is_refused(town: Town) -> None:
    """SAY with a course code is refused."""
    code = warned(town)
    for typed in (code, code.lower(), code.replace(" ", "-"), next(one for one in CODES if one != code)):
        assert town.texts(COORDINATOR, f"SAY bondeni meet about {typed} today") == told(
            town, COORDINATOR, Text.SAY_COURSE
        )


def test_no_code_stands_in_the_history_of_an_incident_nor_in_a_text_about_it(town: Town) -> None:
    code = warned(town)
    town.dials(RESIDENT, CODE, *BREAK_IN)
    reference = town.board()[0]["reference"]
    town.answers(LEADER, "going", reference)
    town.texts(LEADER, f"NOTE {reference} it was {code} again")
    town.answers(LEADER, "over", reference, f"talked to {code}")
    town.passes(minutes=1)
    with town.services.reading() as session:
        words = [*session.scalars(select(Event.words)), *session.scalars(select(Incident.outcome))]
    assert [word for word in words if word]
    assert not [word for word in words if word and course_codes.codes_in(word)]
    about = [text for _, text in town.carrier.sent if reference in text]
    assert not [text for text in about if course_codes.codes_in(text)]
