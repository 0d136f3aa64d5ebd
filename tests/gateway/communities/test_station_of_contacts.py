"""Tests of the station of a police contact in the community file."""

import pytest

from gateway.communities.file import CommunityFileError, load_example, parse, read
from gateway.desk import settings_words
from menus.domain import community_changes
from menus.domain.roles import Role

TEXT = load_example("mlango-kubwa")
OTHER = TEXT.replace('roles = ["police-station"]\nlanguage = "en"\nstation = "Pangani"', 'roles = ["police-station"]')


def test_a_contact_has_the_station_of_the_file() -> None:
    assert {person.station for person in parse(TEXT).having((Role.POLICE, Role.POLICE_STATION))} == {"Pangani"}
    assert [person.station for person in parse(OTHER).having((Role.POLICE_STATION,))] == [None]


@pytest.mark.parametrize("name", ["", "Pangani 2", "Pangani  Police", "A" * 21, "0712345678"])
def test_a_station_is_a_few_letters(name: str) -> None:
    with pytest.raises(CommunityFileError) as refused:
        parse(TEXT.replace('station = "Pangani"', f'station = "{name}"', 1))
    (fault,) = refused.value.faults
    assert "station" in str(fault)
    assert "letters and single spaces" in str(fault)


@pytest.mark.parametrize(
    ("name", "person"),
    [("Pangani Kamau Otieno", "Kamau Otieno"), ("OCS Wafula", "OCS Wafula"), ("Huruma Njeri", "Njeri")],
)
def test_a_new_file_names_no_officer_as_a_station_and_a_stored_one_goes_on(name: str, person: str) -> None:
    with_officer = TEXT.replace('station = "Pangani"', f'station = "{name}"', 1)
    with pytest.raises(CommunityFileError) as refused:
        read(with_officer)
    (fault,) = refused.value.faults
    assert "station" in str(fault)
    assert f"{person} reads like a person" in str(fault)
    assert fault.line is not None
    assert name in with_officer.splitlines()[fault.line - 1]
    assert "linasomeka kama mtu" in settings_words.in_language("sw", fault.message)
    stored = parse(with_officer)
    assert read(with_officer, stored) == stored


@pytest.mark.parametrize("name", ["Muthangari", "Kwa Njenga", "Wilson", "Kamukunji"])
def test_a_station_that_bears_a_name_is_taken(name: str) -> None:
    assert name in {person.station for person in read(TEXT.replace('"Pangani"', f'"{name}"')).people}


def test_only_a_police_contact_has_one() -> None:
    with pytest.raises(CommunityFileError) as refused:
        parse(TEXT.replace('roles = ["oversight"]', 'roles = ["oversight"]\nstation = "Pangani"'))
    (fault,) = refused.value.faults
    assert "only a police contact" in str(fault)


def test_a_new_station_is_told_of_as_a_change() -> None:
    told = community_changes.lines(parse(OTHER), parse(TEXT))
    assert any("station" in line and "Pangani" in line for line in map(str, told))
