"""Giving as it is in force: as the community file says, or without an amount where the file does not tell of it."""

from functools import lru_cache

from menus.domain.community import Community
from menus.domain.giving import Giving
from menus.domain.roles import Role
from menus.text import catalog, languages
from menus.text.names import Text

_HEADINGS = {"tea": Text.HEADING_TEA, "torches": Text.HEADING_TORCHES, "drains": Text.HEADING_DRAINS}
"""What money is spent on where no file says it."""


def of(community: Community) -> Giving | None:
    """Return what holds for giving in a community; None where its file names neither giving nor a treasurer.

    People give before a baraza has agreed on an amount. Then Doria asks for none, and writes down what came.
    """
    if community.giving is not None:
        return community.giving
    has_treasurer = any(Role.TREASURER in person.roles for person in community.people)
    return _undecided() if has_treasurer else None


@lru_cache(maxsize=1)
def _undecided() -> Giving:
    codes = languages.codes()
    headings = {key: {code: catalog.say(code, name) for code in codes} for key, name in _HEADINGS.items()}
    return Giving(decision=None, decided_on=None, month=None, bands=(), headings=headings)
