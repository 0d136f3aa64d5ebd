"""Stories of tellers: their codes, the box that two of them open, and what ends a vote."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from gateway.association.votes import ceremony, envelopes
from gateway.association.votes.ceremony import Opened, Took
from gateway.association.votes.envelopes import OpenError
from gateway.communities.file import load_example
from gateway.storage.models import Envelope
from menus.domain.vote_codes import Mistyped
from menus.domain.vote_life import Void, VoteState
from tests.people import COORDINATOR, DEPUTY, LANDLORDS
from tests.town import Town
from tests.voting import (
    HOUSEHOLDS,
    TELLERS,
    Held,
    agreed,
    in_the_box,
    is_open,
    lists,
    votes,
)

ONE, OTHER = HOUSEHOLDS[:2]


def test_a_vote_opens_only_once_each_teller_has_copied_the_code(town: Town) -> None:
    lists(town)
    held = agreed(town)
    for phone in TELLERS[:2]:
        held.takes_code(phone)
        assert held.knows(phone) is Took.KNOWN
    town.now = held.opens_at
    town.passes(seconds=11)
    assert held.state is VoteState.AGREED
    held.takes_code(TELLERS[2])
    assert held.knows(TELLERS[2]) is Took.VOID if held.closes_at - town.now < timedelta(hours=48) else Took.PUBLISHED


def test_a_code_that_comes_too_late_ends_the_vote(town: Town) -> None:
    lists(town)
    held = agreed(town)
    for phone in TELLERS:
        held.takes_code(phone)
    for phone in TELLERS[:2]:
        held.knows(phone)
    town.now = held.closes_at - timedelta(hours=47)
    assert held.knows(TELLERS[2]) is Took.VOID
    assert held.row.void is Void.LATE


def test_a_code_is_for_its_teller_alone_and_a_slip_is_told_by_its_group(town: Town) -> None:
    lists(town)
    held = agreed(town)
    for phone in TELLERS:
        held.takes_code(phone)
    assert held.knows(COORDINATOR, held.codes[DEPUTY]) is Took.OTHER_CODE
    groups = held.codes[COORDINATOR].split()
    slip = groups[3][:-1] + str((int(groups[3][-1]) + 1) % 10)
    assert held.knows(COORDINATOR, " ".join([*groups[:3], slip, *groups[4:]])) == Mistyped(4)
    swapped = [groups[1], groups[0], *groups[2:]]
    if groups[0] != groups[1]:
        assert isinstance(held.knows(COORDINATOR, " ".join(swapped)), Mistyped)
    for typed in ("", "123", "W" * 10_000, "\0", "1" * 54, "\u0661" * 54):
        assert isinstance(held.knows(COORDINATOR, typed), Mistyped)
    assert held.knows(COORDINATOR) is Took.KNOWN
    with town.services.uow() as uow:
        # Whoever has typed it in cannot have another one.
        assert ceremony.new_code(uow, town.record(), held.vote_id, held.person(COORDINATOR)) is None


def test_any_two_tellers_open_the_box_and_one_alone_does_not(town: Town) -> None:
    held = is_open(town)
    for phone in HOUSEHOLDS:
        votes(town, phone, 1)
    held.closes()
    opened = {phone: held.unlocks(phone) for phone in TELLERS}
    one = opened[COORDINATOR]
    broken = Opened(opened[DEPUTY].seat, bytes(len(one.shares)))
    for two in ([one, one], [one, broken]):
        with pytest.raises(OpenError), town.services.uow() as uow:
            ceremony.count(uow, town.record(), held.vote_id, two)
    assert held.state is VoteState.CLOSED
    for first, second in ((COORDINATOR, DEPUTY), (DEPUTY, LANDLORDS), (LANDLORDS, COORDINATOR)):
        row = held.row
        assert row.public_key is not None
        two = [opened[first], opened[second]]
        envelopes.joined((two[0].seat, two[0].shares), (two[1].seat, two[1].shares), row.public_key)
    assert held.counts(LANDLORDS, DEPUTY).count.voted == len(HOUSEHOLDS)


def without(town: Town, *phones: str) -> None:
    """Load the file with other people in the place of some: they have lost their role."""
    text = load_example("mlango-kubwa")
    for phone, name in {DEPUTY: "Deputy leader (example)", COORDINATOR: "Coordinator, tenants (example)"}.items():
        if phone in phones:
            text = text.replace(phone, phone[:-2] + "9" + phone[-1]).replace(name, name.replace("(", "new ("))
    town.loads(text)
    town.services.directory.look()


def loses(held: Held, phone: str) -> Took:
    with held.town.services.uow() as uow:
        return ceremony.lose(uow, held.town.record(), held.vote_id, held.person(phone))


def test_one_lost_code_leaves_two_tellers_and_a_second_one_ends_the_vote(town: Town) -> None:
    held = is_open(town)
    votes(town, ONE, 1)
    assert loses(held, COORDINATOR) is Took.LOST
    assert votes(town, OTHER, 1) == in_the_box(town, held, OTHER)
    assert loses(held, DEPUTY) is Took.VOID
    assert (held.state, held.row.void) == (VoteState.VOID, Void.TELLERS)
    with town.services.reading() as session:
        assert set(session.scalars(select(Envelope.sealed))) == {None}


def test_a_teller_who_lost_the_code_cannot_open_the_box(town: Town) -> None:
    held = is_open(town)
    for phone in HOUSEHOLDS:
        votes(town, phone, 1)
    held.closes()
    assert loses(held, COORDINATOR) is Took.LOST
    with town.services.uow() as uow:
        code = held.codes[COORDINATOR]
        found = ceremony.unlock(uow, town.record(), held.vote_id, held.person(COORDINATOR), code)
    assert found is Took.NOT_YOURS
    assert held.counts(DEPUTY, LANDLORDS).count.voted == len(HOUSEHOLDS)


def test_a_lost_code_before_publishing_ends_the_vote(town: Town) -> None:
    lists(town)
    held = agreed(town)
    assert loses(held, DEPUTY) is Took.VOID
    assert held.row.void is Void.TELLERS


def test_a_teller_who_loses_the_role_before_publishing_ends_the_vote(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa"))
    lists(town)
    held = agreed(town)
    without(town, DEPUTY)
    town.passes(seconds=11)
    assert (held.state, held.row.void) == (VoteState.VOID, Void.TELLERS)


def test_two_tellers_who_lose_the_role_end_an_open_vote(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa"))
    held = is_open(town)
    without(town, DEPUTY)
    town.passes(seconds=11)
    assert held.state is VoteState.OPEN
    without(town, DEPUTY, COORDINATOR)
    town.passes(seconds=11)
    assert (held.state, held.row.void) == (VoteState.VOID, Void.TELLERS)
