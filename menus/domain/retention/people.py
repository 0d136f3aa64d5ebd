"""The retention of people with a role, and of the files that name them."""

from menus.domain.retention import periods
from menus.domain.retention.rules import End, Since, Table, Then, Topic, goes, nobody, person_row, row_goes, with_row

_LEFT = (End(periods.FORMER, Since.LEFT),)

PEOPLE = Table(
    "people",
    "a person with a role",
    (
        goes(
            Topic.ROLE,
            "phone",
            "the number of somebody who left",
            End(periods.FORMER, Since.LEFT, Then.EMPTY),
            why="they may come back, and texts that hold the same number are kept as long",
        ),
        goes(
            Topic.ROLE,
            "phone_hash",
            "a keyed hash of that number",
            End(periods.FORMER, Since.LEFT, Then.RANDOM),
            why="as the number",
        ),
        goes(
            Topic.ROLE,
            "last_wrote_at asked_at doubted_at",
            "when somebody who left last wrote, and was asked whether the number is theirs",
            *_LEFT,
            why="without the number it is of no use",
        ),
        nobody("id community_id left_at moved_at"),
    ),
    row_goes(
        Topic.ROLE,
        "the row of somebody who left, without a number",
        End(periods.FORMER, Since.NEEDED, Then.DELETED),
        why="as long as an act, an alert or a question names the row: the history shows which acts were by one person",
    ),
)

DUTIES = Table(
    "duties",
    "the last ON or OFF of a person",
    (
        person_row("person_id instead_of", "who is on duty, and in whose place"),
        nobody("is_on at"),
    ),
    row_goes(
        Topic.ROLE,
        "the last ON or OFF of somebody who left",
        End(periods.FORMER, Since.LEFT, Then.DELETED),
        why="as their number",
    ),
)

SHIFT_CALENDARS = Table(
    "shift_calendars",
    "the address at which a calendar reads a person's shifts",
    (
        person_row("person_id", "whose shifts they are"),
        nobody("number is_open"),
    ),
    row_goes(
        Topic.ROLE,
        "that somebody who left had an address for their calendar, which opens nothing since they left",
        End(periods.FORMER, Since.LEFT, Then.DELETED),
        why="as their number",
    ),
)

PHONE_CHANGES = Table(
    "phone_changes",
    "the request that somebody gets another number",
    (
        with_row("phone phone_hash code", "the new number, a keyed hash of it, and the code that proves it"),
        person_row("person_id asked_by confirmed_by", "whose number, who asked, who confirmed"),
        nobody("id community_id wrong asked_at expires_at proven_at ended_at"),
    ),
    row_goes(
        Topic.ROLE,
        "the request that somebody gets another number, with that number",
        End(periods.REQUESTS, Since.ASKED, Then.DELETED),
        why="until then it counts to the limits of requests",
    ),
)

CONFIRMATIONS = Table(
    "confirmations",
    "a command that waits for its code",
    (
        with_row("words code", "the words of the command, and its code"),
        person_row("person_id", "who gave it"),
        nobody("id incident_id verb expires_at used_at wrong"),
    ),
    row_goes(
        Topic.ROLE,
        "a command that cannot be undone, with its words and its code",
        End(periods.NUMBERS, Since.EXPIRED, Then.DELETED),
        why="wrong codes are counted by it",
    ),
)

VERSIONS = Table(
    "community_versions",
    "a version of a community file",
    (
        goes(
            Topic.FILES,
            "body",
            "the text of a file that was replaced, with names and numbers",
            End(periods.FORMER, Since.REPLACED, Then.EMPTY),
            why="it can be put in force again; later its row stays, with a hash by which it is known",
        ),
        goes(
            Topic.FILES,
            "loaded_by why",
            "who loaded that file, and why",
            End(periods.FORMER, Since.REPLACED),
            why="these words may name people",
        ),
        nobody("id community_id version body_hash loaded_at proof"),
    ),
)

PAUSES = Table(
    "pauses",
    "a pause of a community",
    (
        goes(
            Topic.FILES,
            "why",
            "why a community was paused",
            End(periods.TEXTS, Since.RESUMED),
            why="these words may name people",
        ),
        person_row("paused_by resumed_by", "who paused and resumed it"),
        nobody("id community_id paused_at resumed_at texts_told told_at"),
    ),
)

COMMUNITIES = Table("communities", "a community", (nobody("id key version stamp short country is_example kept_as"),))
CODES = Table("community_codes", "the codes of a community", (nobody("kind code community_id"),))
