"""SMS verbs: the commands and answers by SMS (acknowledge, on duty, close). Each language brings its words for them."""

from enum import StrEnum

from menus.text import catalog, languages


class Verb(StrEnum):
    """A command or an answer by SMS."""

    GO = "go"
    CANNOT = "cannot"
    HERE = "here"
    DONE = "done"
    DANGER = "danger"
    ACK = "ack"
    OB = "ob"
    LIST = "list"
    SHOW = "show"
    MORE = "more"
    """The next page of what SHOW has begun. `menus/sms/paging.py` says in which form it is a command."""
    CLOSE = "close"
    FALSE = "false"
    WHO = "who"
    ON = "on"
    OFF = "off"
    HELP = "help"
    MENU = "menu"
    STOP = "stop"
    CANCEL = "cancel"
    """CANCEL, END or QUIT: it may mean the texts or an incident. `menus/sms/stopping.py` has its words."""
    START = "start"
    YES = "yes"
    POLICE = "police"
    SEND = "send"
    ASK = "ask"
    SAY = "say"
    SWAP = "swap"
    JOIN = "join"
    SPLIT = "split"
    SAFE = "safe"
    OK = "ok"
    PAUSE = "pause"
    RESUME = "resume"
    LOOKS = "looks"
    """The list of looks at sealed numbers and words. `menus/sms/paging.py` says in which form it is a command."""
    ERASE = "erase"
    DESK = "desk"
    """The code that opens the desk. It is a command alone or with OFF, and nothing else beside it."""
    NOT_ME = "not-me"
    """The sender has not asked for the code of the desk that came to them."""
    LOWER = "lower"
    """`menus/sms/steering.py` says in which form this one and the next three are commands."""
    CAME = "came"
    NOTE = "note"
    HAND_OVER = "handover"


NAMES = frozenset(Verb)
"""The names of commands, as a language's file of words uses them."""
DIGITS = {"1": Verb.GO, "2": Verb.CANNOT, "3": Verb.HERE, "4": Verb.DONE, "5": Verb.DANGER}


def verb_of(word: str) -> Verb | None:
    """Return the verb of a bare word in capitals, or of a digit; None if it is no verb."""
    return DIGITS.get(word) or _verb(languages.commands().get(word, ""))


def word_of(verb: Verb, language: str) -> str:
    """Return the word of a verb in a language, in capitals; the English one if the language has none of its own."""
    for code in (language, catalog.SOURCE):
        found = next((word for word, name in languages.words(code).commands.items() if name == verb), None)
        if found is not None:
            return found
    return verb.upper()


def _verb(name: str) -> Verb | None:
    """Return the verb of that name; None if there is none, which is a fault of the language that names it."""
    return Verb(name) if name in NAMES else None


WORDS = {word: verb for word, name in languages.commands().items() if (verb := _verb(name)) is not None}
"""The words of the languages that come with Doria."""
