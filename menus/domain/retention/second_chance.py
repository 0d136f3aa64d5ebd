"""Second chances in the retention table."""

from menus.domain.retention import periods
from menus.domain.retention.rules import End, Since, Table, Topic, goes, nobody, person_row, row_goes, with_row

_WHY = "the association must know when the next step is due; nobody may be known by it for ever"
COURSES = Table(
    "courses",
    "a course of warning, family and elders after a petty matter, known by a code that chance gave",
    (
        goes(
            Topic.COURSES,
            "person note",
            "the name of the person, sealed under a key of its own, and a note without names",
            End(periods.AT_ONCE, Since.COURSE_PERSON),
            End(periods.AT_ONCE, Since.COURSE_OVER),
            why="two custodians must find whom to meet again",
        ),
        goes(
            Topic.COURSES,
            "code zone warned_at stepped_at met_at next_at rests_at asked_step asked_at person_ends_at",
            "the code and the zone of a course, its moments, and a step that needs two",
            End(periods.AT_ONCE, Since.COURSE_OVER),
            why=_WHY,
        ),
        person_row("asked_by", "who asked for a step that needs two"),
        nobody("id community_id month matter phase steps end repair victim ends_at"),
    ),
)
COURSE_OPENINGS = Table(
    "course_openings",
    "a custodian who waits five minutes for the second one",
    (
        person_row("asked_by agreed_by", "the two custodians"),
        with_row("why person", "the reason, and a name that waits for the second"),
        nobody("id community_id course_id asked_at expires_at"),
    ),
    row=row_goes(
        Topic.COURSES,
        "a custodian who waits for the second one, with the reason and perhaps a name that is entered",
        End(periods.AT_ONCE, Since.EXPIRED),
        why="nobody alone may keep it",
    ),
)
