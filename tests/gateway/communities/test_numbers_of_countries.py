"""The country of a community file: which national numbers it may use."""

import pytest

from gateway.communities.file import load_example, parse
from tests.gateway.communities.faulty import faults_of, with_change
from tests.people import ugandan

TOWN = load_example("mlango-kubwa")
KAMPALA = ugandan(TOWN)


def test_national_numbers_are_those_of_the_time_zones_country() -> None:
    community = parse(KAMPALA)
    assert community.country == "UG"
    assert community.people[0].phone == "+256772100101"
    assert parse(TOWN).country == "KE"


@pytest.mark.parametrize("written", ["UG", "ug", " Ug "])
def test_a_country_in_the_file_comes_before_its_time_zone(written: str) -> None:
    text = with_change(KAMPALA, '"Africa/Kampala"', f'"Etc/UTC"\ncountry = "{written}"')
    assert parse(text).people[0].phone == "+256772100101"
    text = with_change(KAMPALA, '"Africa/Kampala"', f'"Africa/Nairobi"\ncountry = "{written}"')
    assert parse(text).people[0].phone == "+256772100101"


@pytest.mark.parametrize("written", ["UGA", "Uganda", "UK", "XX", "", "U G", "УГ"])
def test_a_country_that_is_none_is_one_fault(written: str) -> None:
    (told,) = faults_of(with_change(KAMPALA, '"Africa/Kampala"', f'"Africa/Kampala"\ncountry = "{written}"'))
    assert "community.country" in told
    assert 'such as "KE" or "UG"' in told


@pytest.mark.parametrize("value", ['["UG", "UG"]', "256", "true", '{ code = "UG" }'])
def test_a_country_is_one_text(value: str) -> None:
    told = faults_of(with_change(KAMPALA, '"Africa/Kampala"', f'"Africa/Kampala"\ncountry = {value}'))
    assert any("community.country" in line and "ISO 3166-1" in line for line in told), told


def test_a_country_that_is_there_twice_is_told_by_its_line() -> None:
    text = with_change(KAMPALA, '"Africa/Kampala"', '"Africa/Kampala"\ncountry = "UG"\ncountry = "KE"')
    (told,) = faults_of(text)
    line = text.splitlines().index('country = "KE"') + 1
    assert f"line {line}:" in told


def test_without_a_country_a_national_number_is_refused_with_what_to_do() -> None:
    told = faults_of(with_change(KAMPALA, '"Africa/Kampala"', '"Etc/UTC"'))
    assert len(told) == KAMPALA.count("phone = ")
    assert all('such as "+256' in line and 'country = "UG"' in line for line in told), told
    assert told[0].startswith("line ")
    parse(with_change(TOWN, '"Africa/Nairobi"', '"Etc/UTC"'))


def test_a_fault_of_a_number_shows_one_of_the_files_own_country() -> None:
    (told,) = faults_of(with_change(KAMPALA, '"0772 100 101"', '"0202 000"'))
    assert "people[0].phone" in told
    assert '"+256' in told
    assert "+254" not in told
    told = faults_of(with_change(KAMPALA, 'phone = "0772 100 101"\n', ""))[0]
    assert "missing" in told
    assert '"+256' in told


def test_two_spellings_of_one_number_are_one_phone_in_any_country() -> None:
    (told,) = faults_of(with_change(KAMPALA, '"0772 100 102"', '"+256772100101"'))
    assert "each phone once" in told


def test_a_faulty_time_zone_is_told_once_and_not_at_each_number() -> None:
    (told,) = faults_of(
        with_change(with_change(TOWN, '"+254700000101"', '"0700000101"'), '"Africa/Nairobi"', '"Nairobi"')
    )
    assert "community.timezone" in told


def test_a_shift_names_people_by_the_numbers_of_their_country() -> None:
    people = 'people = ["+256772100111", "0772100101"]'
    shifted = with_change(KAMPALA, 'roles = ["patrol", "patrol-leader", "deputy-leader"]', people)
    assert parse(shifted).shifts[0].phones == {"+256772100111", "+256772100101"}
