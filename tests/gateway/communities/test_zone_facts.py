"""Facts of zones in a community file: households, rents and owners, their faults, and what a changed one says."""

import pytest

from gateway.communities.file import EXAMPLES, CommunityFileError, load_example, parse, read
from menus.domain import community_changes
from menus.domain.zone_facts import Rent, ZoneFacts
from tests.people import small


@pytest.fixture
def bare() -> str:
    """Give a small file without facts of zones."""
    kept = small(load_example("mlango-kubwa")).splitlines()
    return "\n".join(line for line in kept if not line.startswith(("households", "rent", "owners_on_site")))


def added(text: str, *facts: str) -> str:
    """Return a file whose first zone has some lines more."""
    return text.replace("[[zones]]", "\n".join(["[[zones]]", *facts]), 1)


def test_facts_are_read(bare: str) -> None:
    community = read(added(bare, "households = 900", 'rent = "mid"', "owners_on_site = false"))
    assert community.zone_facts == {community.zones[0].key: ZoneFacts(900, Rent.MID, owners_on_site=False)}


def test_facts_are_optional_one_by_one(bare: str) -> None:
    assert read(bare).zone_facts == {}
    community = read(added(bare, "owners_on_site = true"))
    assert community.zone_facts == {community.zones[0].key: ZoneFacts(owners_on_site=True)}


@pytest.mark.parametrize(
    ("line", "accepted"),
    [
        ("households = 0", "a whole number from 1 to 1000000"),
        ("households = -5", "a whole number from 1 to 1000000"),
        ("households = 12.5", "a whole number from 1 to 1000000"),
        ('households = "900"', "a whole number from 1 to 1000000"),
        ("households = 1000001", "a whole number from 1 to 1000000"),
        ("households = true", "a whole number from 1 to 1000000"),
        ('rent = "cheap"', '"low", "mid" or "high"'),
        ("rent = 1", '"low", "mid" or "high"'),
        ('owners_on_site = "yes"', "true or false"),
        ("owners_on_site = 1", "true or false"),
    ],
)
def test_a_fault_says_what_would_be_accepted(bare: str, line: str, accepted: str) -> None:
    text = added(bare, line)
    with pytest.raises(CommunityFileError) as error:
        read(text)
    (fault,) = error.value.faults
    assert accepted in str(fault)
    assert fault.line == text.splitlines().index(line) + 1


def test_a_change_is_told_by_its_zone(bare: str) -> None:
    before, after = parse(bare), parse(added(bare, "households = 900"))
    key = before.zones[0].key
    assert community_changes.lines(before, after) == [f"zone facts: added {key}"]
    assert community_changes.lines(after, before) == [f"zone facts: removed {key}"]
    more = parse(added(bare, "households = 901"))
    assert community_changes.lines(after, more) == [f"zone facts: changed {key}"]


@pytest.mark.parametrize("key", EXAMPLES)
def test_the_examples_have_facts(key: str) -> None:
    assert read(load_example(key)).zone_facts
