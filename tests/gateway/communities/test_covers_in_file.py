"""Covers in a community file: what is read, and what is refused with what would be accepted."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from gateway.cli import community_views
from gateway.communities.file import CommunityFileError, load_example, parse
from menus.domain import community_changes

TOWN = load_example("mlango-kubwa")
COVER = """
[[covers]]
person = "Deputy leader (example)"
for = "0700 000 101"
from = 2026-12-05T18:00:00
to = 2026-12-06T06:00:00
why = "Ill"
"""
LEADER, DEPUTY = "+254700000101", "+254700000102"


def test_a_cover_is_read_with_its_times_on_the_wall() -> None:
    (cover,) = parse(TOWN + COVER).covers
    assert (cover.phone, cover.instead_of, cover.shift, cover.why) == (DEPUTY, LEADER, None, "Ill")
    assert (cover.begins, cover.ends) == (
        datetime(2026, 12, 5, 15, tzinfo=UTC),
        datetime(2026, 12, 6, 3, tzinfo=UTC),
    )
    berlin = (TOWN + COVER).replace('"Africa/Nairobi"', '"Europe/Berlin"\ncountry = "KE"')
    assert parse(berlin).covers[0].begins == datetime(2026, 12, 5, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("old", "new", "where", "told"),
    [
        ('"Deputy leader (example)"', '"Nobody"', "covers[0].person", "is nobody here"),
        ('"Deputy leader (example)"', '"+254700000131"', "covers[0].person", "does not patrol"),
        ('"0700 000 101"', '"Coordinator, tenants (example)"', "covers[0].for", "does not patrol"),
        ('"0700 000 101"', '"+254700000102"', "covers[0].for", "nobody covers for themselves"),
        ('for = "0700 000 101"', "shift = 2", "covers[0].shift", "there is no shift 2; accepted: a number from 1 to 1"),
        ('for = "0700 000 101"', "shift = 0", "covers[0].shift", "accepted: the number of a shift"),
        ('for = "0700 000 101"', 'for = "0700 000 101"\nshift = 1', "covers[0]", "both `for` and `shift`"),
        ("2026-12-06T06:00:00", "2026-12-05T18:00:00", "covers[0]", "later than `from`, at most 60 days"),
        ("2026-12-06T06:00:00", "2027-02-03T18:01:00", "covers[0]", "later than `from`, at most 60 days"),
        ("2026-12-06T06:00:00", "2026-12-06T06:00:00+03:00", "covers[0].to", "accepted: a day and a time"),
        ("2026-12-06T06:00:00", '"2026-12-06 06:00"', "covers[0].to", "accepted: a day and a time"),
        ("2026-12-06T06:00:00", "2026-12-06", "covers[0].to", "accepted: a day and a time"),
        ('why = "Ill"', "", "covers[0].why", "missing; accepted: 1 to 80"),
        ('why = "Ill"', f'why = "{"W" * 81}"', "covers[0].why", "accepted: 1 to 80"),
        ('why = "Ill"', 'why = "Ill"\nreason = ""', "covers[0].reason", "unknown key"),
    ],
)
def test_a_fault_of_a_cover_names_its_key_and_what_would_be_accepted(old: str, new: str, where: str, told: str) -> None:
    assert old in COVER
    with pytest.raises(CommunityFileError) as caught:
        parse(TOWN + COVER.replace(old, new))
    (fault,) = caught.value.faults
    assert fault.where == where
    assert told in fault.message
    assert fault.line is not None


def test_a_cover_of_sixty_days_is_accepted() -> None:
    assert parse(TOWN + COVER.replace("2026-12-06T06:00:00", "2027-02-03T18:00:00")).covers


def test_a_name_that_two_people_have_is_refused() -> None:
    text = (TOWN + COVER).replace('name = "Patrol leader (example)"', 'name = "Deputy leader (example)"')
    with pytest.raises(CommunityFileError) as caught:
        parse(text)
    assert "is the name of several people" in str(caught.value)


def test_a_cover_has_a_line_of_what_changes_and_a_new_number_changes_none() -> None:
    before, after = parse(TOWN), parse(TOWN + COVER)
    (line,) = community_changes.lines(before, after)
    who = "Deputy leader (example) for Patrol leader (example), 2026-12-05 18:00 to 2026-12-06 06:00"
    assert line == f"covers: added {who}"
    assert community_changes.lines(after, before) == [f"covers: removed {who}"]
    moved = parse((TOWN + COVER).replace("+254700000101", "+254700000777").replace("0700 000 101", "+254700000777"))
    assert [line for line in community_changes.lines(after, moved) if "covers" in line] == []
    assert f"  {who}: Ill" in community_views.lines(after)
    in_shift = replace(after.covers[0], instead_of=None, shift=0)
    (line,) = community_changes.lines(before, replace(before, covers=(in_shift,)))
    assert "in the shift every day 00:00-24:00" in line
