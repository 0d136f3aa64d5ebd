"""The street of the month: a boy who is warned and ends well, and a dark alley that a youth group lights."""

import re

from sqlalchemy import inspect, select, text

from gateway.association.second_chance import people_key
from gateway.storage.models import Course, CourseOpening
from menus.domain.second_chance import CODES, CourseEnd, Petty, Repair, Victim
from menus.text.names import Text
from tests.journeys.association.courses import course, told, warned
from tests.journeys.association.month import BLURTED, BOY, COORDINATOR, TREASURER, YOUTH, Month
from tests.people import DEPUTY, LEADER, OVERSIGHT, POLICE, RESIDENT, RESIDENTS
from tests.town import PEOPLE_KEY, reference_in
from tests.youth import OTHER_YOUTH, task_in

READER = RESIDENTS[11]
CHANCE = "/desk/second-chance"


def warns_a_boy(month: Month) -> str:
    """Warn a young man of 19 who has stolen without a weapon; return his code. Two custodians enter who he is."""
    town = month.town
    code = warned(town, "WARN bondeni theft 19")
    assert code in CODES
    refused = month.texts(LEADER, f"STEP {code} AGAIN {BLURTED} came")
    assert refused == told(town, LEADER, Text.COURSE_NAMES)
    found = course(town)
    leader, elder = month.clerk(LEADER), month.clerk(OVERSIGHT)
    for clerk in (leader, elder):
        page = clerk.presses(
            clerk.opens(f"{CHANCE}/{found.id}"), clerk.says("second_chance", "enter"), name=BOY, adult="yes"
        )
    assert elder.says("second_chance", "done.entered") in page.text
    held = course(town).person
    assert held is not None
    assert people_key.unseal(PEOPLE_KEY, held, found.id) == BOY
    assert code in month.clerk(DEPUTY).opens(CHANCE).text
    assert month.texts(COORDINATOR, f"SAY bondeni talk to {code}") == town.said(Text.SAY_COURSE, COORDINATOR)
    return code


def meets_again_and_ends_well(month: Month, code: str) -> None:
    """Meet him again when the step is due, and end it well: he has brought back what he took."""
    town = month.town
    month.until(month.local(1, 1, 9, year=2027))
    month.until(month.local(5, 1, 9, year=2027))
    due = told(town, LEADER, Text.COURSE_DUE, course=code, count="30")
    assert month.got(LEADER).count(due) == 1
    said = told(town, LEADER, Text.COURSE_STEPPED, course=code, word="again")
    assert month.texts(LEADER, f"STEP {code} AGAIN") == said
    month.until(month.local(12, 1, 9, year=2027))
    assert month.texts(LEADER, f"STEP {code} WELL returned agreed") == told(
        town, LEADER, Text.COURSE_ENDED, course=code
    )
    assert (course(town).repair, course(town).victim) == (Repair.RETURNED, Victim.AGREED)


def is_still_well(month: Month, code: str) -> None:
    """Ask 90 days after the good end, and forget who it was: no row tells it any more."""
    town = month.town
    month.until(month.local(11, 4, 9, year=2027))
    assert not [text for text in month.got(LEADER) if text == told(town, LEADER, Text.COURSE_WELL_ASKED, course=code)]
    month.until(month.local(12, 4, 11, year=2027))
    assert month.got(LEADER)[-1] == told(town, LEADER, Text.COURSE_WELL_ASKED, course=code)
    assert month.texts(LEADER, f"WELL {code}") == told(town, LEADER, Text.COURSE_ANSWERED, course=code)
    month.until(month.local(12, 4, 20, year=2027))
    found = course(town)
    assert (found.month, found.matter, found.steps, found.end) == (
        "2026-12",
        Petty.THEFT,
        "warned again well",
        CourseEnd.WELL,
    )
    assert [found.code, found.zone, found.person, found.note, found.warned_at, found.stepped_at] == [None] * 6
    rows = _all_rows(month)
    assert not [row for row in rows if re.search("|".join(BOY.split()), row, re.IGNORECASE)]
    with town.services.reading() as session:
        assert session.scalars(select(CourseOpening)).all() == []
        assert not [one for one in session.scalars(select(Course)) if one.person is not None]
    deputy = month.clerk(DEPUTY)
    shown = deputy.opens(CHANCE).text
    assert code not in shown
    assert deputy.says("second_chance", "reform", well=1, all=1, not_well=0, not_known=0) in shown
    for phone in (POLICE, *RESIDENTS, COORDINATOR, TREASURER):
        assert not [text for text in month.got(phone) if code in text], phone


def _all_rows(month: Month) -> list[str]:
    with month.town.services.reading() as session:
        bind = session.connection()
        return [
            str(row)
            for table in inspect(bind).get_table_names()
            for row in session.execute(text(f'SELECT * FROM "{table}"'))  # noqa: S608 - names of our own tables
        ]


def lights_an_alley(month: Month) -> None:
    """Report a dark alley, make a task of it, take it and do it; its reporter reads so under My reports, and no SMS."""
    town = month.town
    reference = reference_in(month.dials(RESIDENT, "8", "6", "2"))
    before = len(month.got(RESIDENT))
    assert reference in month.texts(COORDINATOR, "LIST")
    task = task_in(month.texts(COORDINATOR, f"TASK {reference} lamps for the dark alley"))
    for phone in (YOUTH, OTHER_YOUTH):
        assert town.got(phone, Text.TASK_NEW, task=task, reports="1")
    assert town.said(Text.STATUS_TASK_TAKEN, RESIDENT) not in month.dials(RESIDENT, "0", "1", "1")
    assert town.is_a(month.texts(YOUTH, f"TAKE {task}"), Text.TASK_TAKEN_NOW, YOUTH, task=task)
    assert month.texts(OTHER_YOUTH, f"TAKE {task}") == town.said(Text.TASK_TAKEN_BY_ANOTHER, OTHER_YOUTH, task=task)
    assert town.said(Text.STATUS_TASK_TAKEN, RESIDENT) in month.dials(RESIDENT, "0", "1", "1")
    done = month.texts(YOUTH, f"DONE {task} 3 lamps put up with {BLURTED}")
    assert done == town.said(Text.TASK_DONE_NOW, YOUTH, task=task)
    shown = month.reads(RESIDENT, "0", "1", "1")
    assert town.said(Text.STATUS_TASK_DONE, RESIDENT) in shown
    assert "3 lamps put up" in shown
    assert town.incident(reference)["status"] == "closed"
    assert len(month.got(RESIDENT)) == before
    month.texts(COORDINATOR, f"DID {task} 3 lamps at the river")
    said = month.reads(READER, "0", "3", "4")
    assert "3 lamps at the river" in said
    assert town.said(Text.BARAZA_HAZARDS, READER, zone="River side") in said, "few stand behind it: no figure"
    assert "3 lamps put up" in month.reads(READER, "0", "4", "2")
