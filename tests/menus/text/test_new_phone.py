"""New phones: which numbers may become somebody's by SMS, and whom a name means."""

import pytest

from gateway.communities.file import load_example, parse
from menus.text import new_phone, person_matching
from menus.text.new_phone import NumberFault

PEOPLE = parse(load_example("mlango-kubwa")).people


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("0712 345 678", "+254712345678"),
        ("+254 110 345 678", "+254110345678"),
        ("712345678", "+254712345678"),
        ("020 222 2222", NumberFault.LANDLINE),
        ("+256772100101", NumberFault.FOREIGN),
        ("0712", NumberFault.NO_NUMBER),
        ("999", NumberFault.NO_NUMBER),
        ("0999 999 999", NumberFault.NO_NUMBER),
    ],
)
def test_a_number_is_a_mobile_one_of_here_or_says_why_not(text: str, found: str | NumberFault) -> None:
    assert new_phone.read(text, "KE") == found


def test_where_no_country_is_known_a_number_of_any_country_is_taken() -> None:
    assert new_phone.read("+256772100101", None) == "+256772100101"


def test_capitals_and_marks_of_a_name_say_nothing() -> None:
    (person,) = person_matching.named("patrol bondeni EXAMPLE", PEOPLE)
    assert person.name == "Patrol, Bondeni (example)"


def test_the_same_name_comes_before_a_longer_one_and_a_part_of_several_names_means_all_of_them() -> None:
    assert len(person_matching.named("coordinator", PEOPLE)) == 2
    assert [person.name for person in person_matching.named("police contact (example)", PEOPLE)] == [
        "Police contact (example)"
    ]
    assert person_matching.named("Zebedayo", PEOPLE) == []
    assert person_matching.named(" ", PEOPLE) == []
