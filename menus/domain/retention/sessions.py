"""The retention of USSD sessions, and of the language that a caller chose."""

from menus.domain.retention import periods
from menus.domain.retention.rules import End, Since, Table, Then, Topic, goes, nobody, row_goes, with_row

HIDDEN_SESSIONS = Table(
    "hidden_sessions",
    "a session that turned to private help or to a complaint",
    (
        with_row("key report_id offered_id", "a keyed hash of the session, its private report, and its draft"),
        nobody("length ends_at"),
    ),
    row_goes(
        Topic.PRIVATE,
        "which session filed a private report; that a phone dialled private help stands in no row",
        End(periods.SESSIONS, Since.SESSION_ENDS, Then.DELETED),
        why="a repeated post must file it once",
        until="the network says that the session has ended, and a minute more",
    ),
)

TYPED_LENGTHS = Table(
    "typed_lengths",
    "where the hops of a session ended, if it has typed text or saw a page that must be read",
    (with_row("key", "a keyed hash of the session"), nobody("length ends_at")),
    row_goes(
        Topic.SESSION,
        "how many keys a session had pressed at each of its pages",
        End(periods.SESSIONS, Since.SESSION_ENDS, Then.DELETED),
        why="a star in a text must be told from the border between two pages, and erasing counts once it was read",
    ),
)

LANGUAGE_CHOICES = Table(
    "language_choices",
    "the language that a caller chose",
    (
        goes(
            Topic.SESSION,
            "before chosen_in ends_at",
            "in which session a language was chosen, and the language before",
            End(periods.SESSIONS, Since.SESSION_ENDS),
            why="that session goes on as it began; a choice in a session of private help is taken back in a minute",
        ),
        with_row("phone_hash language used_in_week", "a keyed hash of the number, its language, and the week"),
    ),
    row_goes(
        Topic.SESSION,
        "the language that a caller chose, and in which week",
        End(periods.LANGUAGES, Since.USED, Then.DELETED),
        why="a new owner of a recycled number must not get the language of the old one",
    ),
)
