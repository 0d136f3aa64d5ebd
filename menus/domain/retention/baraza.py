"""Barazas in the retention table."""

from menus.domain.retention import periods
from menus.domain.retention.rules import End, Since, Table, Topic, goes, nobody, person_row, row_goes, with_row

MEETINGS = Table(
    "baraza_meetings",
    "a meeting that was set by SMS",
    (person_row("person_id", "who set it"), nobody("id community_id begins_at place")),
)
AGENDA_LINES = Table(
    "baraza_agenda_lines",
    "a line of an agenda: names in it were crossed out before it was kept",
    (person_row("person_id", "who wrote it down"), nobody("id community_id written_at meeting_at words")),
)
QUESTIONS = Table(
    "baraza_questions",
    "a question for the baraza: nothing says who asked it",
    (
        goes(
            Topic.WORDS,
            "words",
            "a question for the baraza: names in it were crossed out before it was kept",
            End(periods.CASES, Since.ASKED),
            why="it is read out and answered, and the next baraza may come back to it",
        ),
        goes(
            Topic.SESSION,
            "once",
            "the name of the hop in which a question was asked: it leads to no phone, but a phone leads to it",
            End(periods.TRACES, Since.ASKED),
            why="the same post that comes twice is one question",
        ),
        nobody("id community_id number asked_at state why"),
    ),
)
LOOKS = Table(
    "baraza_looks",
    "the verdict of a person with a role on a question",
    (person_row("person_id", "who gave it"), nobody("question_id at is_coordinator tenure why")),
)
LINES = Table(
    "baraza_lines",
    "an answer, or what was done: names in it were crossed out before it was kept",
    (person_row("person_id", "who wrote it down"), nobody("id community_id kind about words at")),
)
REMINDERS = Table(
    "baraza_reminders",
    "a phone that wants one text the day before a baraza",
    (
        with_row("phone", "the number: it is blanked when the text has been queued"),
        with_row("phone_hash language", "the keyed hash of the phone, and the language of its text"),
        nobody("id community_id meeting_at due_at"),
    ),
    row_goes(
        Topic.TEXTS,
        "that a phone wants to be reminded of a baraza",
        End(periods.AT_ONCE, Since.MEETING),
        why="it is needed to send that one text, and no second one",
    ),
)
