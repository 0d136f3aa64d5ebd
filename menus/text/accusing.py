"""Accusing: a text says that the patrol or a leader did a wrong. The people whom it accuses must not read it.

`Kiongozi wa doria ameniibia` is no plain theft, and `kiongozi wa doria ameibiwa` is one. So the words are read in their
order: a group, and soon after it a verb of what it did; or a verb of what was done, `na` or `by`, and a group. Red
words stay red: a person decides on them. The lists are guesses, made without a native reader.
"""

import re
from dataclasses import dataclass

from menus.domain.accused import AccusedGroup
from menus.text import accusing_words, folding, listed

_WINDOW = 5
"""The words behind a group among which its deed stands: `viongozi wa doria wa huku usiku wanatuibia`. A guess."""
_BETWEEN = 3
"""The most words between `nimeibiwa` and `na doria`: `nimeibiwa simu na pesa na doria`. A guess, as for `to stop`."""
_STOP = "|"
"""The mark of a comma or another stop: `Doria, wameniibia` calls the patrol, and accuses nobody."""
_PATROL = frozenset(accusing_words.PATROL.split())
_LEADER = frozenset(accusing_words.LEADER.split())
_HEADS = frozenset(accusing_words.HEADS.split())
_LINKS = frozenset(accusing_words.LINKS.split())
_OWNED = frozenset(accusing_words.OWNED.split())
_BARRED_BEFORE = frozenset(accusing_words.BEFORE.split())
_CALLS = frozenset(accusing_words.CALLS.split())
_CALLING = re.compile("|".join(accusing_words.CALLING))
_THIEVES = frozenset(accusing_words.THIEVES.split())
_BARRIERS = re.compile("|".join(accusing_words.BARRIERS))
_DEED = re.compile("|".join(accusing_words.DEEDS))
_BEATING = re.compile("|".join(accusing_words.BEATINGS))
_TAKES = re.compile("|".join(accusing_words.TAKES))
_GOODS = re.compile("|".join(accusing_words.GOODS))
_WANTS = re.compile("|".join(accusing_words.WANTS))
_BRIBES = re.compile("|".join(accusing_words.BRIBES))
_SUFFERED = re.compile("|".join(accusing_words.SUFFERED))
_BREAKS = re.compile(accusing_words.BREAKS)
_HOMES = re.compile(accusing_words.HOMES)
_SELLS = re.compile(accusing_words.SELLS)
_DRUGS = re.compile(accusing_words.DRUGS)
_STOPS = frozenset(accusing_words.STOPS.split())
_HURRY = frozenset(accusing_words.HURRY.split())
_YOURS = frozenset(accusing_words.YOURS.split())
_YOUR_PEOPLE = frozenset(accusing_words.YOUR_PEOPLE.split())
_YOUR_LEADERS = frozenset(accusing_words.YOUR_LEADERS.split())
_GOES_ON = re.compile(accusing_words.GOES_ON)
_OBJECT_OF = re.compile(accusing_words.OBJECT_OF)
_NO_BEATING = frozenset(accusing_words.NO_BEATING.split())


@dataclass(frozen=True)
class Accusation:
    """A group that a text accuses, and the word that says what it did."""

    group: AccusedGroup
    word: str


@dataclass(frozen=True)
class Call:
    """A call for help: `tuma doria wananipiga`. `word` says what others do, or it is empty."""

    word: str


@dataclass(frozen=True)
class _Named:
    """A group among the words of a text: its first word, the one behind its last word, and which group it is."""

    start: int
    end: int
    group: AccusedGroup


def find(text: str) -> Accusation | None:
    """Return the accusation of the patrol or of a leader that a text makes; None if it makes none.

    Accusations of the police are found by the word lists.
    """
    tokens = _tokens(text)
    for named in _groups(tokens):
        if named.group is AccusedGroup.POLICE:
            continue
        word = _suffered(tokens, named) or ("" if _is_no_doer(tokens, named) else _did(tokens[named.end :]))
        if word:
            return Accusation(named.group, word)
    return None


def call(text: str) -> Call | None:
    """Return the call for the patrol, the police or a leader that a text makes; None if it makes none, or accuses."""
    tokens = _tokens(text)
    police = [_Named(at, at + 1, AccusedGroup.POLICE) for at, word in enumerate(tokens) if listed.is_authority(word)]
    called = [one for one in (*_groups(tokens), *police) if _is_called(tokens, one)]
    if not called or find(text) is not None:
        return None
    return Call(next((word for one in called if (word := _did(tokens[one.end :]))), ""))


def whom(text: str) -> AccusedGroup:
    """Return whom a complaint accuses: the group of its accusation, else the first one that it names.

    Where it names none, the police: so it was before, and oversight reads it all the same.
    """
    accusation = find(text)
    if accusation is not None:
        return accusation.group
    tokens = _tokens(text)
    if any(listed.is_authority(token) for token in tokens):
        named = [one for one in _groups(tokens) if one.group is AccusedGroup.PATROL]
        return AccusedGroup.PATROL if named else AccusedGroup.POLICE
    return next((named.group for named in _groups(tokens)), AccusedGroup.POLICE)


def _tokens(text: str) -> list[str]:
    """Return the words of a text in small plain letters, with its stops. Letters are folded before stops are lost."""
    marked = re.sub(r"[,;:!?.]+(?=\s|$)", " STOPMARK ", text[: folding.LONGEST])
    return [_STOP if word == "stopmark" else word for word in folding.fold(marked).split()]


