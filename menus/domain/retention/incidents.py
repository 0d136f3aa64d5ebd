"""The retention of incidents: what people with a role did and wrote about them."""

from menus.domain.retention import periods
from menus.domain.retention.rules import End, Since, Table, Then, Topic, goes, nobody, person_row, row_goes, with_row

_OVER = (End(periods.CASES, Since.INCIDENT_ENDED), End(periods.CASES, Since.LAST_WORD))

INCIDENTS = Table(
    "incidents",
    "the thing that responders work on",
    (
        goes(
            Topic.WORDS,
            "place weapons",
            "the place and the words of weapons, as the first report told them",
            End(periods.CASES, Since.REPORT_ENDED),
            *_OVER,
            why="a court or an elder may ask within a year; they go with the report that the incident began with",
        ),
        goes(
            Topic.WORDS,
            "outcome ob_number ob_station words_due_at",
            "how it ended, the police's number and station, and when further words are due to be passed on",
            *_OVER,
            why="a court or an elder may ask within a year",
        ),
        goes(
            Topic.ROLE,
            "person",
            "the name of a patroller who called for help",
            *_OVER,
            why="as long as the words about their call",
        ),
        goes(
            Topic.PRIVATE,
            "person_id",
            "the row of a helper who asks for private help, or of a patroller who called for help",
            End(periods.AT_ONCE, Since.PRIVATE_ENDED),
            why="Doria does not alert a helper about their own matter; of a call for help it stays who called",
        ),
        nobody("id community_id reference category level harm zone status opened_at closed_at ended_as reports"),
        nobody("crime_class"),
        nobody("unconfirmed accused_group topic alarm caution has_red_words update_sent danger_now called_at told"),
        nobody("erased_at drill"),
    ),
)

EVENTS = Table(
    "events",
    "what happened to an incident, one row each",
    (
        goes(
            Topic.WORDS,
            "words",
            "the words of a resident or of a person with a role",
            *_OVER,
            why="a court or an elder may ask within a year",
        ),
        goes(
            Topic.ROLE,
            "looked_by",
            "the name of a person who had sealed values shown to them",
            *_OVER,
            why="as long as what they looked at",
        ),
        person_row("person_id", "who did it: it stays which acts were by the same person"),
        nobody("id community_id incident_id at kind facts changes proof"),
    ),
)

CLIMBS = Table(
    "climbs",
    "the escalation of one track of an incident",
    (
        person_row("answered_by", "who answered"),
        nobody("id incident_id track phase steps fired last_rung_that_reached skip_wait started_at last_fired_at"),
        nobody("due_at answered_at answered_role exhausted_at arrived_at reminded_at"),
    ),
)

PAGES = Table(
    "pages",
    "who was notified of an incident, and who goes",
    (
        person_row("person_id", "who was notified"),
        nobody("incident_id track at state position safe_asked_at safe_missed is_unreached station"),
    ),
)

READINGS = Table(
    "readings",
    "how far somebody has read about an incident with MORE",
    (
        person_row("person_id", "who reads"),
        nobody("incident_id details words has_more at"),
    ),
    row_goes(
        Topic.ROLE,
        "how far somebody has read about an incident with MORE",
        End(periods.TRACES, Since.READ, Then.DELETED),
        why="a day later they begin at the beginning",
    ),
)

DANGER_QUESTIONS = Table(
    "danger_questions",
    "the open question whether somebody is in danger",
    (
        with_row("words", "their cry"),
        person_row("person_id", "who cried"),
        nobody("id asked_at due_at sent_at zone"),
    ),
    row_goes(
        Topic.ROLE,
        "the words of a cry for help that was asked back",
        End(periods.TEXTS, Since.ASKED, Then.DELETED),
        why="it is answered or raises the alarm within minutes; only where that fails each time it grows old",
        until="it is answered or raises the alarm, minutes later",
    ),
)

LINES_BESIDE = Table(
    "lines_beside",
    "which line about an incident went out beside SMS",
    (nobody("incident_id step at has_left"),),
    row_goes(
        Topic.MACHINE,
        "which line went out beside SMS when",
        End(periods.LEDGERS, Since.WRITTEN, Then.DELETED),
        why="as long as receipts",
    ),
)
