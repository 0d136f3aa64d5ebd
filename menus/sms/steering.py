"""Steering: LOWER, CAME, NOTE and PASS, as people with a role write them.

These are words that people also use otherwise (`they came`, `note the car`, `we pass by`). So each is a command in its
full form alone; in any other form a text stays the sender's own words.
"""

from collections.abc import Callable

from menus.domain.references import looks_like
from menus.sms import level_words
from menus.sms.bare_words import Words
from menus.sms.command import Command
from menus.sms.verbs import Verb, verb_of

VERBS = frozenset({Verb.LOWER, Verb.CAME, Verb.NOTE, Verb.HAND_OVER})
_MOST_NAMES = 4
"""More words than this behind PASS are rather news than a name. A guess, to be tested."""


def read(words: Words) -> Command | None:
    """Return the command of a text, or None if it is none in its full form."""
    plain = [word for _, word in words]
    police = _police_came(plain)
    if police is not None:
        return police
    place = next((at for at, word in enumerate(plain[:2]) if verb_of(word) in VERBS), None)
    verb = verb_of(plain[place]) if place is not None else None
    if verb is None or place is None:
        return None
    if place == 1:
        return _FORMS[verb](plain[0], words[2:]) if looks_like(plain[0]) else None
    if len(plain) > 1 and looks_like(plain[1]):
        return _FORMS[verb](plain[1], words[2:])
    return _FORMS[verb](None, words[1:])


def _police_came(plain: list[str]) -> Command | None:
    """Return the command of `police came 48273`, in any order and with nothing else; None for any other text."""
    references = [word for word in plain if looks_like(word)]
    verbs = {verb_of(word) for word in plain if not looks_like(word)}
    is_whole = len(plain) == len(references) + len(verbs) and len(references) == 1
    if not is_whole or verbs != {Verb.POLICE, Verb.CAME}:
        return None
    return Command(Verb.CAME, references[0], is_led=True)


def _lower(reference: str | None, rest: Words) -> Command | None:
    """Read LOWER: without a reference it stands alone, or before the word of a level."""
    if reference is None and rest and level_words.level_of(rest[0][1]) is None:
        return None
    return _command(Verb.LOWER, reference, rest)


def _came(reference: str | None, rest: Words) -> Command | None:
    """Read CAME: a reference and nothing else. `came 48273 two men` tells of somebody else who came."""
    return None if reference is None or rest else _command(Verb.CAME, reference, rest)


def _note(reference: str | None, rest: Words) -> Command | None:
    """Read NOTE: without a reference it stands alone, and its form is told."""
    return None if reference is None and rest else _command(Verb.NOTE, reference, rest)


def _pass(reference: str | None, rest: Words) -> Command | None:
    """Read PASS: a name and nothing else, or the word alone."""
    has_digits = any(sign.isdigit() for _, plain in rest for sign in plain)
    is_name = reference is None and len(rest) <= _MOST_NAMES and not has_digits
    return _command(Verb.HAND_OVER, None, rest) if is_name else None


_FORMS: dict[Verb, Callable[[str | None, Words], Command | None]] = {
    Verb.LOWER: _lower,
    Verb.CAME: _came,
    Verb.NOTE: _note,
    Verb.HAND_OVER: _pass,
}


def _command(verb: Verb, reference: str | None, rest: Words) -> Command:
    return Command(verb, reference, " ".join(word for word, _ in rest), is_led=reference is not None)
