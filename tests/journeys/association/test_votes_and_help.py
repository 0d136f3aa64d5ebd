"""Votes, help and money are three things: a list decides nothing about a report, and a gift nothing about a vote."""

import re
from pathlib import Path

import pytest

from gateway.association.votes import envelopes
from gateway.storage.models.giving import Giver
from menus.domain.categories import Category
from menus.domain.votes import Count
from tests.people import LEADER
from tests.town import Town
from tests.voting import HOUSEHOLDS, STRANGER, is_open, votes

VOTES = Path(envelopes.__file__).parent


def test_an_unlisted_number_is_dispatched_as_a_listed_one(town: Town) -> None:
    """An unlisted number is dispatched as a listed one."""
    is_open(town)
    told = []
    for phone in (HOUSEHOLDS[0], STRANGER):
        before = len(town.carrier.sent)
        reference = town.reports(phone, Category.GUN_KILLING, zone="bondeni")
        # The second report comes an hour later.
        said = ((to, re.sub(r"\b\d\d:\d\d\b", "HH:MM", body)) for to, body in town.carrier.sent[before:])
        told.append([(to, body.replace(reference, "REF")) for to, body in said])
        town.texts(LEADER, f"1 {reference}")
        town.texts(LEADER, f"4 {reference}")
        town.passes(minutes=60)
    assert told[0]
    assert told[0] == told[1]


def test_one_listed_household_has_one_vote_whatever_it_gave(town: Town) -> None:
    """Gifts of a voter change no tally."""
    held = is_open(town)
    keyring = town.services.keyring
    rich = HOUSEHOLDS[0]
    with town.services.uow() as uow:
        ours = {"community_id": town.record().id, "made_at": town.now}
        uow.session.add_all(
            [Giver(number=f"G{number}", phone_hash=keyring.phone(rich), **ours) for number in (10009, 10018, 10027)]
        )
    for phone in HOUSEHOLDS:
        votes(town, phone, 2)
    for _ in range(3):
        votes(town, rich, 1)
    held.closes()
    assert held.counts().count == Count(len(HOUSEHOLDS), len(HOUSEHOLDS), (1, len(HOUSEHOLDS) - 1, 0))


@pytest.mark.parametrize("file", sorted(VOTES.glob("*.py")), ids=lambda file: file.name)
def test_no_module_of_votes_names_a_gift(file: Path) -> None:
    code = file.read_text(encoding="utf-8")
    assert not {"giving", "Giver", "Movement", "tariff", "premises"} & set(code.replace(".", " ").split())
