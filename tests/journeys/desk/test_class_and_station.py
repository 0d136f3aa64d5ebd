"""Closing at the desk with a class of crime, and the police station beside the OB number."""

import pytest
from sqlalchemy import select, text

from gateway.cli import incident_commands
from gateway.storage.models import Event, Incident
from menus.domain.categories import Category, Harm
from menus.domain.classes import CrimeClass
from menus.domain.timeline import EventKind
from tests.journeys.desk.incident import Steering, section, status_of
from tests.people import COORDINATOR, LEADER, RESIDENT, STATION
from tests.town import Town


def kept(town: Town) -> Incident:
    """Return the only incident."""
    with town.services.reading() as session:
        return session.scalars(select(Incident)).one()


def closing(town: Town) -> dict[str, object]:
    """Return the facts of the closing."""
    with town.services.reading() as session:
        return dict(session.scalars(select(Event.facts).where(Event.kind == EventKind.CLOSED)).one())


def test_without_a_choice_the_rule_chooses_and_the_form_says_what(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    visitor = Steering(town, COORDINATOR)
    page = visitor.sees(reference)
    (choice,) = page.root.all("select", id="close-crime")
    options = list(choice.all("option"))
    assert options[0].text == visitor.words("field.close-crime-rule", name=visitor.words("crime.theft"))
    assert [one.attributes["value"] for one in options[1:]] == list(CrimeClass)
    page = visitor.acts(page, "close", words="item returned")
    assert kept(town).crime_class is CrimeClass.THEFT
    assert "class_by_rule" not in closing(town)
    history = section(page, "events").text
    assert f"{visitor.words('fact.crime')}: {visitor.words('crime.theft')}" in history


def test_the_words_of_a_death_still_count_where_nobody_chose_after_the_page_that_says_so(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.FIGHT_THREAT, harm=Harm.NONE)
    visitor = Steering(town, COORDINATOR)
    page = visitor.does(reference, "close", words="he was killed, police took over")
    assert visitor.words("crime.homicide") in page.text
    assert (kept(town).crime_class, status_of(town, reference)) == (None, "open")
    visitor.confirms(page, "close")
    assert kept(town).crime_class is CrimeClass.HOMICIDE


def test_a_chosen_class_is_kept_and_the_history_shows_that_of_the_rule_before_it(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    visitor = Steering(town, COORDINATOR, "sw")
    page = visitor.does(reference, "close", words="item returned", crime="vehicle-theft")
    assert kept(town).crime_class is CrimeClass.VEHICLE_THEFT
    assert (closing(town)["class"], closing(town)["class_by_rule"]) == ("vehicle-theft", "theft")
    old, new = (visitor.words(f"crime.{name}") for name in ("theft", "vehicle-theft"))
    changes = [line for line in section(page, "events").all("span", class_="change") if new in line.text]
    assert [[one.text for one in line.all("del")] for line in changes] == [[old]]
    assert visitor.words("police-class.vehicle-and-other-thefts") in page.text


def test_a_major_one_is_closed_with_its_class_after_the_page_that_says_so(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    visitor = Steering(town, COORDINATOR)
    page = visitor.does(reference, "close", words="police took over", crime="carjacking")
    assert visitor.words("crime.carjacking") in page.text
    assert kept(town).crime_class is None
    visitor.confirms(page, "close")
    assert kept(town).crime_class is CrimeClass.CARJACKING


def test_a_theft_becomes_terror_only_after_the_page_that_says_so(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    visitor = Steering(town, COORDINATOR)
    page = visitor.does(reference, "close", words="police took over", crime="terror")
    assert visitor.words("crime.terror") in page.text
    assert (kept(town).crime_class, status_of(town, reference)) == (None, "open")
    visitor.confirms(page, "close")
    assert (kept(town).crime_class, status_of(town, reference)) == (CrimeClass.TERROR, "closed")


def test_a_refused_form_keeps_the_class_that_was_chosen(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    visitor = Steering(town, COORDINATOR)
    page = visitor.does(reference, "close", words="burn him", crime="drugs")
    assert page.status == 422
    (choice,) = page.root.all("select", id="close-crime")
    assert [one.attributes["value"] for one in choice.all("option", selected=None)] == ["drugs"]
    assert kept(town).crime_class is None


@pytest.mark.parametrize("strange", ["", "witchcraft", "HOMICIDE", "\0", "x" * 10_000])
def test_a_class_that_does_not_exist_leaves_the_choice_to_the_rule(town: Town, strange: str) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    page = Steering(town, COORDINATOR).does(reference, "close", words="item returned", crime=strange)
    assert page.status == 200
    assert kept(town).crime_class is CrimeClass.THEFT


def test_words_that_look_like_a_stored_class_choose_none(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    visitor = Steering(town, COORDINATOR)
    page = visitor.does(reference, "close", words="\ndrugs\npolice took over")
    visitor.confirms(page, "close")
    assert kept(town).crime_class is CrimeClass.ASSAULT


def test_a_drill_has_no_class_whatever_is_chosen(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    with town.services.uow() as uow:
        uow.session.execute(text("UPDATE incidents SET drill = 'all'"))
    town.keeps_timeline = False
    Steering(town, COORDINATOR).does(reference, "close", words="done", crime="robbery")
    assert kept(town).crime_class is CrimeClass.NONE


def test_the_desk_keeps_the_station_with_the_ob_number(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    visitor = Steering(town, COORDINATOR)
    page = visitor.does(reference, "ob", number="12/23/11/2026", station="Muthaiga police station")
    assert (kept(town).ob_number, kept(town).ob_station) == ("12/23/11/2026", "Muthaiga police station")
    assert "12/23/11/2026 · Muthaiga police station" in page.text
    assert "12/23/11/2026, Muthaiga police station" in section(page, "events").text
    with town.services.reading() as session:
        (sealed,) = session.execute(text("SELECT ob_station FROM incidents")).one()
    assert b"Muthaiga" not in bytes(sealed)


def test_a_station_alone_is_no_ob_number(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    visitor = Steering(town, COORDINATOR)
    page = visitor.does(reference, "ob", number="twelve", station="Muthaiga")
    assert page.status == 422
    assert [one.attributes["id"] for one in page.root.all("input", autofocus=None)] == ["ob-number"]
    (box,) = page.root.all("input", id="ob-station")
    assert box.attributes["value"] == "Muthaiga"
    assert kept(town).ob_station is None


def test_names_and_numbers_in_a_station_are_crossed_out(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    page = Steering(town, COORDINATOR).does(
        reference, "ob", number="12/23", station="Inspector Kamau Mwangi 0711000009"
    )
    assert "12/23 · " in page.text
    assert not [one for one in ("Kamau", "Mwangi", "0711000009") if one in section(page, "events").text]
    leader = Steering(town, LEADER).sees(reference)
    assert not [one for one in ("Kamau", "Mwangi", "0711000009") if one in leader.text]


@pytest.mark.parametrize(
    ("said", "number", "station"),
    [("12/23/11/2026", "12/23/11/2026", None), ("12/23/11/2026 Muthaiga", "12/23/11/2026", "Muthaiga")],
)
def test_an_sms_may_carry_the_station(town: Town, said: str, number: str, station: str | None) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.texts(STATION, f"OB {reference} {said}")
    town.texts(COORDINATOR, f"OB {reference} {said}")
    assert (kept(town).ob_number, kept(town).ob_station) == (number, station)
    entry, _, _ = _read(town, reference)
    assert (entry["ob_number"], entry["ob_station"]) == (number, station)


def _read(town: Town, reference: str) -> tuple[dict[str, object], list[dict[str, object]], int]:
    with town.services.reading() as session:
        return incident_commands.read(session, reference, may_read=False)


def test_strange_stations_do_not_break_the_page(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    visitor = Steering(town, COORDINATOR)
    for strange in ("x" * 10_000, "\u202e\u0643\u064a", "<b>", "a\nb"):
        page = visitor.does(reference, "ob", number="12/23", station=strange)
        assert page.status == 200
        assert len(kept(town).ob_station or "") <= 40
    assert status_of(town, reference).is_live


def test_the_desk_asks_before_a_hazard_becomes_a_crime(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.FIRE_HAZARD)
    visitor = Steering(town, COORDINATOR)
    page = visitor.does(reference, "close", words="police took over", crime="brew")
    assert visitor.words("crime.brew") in page.text
    assert kept(town).crime_class is None
    visitor.confirms(page, "close")
    assert kept(town).crime_class is CrimeClass.BREW


def test_words_at_the_desk_are_no_class_and_no_misspelt_one(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    Steering(town, COORDINATOR).does(reference, "close", words="carjaking was only a rumour")
    assert kept(town).crime_class is CrimeClass.THEFT
