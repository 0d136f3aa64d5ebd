"""The tasks of the clock: what runs now and then, and what follows rows that are due at a moment of their own."""

from collections.abc import Callable
from datetime import timedelta

from gateway.association.barazas import reminders as baraza_reminders
from gateway.association.court import clocks as court_clocks
from gateway.association.giving import asks
from gateway.association.papers import reminders as paper_reminders
from gateway.association.patrol_requests import reviews
from gateway.association.second_chance import reminders as course_reminders
from gateway.communities.directory import Directory
from gateway.core.due_rows import DueRows
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import changed_people
from gateway.incidents import drills, many_looks
from gateway.insight import police_answers, rise_texts
from gateway.intake import dropped_drafts, erase_requests, pausing, review_reminders, waiting_words
from gateway.record import witnesses
from gateway.roster import gap_warnings, number_checks
from gateway.safety import danger_questions
from gateway.upkeep import erased_givers, probe, traces
from menus.domain.backup_phone import ASKED_EVERY
from workers import boxes

ERASED_EVERY = timedelta(minutes=5)
"""The time between two erasings of rows whose time is over. A guess."""
Task = Callable[[UnitOfWork, Directory], None]
NOW_AND_THEN: tuple[tuple[str, timedelta, Task], ...] = (
    ("gaps", timedelta(seconds=30), gap_warnings.warn_of_gaps),
    ("heart", timedelta(seconds=30), probe.watch),
    ("traces", timedelta(seconds=30), traces.erase_traces),
    ("held", timedelta(seconds=30), review_reminders.remind_to_review),
    ("unread", timedelta(minutes=1), review_reminders.remind_of_unread),
    ("paused", timedelta(seconds=30), pausing.remind),
    ("drills", timedelta(seconds=30), drills.end_forgotten),
    ("looks", timedelta(seconds=30), many_looks.tell),
    ("numbers", timedelta(minutes=10), number_checks.ask_untested),
    ("baraza-reminders", timedelta(minutes=1), baraza_reminders.send_due),
    ("witnesses", timedelta(seconds=10), witnesses.tell),
    ("papers", timedelta(seconds=10), paper_reminders.tell),
    ("giving", timedelta(minutes=1), asks.lapse),
    ("votes", timedelta(seconds=10), boxes.follow),
    ("court", timedelta(minutes=10), court_clocks.tell_of_overdue),
    ("patrols", timedelta(minutes=10), reviews.tell_of_due),
    ("rises", timedelta(minutes=1), rise_texts.look),
    ("police-answers", timedelta(hours=1), police_answers.look),
)
"""The tasks that run less often: the name of their mark, how often they run, and what they do."""
OF_ALL_FILES = (
    gap_warnings.warn_of_gaps,
    witnesses.tell,
    paper_reminders.tell,
    boxes.follow,
    rise_texts.look,
    police_answers.look,
)
"""The tasks that look at every community: they wait until each file is read."""
PHONE, OLD = "backup-phone", "old"
EVERY = {name: every for name, every, _ in NOW_AND_THEN} | {PHONE: ASKED_EVERY, OLD: ERASED_EVERY}
OF_ROWS: tuple[tuple[DueRows, Task], ...] = (
    (dropped_drafts.DUE, dropped_drafts.send_dropped_drafts),
    (waiting_words.DUE, waiting_words.pass_on_due),
    (erase_requests.DUE, erased_givers.follow),
    (changed_people.DUE, changed_people.follow),
    (danger_questions.DUE, danger_questions.raise_unanswered),
    (course_reminders.DUE, course_reminders.remind),
)
"""The parts for rows that are due at a moment of their own."""
