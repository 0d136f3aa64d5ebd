"""Acts: what people do that belongs to no incident, and why words of the record were erased."""

from enum import StrEnum


class ActKind(StrEnum):
    """The kinds of act. The values are stored, and stand in the leaves of the record."""

    PAUSED = "paused"
    RESUMED = "resumed"
    ERASED = "erased"
    """Words of recorded rows were erased. The facts of the act name the rows by their places."""
    PHONE_CHANGED = "phone-changed"
    """A person got another number by SMS."""
    RESTORED = "restored"
    """The database was restored from a backup."""
    SIGNED_IN = "signed-in"
    """A person signed in at the desk."""
    SIGNED_OUT = "signed-out"
    """A person ended their session at the desk."""
    DESK_CODE_ASKED = "desk-code-asked"
    """A code that opens the desk was asked for."""
    DESK_CODE_TRIED = "desk-code-tried"
    """Somebody tried a code that was used or too old."""
    DESK_CODES_ENDED = "desk-codes-ended"
    """Many wrong codes were tried, so that the codes that waited were ended."""
    DESK_NOT_ME = "desk-not-me"
    """A person said that they had asked for no code."""
    PROOF_FAILED = "proof-failed"
    """A passkey, or the code of an authenticator with its PIN, was wrong."""
    CREDENTIAL_ADDED = "credential-added"
    CREDENTIAL_ENDED = "credential-ended"
    RECOVERY_ASKED = "recovery-asked"
    """A person said that they had lost their passkey or their authenticator."""
    RECOVERY_APPROVED = "recovery-approved"
    """An officer approved that a person signs in anew."""
    RECOVERED = "recovered"
    """The credentials of a person were ended, so that they sign in anew."""
    DESK_ENDED = "desk-ended"
    """The operator ended the session of a person at the desk."""
    DESK_BARRED = "desk-barred"
    """An officer ended the access of a person to the desk."""
    PEOPLE_ASKED = "people-asked"
    """An officer asked for a change of people that a second one must agree to."""
    PEOPLE_AGREED = "people-agreed"
    """A second officer agreed to a change of people."""
    PEOPLE_REFUSED = "people-refused"
    """A second officer refused a change of people."""
    CALENDAR_SHOWN = "calendar-shown"
    """The address of the calendar of a person's shifts was shown to somebody at the desk."""
    CALENDAR_ENDED = "calendar-ended"
    """That address was ended: a new one took its place, or none."""
    TASK_MADE = "task-made"
    """A coordinator made a task of a hazard, or added a hazard to one."""
    TASK_TAKEN = "task-taken"
    TASK_DONE = "task-done"
    TASK_REOPENED = "task-reopened"
    """Several phones said that what a task was about is still as it was."""
    VETTING_DECIDED = "vetting-decided"
    """Somebody who wants to patrol was accepted, or refused for a reason of a closed list."""
    MONEY_COUNTED = "money-counted"
    """A person noted that they have counted the money of a month."""
    ACCOUNT_FROZEN = "account-frozen"
    """Oversight froze an account of the association."""
    ACCOUNT_THAWED = "account-thawed"
    BARAZA_SET = "baraza-set"
    """A meeting was set, or its place changed."""
    BARAZA_TAKEN_OFF = "baraza-taken-off"
    AGENDA_WRITTEN = "agenda-written"
    QUESTION_LOOKED_AT = "question-looked-at"
    """Somebody with a role let a question through, or refused it. Its facts hold the reason."""
    BARAZA_ANSWERED = "baraza-answered"
    """A question was answered, or it was told what was done. Its facts hold the number."""
    HOUSEHOLDS_ENTERED = "households-entered"
    """Two officers put first households on the list of those who vote."""
    HOUSEHOLD_VOUCHED = "household-vouched"
    """Two neighbours vouched for a household."""
    HOUSEHOLD_LEFT = "household-left"
    """A household left the list, as its owner asked."""
    VOTE_PROPOSED = "vote-proposed"
    VOTE_AGREED = "vote-agreed"
    VOTE_PUBLISHED = "vote-published"
    """Each teller has a code, and the key of the vote is made."""
    VOTE_OPENED = "vote-opened"
    VOTE_CLOSED = "vote-closed"
    VOTE_COUNTED = "vote-counted"
    VOTE_VOID = "vote-void"
    INTEREST_SAID = "interest-said"
    """A person, or oversight for them, said that they are tied to an incident or a zone."""
    COURT_STEP = "court-step"
    """Somebody told what became of an arrest."""
    SUPPORT_WRITTEN = "support-written"
    """What was given to a police station was written down."""
    PATROLS_ASKED = "patrols-asked"
    """A coordinator asked for patrols of the police."""
    PATROLS_AGREED = "patrols-agreed"
    """A second person agreed to that, so that it went to the police."""
    PATROLS_REFUSED = "patrols-refused"
    """A second person refused it."""
    PATROLS_ANSWERED = "patrols-answered"
    """A police contact answered it."""
    PATROLS_REVIEWED = "patrols-reviewed"
    """Somebody looked at what became of such patrols."""
    EDITION_MADE = "edition-made"
    """The tables of a quarter were published. The facts hold the quarter, the edition and its hash."""
    EDITION_GIVEN = "edition-given"
    """The operator wrote an edition to a folder."""
    REKEYED = "rekeyed"
    """Everything was sealed with another key."""
    MONEY_ASKED = "money-asked"
    """Somebody asked for a payment, a handing over or an undoing that a second person must agree to."""
    MONEY_REFUSED = "money-refused"
    """It was refused, or its asker took it back."""
    MONEY_LAPSED = "money-lapsed"
    """Nobody agreed to it in time."""
    THINGS_GIVEN = "things-given"
    """A gift of things was written down."""
    THINGS_UNDONE = "things-undone"
    """It was written down in error."""
    COURSE_OPENED = "course-opened"
    """A course of a second chance was opened. The facts of these acts name its row, and neither its code nor a name."""
    COURSE_STEPPED = "course-stepped"
    COURSE_ASKED = "course-asked"
    """Somebody asked for a step that a second person must agree to."""
    COURSE_RESTS = "course-rests"
    """Somebody objected to a course."""
    COURSE_GOES_ON = "course-goes-on"
    COURSE_ANSWERED = "course-answered"
    """It was said how a course is 90 days after it ended well."""
    COURSE_PERSON_ENTERED = "course-person-entered"
    """Two custodians entered who a course is about."""
    COURSE_PERSON_OPENED = "course-person-opened"
    """Two custodians had shown to them who a course is about."""


