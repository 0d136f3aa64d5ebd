"""Who is helped knows no money: two towns, one of givers and one of none, are served the same to the byte.

A story is told in one town; then the database is emptied, and the same story is told in a town where people gave, where
everybody owns and rents something else, or where everybody is on the list of households. Every page, every alert, every
ladder, the list of the coordinators, the board and their order must be the same.
"""

import json
import random
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from gateway.association.giving import accounts, givers, movements
from gateway.association.giving.movements import Gift
from gateway.association.votes import households
from gateway.communities import file
from gateway.communities.file import load_example
from gateway.storage.models import EscalationRow
from gateway.storage.models.giving import Movement
from menus.domain.giving import AccountKind, Band, GivenBy
from tests import databases
from tests.desk import Visitor
from tests.money import PAYBILL, callback, posts
from tests.people import BONDENI, BREAK_IN, CODE, COORDINATOR, KILLING, LEADER, POLICE, RESIDENTS, THEFT
from tests.town import Town

REPORTERS = RESIDENTS[:3]
QUARREL, THEFT_ELSEWHERE = ("5", "3", "4", "1"), ("4", "4", "4", "1")
"""Keys after dialling: two more reports without harm, each in another zone."""
STORIES = [(THEFT, 0), (BREAK_IN, 1), (KILLING, 2), (QUARREL, 1), (THEFT_ELSEWHERE, 2)]
"""Reports one after the other, with the place of who sends them among the reporters."""

_told: dict[str, list[str]] = {}


def told(town: Town) -> list[str]:
    """Tell the story, and return all that anybody saw of it, in its order."""
    seen: list[object] = []
    before = len(town.carrier.sent)
    for keys, who in STORIES:
        phone = REPORTERS[who]
        seen += [town.dials(phone, CODE, *keys[:count]) for count in range(len(keys) + 1)]
        town.passes(minutes=1)
    seen += [town.texts(COORDINATOR, "LIST"), town.texts(COORDINATOR, "LIST 2")]
    references = [each["reference"] for each in town.board()]
    for phone, text in (
        (LEADER, f"1 {references[0]}"),
        (BONDENI, f"2 {references[1]}"),
        (POLICE, f"1 {references[-1]}"),
        (COORDINATOR, "LIST"),
    ):
        seen.append(town.texts(phone, text))
        town.passes(minutes=1)
    town.passes(minutes=15)
    seen += [town.dials(phone, CODE, "0", "1") for phone in REPORTERS]
    seen += [town.texts(COORDINATOR, reference) for reference in references]
    seen += [*town.board(), *ladders(town), *town.carrier.sent[before:], *desks(town)]
    return [json.dumps(each, default=str) for each in seen]


def desks(town: Town) -> list[object]:
    """Return what coordinators and leaders read at the desk, in its order. The codes to sign in are by chance."""
    seen: list[object] = []
    for phone in (COORDINATOR, LEADER):
        visitor = Visitor(town, phone)
        visitor.signs_in()
        rows = [row.text for row in visitor.opens("/desk/").rows()]
        assert rows
        seen += [*rows, visitor.opens("/desk/zones").text]
    return seen


def ladders(town: Town) -> list[object]:
    """Return every ladder as it stands: its steps, how many have fired, its phase, and when the next one is due."""
    with town.services.reading() as session:
        rows = session.scalars(select(EscalationRow).order_by(EscalationRow.id))
        found: list[object] = [(row.track, row.steps, row.fired, row.phase, row.due_at) for row in rows]
    assert len(found) >= len(STORIES)
    return found


def gives(town: Town, seed: int) -> None:
    """Let everybody give something else: residents, patrollers, coordinators, and a giver without a phone."""
    chance, record = random.Random(seed), town.record()  # noqa: S311 - for a story
    people = [*REPORTERS, *(person.phone for person in town.community.people)]
    chance.shuffle(people)
    with town.services.uow() as uow:
        account = accounts.numbered(uow, record, AccountKind.MPESA, PAYBILL)
        for phone in people[: chance.randint(1, len(people))]:
            giver = givers.says(uow, givers.link(uow, record, phone, "sw"), chance.choice(list(Band)))
            for month in range(1, chance.randint(2, 4)):
                gift = Gift(chance.randint(1, 100_000), account, f"2026-{month:02}", GivenBy.MPESA, giver.id)
                movements.give(uow, record, gift)
        nobody = givers.make(uow, record)
    assert posts(town, callback(nobody.number, amount=str(chance.randint(1, 70_000)))).status_code == 200
    with town.services.reading() as session:
        assert (session.scalar(select(func.count()).select_from(Movement)) or 0) > 1


