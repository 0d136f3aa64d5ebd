"""Stories of which station a case counts for: who answered, whom silence is of, and who has left the file."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import update

from gateway.communities.file import load_example
from gateway.storage.models import Notification
from menus.domain.categories import Category
from menus.domain.incident_outcomes import IncidentOutcome as Outcome
from menus.domain.scorecard import Figure, FigureName
from tests.journeys.insight.cards import TWO, as_json, cards
from tests.journeys.insight.stations import Logged, delivers, happens
from tests.people import ALTERNATE, COORDINATOR, POLICE, RESIDENT, RESIDENTS, STATION
from tests.town import Town


def test_the_station_that_answers_spares_the_other_and_silence_is_of_both(new_town: Callable[..., Town]) -> None:
    town = new_town(TWO)
    first = town.reports(RESIDENT, Category.GUN_KILLING)
    delivers(town, POLICE)
    town.passes(minutes=6)
    delivers(town, ALTERNATE)
    town.answers(ALTERNATE, "seen", first)
    found = cards(town)
    assert list(found) == ["Pangani", "Huruma"]
    assert [found[name].figures[FigureName.SEEN] for name in found] == [Figure(), Figure(1, 1)]
    town.confirms(COORDINATOR, f"CLOSE {first} 7")
    second = town.reports(RESIDENTS[1], Category.GUN_KILLING)
    delivers(town, POLICE)
    town.passes(minutes=6)
    delivers(town, ALTERNATE)
    town.confirms(COORDINATOR, f"CLOSE {second} 8")
    town.now += timedelta(minutes=10)
    found = cards(town)
    assert [found[name].figures[FigureName.SEEN] for name in found] == [Figure(0, 1), Figure(1, 2)]
    # Reporters' answers are of all stations together.
    assert FigureName.TREATED not in found["Pangani"].figures
    assert set(as_json(town)["together"]) == {"treated", "money"}


def test_whoever_answers_without_a_receipt_spares_the_other_station(new_town: Callable[..., Town]) -> None:
    town = new_town(TWO)
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    delivers(town, POLICE)
    town.passes(minutes=6)
    town.answers(ALTERNATE, "seen", reference)
    found = cards(town)
    assert found["Pangani"].figures[FigureName.SEEN] == Figure()
    assert found["Huruma"].figures[FigureName.SEEN] == Figure(0, 0, 1)
    # Once the contact has left, it stays an answer of the station that they were of when they were called.
    left = TWO.replace('phone = "+254700000132"', 'phone = "+254700000199"')
    town.loads(left.replace("Police alternate (example)", "Another alternate (example)"))
    town.reads_communities_again()
    assert [card.figures[FigureName.SEEN] for card in cards(town).values()] == [Figure(), Figure(0, 0, 1)]
    # Of somebody who was called before stations were noted nobody knows it: the answer is held against neither.
    with town.services.uow() as uow:
        uow.session.execute(update(Notification).values(station=None))
    assert [card.figures[FigureName.SEEN] for card in cards(town).values()] == [Figure(), Figure()]


def test_a_contact_who_left_the_file_leaves_their_work_behind(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa"))
    happens(town, 0, Logged(answer=1, closed_as=Outcome.POLICE_CAME))
    text = load_example("mlango-kubwa").replace('phone = "+254700000131"', 'phone = "+254700000199"')
    town.loads(text.replace("Police contact (example)", "Another contact (example)"))
    town.reads_communities_again()
    assert town.record(COORDINATOR).by_phone(POLICE) is None
    assert cards(town)["Pangani"].figures[FigureName.SEEN] == Figure(1, 1)
    assert as_json(town)["answers"] == {"total": 1, "most": 1, "people": 1, "concentrated": False}


def test_a_file_without_stations_has_one_card_and_one_without_police_has_none(new_town: Callable[..., Town]) -> None:
    bare = load_example("mlango-kubwa").replace('station = "Pangani"\n', "")
    town = new_town(bare)
    happens(town, 0, Logged(answer=1, closed_as=Outcome.POLICE_CAME))
    assert {name: card.figures[FigureName.SEEN] for name, card in cards(town).items()} == {"": Figure(1, 1)}
    # The station gets its name, and keeps its work.
    town.loads(load_example("mlango-kubwa"))
    town.reads_communities_again()
    assert {name: card.figures[FigureName.SEEN] for name, card in cards(town).items()} == {"Pangani": Figure(1, 1)}


def test_a_station_desk_counts_as_its_station(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(minutes=11)
    delivers(town, STATION)
    town.answers(STATION, "seen", reference)
    assert cards(town)["Pangani"].figures[FigureName.SEEN] == Figure(1, 1)
