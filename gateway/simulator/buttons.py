"""The answers that get a button on a phone, made from the texts on it: only what makes sense at this moment."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from menus.domain.references import is_valid
from menus.sms import grammar
from menus.sms.command import Command
from menus.sms.verbs import Verb, verb_of
from menus.text import catalog
from menus.text.names import Text

_ASKED = re.compile(r"\b1 (\d{5,9})\b")
"""The words of every alert, in each language: `Reply 1 83625`."""
_REFERENCE = re.compile(r"(?<![\d+])\d{5,9}\b")
_CODE = re.compile(r"\b([^\W\d_]+) \d{4}\b")
_PATROL = {"patrol", "patrol-leader", "deputy-leader"}
_MOST = 2
"""Incidents with buttons on one phone, the newest first: more would not fit."""
_CLOSING = (
    Text.CLOSED,
    Text.CLOSED_AS,
    Text.MARKED_FALSE,
    Text.ALREADY_CLOSED,
    Text.CLOSED_SEEN,
    Text.STAND_DOWN,
    Text.STAND_DOWN_FALSE,
)
"""The texts that say that an incident is closed."""
_ASKING_IF_SAFE = (Text.ARE_YOU_IN_DANGER, Text.SAFE_ASKED)
_ANSWERS = frozenset({Verb.GO, Verb.CANNOT, Verb.HERE, Verb.DONE})
"""The answers after which a responder has other ones."""
_WORDS = {
    "en": {"over": "quiet now", "ask": "is anybody hurt?", "safe": "SAFE"},
    "sw": {"over": "kimya sasa", "ask": "kuna aliyeumia?", "safe": "SALAMA"},
}
"""The own words of an answer, by the language of its phone."""
_OB = "12/23/11/2026"
"""An occurrence book number, an example."""


@dataclass(frozen=True)
class Seen:
    """A text on a phone: one that came in, or one that its owner sent (`mine`)."""

    text: str
    mine: bool


@dataclass(frozen=True)
class Button:
    """An answer: the name of its word, the text that it sends, and the incident that it is about."""

    name: str
    text: str
    reference: str | None = None


def buttons(roles: Iterable[str], texts: Sequence[Seen], language: str | None = None) -> list[Button]:
    """Return the answers of a person with these roles to the texts on their phone, oldest text first."""
    held, words = set(roles), _WORDS.get(language or "", _WORDS["en"])
    made = _to_newest(texts[-1], words) if texts and not texts[-1].mine else []
    open_ones = _open(held, texts)
    for reference in open_ones:
        said = _said(texts, reference, is_alone=len(open_ones) == 1)
        if "coordinator" in held:
            made += _of_coordinator(reference, said, words, is_alert=_is_alert(reference, texts))
        elif held & _PATROL:
            made += _of_patrol(reference, said, words)
        else:
            made += _of_others(reference, said, is_police=any(role.startswith("police") for role in held))
    if "coordinator" in held and any(not text.mine for text in texts):
        made.append(Button("list", "LIST"))
    return list(dict.fromkeys(made))


def _to_newest(text: Seen, words: dict[str, str]) -> list[Button]:
    """Return the answers to the newest text, if it asks for a code or whether one is safe."""
    made = [Button("yes", found[0]) for found in _CODE.finditer(text.text) if verb_of(found[1]) is Verb.YES][:1]
    if any(pattern.match(text.text) for pattern in _patterns(_ASKING_IF_SAFE)):
        made += [Button("safe", words["safe"]), Button("danger", "5")]
    return made


def _open(roles: set[str], texts: Sequence[Seen]) -> list[str]:
    """Return the references that the phone was told of and that are not said to be closed, the newest first."""
    pattern = _REFERENCE if "coordinator" in roles else _ASKED
    told: dict[str, None] = {}
    closed: set[str] = set()
    for text in texts:
        if text.mine:
            continue
        if (ended := _closed(text.text)) is not None:
            closed.add(ended)
            continue
        for found in pattern.finditer(text.text):
            reference = found[found.re.groups]
            if is_valid(reference):
                told.pop(reference, None)
                told[reference] = None
    return [reference for reference in reversed(told) if reference not in closed][:_MOST]


def _is_alert(reference: str, texts: Sequence[Seen]) -> bool:
    return any(not text.mine and f"1 {reference}" in text.text for text in texts)


def _said(texts: Sequence[Seen], reference: str, *, is_alone: bool) -> list[Verb]:
    """Return what the person has sent about an incident, oldest first.

    An answer that names no incident is about the only one that is open.
    """
    commands = [_read(text.text) for text in texts if text.mine]
    return [
        command.verb
        for command in commands
        if command.verb is not None
        and (command.reference == reference or (command.reference is None and is_alone and command.verb in _ANSWERS))
    ]


def _of_coordinator(reference: str, said: Sequence[Verb], words: dict[str, str], *, is_alert: bool) -> list[Button]:
    last = _last(said)
    made = [Button("going", f"1 {reference}", reference)] if is_alert and last is None else []
    if last in {Verb.GO, Verb.HERE}:
        made.append(Button("over", f"4 {reference} {words['over']}", reference))
    made.append(
        Button("ask", f"ASK {reference} {words['ask']}", reference)
        if Verb.SEND in said
        else Button("send", f"SEND {reference}", reference)
    )
    if Verb.POLICE not in said:
        made.append(Button("police", f"POLICE {reference}", reference))
    return [*made, Button("close", f"CLOSE {reference} settled", reference)]


def _of_patrol(reference: str, said: Sequence[Verb], words: dict[str, str]) -> list[Button]:
    going, cannot = Button("going", f"1 {reference}", reference), Button("cannot", f"2 {reference}", reference)
    there = Button("there", f"3 {reference}", reference)
    over = Button("over", f"4 {reference} {words['over']}", reference)
    danger = Button("danger", "5", reference)
    return {
        None: [going, cannot],
        Verb.GO: [there, over, danger],
        Verb.CANNOT: [going],
        Verb.HERE: [over, danger],
        Verb.DONE: [],
    }[_last(said)]


def _of_others(reference: str, said: Sequence[Verb], *, is_police: bool) -> list[Button]:
    if not {Verb.GO, Verb.ACK} & {*said}:
        return [Button("seen", f"1 {reference}", reference)]
    return [Button("ob", f"OB {reference} {_OB}", reference)] if is_police and Verb.OB not in said else []


def _last(said: Sequence[Verb]) -> Verb | None:
    return next((verb for verb in reversed(said) if verb in _ANSWERS), None)


@lru_cache(4_096)
def _read(text: str) -> Command:
    """Read a text that a person has sent, as Doria reads it."""
    return grammar.parse(text, freely=True)


def _closed(text: str) -> str | None:
    """Return the incident that a text says is closed, or None."""
    return next((found[1] for pattern in _patterns(_CLOSING) if (found := pattern.match(text))), None)


@cache
def _patterns(names: tuple[Text, ...]) -> tuple[re.Pattern[str], ...]:
    """Return the texts of these names in all languages. The reference is the group of each pattern, if it has one."""
    texts = {catalog.catalog(language)[name] for language in catalog.LANGUAGES for name in names}
    return tuple(re.compile(_pattern(text)) for text in sorted(texts))


def _pattern(text: str) -> str:
    kept = re.escape(text).replace(r"\{reference\}", r"(\d{5,9})")
    return re.sub(r"\\\{[a-z_]+\\\}", ".+?", kept)
