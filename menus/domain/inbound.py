"""Inbound SMS: the route by which a text came in, and how far its sender's number can be believed."""

from enum import StrEnum

from menus.domain.categories import Level


class InboundRoute(StrEnum):
    """The route by which an SMS came to Doria. The value is stored.

    The network itself delivers a text to the short code. The backup phone has an ordinary number: a text to it may bear
    any sender's number.
    """

    SHORT_CODE = "short-code"
    BACKUP_PHONE = "backup-phone"

    @property
    def may_be_forged(self) -> bool:
        """Return whether a stranger can write by this route in another person's name."""
        return self is InboundRoute.BACKUP_PHONE


def needs_reference(route: InboundRoute, level: Level, *, names_one: bool) -> bool:
    """Return whether an answer to an alert stops nothing until its sender names the reference.

    A forger knows the number of a patroller, but not the reference: that stands in the alert alone. So the ladder of a
    major incident goes on after a bare answer that may be forged.
    """
    return route.may_be_forged and level is Level.MAJOR and not names_one
