"""The effects of a USSD conversation: what is to be loaded, kept or done because of a key."""

from dataclasses import dataclass
from enum import Enum

from menus.domain.draft import Draft


@dataclass(frozen=True)
class File:
    """An effect: file this report, then show `endings.filed`."""

    draft: Draft


@dataclass(frozen=True)
class Forget:
    """An effect: the caller cancels a report; `is_offer` says that it is the offered one."""

    is_offer: bool = False


@dataclass(frozen=True)
class Answer:
    """An effect: the caller's answer to the question about one of their reports."""

    reference: str
    text: str


@dataclass(frozen=True)
class Remember:
    """An effect: the caller has changed the language."""

    language: str


class Load(Enum):
    """An effect: something must be loaded into the context before the page can be shown."""

    REPORTS = "reports"
    CASES = "cases"
    KEPT = "kept"


@dataclass(frozen=True)
class Erase:
    """An effect: the caller wants what is kept of their number erased."""


@dataclass(frozen=True)
class StopTexts:
    """An effect: the caller wants no texts that they have not asked for."""


@dataclass(frozen=True)
class Look:
    """An effect: a helper has the number or the words of a case shown to them, by its reference."""

    reference: str


@dataclass(frozen=True)
class LoadFact:
    """An effect: facts of the association's own life must be loaded before the page can be shown, by their class."""

    kind: type


class AssociationAct:
    """An effect: the caller does something of the association's own life. Each kind is a frozen class of its own.

    It is done in one transaction. What does it may give a page in place of the one that the flow has made.
    """


Effect = File | Remember | Forget | Answer | Load | Look | Erase | StopTexts | LoadFact | AssociationAct
