"""Navigation: the pages of a viewer. The head of a page names those of the night; *More* names the others.

Neither names a page that is not the viewer's.
"""

from dataclasses import dataclass
from enum import StrEnum

from gateway.association.second_chance.custody import CUSTODIANS
from gateway.desk.viewer import Viewer
from gateway.roster.desk_access.access_recovery import APPROVERS
from menus.domain.baraza import REVIEWERS
from menus.domain.desk_roles import (
    BOARD_ROLES,
    DESK_ROLES,
    MEMBER_ROLES,
    PUBLISHED_READERS,
    RISE_READERS,
    YOUTH_READERS,
)
from menus.domain.drawings import READERS
from menus.domain.patrol_requests import OFFICERS
from menus.domain.roles import CARE_ROLES, Role


class Part(StrEnum):
    """The parts that pages belong to: the work of the night, the association's life, and what the desk itself needs."""

    NIGHT = "night"
    ASSOCIATION = "association"
    OFFICE = "office"


@dataclass(frozen=True)
class Item:
    """A page: its part, its subject, its address, the name of its words, and the roles that it is for."""

    part: Part
    subject: str
    address: str
    name: str
    roles: frozenset[Role]


ITEMS = (
    Item(Part.NIGHT, "board", "/desk/", "nav.board", BOARD_ROLES),
    Item(Part.NIGHT, "words", "/desk/words", "nav.words", frozenset({Role.COORDINATOR})),
    Item(Part.NIGHT, "roster", "/desk/roster", "nav.roster", BOARD_ROLES),
    Item(Part.NIGHT, "zones", "/desk/zones", "nav.zones", BOARD_ROLES),
    Item(Part.NIGHT, "cases", "/desk/cases", "nav.cases", CARE_ROLES),
    Item(Part.NIGHT, "oversight", "/desk/oversight", "nav.oversight", frozenset({Role.OVERSIGHT})),
    Item(Part.NIGHT, "record", "/desk/record", "nav.record", frozenset({Role.OVERSIGHT, Role.OBSERVER})),
    Item(Part.ASSOCIATION, "baraza", "/desk/baraza", "nav.baraza", REVIEWERS),
    Item(Part.ASSOCIATION, "votes", "/desk/votes", "nav.votes", MEMBER_ROLES),
    Item(
        Part.ASSOCIATION,
        "books",
        "/desk/books",
        "nav.books",
        frozenset({Role.TREASURER, Role.COORDINATOR, Role.OVERSIGHT}),
    ),
    Item(Part.ASSOCIATION, "youth", "/desk/youth", "nav.youth", YOUTH_READERS),
    Item(Part.ASSOCIATION, "second_chance", "/desk/second-chance", "nav.second_chance", frozenset(CUSTODIANS)),
    Item(Part.ASSOCIATION, "papers", "/desk/papers", "nav.papers", frozenset({Role.COORDINATOR, Role.OVERSIGHT})),
    Item(Part.ASSOCIATION, "court", "/desk/court", "nav.court", frozenset({Role.COORDINATOR, Role.OVERSIGHT})),
    Item(Part.ASSOCIATION, "patrols", "/desk/patrols", "nav.patrols", OFFICERS),
    Item(Part.ASSOCIATION, "police", "/desk/police", "nav.police", frozenset({Role.COORDINATOR, Role.OVERSIGHT})),
    Item(Part.ASSOCIATION, "support", "/desk/support", "nav.support", MEMBER_ROLES),
    Item(Part.ASSOCIATION, "interests", "/desk/interests", "nav.interests", frozenset({Role.OVERSIGHT})),
    Item(Part.OFFICE, "people", "/desk/people", "nav.people", frozenset({Role.COORDINATOR, Role.OVERSIGHT})),
    Item(Part.OFFICE, "community", "/desk/community", "nav.community", frozenset({Role.COORDINATOR, Role.OVERSIGHT})),
    Item(Part.OFFICE, "health", "/desk/health", "nav.health", frozenset({Role.COORDINATOR, Role.OVERSIGHT})),
    Item(Part.OFFICE, "print", "/desk/print", "nav.print", frozenset({Role.COORDINATOR})),
    Item(Part.OFFICE, "rises", "/desk/rises", "nav.rises", RISE_READERS),
    Item(Part.OFFICE, "published", "/desk/published", "nav.published", PUBLISHED_READERS),
    Item(Part.OFFICE, "handover", "/desk/print/handover", "nav.handover", frozenset({Role.PEACE_COMMITTEE})),
    Item(Part.OFFICE, "figures", "/desk/figures", "nav.figures", READERS),
    Item(Part.OFFICE, "equity", "/desk/equity", "nav.equity", frozenset({Role.COORDINATOR, Role.OVERSIGHT})),
    Item(Part.OFFICE, "trends", "/desk/trends", "nav.trends", frozenset({Role.COORDINATOR, Role.OVERSIGHT})),
    Item(Part.OFFICE, "recovery", "/desk/recovery", "nav.recovery", frozenset(APPROVERS)),
    Item(Part.OFFICE, "my_sign_in", "/desk/my-sign-in", "nav.my_sign_in", DESK_ROLES),
)
"""The pages, in the order in which they stand in the head and on *More*."""
OWN = {"recovery", "my_sign_in", "votes", "record"}
"""The pages that are nobody's first work, so that nobody is led there: an observer comes for what is published."""


MORE = Item(Part.NIGHT, "more", "/desk/more", "nav.more", DESK_ROLES)
"""The page that names the pages that the head does not."""
_MOST = 6
"""The most pages that the head names without *More*: on a small phone they take two lines (measured)."""
_BEHIND = {item.subject for item in ITEMS if item.part is not Part.NIGHT} | {"vetting"}


def of(viewer: Viewer) -> list[Item]:
    """Return the pages of a viewer."""
    return [item for item in ITEMS if viewer.has(*item.roles)]


def head(viewer: Viewer) -> list[Item]:
    """Return the pages that the head names: all if they are few, else those of the night, and *More*."""
    found = of(viewer)
    return found if len(found) <= _MOST else [*(one for one in found if one.part is Part.NIGHT), MORE]


def more(viewer: Viewer) -> list[tuple[Part, list[Item]]]:
    """Return the other pages of a viewer, by their parts."""
    found = of(viewer)
    parts = ((part, [one for one in found if one.part is part]) for part in (Part.ASSOCIATION, Part.OFFICE))
    return [(part, items) for part, items in parts if items]


def current(item: Item, subject: str) -> str:
    """Return how the head marks a link on a page of a subject: `page`, `true` for one that is behind it, or nothing."""
    if item.subject == subject:
        return "page"
    return "true" if item is MORE and subject in _BEHIND else ""


def first(viewer: Viewer) -> Item | None:
    """Return the page to which a viewer is led after signing in; None if there is none for their role yet."""
    return next((item for item in of(viewer) if item.subject not in OWN), None)