def _groups(tokens: list[str]) -> list[_Named]:
    """Return the groups that the words name, in their order."""
    found: list[_Named] = []
    for number, token in enumerate(tokens):
        if found and number < found[-1].end:
            continue
        yours = _yours(tokens, number)
        if yours is not None:
            found.append(yours)
            continue
        is_patrol, is_leader = token in _PATROL, token in _LEADER
        if not (is_patrol or is_leader):
            continue
        start = _first(tokens, number)
        end = _last(tokens, number) + 1
        words = tokens[start:end]
        if any(listed.is_authority(word) and word != "askari" for word in words):
            group = AccusedGroup.POLICE
        elif _PATROL & set(words):
            group = AccusedGroup.PATROL
        else:
            group = AccusedGroup.LEADER
        found.append(_Named(start, end, group))
    return found


def _yours(tokens: list[str], number: int) -> _Named | None:
    """Return the group that is called the reader's own at a word: `vijana wenu`, `your boys`."""
    if tokens[number] not in _YOURS:
        return None
    start = number if tokens[number].startswith("your") else number - 1
    pair = tokens[max(start, 0) : start + 2]
    if _YOUR_LEADERS & set(pair):
        return _Named(start, start + 2, AccusedGroup.LEADER)
    return _Named(start, start + 2, AccusedGroup.PATROL) if _YOUR_PEOPLE & set(pair) else None


def _first(tokens: list[str], number: int) -> int:
    """Return where the name of a group begins: `vijana wa doria`, `police patrol`."""
    while number:
        before = tokens[number - 1]
        if before in _HEADS or listed.is_authority(before):
            number -= 1
        elif (
            number > 1
            and before in _LINKS
            and (tokens[number - 2] in _HEADS or listed.is_authority(tokens[number - 2]))
        ):
            number -= 2
        else:
            break
    return number


def _last(tokens: list[str], number: int) -> int:
    """Return where the name of a group ends: `chairman wa doria`, `patrol leader`."""
    while number + 1 < len(tokens):
        after = tokens[number + 1]
        if after in _HEADS or after in _PATROL or after in _LEADER:
            number += 1
        elif after in _LINKS and number + 2 < len(tokens) and tokens[number + 2] in _PATROL:
            number += 2
        elif tokens[number + 1 : number + 3] == ["of", "the"] and set(tokens[number + 3 : number + 4]) & _PATROL:
            number += 3
        else:
            break
    return number


def _is_no_doer(tokens: list[str], named: _Named) -> bool:
    """Return whether a group is not the one that acts: it is called, it owns something, or others act on it."""
    before = _without_articles(tokens[: named.start])
    if _THIEVES & set(before):
        return True
    nearest = before[-1] if before else ""
    return (
        nearest in _BARRED_BEFORE
        or nearest in _OWNED
        or _OBJECT_OF.fullmatch(nearest) is not None
        or _is_called(tokens, named)
    )


def _is_called(tokens: list[str], named: _Named) -> bool:
    """Return whether a group is the one that shall come, and no doer."""
    nearest = "".join(_without_articles(tokens[: named.start])[-1:])
    after = tokens[named.end : named.end + _BETWEEN]
    if _STOPS & set(after):
        return False
    is_addressed = bool((_HURRY | _THIEVES) & set(after[:1]))
    return is_addressed or nearest in _CALLS or _CALLING.fullmatch(nearest) is not None


def _did(after: list[str]) -> str:
    """Return the word of a wrong among the words behind a group; empty if there is none."""
    behind = _without_articles(after[1:4])
    if after[:1] and after[0] in accusing_words.IS and behind and behind[0] in _THIEVES | accusing_words.BAD:
        return behind[0]
    for number, word in enumerate(after[:_WINDOW]):
        if _is_wrong(word, _without_articles(after[number + 1 : number + 5])):
            return word
        if word in _THIEVES or _BARRIERS.fullmatch(word):
            break
    return ""


def _is_wrong(word: str, behind: list[str]) -> bool:
    """Return whether a word says that a group did a wrong, with the words behind it."""
    nearest = behind[0] if behind else ""
    return (
        (_DEED.fullmatch(word) is not None and nearest not in _THIEVES)
        or (_BEATING.fullmatch(word) is not None and nearest not in _NO_BEATING | _THIEVES)
        or (_TAKES.fullmatch(word) is not None and any(_GOODS.fullmatch(one) for one in behind[:2]))
        or (_BREAKS.fullmatch(word) is not None and nearest != "up" and any(_HOMES.fullmatch(one) for one in behind))
        or (_SELLS.fullmatch(word) is not None and any(_DRUGS.fullmatch(one) for one in behind[:2]))
        or (_WANTS.fullmatch(word) is not None and any(_BRIBES.fullmatch(one) for one in behind))
        or (word in accusing_words.WITH and bool(_THIEVES & set(behind[:3])))
    )


def _without_articles(words: list[str]) -> list[str]:
    return [word for word in words if word not in accusing_words.ARTICLES]


def _suffered(tokens: list[str], named: _Named) -> str:
    """Return the word of what was done by a group: `nimeibiwa na doria`; empty if nothing was.

    `Nimeibiwa na doria hawajakuja` goes on with the group: there `na` means `and`.
    """
    before = _without_articles(tokens[: named.start])
    if not before or before[-1] not in accusing_words.BY or _THIEVES & set(before):
        return ""
    after = tokens[named.end : named.end + 1]
    if before[-1] == "na" and after and _GOES_ON.fullmatch(after[0]):
        return ""
    near = before[-2 - _BETWEEN : -1]
    return next((token for token in reversed(near) if _SUFFERED.fullmatch(token)), "")
