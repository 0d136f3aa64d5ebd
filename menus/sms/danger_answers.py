"""Answers to the question whether somebody is in danger: they are, they are not, or they write something else.

Whatever they write, they are not silent. In doubt, words of danger count: a false alarm costs a walk.
"""

from enum import Enum, auto

from menus.sms.answer_words import NO
from menus.sms.command import Command
from menus.sms.verbs import Verb
from menus.text import cries, lexicon, mistakes

_YES = frozenset({"ndio", "ndiyo", "ndo", "naam", "ee", "eeh", "eehe", "yes", "yeah", "yep"})
_CALM = {Verb.SAFE, Verb.OK, Verb.ACK}
_ALARM = {Verb.DANGER, Verb.HELP}
_SHORT = 4
"""The most words of a bare yes or no. A guess, to be tested."""


class DangerAnswer(Enum):
    """The answer to the question. `OTHER` settles it, too: somebody who writes something else is not silent."""

    IN_DANGER = auto()
    CALM = auto()
    OTHER = auto()


def read(text: str, command: Command, *, is_cry: bool, is_red: bool) -> DangerAnswer:
    """Return what a text says. `is_cry`: it is a cry for help. `is_red`: its words tell of weapons or death."""
    if cries.denies(text):
        return DangerAnswer.CALM
    is_about_another = command.reference is not None and command.verb not in _ALARM
    if is_cry or command.verb in _ALARM or (is_red and not is_about_another):
        return DangerAnswer.IN_DANGER
    words = lexicon.fold(text).split()
    if len(words) <= _SHORT and words and words[0] in _YES and command.verb is None:
        return DangerAnswer.IN_DANGER
    if is_about_another:
        return DangerAnswer.OTHER
    is_no = len(words) <= _SHORT and bool(words) and words[0].upper() in NO
    if command.verb in _CALM or is_no or (command.verb is None and mistakes.takes_alarm_back(text)):
        return DangerAnswer.CALM
    return DangerAnswer.OTHER
