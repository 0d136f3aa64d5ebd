"""The desk in the retention table."""

from menus.domain.retention import periods
from menus.domain.retention.rules import End, Since, Table, Then, Topic, nobody, person_row, row_goes, with_row

DESK_CODES = Table(
    "desk_codes",
    "a code that opens the desk",
    (
        with_row("code_hash", "a keyed hash of the code"),
        person_row("person_id", "whom it lets in"),
        nobody("id asked_at expires_at used_at told_at"),
    ),
    row_goes(
        Topic.ROLE,
        "a code that opened the desk, as a hash, and for whom",
        End(periods.NUMBERS, Since.EXPIRED, Then.DELETED),
        why="wrong and late codes are counted by it",
    ),
)
DESK_SESSIONS = Table(
    "desk_sessions",
    "a session of the desk",
    (
        with_row("token_hash", "a keyed hash of what the browser keeps"),
        person_row("person_id", "who signed in"),
        nobody("id began_at acted_at proven_at ends_at stage wrong_proofs"),
    ),
    row_goes(
        Topic.ROLE,
        "when they were signed in at the desk",
        End(periods.DESK_SESSIONS, Since.EXPIRED, Then.DELETED),
        why="a sign-in that was not theirs is found within a month; the sign-in itself stays on record",
    ),
)
DESK_CREDENTIALS = Table(
    "desk_credentials",
    "a passkey, or an authenticator with its PIN",
    (
        with_row("credential_hash credential_id secret pin", "what a passkey, an app and a PIN are checked by"),
        person_row("person_id", "whose it is"),
        nobody("id kind sign_count is_backed_up last_step made_at last_used_at ended_at"),
    ),
    row_goes(
        Topic.ROLE,
        "a passkey, or an authenticator with its PIN",
        End(periods.DESK_SESSIONS, Since.CREDENTIAL_ENDED, Then.DELETED),
        End(periods.FORMER, Since.LEFT, Then.DELETED),
        why="as sessions; without a role it opens nothing",
    ),
)
DESK_RECOVERIES = Table(
    "desk_recoveries",
    "the request to sign in anew after a loss",
    (
        person_row("person_id first_by", "who asked, and who approved first"),
        nobody("id asked_at expires_at done_at"),
    ),
    row_goes(
        Topic.ROLE,
        "the request to sign in anew after a passkey or an authenticator was lost",
        End(periods.REQUESTS, Since.EXPIRED, Then.DELETED),
        why="who asked and who approved stays on record",
    ),
)
CLAIMS = Table(
    "claims",
    "who reads a text that awaits review",
    (
        person_row("person_id", "who reads it"),
        nobody("incident_id until"),
    ),
    row_goes(
        Topic.ROLE,
        "which text of a resident they read at the desk, before somebody decided on it",
        End(periods.TRACES, Since.EXPIRED, Then.DELETED),
        why="it counts for two minutes",
        until="they decide on the text or leave it, minutes later",
    ),
)
PEOPLE_PROPOSALS = Table(
    "people_proposals",
    "a change of people that waits for a second officer",
    (
        with_row("wanted", "the names, numbers and roles that were asked for, and why"),
        person_row("asked_by decided_by", "who asked, and who agreed or refused"),
        nobody("id community_id asked_at expires_at state decided_at"),
    ),
    row_goes(
        Topic.ROLE,
        "a change of people that an officer asked for at the desk, with names and numbers",
        End(periods.REQUESTS, Since.EXPIRED, Then.DELETED),
        why="what was agreed stands in the file, with who asked and who agreed; what was refused is of no use",
    ),
)
DESK_BARS = Table(
    "desk_bars",
    "the end of somebody's access to the desk",
    (
        person_row("person_id ended_by", "whose access, and who ended it"),
        nobody("ended_at"),
    ),
    row_goes(
        Topic.ROLE,
        "that an officer ended their access to the desk",
        End(periods.FORMER, Since.LEFT, Then.DELETED),
        why="as long as they could come back",
        until="officers or the operator let them begin anew",
    ),
)
