"""The retention of reports: what residents say of incidents, and who they are."""

from menus.domain.retention import periods
from menus.domain.retention.rules import (
    End,
    Since,
    Table,
    Then,
    Topic,
    goes,
    nobody,
    person_row,
    row_goes,
    with_row,
)

_OVER = (End(periods.CASES, Since.REPORT_ENDED), End(periods.CASES, Since.LAST_WORD))
_GONE = tuple(End(end.after, end.since, Then.DELETED) for end in _OVER)

REPORTS = Table(
    "reports",
    "what one resident reported",
    (
        goes(
            Topic.NUMBER,
            "reporter_phone",
            "the number of a caller who asked to be called; of private help also of one who wrote by SMS",
            End(periods.NUMBERS, Since.REPORT_ENDED),
            End(periods.AT_ONCE, Since.PRIVATE_ENDED),
            End(periods.SHOWN, Since.PRIVATE_SHOWN),
            End(periods.NUMBERS, Since.PRIVATE_FILED),
            End(periods.CASES, Since.LAST_WORD),
            why="only who asked for a call has one; a week after the end nobody calls any more",
        ),
        goes(
            Topic.WORDS,
            "reporter_hash session_key",
            "a keyed hash of the caller's number and of their session: whose report it was, for My reports",
            *_OVER,
            why="the caller follows their report, and a false one counts against its caller",
        ),
        goes(
            Topic.WORDS,
            "words place hint_words accused_group",
            "what the caller wrote, the place that they typed, and whom they accuse",
            *_OVER,
            why="a court or an elder may ask within a year",
        ),
        goes(
            Topic.PRIVATE,
            "private_kind call_at call_wish safety",
            "what a caller of private help pressed: the matter, when to call, and whether they are safe",
            *_OVER,
            why="a helper may be asked within a year",
        ),
        nobody("id community_id incident_id channel language category harm zone reference"),
        nobody("number_shown_at created_at unconfirmed is_texted_back ended_at erased_at"),
    ),
)

DRAFTS = Table(
    "drafts",
    "a report that a USSD session has begun",
    (
        goes(
            Topic.SESSION,
            "phone place",
            "the number of the caller, and the place that they typed",
            End(periods.OFFERED, Since.BROKE_OFF),
            why="for so long the draft is offered when its caller dials again",
        ),
        with_row("caller_hash session_key offered_to", "keyed hashes of the caller's number and of the sessions"),
        with_row("accused_group", "whom the caller accuses"),
        nobody("id community_id language category harm zone state length touched_at due_at"),
        nobody("offered_state report_id reference"),
    ),
    row_goes(
        Topic.SESSION,
        "the rest of a report that was begun on the menu",
        End(periods.TEXTS, Since.TOUCHED, Then.DELETED),
        why="as long as texts: a caller may ask what became of it",
    ),
)

QUESTIONS = Table(
    "questions",
    "a question of a coordinator to a reporter, and the answer",
    (
        goes(
            Topic.WORDS,
            "answered_in",
            "a keyed hash of the session that answered",
            End(periods.SESSIONS, Since.ANSWERED),
            why="a repeated post of that session must find the same question",
        ),
        with_row("text answer", "the words of the coordinator and of the reporter"),
        person_row("person_id", "the coordinator"),
        nobody("id report_id asked_at answered_at"),
    ),
    row_goes(
        Topic.WORDS,
        "a coordinator's question to a reporter, and the answer",
        *_GONE,
        why="as long as the report that it is about",
    ),
)

ERASE_REQUESTS = Table(
    "erase_requests",
    "a number, or a private report, that is to be erased and must wait",
    (
        with_row("phone_hash", "a keyed hash of the number"),
        nobody("id report_id asked_at due_at"),
    ),
    row_goes(
        Topic.NUMBER,
        "that somebody asked Doria to erase what it keeps of a number: a keyed hash of the number",
        why="what must wait is erased as soon as it may be",
        until="nothing of it is left to erase: a day after its last report is closed, 90 days if one was marked false",
    ),
)
RESERVED_REFERENCES = Table(
    "reserved_references",
    "a reference on a pad of paper, which no report gets",
    (nobody("reference community_id pad reserved_at"),),
)
