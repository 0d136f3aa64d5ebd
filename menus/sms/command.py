"""A command: what an SMS asks for, once its text is read."""

from dataclasses import dataclass, field

from menus.domain.classes import CrimeClass
from menus.sms.verbs import Verb


@dataclass(frozen=True)
class Command:
    """A command in an SMS: its verb, the reference that it names, and the other words.

    `verb` is None if the text is no command but the sender's own words. `reference` has the form of a reference. Its
    check digit is tested only if other words stand between the verb and it. `is_led` means that the reference comes
    first or directly after the verb, or that there are no other words. `is_digit`: the verb was written as its digit,
    so that no other sense of a word can be meant. `is_doubtful`: the sender may mean it, and is asked. `crime` and
    `station` are what a form of the desk says beside the words: the class of crime, and the police station. `is_form`:
    the form has a field for the class, so that no word is read as one.
    """

    verb: Verb | None
    reference: str | None = None
    rest: str = ""
    extra_references: tuple[str, ...] = ()
    is_led: bool = False
    is_digit: bool = field(default=False, compare=False)
    is_doubtful: bool = field(default=False, compare=False)
    crime: CrimeClass | None = None
    is_form: bool = False
    station: str = ""