def with_other_tenures(text: str, seed: int) -> str:
    """Return a community file in which everybody owns or rents something else."""
    chance = random.Random(seed)  # noqa: S311 - for a story
    kept = [line for line in text.splitlines() if not line.startswith("tenure")]
    lines: list[str] = []
    for line in kept:
        lines.append(line)
        tenure = chance.choice(["tenant", "landlord", ""])
        if line == "[[people]]" and tenure:
            lines.append(f'tenure = "{tenure}"')
    assert lines != text.splitlines()
    return "\n".join(lines)


def with_other_facts(text: str, seed: int) -> str:
    """Return a community file in which each zone has the households, rents and owners of another one, or none."""
    chance = random.Random(seed)  # noqa: S311 - for a story
    lines = text.splitlines()
    for name in ("households", "rent", "owners_on_site"):
        places = [place for place, line in enumerate(lines) if line.startswith(f"{name} =")]
        values = [lines[place] for place in places]
        values[0] = ""
        chance.shuffle(values)
        for place, value in zip(places, values, strict=True):
            lines[place] = value
    changed = "\n".join(lines)
    assert file.parse(changed).zone_facts != file.parse(text).zone_facts
    return changed


@pytest.fixture
def anew(request: pytest.FixtureRequest, database_url: str, new_town: Callable[..., Town]) -> Callable[[str], Town]:
    """Give a way to make a town in an empty database, whatever towns were there before."""

    def make(text: str) -> Town:
        database = databases.keep(database_url)
        if database.on_sqlite:
            databases.empty_sqlite(database, request.getfixturevalue("sqlite_template"))
        else:
            assert databases.empty_postgres(database, request.getfixturevalue("postgres_template")[1])
        return new_town(text)

    return make


@pytest.fixture
def of_none(anew: Callable[[str], Town]) -> list[str]:
    """Tell the story in a town where nobody has given anything; once on each kind of database."""
    town = anew(load_example("mlango-kubwa"))
    kind = town.services.database.url.get_backend_name()
    if kind not in _told:
        _told[kind] = told(town)
    town.close()
    return _told[kind]


def test_the_story_is_the_same_when_it_is_told_again(anew: Callable[[str], Town], of_none: list[str]) -> None:
    assert told(anew(load_example("mlango-kubwa"))) == of_none
    assert len(of_none) > 40


@pytest.mark.parametrize("seed", range(2))
def test_a_town_of_givers_is_served_as_one_of_none(anew: Callable[[str], Town], of_none: list[str], seed: int) -> None:
    """Two runs, one phone a giver and one not, give byte-identical pages, alerts and ladders."""
    town = anew(load_example("mlango-kubwa"))
    gives(town, seed)
    assert told(town) == of_none


@pytest.mark.parametrize("seed", range(2))
def test_other_tenures_and_payments_change_no_dispatch(
    anew: Callable[[str], Town], of_none: list[str], seed: int
) -> None:
    """Permuting tenure and payments of all people changes no dispatch."""
    town = anew(with_other_tenures(load_example("mlango-kubwa"), seed))
    gives(town, seed + 10)
    assert told(town) == of_none


@pytest.mark.parametrize("seed", range(2))
def test_other_facts_of_zones_change_no_dispatch(anew: Callable[[str], Town], of_none: list[str], seed: int) -> None:
    """Permuting the facts of zones changes no dispatch."""
    town = anew(with_other_facts(load_example("mlango-kubwa"), seed))
    assert told(town) == of_none


def test_households_on_the_list_are_served_as_those_who_are_not(
    anew: Callable[[str], Town], of_none: list[str]
) -> None:
    """An unlisted number is dispatched as a listed one."""
    town = anew(load_example("mlango-kubwa"))
    with town.services.uow() as uow:
        assert households.add(uow, town.record(), [REPORTERS[0], REPORTERS[2], COORDINATOR]) == 3
    assert told(town) == of_none


def test_a_difference_would_be_seen(anew: Callable[[str], Town], of_none: list[str]) -> None:
    """The comparison cannot pass by accident: with one patroller elsewhere the story is another."""
    text = load_example("mlango-kubwa").replace('["bondeni", "river"]', '["river"]')
    assert told(anew(text)) != of_none
