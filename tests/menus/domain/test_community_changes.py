"""Community changes: the lines about people, zones and ladders, without any phone number."""

from dataclasses import replace

from gateway.communities.file import load_example, parse
from menus.domain.community import Community
from menus.domain.community_changes import lines
from menus.domain.roles import Role

TOWN = parse(load_example("mlango-kubwa"))


def with_first(**changes: object) -> Community:
    """Return the example with its first person changed."""
    first, *others = TOWN.people
    return replace(TOWN, people=(replace(first, **changes), *others))  # type: ignore[arg-type]


def test_the_same_file_changes_nothing() -> None:
    assert lines(TOWN, parse(load_example("mlango-kubwa"))) == []


def test_who_comes_and_who_leaves_has_a_line_with_name_and_roles() -> None:
    gone = replace(TOWN, people=TOWN.people[1:])
    first = TOWN.people[0]
    assert lines(TOWN, gone) == [f"has left: {first.name} (patrol-leader)"]
    assert lines(gone, TOWN) == [f"added: {first.name} (patrol-leader)"]


def test_a_new_number_is_told_and_not_shown() -> None:
    first = TOWN.people[0]
    assert lines(TOWN, with_first(phone="+254700000799")) == [f"new number: {first.name} (patrol-leader)"]


def test_what_changes_of_a_person_is_told_but_never_a_duress_word() -> None:
    changed = with_first(roles=frozenset({Role.PATROL}), zones=frozenset({"bondeni"}), duress="mvua")
    (line,) = lines(TOWN, changed)
    assert line == (
        f"changed: {TOWN.people[0].name}: roles patrol-leader -> patrol; zones everywhere -> bondeni; duress word"
    )


def test_zones_and_ladders_have_one_line_each() -> None:
    zones = (replace(TOWN.zones[0], landmarks=()), *TOWN.zones[2:])
    ladders = (replace(TOWN.ladders[0], repeat=7), *TOWN.ladders[2:])
    first, second = TOWN.ladders[:2]
    assert lines(TOWN, replace(TOWN, zones=zones, ladders=ladders)) == [
        f"zones: removed {TOWN.zones[1].key}; changed {TOWN.zones[0].key}",
        f"ladders: removed {second.level} {second.track}; changed {first.level} {first.track}",
    ]


def test_shifts_have_a_line_and_a_new_number_or_name_leaves_them_as_they_are() -> None:
    first = TOWN.people[0]
    night = replace(TOWN.shifts[0], roles=frozenset(), phones=frozenset({first.phone}), begins=1200, ends=360)
    town = replace(TOWN, shifts=(night,))
    everybody = "deputy-leader, patrol, patrol-leader"
    (told,) = lines(TOWN, town)
    assert told == f"shifts: added every day 20:00-06:00 {first.name}; removed every day 00:00-24:00 {everybody}"
    new = "+254700000799"
    moved = replace(town, people=(replace(first, phone=new), *town.people[1:]))
    moved = replace(moved, shifts=(replace(night, phones=frozenset({new})),))
    assert lines(town, moved) == [f"new number: {first.name} (patrol-leader)"]
    renamed = replace(town, people=(replace(first, name="Asha"), *town.people[1:]))
    assert lines(town, renamed) == [f"changed: {first.name}: name {first.name} -> Asha"]


def test_helplines_meetings_projects_and_single_settings_have_a_line_each() -> None:
    after = replace(TOWN, helplines={}, barazas=(), projects=(), quiet=None, languages=("sw",))
    told = lines(TOWN, after)
    assert [line.partition(":")[0] for line in told] == ["helplines", "other settings", "meetings", "projects"]
    assert "other settings: changed languages, quiet_hours" in told


def test_codes_and_the_order_of_zones_have_a_line() -> None:
    moved = replace(TOWN, ussd_codes=("*384*80#",), zones=(TOWN.zones[1], TOWN.zones[0], *TOWN.zones[2:]))
    assert lines(TOWN, moved) == [
        f"codes: added *384*80#; removed {TOWN.ussd_codes[0]}",
        "zones: in another order, so that their keys on phones change",
    ]
    fewer = replace(TOWN, zones=TOWN.zones[1:])
    assert lines(TOWN, fewer) == [f"zones: removed {TOWN.zones[0].key}"]


def test_a_neighbour_has_a_line() -> None:
    assert lines(TOWN, replace(TOWN, neighbour="kona")) == ["other settings: changed neighbour"]
