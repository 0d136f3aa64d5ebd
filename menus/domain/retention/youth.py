"""The retention of youth work: tasks, what callers say of them, the duty history, and vetting."""

from menus.domain.retention import periods
from menus.domain.retention.rules import (
    End,
    Since,
    Table,
    Then,
    Topic,
    nobody,
    person_row,
    row_goes,
    with_row,
)

TASKS = Table(
    "tasks",
    "a task of a youth group: names in its words were crossed out before they were kept",
    (
        person_row("made_by taken_by", "the coordinator who made it, and who leads the group that took it"),
        nobody("id community_id number zone kind project state made_at taken_at done_at did reopened_at"),
    ),
)
TASK_REPORTS = Table("task_reports", "the hazard that a task is about", (nobody("incident_id task_id"),))
TASK_VOICES = Table(
    "task_voices",
    "that one phone will come to a task, or says that it is still undone",
    (
        with_row("voice", "a keyed hash of the phone, of this thing alone: it leads to no report and to no other row"),
        nobody("community_id subject kind at"),
    ),
    row_goes(
        Topic.NUMBER,
        "that a phone will come to a youth project, or says that it is still undone",
        End(periods.VOICES, Since.WRITTEN, Then.DELETED),
        why="each phone counts once; no name and no number is kept",
        until="the task is done, or open again",
    ),
)
DUTY_LOG = Table(
    "duty_log",
    "a time on duty of a person, from ON to OFF",
    (
        person_row("person_id", "who was on duty"),
        nobody("id on_at last_on_at lapses_at off_at"),
    ),
    row_goes(
        Topic.ROLE,
        "when somebody who left was on duty",
        End(periods.FORMER, Since.LEFT, Then.DELETED),
        why="as their number: until then a certificate of their hours can be printed",
    ),
)
VETTINGS = Table(
    "vettings",
    "the vetting of somebody who wants to patrol",
    (
        with_row("name", "their name"),
        person_row("asked_by decided_by", "who began it, and who decided"),
        nobody("id community_id checks state asked_at decided_at reason"),
    ),
    row_goes(
        Topic.ROLE,
        "that somebody wants to patrol, with their name, what was checked, and why they were refused",
        End(periods.VOICES, Since.DECIDED, Then.DELETED),
        End(periods.VETTINGS, Since.ASKED, Then.DELETED),
        why="who decides must see what was checked; a refused person may ask why",
    ),
)
