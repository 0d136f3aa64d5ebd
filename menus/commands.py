"""The grammar of inbound SMS: text in, command out; nothing is looked up here."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from menus.rules.references import looks_like


class Verb(StrEnum):
    """What somebody asks for."""

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
    STOP = "stop"
    START = "start"
    YES = "yes"


@dataclass(frozen=True)
class Command:
    """A verb (None: no command, but somebody's own words), the reference it names, and what is left to say.

    `reference` has a reference's form, its check digit is not looked at; `by_digit` says the verb was 1 to 5.
    """

    verb: Verb | None
    reference: str | None = None
    rest: str = ""
    extra_references: tuple[str, ...] = ()
    by_digit: bool = False


_WORDS = {
    "GO": Verb.GO,
    "NAENDA": Verb.GO,
    "NO": Verb.CANNOT,
    "SIWEZI": Verb.CANNOT,
    "HERE": Verb.HERE,
    "NIMEFIKA": Verb.HERE,
    "DONE": Verb.DONE,
    "TAYARI": Verb.DONE,
    "ACK": Verb.ACK,
    "SAWA": Verb.ACK,
    "OB": Verb.OB,
    "LIST": Verb.LIST,
    "ORODHA": Verb.LIST,
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
    "STOP": Verb.STOP,
    "ACHA": Verb.STOP,
    "START": Verb.START,
    "ANZA": Verb.START,
    "YES": Verb.YES,
    "NDIO": Verb.YES,
    "NDIYO": Verb.YES,
}
_DIGITS = {"1": Verb.GO, "2": Verb.CANNOT, "3": Verb.HERE, "4": Verb.DONE, "5": Verb.DANGER}
_WITH_WORDS = {Verb.DONE, Verb.OB, Verb.CLOSE, Verb.FALSE, Verb.YES}
"""Verbs that something is said with; any other word behind the rest makes it somebody's own words."""
_TOKEN = re.compile(r"\S+")
_EDGE = ".,;:!?'\"()[]{}<>-_#*/\\"
_GLUED = re.compile(r"([1-5])[.,;:\-_/)]+(\d{5,9})[.,;:!?]*")


def parse(text: str) -> Command:
    """Return what an SMS asks for."""
    words = _TOKEN.findall(unicodedata.normalize("NFKC", text).replace("\0", " "))
    if words and (glued := _GLUED.fullmatch(words[0])):
        words[:1] = [glued[1], glued[2]]
    bare = [word.strip(_EDGE).upper() for word in words]
    kept = [(word, plain) for word, plain in zip(words, bare, strict=True) if plain]
    if not kept:
        return Command(None, rest=text.strip())
    return _command(kept) or Command(None, rest=text.strip())


def _command(kept: list[tuple[str, str]]) -> Command | None:
    plain = [word for _, word in kept]
    if looks_like(plain[0]):
        if len(plain) == 1:
            return Command(Verb.SHOW, plain[0])
        if looks_like(plain[1]):
            return Command(Verb.SHOW, plain[0], extra_references=tuple(filter(looks_like, plain[1:])))
        verb, rest, reference = _verb(plain[1]), kept[2:], plain[0]
        by_digit = plain[1] in _DIGITS
    else:
        verb, rest, reference = _verb(plain[0]), kept[1:], None
        by_digit = plain[0] in _DIGITS
        if verb not in {None, Verb.YES} and rest and looks_like(rest[0][1]):
            reference, rest = rest[0][1], rest[1:]
    if verb is None:
        return None
    extra: list[str] = []
    while rest and verb is not Verb.YES and looks_like(rest[0][1]) and reference is not None and verb is not Verb.OB:
        extra.append(rest[0][1])
        rest = rest[1:]
    if rest and verb not in _WITH_WORDS and reference is None:
        return None
    words = " ".join(word for word, _ in rest)
    if verb is Verb.YES:
        words = "".join(character for character in words if character.isdigit())
        if not words:
            return None
    return Command(verb, reference, words, tuple(extra), by_digit)


def _verb(word: str) -> Verb | None:
    return _DIGITS.get(word) or _WORDS.get(word)
