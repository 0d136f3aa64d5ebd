"""The answers that get a button on a phone, made from the texts on it: only what makes sense at this moment."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from menus.text import catalog
from menus.text.names import Text

_ASKED = re.compile(r"\b1 (\d{5,9})\b")
"""What every alert says, in each language: `Reply 1 83625`."""
_REFERENCE = re.compile(r"(?<![\d+])\d{5,9}\b")
_CODE = re.compile(r"\b(YES|NDIO) (\d{4})\b")
_PATROL = {"patrol", "patrol-leader", "deputy-leader"}
_MOST = 2
"""Incidents with buttons on one phone, the newest first: more would not fit."""
_CLOSING = (Text.CLOSED, Text.MARKED_FALSE, Text.ALREADY_CLOSED, "sms.stand_down", "sms.stand_down_false")
"""The texts that say that an incident is closed."""
_NOTES = {"sw": "kimya sasa"}
_NOTE = "quiet now"
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
    made = _confirming(texts)
    held = set(roles)
    for reference in _open(held, texts):
        said = [_sent(text.text, reference) for text in texts if text.mine]
        made += _answers(held, reference, [answer for answer in said if answer], language, _is_alert(reference, texts))
    if "coordinator" in held and any(not text.mine for text in texts):
        made.append(Button("list", "LIST"))
    return made


def _confirming(texts: Sequence[Seen]) -> list[Button]:
    """Return the code that the newest text asks for, unless something was sent since."""
    found = _CODE.search(texts[-1].text) if texts and not texts[-1].mine else None
    return [Button("yes", found[0])] if found else []


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
            told.pop(reference, None)
            told[reference] = None
    return [reference for reference in reversed(told) if reference not in closed][:_MOST]


def _is_alert(reference: str, texts: Sequence[Seen]) -> bool:
    return any(not text.mine and f"1 {reference}" in text.text for text in texts)


def _answers(
    roles: set[str],
    reference: str,
    said: Sequence[str],
    language: str | None,
    is_alert: bool,  # noqa: FBT001 - a fact about the incident
) -> list[Button]:
    """Return the answers about one incident. `said` are the digits that the person has sent about it, oldest first."""
    last = said[-1] if said else ""
    going, seen = Button("going", f"1 {reference}", reference), Button("seen", f"1 {reference}", reference)
    if "coordinator" in roles:
        return [
            *([going] if is_alert and not last else []),
            Button("send", f"SEND {reference}", reference),
            Button("police", f"POLICE {reference}", reference),
            Button("close", f"CLOSE {reference} settled", reference),
        ]
    if not roles & _PATROL:
        is_police = any(role.startswith("police") for role in roles)
        book = [Button("ob", f"OB {reference} {_OB}", reference)] if is_police else []
        return book if last else [seen]
    cannot, there = Button("cannot", f"2 {reference}", reference), Button("there", f"3 {reference}", reference)
    over = Button("over", f"4 {reference} {_NOTES.get(language or '', _NOTE)}", reference)
    danger = Button("danger", "5", reference)
    return {"": [going, cannot], "1": [there, over, danger], "2": [going], "3": [over, danger]}.get(last, [])


def _sent(text: str, reference: str) -> str | None:
    """Return the digit that a text of the person says about an incident, or None."""
    found = re.match(rf"\s*([1-4])\s+{reference}\b", text)
    return found[1] if found else None


def _closed(text: str) -> str | None:
    """Return the incident that a text says is closed, or None."""
    return next((found[1] for pattern in _closing_patterns() if (found := pattern.match(text))), None)


@cache
def _closing_patterns() -> tuple[re.Pattern[str], ...]:
    texts = {catalog.catalog(language)[name] for language in catalog.LANGUAGES for name in _CLOSING}
    return tuple(
        re.compile(re.escape(text).replace(r"\{short\}", r".+?").replace(r"\{reference\}", r"(\d{5,9})"))
        for text in texts
    )
