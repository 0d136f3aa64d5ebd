"""The words of the guided story for a step that cannot go on."""

from enum import StrEnum

from menus.text import page_words

_FILE = "story.po"


class Trouble(StrEnum):
    """The reason why a step stopped. The value is the name of its text."""

    NO_REPORT = "no-report"
    NO_ALERT = "no-alert"
    NO_CLIMB = "no-climb"
    NO_ANSWER = "no-answer"


def in_words(trouble: Trouble, person: str) -> dict[str, str]:
    """Return a reason in the languages of the page; `person` is the one on whose phone the step stopped."""
    return page_words.in_all(_FILE, trouble, person=person)
