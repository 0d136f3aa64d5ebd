"""The ladders of a community file, and the floors that no file can lower."""

import pytest

from gateway.communities.file import CommunityFileError, load_example, parse, read
from menus.domain.categories import Level
from menus.domain.roles import Role
from tests.gateway.communities.faulty import faults_of, with_change

TOWN = load_example("mlango-kubwa")
REFERS = load_example("kawangware")


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('level = "minor"\ntrack = "police"', 'level = "minor"\ntrack = "patrol"', "ladders[2].track"),
        ('notify = ["coordinator"] }]', 'notify = ["patrol"] }]', "ladders[2].steps[0].notify[0]"),
    ],
)
def test_a_community_that_only_refers_has_no_patrols(old: str, new: str, where: str) -> None:
    told = faults_of(with_change(REFERS, old, new))
    assert any(where in line and "refer-only" in line for line in told), told


def test_no_file_lets_the_police_wait_for_hours() -> None:
    text = load_example("mlango-kubwa").replace(
        '{ notify = ["police"] },', '{ notify = ["treasurer"] },\n  { notify = ["police"], after = "61m" },', 1
    )
    assert "61m" in text
    with pytest.raises(CommunityFileError) as caught:
        parse(text)
    assert any("within an hour" in str(fault) for fault in caught.value.faults)


@pytest.mark.parametrize(
    ("old", "new", "where", "longest"),
    [
        ('"3m"', '"16m"', "ladders[0].steps[1].after", "15m"),
        ('"10m"', '"61m"', "ladders[2].steps[2].after", "1h"),
        ('"2h"', '"25h"', "ladders[3].steps[1].after", "24h"),
        ('"2m"', '"3601s"', "ladders[5].steps[1].after", "1h"),
    ],
)
def test_a_new_file_with_too_long_a_wait_is_refused_and_a_stored_one_is_read(
    old: str, new: str, where: str, longest: str
) -> None:
    text = with_change(TOWN, f"after = {old}", f"after = {new}")
    (told,) = faults_of(text)
    assert f"{where}: too long for a" in told
    assert f"accepted: a wait of at most {longest}" in told
    stored = parse(text)
    assert read(text + "# more\n", stored) == stored, "a file that had it before may keep it"


def test_no_file_takes_the_police_out_of_a_killing() -> None:
    text = TOWN
    for role in ("police", "police-alternate", "police-station"):
        text = text.replace(f'notify = ["{role}"]', 'notify = ["coordinator"]')
    text = text.replace('notify = ["police-station", "coordinator"]', 'notify = ["coordinator"]')
    told = faults_of(text)
    assert any("ladders[1].steps: no police" in line and "police-station" in line for line in told), told


def without_ladder(text: str, level: str) -> str:
    """Return a file without the ladders of a level."""
    parts = text.split("[[ladders]]")
    return "[[ladders]]".join(part for part in parts if f'level = "{level}"' not in part)


@pytest.mark.parametrize(
    ("level", "role"),
    [("urgent", "coordinator"), ("minor", "coordinator"), ("private", "focal-person"), ("complaint", "oversight")],
)
def test_no_report_reaches_nobody_where_a_file_names_no_ladder_for_it(level: str, role: str) -> None:
    (ladder,) = parse(without_ladder(TOWN, level)).ladders_for(Level(level))
    assert ladder.steps[0].notify == (Role(role),)


def test_a_level_that_nobody_could_answer_for_is_a_fault() -> None:
    told = faults_of(without_ladder(TOWN, "complaint").replace('roles = ["oversight"]', 'roles = ["observer"]'))
    assert any("none answers for complaint reports; accepted: " in line and "oversight" in line for line in told), told


def test_nobody_waits_for_the_first_alert_of_a_killing() -> None:
    text = load_example("mlango-kubwa")
    first = '{ notify = ["police"] }'
    assert first in text
    with pytest.raises(CommunityFileError, match="at once"):
        parse(text.replace(first, '{ after = "25s", notify = ["police"] }', 1))
