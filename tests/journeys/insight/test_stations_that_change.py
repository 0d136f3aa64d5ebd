"""Stories of a community file that changes: a contact who moves to another station takes nothing of the past along."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from gateway.communities.file import load_example
from gateway.storage.models import Notification, StationAlert
from menus.domain.categories import Category, Track
from menus.domain.incident_outcomes import IncidentOutcome as Outcome
from menus.domain.scorecard import FigureName
from tests.journeys.insight.cards import TWO, as_json, cards
from tests.journeys.insight.stations import Logged, delivers, happens
from tests.journeys.quarters import Q4, SETTLED, facts_of, kept, publishes, rows
from tests.people import ALTERNATE, POLICE, RESIDENT, RESIDENTS
from tests.town import Town

ONE = load_example("mlango-kubwa")
CONTACT = 'roles = ["police"]\nlanguage = "en"\nstation = '
"""The contact who is called first, up to the name of their station."""


def loads(town: Town, text: str) -> None:
    town.loads(text)
    town.reads_communities_again()


def moved(text: str, station: str) -> str:
    """Return the file with the first contact at another station."""
    assert CONTACT in text
    return text.replace(f'{CONTACT}"Pangani"', f'{CONTACT}"{station}"')


def seen(town: Town) -> dict[str, tuple[int, int, int]]:
    """Return for each card the alerts that were seen in time, of how many, and how many are not known."""
    found = {name: card.figures[FigureName.SEEN] for name, card in cards(town).items()}
    return {name: (figure.hits, figure.of, figure.unknown) for name, figure in found.items()}


def test_a_contact_who_moves_leaves_alerts_answers_and_silence_behind(new_town: Callable[..., Town]) -> None:
    """One alert was answered, one was not, and one never arrived."""
    town = new_town(ONE)
    log = (Logged(answer=1), Logged(closed_as=Outcome.SAFE_NOW), Logged(is_delivered=False, closed_as=Outcome.SAFE_NOW))
    for number, logged in enumerate(log):
        happens(town, number, logged)
        town.now += timedelta(hours=5)
    before = {"Pangani": (1, 2, 1)}
    assert seen(town) == before
    loads(town, moved(ONE, "Huruma"))
    assert town.person(POLICE).station == "Huruma"
    assert seen(town) == {"Huruma": (0, 0, 0), **before}
    # What comes from now on is of the new station. Now the receipt of the lost alert comes, too: it is of the old one.
    happens(town, 5, Logged(answer=1))
    assert seen(town) == {"Huruma": (1, 1, 0), "Pangani": (1, 2, 1)}
    with town.services.reading() as session:
        assert session.scalars(select(StationAlert.station).order_by(StationAlert.incident_id)).all() == [
            *["Pangani"] * 3,
            "Huruma",
        ]


def test_whoever_answers_for_one_of_two_stations_and_then_moves_has_answered_for_that_one(
    new_town: Callable[..., Town],
) -> None:
    town = new_town(TWO)
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    delivers(town, POLICE)
    town.passes(minutes=6)
    delivers(town, ALTERNATE)
    town.answers(POLICE, "seen", reference)
    assert seen(town) == {"Pangani": (0, 1, 0), "Huruma": (0, 0, 0)}
    loads(town, moved(TWO, "Huruma"))
    assert seen(town)["Huruma"] == (0, 0, 0)
    assert seen(town)["Pangani"] == (0, 1, 0)


def test_a_whole_file_under_another_name_begins_anew(new_town: Callable[..., Town]) -> None:
    """The card of the new name is empty, and what was before stands without a station."""
    town = new_town(ONE)
    happens(town, 0, Logged(answer=1))
    loads(town, ONE.replace('station = "Pangani"', 'station = "Huruma"'))
    assert seen(town) == {"Huruma": (0, 0, 0), "": (1, 1, 0)}
    told = as_json(town)
    assert [one["station"] for one in told["stations"]] == ["Huruma", ""]
    # The reporters' answers may be about either.
    assert all("treated" not in one["figures"] for one in told["stations"])
    # A file that names none again has one station, and all of it.
    loads(town, ONE.replace('station = "Pangani"\n', ""))
    assert seen(town) == {"": (1, 1, 0)}


def test_a_quarter_that_is_over_is_published_without_a_station_that_came_later(new_town: Callable[..., Town]) -> None:
    town = new_town(ONE)
    for number in range(12):
        happens(town, number, Logged(answer=1, closed_as=Outcome.POLICE_CAME))
        town.now += timedelta(hours=5)
    town.now = SETTLED
    loads(town, ONE.replace('station = "Pangani"', 'station = "Huruma"'))
    assert {one.row for one in facts_of(town).stations} == {"unnamed"}
    edition = publishes(town)
    assert {(row["station"], row["yes"], row["alerts"]) for row in rows(edition, "stations")} == {
        ("Huruma", "hidden", "hidden")
    }
    assert {value for name, value in kept(town)[0].cells.items() if name.startswith("alerts|")} == {None}
    assert as_json(town, Q4)["stations"][0]["figures"]["seen"]["of"] is None


@pytest.mark.parametrize("is_noted", [True, False])
def test_whoever_was_called_before_stations_were_noted_counts_for_that_of_today(town: Town, *, is_noted: bool) -> None:
    town.reports(RESIDENTS[1], Category.GUN_KILLING)
    town.now += timedelta(seconds=1)
    with town.services.uow() as uow:
        noted = uow.session.scalars(select(Notification.station).where(Notification.track == Track.POLICE))
        assert set(noted) == {"Pangani"}
        others = uow.session.scalars(select(Notification.station).where(Notification.track != Track.POLICE))
        assert set(others) == {None}
        if not is_noted:
            uow.session.execute(update(Notification).values(station=None))
    assert seen(town) == {"Pangani": (0, 0, 1)}
