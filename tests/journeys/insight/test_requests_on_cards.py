"""Stories of requests for patrols on a station's card: one that never arrived is no silence of the police."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from gateway.communities.file import load_example
from gateway.storage.models import PatrolRequestText
from menus.domain.scorecard import Figure, FigureName
from tests.journeys.insight.cards import TWO, cards
from tests.journeys.insight.stations import delivers
from tests.people import ALTERNATE, COORDINATOR, LANDLORDS, POLICE
from tests.town import Town

WEEK = timedelta(days=8)
"""A day more than the police have for an answer."""


def sent(town: Town) -> str:
    """Return the number of a request that went to the police."""
    asked = town.texts(COORDINATOR, "PATROLS bondeni")
    words = (word.strip(".,:") for word in asked.replace(",", " ").split())
    number = next(word for word in words if word[:1] == "A" and word[1:2].isdigit())
    town.texts(LANDLORDS, f"AGREE {number}")
    town.works()
    return number


def patrols(town: Town) -> dict[str, Figure]:
    """Return the figure of each card about requests for patrols, as it stands now."""
    return {name: card.figures[FigureName.PATROLS] for name, card in cards(town, later=timedelta()).items()}


@pytest.mark.parametrize("is_answered", [True, False])
def test_a_request_that_arrived_is_answered_or_not(town: Town, *, is_answered: bool) -> None:
    number = sent(town)
    delivers(town, POLICE)
    assert patrols(town) == {"Pangani": Figure()}
    if is_answered:
        town.texts(POLICE, f"1 {number}")
    town.now += WEEK
    assert patrols(town) == {"Pangani": Figure(int(is_answered), 1)}


@pytest.mark.parametrize("is_answered", [True, False])
def test_a_request_that_never_arrived_is_not_known(town: Town, *, is_answered: bool) -> None:
    """The contact's phone is off; somebody told them of it, or nobody did."""
    number = sent(town)
    if is_answered:
        town.texts(POLICE, f"1 {number}")
    town.now += WEEK
    assert patrols(town) == {"Pangani": Figure(0, 0, 1)}
    # The phone is on again after a week: they have had it since, and have a week for it.
    delivers(town, POLICE)
    assert patrols(town) == {"Pangani": Figure(0, 0, 0)} if not is_answered else {"Pangani": Figure(1, 1)}
    town.now += WEEK
    assert patrols(town) == {"Pangani": Figure(int(is_answered), 1)}


def test_of_two_stations_each_has_the_silence_of_what_reached_it(new_town: Callable[..., Town]) -> None:
    both = TWO.replace('roles = ["police-alternate"]', 'roles = ["police", "police-alternate"]')
    assert both != TWO
    town = new_town(both)
    sent(town)
    delivers(town, POLICE)
    town.now += WEEK
    assert patrols(town) == {"Pangani": Figure(0, 1), "Huruma": Figure(0, 0, 1)}
    delivers(town, ALTERNATE)
    town.now += WEEK
    assert patrols(town) == {"Pangani": Figure(0, 1), "Huruma": Figure(0, 1)}


def test_a_request_of_before_this_release_is_not_known_and_a_contact_who_left_changes_nothing(
    new_town: Callable[..., Town],
) -> None:
    town = new_town(load_example("mlango-kubwa"))
    sent(town)
    delivers(town, POLICE)
    town.now += WEEK
    text = load_example("mlango-kubwa").replace('phone = "+254700000131"', 'phone = "+254700000199"')
    town.loads(text.replace("Police contact (example)", "Another contact (example)"))
    town.reads_communities_again()
    assert patrols(town) == {"Pangani": Figure(0, 1)}
    with town.services.uow() as uow:
        assert [row.station for row in uow.session.scalars(select(PatrolRequestText))] == ["Pangani"]
        uow.session.execute(delete(PatrolRequestText))
    assert patrols(town) == {"Pangani": Figure(0, 0, 1)}
