"""Floors of votes: no tally before the end, no proof of a vote, no text about one, one vote for each household."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from threading import Thread

import pytest
from sqlalchemy import func, select

from gateway.association.giving import accounts, givers, movements
from gateway.association.giving.movements import Gift
from gateway.association.votes import households, proposing
from gateway.communities.file import load_example
from gateway.storage.models import DecisionRow, Envelope, Household
from menus.domain.giving import AccountKind, Band, GivenBy
from menus.domain.votes import Count
from menus.text.names import Text
from tests import databases
from tests.desk import Visitor
from tests.money import PAYBILL
from tests.people import CODE, COORDINATOR, DEPUTY, LANDLORDS, OVERSIGHT
from tests.town import Town
from tests.voting import (
    HOUSEHOLDS,
    STRANGER,
    TO_VOTES,
    Held,
    agreed,
    in_the_box,
    is_open,
    lists,
    proposes,
    votes,
    wanted,
)

ONE = HOUSEHOLDS[0]


def seen(town: Town, held: Held, visitors: list[Visitor]) -> list[str]:
    """Return what callers, officers and tellers can read of a vote."""
    pages = [town.dials(phone, CODE, *keys) for phone in (STRANGER, ONE) for keys in (("0", "3"), ("0", "3", "5"))]
    pages += [town.dials(ONE, CODE, *TO_VOTES), town.dials(STRANGER, CODE, *TO_VOTES)]
    addresses = ("/desk/votes", f"/desk/votes/{held.vote_id}", "/desk/baraza", "/desk/votes/households")
    return [*pages, *(visitor.opens(address).text for visitor in visitors for address in addresses)]


def test_nobody_reads_how_a_vote_stands_before_it_is_counted(town: Town) -> None:
    """No running tally: what everybody can read is the same before the first vote and after the last one."""
    held = is_open(town)
    visitors = [Visitor(town, phone) for phone in (COORDINATOR, LANDLORDS, DEPUTY, OVERSIGHT)]
    for visitor in visitors:
        visitor.signs_in()
    before = seen(town, held, visitors)
    for number, phone in enumerate(HOUSEHOLDS[:12]):
        votes(town, phone, number % 2 + 1)
    assert seen(town, held, visitors) == before
    with town.services.reading() as session:
        assert len(session.scalars(select(Envelope).where(Envelope.has_voted)).all()) == 12


def test_the_last_page_proves_nothing_and_is_the_same_for_everybody(town: Town) -> None:
    """No receipt and no code of a vote: it could be sold, or beaten out of somebody."""
    held = is_open(town)
    for phone in HOUSEHOLDS[:3]:
        for option in (1, 2, 3):
            assert votes(town, phone, option) == in_the_box(town, held, phone)
    until = f"{held.closes_at.astimezone(town.community.timezone):%d/%m %H:%M}"
    bare = in_the_box(town, held, ONE).replace(until, "")
    said = town.said(Text.VOTE_CAST, ONE, until="")
    assert bare == "END " + said
    assert {sign for sign in bare if sign.isdigit()} <= {sign for sign in said if sign.isdigit()}


def test_no_household_is_ever_texted_about_a_vote(town: Town) -> None:
    """No reminder by name: whoever watched the phones or the box would learn whose vote came when."""
    held = is_open(town)
    for phone in HOUSEHOLDS[:11]:
        votes(town, phone, 1)
    town.passes(minutes=60 * 24)
    held.closes()
    held.counts()
    town.passes(minutes=60)
    assert not {phone for phone, _ in town.carrier.sent} & {*HOUSEHOLDS, STRANGER}


def test_a_poll_says_that_it_is_of_those_who_dialled_and_decides_nothing(town: Town) -> None:
    """Without a list it is called a poll, shown as of those who dialled, and decides nothing."""
    held = agreed(town, wanted(town, is_poll=True))
    held.publishes()
    held.opens()
    for phone in HOUSEHOLDS[:11]:
        votes(town, phone, 1)
    held.closes()
    held.counts()
    visitor = Visitor(town, COORDINATOR)
    visitor.signs_in()
    page = visitor.opens(f"/desk/votes/{held.vote_id}").text
    assert town.said(Text.VOTE_OF_THOSE_WHO_DIALLED, COORDINATOR, "en", voted="11") in page
    # All chose alike: the page says that everybody's vote is known.
    assert town.said(Text.VOTE_UNANIMOUS, COORDINATOR, "en") in page
    with town.services.reading() as session:
        assert session.scalars(select(DecisionRow)).all() == []


def test_a_number_that_is_listed_twice_has_one_vote(town: Town) -> None:
    lists(town, [*HOUSEHOLDS, ONE, ONE])
    lists(town, [ONE])
    with town.services.reading() as session:
        assert session.scalar(select(func.count()).select_from(Household)) == len(HOUSEHOLDS)
        assert households.is_listed(session, town.services.keyring, town.record().id, ONE)


def test_two_officers_of_one_tenure_hold_no_vote(new_town: Callable[..., Town]) -> None:
    """A second officer of the same tenure is not enough, whatever their roles."""
    text = load_example("mlango-kubwa")
    oversight = f'phone = "{OVERSIGHT}"\n'
    assert oversight in text
    town = new_town(text.replace(oversight, f'{oversight}tenure = "tenant"\n'))
    lists(town)
    held = proposes(town)
    assert isinstance(held, Held)
    for phone, is_enough in ((OVERSIGHT, False), (LANDLORDS, True)):
        with town.services.uow() as uow:
            assert proposing.agree(uow, town.record(), held.vote_id, held.person(phone)) is is_enough


@pytest.mark.parametrize("seconds", [-1, 0])
def test_one_household_in_two_sessions_at_the_closing_second_has_one_vote_or_none(town: Town, seconds: int) -> None:
    """Both press the last key at once, for different options: the box holds one vote, or none if it is late."""
    held = is_open(town)
    keys = (*TO_VOTES, "{}", "1")
    for option in "12":
        for number in range(len(keys)):
            town.hop(ONE, CODE, "*".join(keys[:number]).format(option), f"session of {option}")
    town.now = held.closes_at + timedelta(seconds=seconds)
    last: list[str] = []
    threads = [
        Thread(
            target=lambda one=option: last.append(town.hop(ONE, CODE, "*".join(keys).format(one), f"session of {one}"))
        )
        for option in "12"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    is_taken = seconds < 0
    assert [(page == in_the_box(town, held, ONE)) for page in last] == [is_taken] * 2
    town.passes(seconds=12)
    assert held.row.voted == (1 if is_taken else 0)


def gives(town: Town, seed: int) -> None:
    """Let some households give much, some little, and some nothing."""
    chance, record = Random(seed), town.record()  # noqa: S311 - for a story
    with town.services.uow() as uow:
        account = accounts.numbered(uow, record, AccountKind.MPESA, PAYBILL)
        for phone in chance.sample(HOUSEHOLDS, chance.randint(1, len(HOUSEHOLDS))):
            giver = givers.says(uow, givers.link(uow, record, phone, "sw"), chance.choice(list(Band)))
            for _ in range(chance.randint(1, 3)):
                gift = Gift(chance.randint(1, 100_000), account, "2026-11", GivenBy.MPESA, giver.id)
                movements.give(uow, record, gift)


def told_of(town: Town, seed: int) -> tuple[Count, list[str]]:
    """Hold a vote in which households choose by that seed; return its count and every page that they read."""
    chance = Random(seed)  # noqa: S311 - for a story
    held = is_open(town)
    pages = [votes(town, phone, chance.randint(1, 3)) for phone in [*HOUSEHOLDS, *chance.sample(HOUSEHOLDS, 4)]]
    held.closes()
    return held.counts().count, pages


@pytest.mark.parametrize("seed", range(2))
def test_the_gifts_of_voters_change_no_tally_and_no_page(
    request: pytest.FixtureRequest, database_url: str, new_town: Callable[..., Town], seed: int
) -> None:
    """One listed household has one vote: gifts of a voter change no tally."""
    poor = new_town(load_example("mlango-kubwa"))
    found = told_of(poor, seed)
    poor.close()
    database = databases.keep(database_url)
    if database.on_sqlite:
        databases.empty_sqlite(database, request.getfixturevalue("sqlite_template"))
    else:
        assert databases.empty_postgres(database, request.getfixturevalue("postgres_template")[1])
    rich = new_town(load_example("mlango-kubwa"))
    gives(rich, seed)
    assert told_of(rich, seed) == found
