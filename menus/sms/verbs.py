"""SMS verbs: the commands and answers by SMS (acknowledge, on duty, close), and their words in both languages."""

from enum import StrEnum


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


WORDS = {
    "GO": Verb.GO,
    "NAENDA": Verb.GO,
    "GOING": Verb.GO,
    "COMING": Verb.GO,
    "NAKUJA": Verb.GO,
    "NAJA": Verb.GO,
    "NO": Verb.CANNOT,
    "CANNOT": Verb.CANNOT,
    "SIWEZI": Verb.CANNOT,
    "SIENDI": Verb.CANNOT,
    "HERE": Verb.HERE,
    "NIMEFIKA": Verb.HERE,
    "DONE": Verb.DONE,
    "TAYARI": Verb.DONE,
    "ACK": Verb.ACK,
    "SAWA": Verb.ACK,
    "SEEN": Verb.ACK,
    "NIMEONA": Verb.ACK,
    "NOTED": Verb.ACK,
    "RECEIVED": Verb.ACK,
    "NIMEPATA": Verb.ACK,
    "NIMEELEWA": Verb.ACK,
    "OB": Verb.OB,
    "LIST": Verb.LIST,
    "ORODHA": Verb.LIST,
    "REF": Verb.SHOW,
    "SHOW": Verb.SHOW,
    "ONYESHA": Verb.SHOW,
    "CLOSE": Verb.CLOSE,
    "FUNGA": Verb.CLOSE,
    "FALSE": Verb.FALSE,
    "UONGO": Verb.FALSE,
    "WHO": Verb.WHO,
    "NANI": Verb.WHO,
    "ON": Verb.ON,
    "NIPO": Verb.ON,
    "OFF": Verb.OFF,
    "SIPO": Verb.OFF,
    "HELP": Verb.HELP,
    "SAIDIA": Verb.HELP,
    "MSAADA": Verb.HELP,
    "MENU": Verb.MENU,
    "MENYU": Verb.MENU,
    "STOP": Verb.STOP,
    "ACHA": Verb.STOP,
    "START": Verb.START,
    "ANZA": Verb.START,
    "YES": Verb.YES,
    "NDIO": Verb.YES,
    "NDIYO": Verb.YES,
    "POLICE": Verb.POLICE,
    "POLISI": Verb.POLICE,
    "SEND": Verb.SEND,
    "TUMA": Verb.SEND,
    "ASK": Verb.ASK,
    "ULIZA": Verb.ASK,
    "SAY": Verb.SAY,
    "TANGAZA": Verb.SAY,
    "SWAP": Verb.SWAP,
    "BADILI": Verb.SWAP,
    "JOIN": Verb.JOIN,
    "UNGA": Verb.JOIN,
    "SPLIT": Verb.SPLIT,
    "TENGA": Verb.SPLIT,
    "SAFE": Verb.SAFE,
    "SALAMA": Verb.SAFE,
    "OK": Verb.OK,
    "OKAY": Verb.OK,
}
DIGITS = {"1": Verb.GO, "2": Verb.CANNOT, "3": Verb.HERE, "4": Verb.DONE, "5": Verb.DANGER}


def verb_of(word: str) -> Verb | None:
    """Return the verb of a bare word in capitals, or of a digit; None if it is no verb."""
    return DIGITS.get(word) or WORDS.get(word)
