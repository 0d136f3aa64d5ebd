"""The public phone of a coordinator in a community file: their own number, or another one."""

import pytest

from gateway.communities.file import CommunityFileError, load_example, parse
from tests.people import COORDINATOR, POLICE, ugandan

TOWN = load_example("mlango-kubwa")


def with_phone(value: str, phone: str = COORDINATOR, text: str = TOWN) -> str:
    """Return a file with a public phone of the person of a phone."""
    assert f'phone = "{phone}"' in text
    return text.replace(f'phone = "{phone}"', f'phone = "{phone}"\npublic_phone = {value}')


@pytest.mark.parametrize(
    ("value", "number"),
    [("true", COORDINATOR), ('"0722 000 121"', "+254722000121"), ('"+254722000121"', "+254722000121"), ("false", None)],
)
def test_it_is_the_own_number_or_another_one(value: str, number: str | None) -> None:
    people = {person.phone: person for person in parse(with_phone(value)).people}
    assert people[COORDINATOR].public_phone == number
    assert {person.public_phone for phone, person in people.items() if phone != COORDINATOR} == {None}


def test_a_national_number_is_one_of_the_country() -> None:
    people = parse(with_phone('"0772 100 999"', "0772 100 121", ugandan(TOWN))).people
    assert "+256772100999" in {person.public_phone for person in people}


@pytest.mark.parametrize("value", ['"0722 12"', "3", '"yes"', '""', "[]"])
def test_anything_else_is_refused_by_its_line(value: str) -> None:
    with pytest.raises(CommunityFileError, match=r"line \d+: people\[4\]\.public_phone: .*accepted: true"):
        parse(with_phone(value))


def test_nobody_but_a_coordinator_has_one() -> None:
    with pytest.raises(CommunityFileError, match=r"people\[6\]\.public_phone: .*accepted: the role coordinator"):
        parse(with_phone("true", POLICE))
