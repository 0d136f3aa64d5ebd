"""Advice: what a file without faults leaves out, and which zone names hardly fit."""

import re
from dataclasses import replace

import pytest

from gateway.communities.advice import advice, of_neighbours, tight_zones
from gateway.communities.file import EXAMPLES, load_example, parse
from menus.ussd import all_screens
from menus.ussd.screen import PageTooLongError
from tests.people import small

TOWN = load_example("mlango-kubwa")
LONGEST = 40


def warnings(text: str) -> list[str]:
    return list(advice(parse(text)))


def without_people(text: str, *roles: str) -> str:
    """Return a file without the people whose only role is one of these, nor steps that notify such a role."""
    for role in roles:
        text = re.sub(rf'\[\[people\]\]\nname = .*\nphone = .*\nroles = \["{role}"\]\n(?:.+\n)*\n', "", text)
        text = re.sub(rf'  {{ after = "[^"]*", notify = \["{role}"\] }},\n', "", text)
        text = text.replace(f'"{role}", ', "").replace(f', "{role}"', "")
    return text


@pytest.mark.parametrize("key", EXAMPLES)
def test_the_examples_need_no_advice(key: str) -> None:
    assert warnings(load_example(key)) == []


@pytest.mark.parametrize("line", ["fire", "child"])
def test_a_missing_helpline_is_told(line: str) -> None:
    (told,) = warnings(re.sub(rf"{line} = .*\n", "", TOWN))
    assert told.startswith(f"helplines.{line}: missing")


def test_a_single_police_contact_is_told_and_a_missing_deputy() -> None:
    (told,) = warnings(without_people(TOWN, "police-alternate", "police-station"))
    assert "the only police contact" in told
    (told,) = warnings(without_people(TOWN, "deputy-leader"))
    assert "deputy-leader" in told


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ('from = "20:00"\nto = "06:00"', "every day 06:00-20:00"),
        ('from = "00:00"\nto = "24:00"', None),
        ('from = "06:00"\nto = "06:00"', None),
    ],
)
def test_hours_without_a_patrol_are_told(hours: str, told: str | None) -> None:
    found = warnings(TOWN.replace('from = "00:00"\nto = "24:00"', hours))
    assert [told in line for line in found if told] == ([True] if told else [])
    assert len(found) == (1 if told else 0)


def test_days_without_a_patrol_are_named_and_no_shift_at_all_is_told() -> None:
    weekdays = TOWN.replace('"fri", "sat", "sun"]', '"fri"]')
    (told,) = warnings(weekdays)
    assert "sat 00:00-24:00 on sun" in told
    (told,) = warnings(re.sub(r"\[\[shifts\]\]\n(?:.+\n)+\n", "", TOWN))
    assert "at any hour" in told


def test_a_zone_whose_name_hardly_fits_is_told_and_the_examples_have_room() -> None:
    text = small(TOWN)
    assert list(tight_zones(parse(text))) == []
    longest = next(length for length in range(LONGEST, 9, -1) if fits(named(text, length)))
    (told,) = tight_zones(parse(named(text, longest)))
    assert told.startswith("zones[0].name")
    assert "not one letter more fits" in told
    (told,) = tight_zones(parse(named(text, longest - 1)))
    assert "one letter more fits, and" in told
    assert list(tight_zones(parse(named(text, longest - 3)))) == []


def named(text: str, length: int) -> str:
    """Return a file whose first zone has a name of that length."""
    return text.replace('name = "Kiamutisya"', f'name = "{"W" * length}"')


def fits(text: str) -> bool:
    try:
        all_screens.check(parse(text))
    except PageTooLongError:
        return False
    return True


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        (None, None, None),
        ("kawangware", "mlango-kubwa", None),
        ("kawangware", None, "the file of kawangware does not name mlango-kubwa"),
        ("kawangware", "another", "the file of kawangware does not name mlango-kubwa"),
        (None, "mlango-kubwa", "the file of kawangware names this community, and this file does not name it"),
        ("gone", None, "there is no community 'gone' here yet"),
    ],
)
def test_neighbours_that_do_not_name_each_other_are_told(
    ours: str | None, theirs: str | None, told: str | None
) -> None:
    here = replace(parse(TOWN), neighbour=ours)
    there = replace(parse(load_example("kawangware")), neighbour=theirs)
    found = list(of_neighbours(here, [here, there]))
    assert len(found) == (0 if told is None else 1)
    assert all(line.startswith("record.neighbour: ") and told is not None and told in line for line in found)


def test_who_names_one_and_is_named_by_another_reads_of_both() -> None:
    here = replace(parse(TOWN), neighbour="kawangware")
    there = parse(load_example("kawangware"))
    third = replace(there, key="kona", neighbour=here.key)
    assert len(list(of_neighbours(here, [here, there, third]))) == 2
