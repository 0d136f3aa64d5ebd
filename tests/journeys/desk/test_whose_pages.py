"""Whose page is whose: every address of the desk by each role, what is not theirs, and what leaves no gap.

An address that is missing in the table fails: whoever adds a page decides here whose it is.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from werkzeug.routing import Rule

from gateway.association.second_chance.custody import CUSTODIANS
from gateway.communities.file import load_example
from gateway.roster.desk_access.access_recovery import APPROVERS
from menus.domain import patrol_requests, votes
from menus.domain.baraza import REVIEWERS
from menus.domain.desk_roles import (
    BOARD_ROLES,
    DESK_ROLES,
    HANDOVER_READERS,
    MEMBER_ROLES,
    PUBLISHED_READERS,
    PUBLISHERS,
    YOUTH_READERS,
)
from menus.domain.references import mint
from menus.domain.roles import CARE_ROLES, Role
from tests.desk import Shown, Visitor
from tests.desk_apps import desk_of
from tests.town import Town

ANYBODY = None
"""A page that needs no sign-in."""
COORDINATORS, OVERSEERS = frozenset({Role.COORDINATOR}), frozenset({Role.OVERSIGHT})
OFFICERS_OF_PEOPLE = COORDINATORS | OVERSEERS
KEEPING_BOOKS = frozenset({Role.TREASURER, Role.COORDINATOR})
RECORD = frozenset({Role.OVERSIGHT, Role.OBSERVER})
TABLE: dict[str, frozenset[Role] | None] = {
    "/": ANYBODY,
    "/desk/static/<path:filename>": ANYBODY,
    "/desk/sign-in": ANYBODY,
    "/desk/sign-in/passkey": ANYBODY,
    "/desk/sign-in/proof": ANYBODY,
    "/desk/sign-in/qr": ANYBODY,
    "/desk/sign-in/lost": ANYBODY,
    "/desk/leave": ANYBODY,
    "/desk/interests": OVERSEERS,
    "/desk/interests/say": OVERSEERS,
    "/desk/court": OFFICERS_OF_PEOPLE,
    "/desk/court/tell": OFFICERS_OF_PEOPLE,
    "/desk/support": MEMBER_ROLES,
    "/desk/support/write": frozenset({Role.TREASURER, Role.COORDINATOR}),
    "/desk/police": OFFICERS_OF_PEOPLE,
    "/desk/police/note": COORDINATORS,
    "/desk/police/reply": OFFICERS_OF_PEOPLE,
    "/desk/equity": OFFICERS_OF_PEOPLE,
    "/desk/equity/count": OFFICERS_OF_PEOPLE,
    "/desk/trends": OFFICERS_OF_PEOPLE,
    "/desk/trends/count": OFFICERS_OF_PEOPLE,
    "/desk/patrols": patrol_requests.OFFICERS,
    "/desk/patrols/ask": COORDINATORS,
    "/desk/patrols/agree": patrol_requests.OFFICERS,
    "/desk/patrols/refuse": patrol_requests.OFFICERS,
    "/desk/patrols/review": COORDINATORS,
    "/desk/rises": BOARD_ROLES | OVERSEERS,
    "/desk/live": ANYBODY,
    "/desk/again": ANYBODY,
    "/desk/sign-out": DESK_ROLES,
    "/desk/unlock": DESK_ROLES,
    "/desk/welcome": DESK_ROLES,
    "/desk/more": DESK_ROLES,
    "/desk/my-sign-in": DESK_ROLES,
    "/desk/my-sign-in/new": DESK_ROLES,
    "/desk/my-sign-in/end/<int:row_id>": DESK_ROLES,
    "/desk/recovery": frozenset(APPROVERS),
    "/desk/recovery/<int:request_id>": frozenset(APPROVERS),
    "/desk/": BOARD_ROLES,
    "/desk/since": BOARD_ROLES,
    "/desk/incidents/<reference>": BOARD_ROLES,
    "/desk/incidents/<reference>/since": BOARD_ROLES,
    "/desk/incidents/<reference>/words": BOARD_ROLES,
    "/desk/incidents/<reference>/<name>": BOARD_ROLES,
    "/desk/incidents/<reference>/<name>/confirmed": BOARD_ROLES,
    "/desk/zones": BOARD_ROLES,
    "/desk/youth": YOUTH_READERS,
    "/desk/youth/certificate/<int:row_id>": COORDINATORS,
    "/desk/vetting": BOARD_ROLES,
    "/desk/vetting/<int:row_id>/checks": BOARD_ROLES,
    "/desk/vetting/<int:row_id>/accept": BOARD_ROLES,
    "/desk/vetting/<int:row_id>/refuse": BOARD_ROLES,
    "/desk/baraza": REVIEWERS,
    "/desk/baraza/look": REVIEWERS,
    "/desk/baraza/meeting": COORDINATORS,
    "/desk/baraza/off": COORDINATORS,
    "/desk/baraza/line": COORDINATORS,
    "/desk/baraza/line-off": COORDINATORS,
    "/desk/baraza/answer": COORDINATORS,
    "/desk/baraza/did": COORDINATORS,
    "/desk/decisions": REVIEWERS,
    "/desk/decisions/new": COORDINATORS,
    "/desk/words": COORDINATORS,
    "/desk/words/since": COORDINATORS,
    "/desk/words/claim": COORDINATORS,
    "/desk/words/release": COORDINATORS,
    "/desk/words/send": COORDINATORS,
    "/desk/words/ask": COORDINATORS,
    "/desk/words/join": COORDINATORS,
    "/desk/words/join/confirmed": COORDINATORS,
    "/desk/words/accuse": COORDINATORS,
    "/desk/words/accuse/confirmed": COORDINATORS,
    "/desk/words/false": COORDINATORS,
    "/desk/words/false/confirmed": COORDINATORS,
    "/desk/people": OFFICERS_OF_PEOPLE,
    "/desk/people/<int:row_id>": OFFICERS_OF_PEOPLE,
    "/desk/people/<int:row_id>/number": OFFICERS_OF_PEOPLE,
    "/desk/people/<int:row_id>/change": COORDINATORS,
    "/desk/people/<int:row_id>/change/confirmed": COORDINATORS,
    "/desk/people/<int:row_id>/remove": COORDINATORS,
    "/desk/people/<int:row_id>/remove/confirmed": COORDINATORS,
    "/desk/people/<int:row_id>/end-access": COORDINATORS,
    "/desk/people/<int:row_id>/end-access/confirmed": COORDINATORS,
    "/desk/people/new": COORDINATORS,
    "/desk/people/new/confirmed": COORDINATORS,
    "/desk/people/import": COORDINATORS,
    "/desk/people/import/confirmed": COORDINATORS,
    "/desk/people/proposals": OFFICERS_OF_PEOPLE,
    "/desk/people/proposals/<found_by>": OFFICERS_OF_PEOPLE,
    "/desk/people/proposals/<found_by>/agree": OFFICERS_OF_PEOPLE,
    "/desk/people/proposals/<found_by>/refuse": OFFICERS_OF_PEOPLE,
    "/desk/roster": BOARD_ROLES,
    "/desk/roster/cover": COORDINATORS,
    "/desk/roster/cover/confirmed": COORDINATORS,
    "/desk/roster/cover/end": COORDINATORS,
    "/desk/roster/cover/end/confirmed": COORDINATORS,
    "/desk/roster/calendars": BOARD_ROLES,
    "/desk/roster/calendars/show": BOARD_ROLES,
    "/desk/roster/calendars/new": BOARD_ROLES,
    "/desk/roster/calendars/end": BOARD_ROLES,
    "/desk/roster/feed/<token>.ics": ANYBODY,
    "/desk/cases": CARE_ROLES,
    "/desk/cases/open": CARE_ROLES,
    "/desk/cases/number": CARE_ROLES,
    "/desk/cases/number/confirmed": CARE_ROLES,
    "/desk/cases/erase": CARE_ROLES,
    "/desk/cases/erase/confirmed": CARE_ROLES,
    "/desk/cases/end": CARE_ROLES,
    "/desk/cases/pass-on": CARE_ROLES,
    "/desk/books": KEEPING_BOOKS | OVERSEERS,
    "/desk/books/freeze": OVERSEERS,
    "/desk/books/counted": KEEPING_BOOKS | OVERSEERS,
    "/desk/books/claim": KEEPING_BOOKS,
    "/desk/books/agree": KEEPING_BOOKS,
    "/desk/books/refuse": KEEPING_BOOKS,
    "/desk/books/take-over": KEEPING_BOOKS,
    "/desk/books/export": KEEPING_BOOKS | OVERSEERS,
    "/desk/books/receipts": KEEPING_BOOKS,
    "/desk/books/receipts/<int:number>": KEEPING_BOOKS,
    "/desk/oversight": OVERSEERS,
    "/desk/oversight/open": OVERSEERS,
    "/desk/oversight/<act>": OVERSEERS,
    "/desk/oversight/<act>/confirmed": OVERSEERS,
    "/desk/oversight/looks": OVERSEERS,
    "/desk/oversight/sign-ins": OVERSEERS,
    "/desk/community": OFFICERS_OF_PEOPLE,
    "/desk/community/history": OFFICERS_OF_PEOPLE,
    "/desk/community/history/<int:number>": OFFICERS_OF_PEOPLE,
    "/desk/community/change/<part>/<which>": COORDINATORS,
    "/desk/community/change/<part>/<which>/confirmed": COORDINATORS,
    "/desk/community/export": COORDINATORS,
    "/desk/community/file.toml": COORDINATORS,
    "/desk/record": RECORD,
    "/desk/record/words": RECORD,
    "/desk/record/proof": RECORD,
    "/desk/health": COORDINATORS | OVERSEERS,
    "/desk/print": COORDINATORS,
    "/desk/print/sheet": COORDINATORS,
    "/desk/print/rota": COORDINATORS,
    "/desk/print/pads": COORDINATORS,
    "/desk/print/pads/<int:number>": COORDINATORS,
    "/desk/print/entry": COORDINATORS,
    "/desk/print/handover": HANDOVER_READERS,
    "/desk/published": PUBLISHED_READERS,
    "/desk/published/make": PUBLISHERS,
    "/desk/published/<int:row_id>": PUBLISHED_READERS,
    "/desk/published/<int:row_id>/<name>": PUBLISHED_READERS,
    "/desk/published/<int:row_id>/files/<path:name>": PUBLISHED_READERS,
    "/desk/papers": OFFICERS_OF_PEOPLE,
    "/desk/papers/card": OFFICERS_OF_PEOPLE,
    "/desk/papers/pack": OFFICERS_OF_PEOPLE,
    "/desk/votes": MEMBER_ROLES,
    "/desk/votes/<int:number>": MEMBER_ROLES,
    "/desk/votes/<int:number>/agree": votes.OFFICERS,
    "/desk/votes/<int:number>/withdraw": votes.OFFICERS,
    "/desk/votes/<int:number>/code": MEMBER_ROLES,
    "/desk/votes/<int:number>/known": MEMBER_ROLES,
    "/desk/votes/<int:number>/lost": MEMBER_ROLES,
    "/desk/votes/<int:number>/open": MEMBER_ROLES,
    "/desk/votes/new": votes.OFFICERS,
    "/desk/votes/households": votes.OFFICERS,
    "/desk/votes/households/<int:number>/agree": votes.OFFICERS,
    "/desk/votes/households/<int:number>/refuse": votes.OFFICERS,
    "/desk/figures": OFFICERS_OF_PEOPLE,
    "/desk/figures/draw": OFFICERS_OF_PEOPLE,
    "/desk/figures/<name>.svg": OFFICERS_OF_PEOPLE,
    "/desk/second-chance": frozenset(CUSTODIANS),
    "/desk/second-chance/<int:row_id>": frozenset(CUSTODIANS),
    "/desk/second-chance/<int:row_id>/enter": frozenset(CUSTODIANS),
    "/desk/second-chance/<int:row_id>/open": frozenset(CUSTODIANS),
    "/desk/second-chance/<int:row_id>/show": frozenset(CUSTODIANS),
}
"""The roles of each address of the desk."""
_MAY_BE_GONE = {
    "/desk/incidents/<reference>",
    "/desk/incidents/<reference>/since",
    "/desk/my-sign-in/new",
    "/desk/people/proposals/<found_by>",
    "/desk/community/change/<part>/<which>",
    "/desk/print/pads/<int:number>",
    "/desk/books/receipts/<int:number>",
    "/desk/figures/<name>.svg",
    "/desk/vetting/<int:row_id>/checks",
    "/desk/vetting/<int:row_id>/accept",
    "/desk/vetting/<int:row_id>/refuse",
    "/desk/votes/<int:number>",
    "/desk/second-chance/<int:row_id>",
    "/desk/published/<int:row_id>",
    "/desk/published/<int:row_id>/<name>",
    "/desk/published/<int:row_id>/files/<path:name>",
}
"""Pages of an incident or a setting that may be unknown, and of proofs that a simulated network does not ask for."""
NO_CARE = "/desk/nothing-here"
"""An address that does not exist."""
TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')
ALONE = {role: f"+2547000003{number:02}" for number, role in enumerate(Role)}
"""A phone for each role, of a person who has that role alone."""


def with_every_role() -> str:
    """Return the example file with one more person for each role, who has it alone (all made up)."""
    people = "".join(
        f'[[people]]\nname = "One role, {role} (example)"\nphone = "{phone}"\nroles = ["{role}"]\nlanguage = "en"\n\n'
        for role, phone in ALONE.items()
    )
    return load_example("mlango-kubwa").replace("[[shifts]]", people + "[[shifts]]", 1)


def address(rule: Rule) -> str:
    """Return an address of a rule, with something in each of its parts."""
    parts = {"filename": "desk.css", "reference": mint(400), "row_id": "1", "request_id": "1", "number": "1"}
    return re.sub(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>", lambda found: parts.get(found[1], "ask"), rule.rule)


def addresses(town: Town) -> Iterator[tuple[str, str, str]]:
    """Yield the rule, an address and the method of every page."""
    for rule in desk_of(town.services).url_map.iter_rules():
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield rule.rule, address(rule), method


def asks(visitor: Visitor, where: str, method: str, **fields: str) -> Shown:
    """Ask for an address, and follow nowhere; a form has the token of a page of the desk."""
    if method == "GET":
        return Shown(visitor.client.get(where, buffered=True))
    page = visitor.client.get("/desk/sign-in").text
    found = re.search(r'name="csrf_token" value="([^"]*)"', page)
    assert found is not None
    return Shown(visitor.client.post(where, data={"csrf_token": found[1], **fields}))


def signed_in(town: Town, phone: str) -> Visitor:
    """Return somebody who has signed in."""
    visitor = Visitor(town, phone)
    visitor.signs_in()
    return visitor


def as_bytes(shown: Shown) -> tuple[int, bytes, list[tuple[str, str]]]:
    """Return all of an answer that could tell two of them apart."""
    left_out = {"Set-Cookie", "Content-Length"}
    return shown.status, shown.answer.data, sorted(one for one in shown.answer.headers if one[0] not in left_out)


def test_every_address_stands_in_the_table(town: Town) -> None:
    assert {rule for rule, *_ in addresses(town)} == set(TABLE)


@pytest.mark.parametrize("role", sorted(DESK_ROLES))
def test_a_role_finds_its_own_addresses_and_of_others_what_does_not_exist(
    new_town: Callable[..., Town], role: Role
) -> None:
    town = new_town(with_every_role())
    visitor = signed_in(town, ALONE[role])
    nothing = {method: as_bytes(asks(visitor, NO_CARE, method)) for method in ("GET", "POST")}
    home = ""
    for rule, where, method in addresses(town):
        roles = TABLE[rule]
        if roles is ANYBODY or where == "/desk/sign-out":
            continue
        shown = asks(visitor, where, method)
        if role not in roles:
            assert as_bytes(shown) == nothing[method], (role, rule)
        elif method == "GET" and rule not in _MAY_BE_GONE:
            assert shown.status in {200, 303}, (role, rule)
            home = shown.html
    linked = set(re.findall(r'href="(/desk/[^"?]*)"', home))
    for where in linked & set(TABLE):
        roles = TABLE[where]
        assert roles is None or role in roles, (role, where)


def test_police_and_patrollers_have_no_desk(new_town: Callable[..., Town]) -> None:
    town = new_town(with_every_role())
    for role in sorted(set(Role) - DESK_ROLES):
        assert not re.search(r"\d{4} \d{4}", town.texts(ALONE[role], "DESK"))


def test_a_stranger_finds_the_sign_in_and_nothing_else(town: Town) -> None:
    visitor = Visitor(town)
    for rule, where, method in addresses(town):
        shown = asks(visitor, where, method)
        if rule.endswith("/since"):
            assert (shown.status, shown.html) == (401, "")
        elif TABLE[rule] is not None:
            assert (shown.status, shown.answer.headers["Location"]) == (303, "/desk/sign-in"), rule