class ErasedWhy(StrEnum):
    """The reason why words were erased."""

    RETENTION = "retention"
    """They were kept as long as was said."""
    ASKED = "asked"
    """The person asked for it."""
    HELPER = "helper"
    """A helper did it for a person who had asked for private help."""


HIDDEN_WHY = frozenset({ErasedWhy.HELPER})
"""The reasons that tell of private help: an act with one of them is hidden."""
DESK_ACTS = frozenset(
    {
        ActKind.SIGNED_IN,
        ActKind.SIGNED_OUT,
        ActKind.DESK_CODE_ASKED,
        ActKind.DESK_CODE_TRIED,
        ActKind.DESK_CODES_ENDED,
        ActKind.DESK_NOT_ME,
        ActKind.PROOF_FAILED,
        ActKind.CREDENTIAL_ADDED,
        ActKind.CREDENTIAL_ENDED,
        ActKind.RECOVERY_ASKED,
        ActKind.RECOVERY_APPROVED,
        ActKind.RECOVERED,
        ActKind.DESK_ENDED,
        ActKind.DESK_BARRED,
        ActKind.CALENDAR_SHOWN,
        ActKind.CALENDAR_ENDED,
    }
)
"""The acts of the desk's door, as oversight reads them: who signed in, and what failed."""
