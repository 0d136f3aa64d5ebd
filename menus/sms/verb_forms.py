"""Forms of commands: which verb a text begins with, and the form of that verb, for a text that is in no form of it.

Such a text was meant as a command. Its other words answer no alert: read as own words, `NOTE STATION MEETING` would
take an answer back, and `DECIDED lamps at river` would end an incident.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from menus.domain.categories import Category, Level
from menus.sms import association_verbs, wording
from menus.sms.association_verbs import AssociationVerb
from menus.sms.bare_words import words_of
from menus.sms.verbs import DIGITS, Verb, verb_of
from menus.text import languages
from menus.text.names import Text
from menus.text.readable import readable

AnyVerb = Verb | AssociationVerb
_SAY_AN_ANSWER = frozenset({AssociationVerb.RECEIVED, AssociationVerb.WELL, AssociationVerb.ENDED})
"""Verbs whose word is an answer, too: `ended`, `received with thanks`. A digit beside them shows that none is meant."""
_FIRST = 2
"""The verb is the first word, or the second behind a number: `48273 JOIN`."""
_EVERYDAY = frozenset(
    {
        *(Verb.POLICE, Verb.MORE, Verb.CAME, Verb.LIST, Verb.SHOW, Verb.WHO),
        *(AssociationVerb.SUPPORT, AssociationVerb.ANSWER, AssociationVerb.DID, AssociationVerb.ARREST),
        *(AssociationVerb.CHARGED, AssociationVerb.RELEASED, AssociationVerb.ENDED, AssociationVerb.STEP),
        *(AssociationVerb.COURT, AssociationVerb.KIND, AssociationVerb.WELL, AssociationVerb.TAKE),
        AssociationVerb.AGREE,
    }
)
"""Verbs whose word also begins sentences: `police have arrived, all calm` is an answer to an alert."""
_SENTENCE = 4
"""The words from which on a text that begins with an everyday verb, without a digit, is a sentence. A guess."""
_ALONE = frozenset({Verb.LIST, Verb.WHO, Verb.MENU, Verb.LOOKS, Verb.DESK, Verb.NOT_ME, AssociationVerb.BOOKS})
_TAILS: dict[str, str] = {
    Verb.CAME: "REF",
    Verb.MORE: "REF",
    Verb.POLICE: "REF",
    Verb.SPLIT: "REF",
    Verb.ERASE: "REF",
    Verb.NOTE: "REF ...",
    Verb.JOIN: "REF REF",
    AssociationVerb.RECEIVED: "50 G482731",
    AssociationVerb.UNDO: "R412783",
    AssociationVerb.HANDOVER: "500 TO ...",
    AssociationVerb.PAY: "300 ... D12",
    AssociationVerb.KIND: "... 4 G482731",
    AssociationVerb.AGREE: "A30514",
    AssociationVerb.REFUSE: "A30514",
    AssociationVerb.BARAZA: "16/01 14:00 ...",
    AssociationVerb.AGENDA: "...",
    AssociationVerb.ANSWER: "Q17 ...",
    AssociationVerb.DID: "Q17 ...",
    AssociationVerb.DECIDED: "D12 ...",
    AssociationVerb.WELL: "JANI 42",
    AssociationVerb.NOT_WELL: "JANI 42",
    AssociationVerb.TASK: "REF ...",
    AssociationVerb.TAKE: "T50217",
    AssociationVerb.ARREST: "REF",
    AssociationVerb.CHARGED: "REF",
    AssociationVerb.RELEASED: "REF",
    AssociationVerb.ENDED: "REF",
    AssociationVerb.COURT: "REF 24/12",
    AssociationVerb.INTEREST: "REF",
    AssociationVerb.VOUCH: "1234",
}
"""What stands behind each verb in its form, beside those that have a text of their own."""
TEXTS: dict[str, Text] = {
    Verb.HAND_OVER: Text.HAND_OVER_HOW,
    AssociationVerb.STEP: Text.COURSE_HOW,
    AssociationVerb.PATROLS: Text.PATROLS_WORDS,
    AssociationVerb.SUPPORT: Text.SUPPORT_HOW,
}
"""The texts that tell the form of a verb."""
_TOLD_OTHERWISE: dict[str, Callable[[str, str], str]] = {
    Verb.SHOW: lambda _word, _language: "REF",
    Verb.LOWER: lambda word, language: f"{word} REF {wording.level_name(language, Level.HAZARD)} ...",
    AssociationVerb.WARN: lambda word, language: f"{word} ... {wording.category_name(language, Category.THEFT)}",
}


@dataclass(frozen=True)
class Begun:
    """A command that a text begins with: its verb, the word as it was sent, in capitals, and the word behind it."""

    verb: AnyVerb
    word: str
    behind: str = ""


def begun(text: str, held: Collection[AnyVerb]) -> Begun | None:
    """Return the command that a text begins with, among those that its sender holds; None for any other text.

    It is the first word, or the second behind a word with a digit.
    """
    plain = [word for _, word in words_of(readable(text))]
    known = {str(verb) for verb in held}
    for place, word in enumerate(plain[:_FIRST]):
        if place and (plain[0] in DIGITS or not _has_digit(plain[0])):
            continue
        for verb in (verb_of(word), association_verbs.verb_of(word)):
            if verb is None or str(verb) not in known:
                continue
            if verb in _SAY_AN_ANSWER and not any(map(_has_digit, plain)):
                continue
            return Begun(verb, word, plain[place + 1] if place + 1 < len(plain) else "")
    return None


def is_sentence(text: str, found: Begun) -> bool:
    """Return whether a text that begins with a command is rather a sentence of everyday words."""
    plain = [word for _, word in words_of(readable(text))]
    return found.verb in _EVERYDAY and len(plain) >= _SENTENCE and not any(map(_has_digit, plain))


def example(found: Begun, language: str) -> str:
    """Return how a command is sent, with the word that its sender wrote for it."""
    otherwise = _TOLD_OTHERWISE.get(found.verb)
    if otherwise is not None:
        return otherwise(found.word, language)
    return " ".join(filter(None, (found.word, _TAILS.get(found.verb, ""))))


def has_form(verb: AnyVerb) -> bool:
    """Return whether the form of a verb can be told."""
    return verb in _ALONE or verb in TEXTS or verb in _TAILS or verb in _TOLD_OTHERWISE


def says_station(found: Begun) -> bool:
    """Return whether a text begins with NOTE STATION, whatever stands behind it."""
    return found.verb is Verb.NOTE and languages.association().get(found.behind) == "station"


def _has_digit(word: str) -> bool:
    return any(sign.isdigit() for sign in word)
