"""Verbs of the association by SMS: each language brings its words for them, in `[association]` of `words.toml`.

Most of these words are also used otherwise (`received`, `take`, `answer`). So each is a command in its full form alone,
from a role that has it, with a number of its kind. Any other text is read as if the verb did not exist.
"""

import re
from enum import StrEnum

from menus.domain import lettered
from menus.domain.lettered import COUNTED, Letter
from menus.sms.bare_words import words_of
from menus.text import languages
from menus.text.readable import readable


class AssociationVerb(StrEnum):
    """A verb of the association. The values are the names in `words.toml`."""

    RECEIVED = "received"
    UNDO = "undo"
    HANDOVER = "hand-money-over"
    PAY = "pay"
    KIND = "kind"
    BOOKS = "books"
    AGREE = "agree"
    REFUSE = "refuse"
    BARAZA = "baraza"
    AGENDA = "agenda"
    ANSWER = "answer"
    DID = "did"
    DECIDED = "decided"
    WARN = "warn"
    STEP = "step"
    WELL = "well"
    NOT_WELL = "not-well"
    TASK = "task"
    TAKE = "take"
    DONE = "done"
    PATROLS = "patrols"
    ARREST = "arrest"
    CHARGED = "charged"
    RELEASED = "released"
    COURT = "court"
    ENDED = "ended"
    INTEREST = "interest"
    SUPPORT = "support"
    VOUCH = "vouch"


NAMES = frozenset(AssociationVerb)
_OF_COUNTED = frozenset(
    {
        AssociationVerb.AGREE,
        AssociationVerb.REFUSE,
        AssociationVerb.BARAZA,
        AssociationVerb.ANSWER,
        AssociationVerb.DID,
        AssociationVerb.DECIDED,
    }
)
"""Verbs beside which a short number with a letter is no house: `ANSWER Q2`, where `nimefika D4` is a place."""
_LETTERED = re.compile(rf"[{''.join(Letter)}][0-9]+", re.ASCII)
_FIRST = 2
"""The verb is the first word, or the second behind a number: `T50217 DONE`."""


def verb_of(word: str) -> AssociationVerb | None:
    """Return the verb of a bare word in capitals; None if it is none."""
    name = languages.association().get(word)
    return AssociationVerb(name) if name in NAMES else None


def read(text: str) -> tuple[AssociationVerb, list[str]] | None:
    """Return the verb of a text and its other words as they are written, in their order; None without a verb.

    The verb is the first word. It is the second word if the first one holds a digit.
    """
    words = words_of(readable(text))
    for place, (_, plain) in enumerate(words[:_FIRST]):
        verb = verb_of(plain)
        if verb is not None and (place == 0 or any(sign.isdigit() for sign in words[0][1])):
            return verb, [word for at, (word, _) in enumerate(words) if at != place]
    return None


def names_a_thing(text: str) -> bool:
    """Return whether a text names a receipt, a task, a question or the like by its number.

    Then its other words answer no alert, whoever sends it: `T50217 done` ends no incident.
    """
    plain = lettered.with_glued([plain for _, plain in words_of(readable(text))])
    if any(lettered.named(word, letter) for word in plain for letter in Letter if letter not in COUNTED):
        return True
    found = read(text)
    return found is not None and found[0] in _OF_COUNTED and any(map(_LETTERED.fullmatch, plain))
