"""Navigation: the pages that a viewer finds in the head of every page. The head names no page that is not theirs."""

from dataclasses import dataclass

from gateway.association.second_chance.custody import CUSTODIANS
from gateway.desk.viewer import Viewer
from gateway.roster.desk_access.access_recovery import APPROVERS
from menus.domain.baraza import REVIEWERS
from menus.domain.community import CARE_ROLES, Role
from menus.domain.desk_roles import BOARD_ROLES, DESK_ROLES, YOUTH_READERS
from menus.domain.drawings import READERS
from menus.domain.patrol_requests import OFFICERS


@dataclass(frozen=True)
class Item:
    """A page in the head: its subject, its address, the name of its words, and the roles that it is for."""

    subject: str
    address: str
    name: str
    roles: frozenset[Role]


ITEMS = (
    Item("board", "/desk/", "nav.board", BOARD_ROLES),
    Item("words", "/desk/words", "nav.words", frozenset({Role.COORDINATOR})),
    Item("roster", "/desk/roster", "nav.roster", BOARD_ROLES),
    Item("zones", "/desk/zones", "nav.zones", BOARD_ROLES),
    Item("cases", "/desk/cases", "nav.cases", CARE_ROLES),
    Item("oversight", "/desk/oversight", "nav.oversight", frozenset({Role.OVERSIGHT})),
    Item("record", "/desk/record", "nav.record", frozenset({Role.OVERSIGHT, Role.OBSERVER})),
    Item("people", "/desk/people", "nav.people", frozenset({Role.COORDINATOR, Role.OVERSIGHT})),
    Item("community", "/desk/community", "nav.community", frozenset({Role.COORDINATOR, Role.OVERSIGHT, Role.OBSERVER})),
    Item("baraza", "/desk/baraza", "nav.baraza", REVIEWERS),
    Item("health", "/desk/health", "nav.health", frozenset({Role.COORDINATOR, Role.OVERSIGHT})),
    Item("books", "/desk/books", "nav.books", frozenset({Role.TREASURER, Role.COORDINATOR, Role.OVERSIGHT})),
    Item("print", "/desk/print", "nav.print", frozenset({Role.COORDINATOR})),
    Item("papers", "/desk/papers", "nav.papers", frozenset({Role.COORDINATOR, Role.OVERSIGHT, Role.OBSERVER})),
    Item("second_chance", "/desk/second-chance", "nav.second_chance", frozenset(CUSTODIANS)),
    Item("figures", "/desk/figures", "nav.figures", READERS),
    Item("youth", "/desk/youth", "nav.youth", YOUTH_READERS),
    Item("votes", "/desk/votes", "nav.votes", DESK_ROLES),
    Item("court", "/desk/court", "nav.court", frozenset({Role.COORDINATOR, Role.OVERSIGHT})),
    Item("patrols", "/desk/patrols", "nav.patrols", OFFICERS),
    Item("support", "/desk/support", "nav.support", DESK_ROLES),
    Item("interests", "/desk/interests", "nav.interests", frozenset({Role.OVERSIGHT})),
    Item("recovery", "/desk/recovery", "nav.recovery", frozenset(APPROVERS)),
    Item("my_sign_in", "/desk/my-sign-in", "nav.my_sign_in", DESK_ROLES),
)
"""The pages, in the order in which they stand there."""
OWN = {"recovery", "my_sign_in", "votes"}
"""The pages that are nobody's work, so that nobody is led there."""


def of(viewer: Viewer) -> list[Item]:
    """Return the pages of a viewer."""
    return [item for item in ITEMS if viewer.has(*item.roles)]


def first(viewer: Viewer) -> Item | None:
    """Return the page to which a viewer is led after signing in; None if there is none for their role yet."""
    return next((item for item in of(viewer) if item.subject not in OWN), None)
