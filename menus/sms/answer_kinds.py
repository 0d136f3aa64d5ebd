"""Kinds of answer: which answers say nothing, which refuse, which are needed, and which tell a result."""

from menus.domain.answer_limits import AnswerKind
from menus.text.names import Text

_NOTHING = {
    Text.NOTHING_READABLE,
    Text.NOT_UNDERSTOOD_ROLE,
    Text.POLICE_HEARD,
    Text.HELP_RESIDENT,
    Text.HELP_PATROL,
    Text.HELP_POLICE,
    Text.HELP_COORDINATOR,
    Text.HELP_COORDINATOR_HELPER,
    Text.HELP_COORDINATOR_REFER,
    Text.HELP_BOTH,
    Text.HELP_FOCAL,
    Text.HELP_OVERSIGHT,
    Text.ALREADY_CLOSED,
    Text.NOTHING_OPEN,
    Text.NO_ANSWER,
    Text.NOTE_KEPT,
    Text.NOTE_KEPT_GOING,
    Text.STOP_OR_REPORT,
    Text.STOP_OR_ANSWER,
}
_REFUSALS = {
    Text.UNKNOWN_REFERENCE,
    Text.WRONG_DIGIT,
    Text.WHICH,
    Text.EXPIRED,
    Text.NOT_YOURS,
    Text.NOT_YOURS_PATROL,
    Text.CAME_FIRST_THERE,
    Text.SAY_MORE,
    Text.NO_TEAM,
    Text.ACCUSED_WHOM,
    Text.ALREADY_SENT,
    Text.ALREADY_SENT_REFER,
    Text.SEND_FIRST,
    Text.ASK_LONG,
    Text.ASK_NOBODY,
    Text.CANNOT_JOIN,
    Text.LIST_ENDS,
    Text.WHO_ENDS,
    Text.LOOKS_ENDS,
    Text.SPLIT_WHICH,
    Text.SPLIT_NONE,
    Text.SWAP_NOBODY,
    Text.SWAP_WHOM,
    Text.SAY_WHERE,
    Text.SAY_LONG,
    Text.SAY_NAMES,
    Text.SAY_MAY_NAME,
    Text.SAY_VIOLENCE,
    Text.SAY_TELLS,
    Text.ASK_MAY_NAME,
    Text.CLOSE_HOW,
    Text.CLOSE_CLASS,
    Text.SAY_ZONE,
    Text.SAY_LIVE,
    Text.SAY_NOBODY,
    Text.OVERTAKEN,
    Text.OVERTAKEN_DUTY,
    Text.CAME_LATE,
    Text.PHONE_HOW,
    Text.PHONE_WHO,
    Text.PHONE_SEVERAL,
    Text.PHONE_NO_NUMBER,
    Text.PHONE_LANDLINE,
    Text.PHONE_FOREIGN,
    Text.PHONE_SAME,
    Text.PHONE_YOURS,
    Text.PHONE_TAKEN,
    Text.PHONE_NOBODY,
    Text.PHONE_OFTEN,
    Text.PHONE_WRONG,
    Text.PHONE_LAPSED,
    Text.PHONE_GONE,
}
NEEDED = tuple(name.key for name in (Text.WHICH, Text.WRONG_DIGIT, Text.OVERTAKEN, Text.CAME_LATE))
"""The results of texts whose answer somebody needs who is called to an open incident: their answer did not count."""
WORDS = "words"
"""The result of every text that was taken as somebody's own words. A private one reads like any other."""
POLICE_LATER = "police-later"
"""The result of a police contact's words that coordinators read with the next ones."""
_KINDS = {
    POLICE_LATER: AnswerKind.NOTHING,
    "not-understood": AnswerKind.NOTHING,
    "help": AnswerKind.NOTHING,
    **{name.key: AnswerKind.NOTHING for name in _NOTHING},
    **{name.key: AnswerKind.REFUSAL for name in _REFUSALS},
    WORDS: AnswerKind.RESULT,
    "paused": AnswerKind.RESULT,
}
"""The kinds by the stored result of a text. The second and the third are those of residents."""


def kind_of(result: str, *, is_called: bool = False, tells_code: bool = False) -> AnswerKind:
    """Return the kind of the answer to a text with this result. Any other one is that of a command.

    `is_called`: the sender is called to an open incident. `tells_code`: the answer tells the code of a command.
    """
    if tells_code:
        return AnswerKind.CODE
    if is_called and result in NEEDED:
        return AnswerKind.NEEDED
    return _KINDS.get(result, AnswerKind.COMMAND)
