"""Incidents that a viewer may not know of: they are answered as unknown ones, and leave no gap."""

from collections.abc import Callable

import pytest

from gateway.communities.file import load_example
from gateway.core.writes import Writes
from menus.domain.categories import Category
from menus.domain.references import mint
from tests.desk import Shown
from tests.journeys.desk.test_whose_pages import TOKEN, addresses, asks, signed_in
from tests.people import (
    ABOUT_LEADERS,
    ABOUT_PATROL,
    ABOUT_POLICE,
    CODE,
    COORDINATOR,
    FOCAL,
    OTHER,
    OVERSIGHT,
    RESIDENT,
    RESIDENTS,
)
from tests.statements import counted
from tests.town import Town, reference_in


def same_kinds(statements: list[str]) -> list[str]:
    """Return the statements as they can be compared."""
    return [" ".join(one.split()) for one in statements]


FORMS = {
    COORDINATOR: [
        "/desk/words/claim",
        "/desk/words/send",
        "/desk/words/ask",
        "/desk/words/join",
        "/desk/words/false",
        "/desk/words/accuse",
    ],
    FOCAL: ["/desk/cases/open", "/desk/cases/end", "/desk/cases/pass-on", "/desk/cases/number/confirmed"],
    OVERSIGHT: ["/desk/oversight/open", "/desk/oversight/close", "/desk/oversight/ask", "/desk/record/proof"],
}
"""The forms that name an incident, by somebody who may send them."""


def hidden_from(town: Town, phone: str) -> str:
    """Open an incident that somebody may not know of, and return its reference."""
    if phone == COORDINATOR:
        return reference_in(town.dials(OTHER, CODE, *ABOUT_LEADERS, "1"))
    if phone == FOCAL:
        town.dials(FOCAL, CODE, "7", "2", "2")
        return str(town.board()[0]["reference"])
    town.dials(OTHER, CODE, "7", "2", "2")
    return str(town.board()[0]["reference"])


@pytest.mark.parametrize("phone", [COORDINATOR, FOCAL, OVERSIGHT])
def test_a_hidden_reference_is_answered_as_an_unknown_one_by_the_same_statements(town: Town, phone: str) -> None:
    hidden = hidden_from(town, phone)
    unknown = next(one for number in range(400, 900) if (one := mint(number)) != hidden and len(one) == len(hidden))
    visitor = signed_in(town, phone)
    for form in FORMS[phone]:
        asks(visitor, form, "POST", reference=unknown, why="x")
        answers, asked = [], []
        for reference in (unknown, hidden):
            with counted(town.services) as statements:
                shown = asks(visitor, form, "POST", reference=reference, why="x")
            plain = TOKEN.sub("", shown.html).replace(reference, "REF")
            answers.append((shown.status, plain))
            asked.append(same_kinds(statements))
        assert answers[0] == answers[1], form
        assert asked[0] == asked[1], form


def plain(shown: Shown) -> tuple[int, str, str | None]:
    """Return a page without the token of its forms, with its ETag."""
    return shown.status, TOKEN.sub("", shown.html), shown.answer.headers.get("ETag")


def lead_of_oversight() -> str:
    """Return the example file, in which somebody of oversight coordinates, too (made up)."""
    return load_example("mlango-kubwa").replace('roles = ["oversight"]', 'roles = ["oversight", "coordinator"]')


@pytest.mark.parametrize(
    ("phone", "keys"),
    [
        (COORDINATOR, (*ABOUT_LEADERS, "1")),
        (COORDINATOR, ("7", "2", "2")),
        (COORDINATOR, ("9", "1", "Alichukua pesa", "1")),
        (OVERSIGHT, (*ABOUT_LEADERS, "1")),
        (FOCAL, (*ABOUT_PATROL, "1")),
        (FOCAL, (*ABOUT_POLICE, "1")),
    ],
)
def test_what_somebody_may_not_know_of_leaves_no_gap(
    new_town: Callable[..., Town], phone: str, keys: tuple[str, ...]
) -> None:
    town = new_town(lead_of_oversight())
    # The free space of this machine changes by itself.
    town.services.override(writes=Writes(lambda: None, None))
    town.texts(RESIDENT, "wezi wameiba simu bondeni")
    town.reports(RESIDENTS[4], Category.BREAK_IN)
    visitor = signed_in(town, phone)
    left_out = ("/desk/record", "/desk/leave", "/desk/sign-in/")
    where = [address for _, address, method in addresses(town) if method == "GET" and not address.startswith(left_out)]
    where += [f"{one}?page=2" for one in ("/desk/words", "/desk/oversight/looks")]
    before = {one: plain(Shown(visitor.client.get(one, buffered=True))) for one in where}
    assert sum(status == 200 for status, *_ in before.values()) >= len(["board", "sign-in", "my sign-in", "css"])
    town.dials(RESIDENTS[7], CODE, *keys)
    after = {one: plain(Shown(visitor.client.get(one, buffered=True))) for one in where}
    assert after == before
