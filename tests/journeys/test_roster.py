"""Stories of duty: shifts and their gaps, swaps, and whose zone it is."""

from collections.abc import Callable
from datetime import timedelta

from gateway.communities.file import load_example
from menus.domain import roster
from menus.domain.categories import Category
from menus.domain.roles import PATROL_ROLES
from menus.text.names import Text
from tests.people import BONDENI, CODE, COORDINATOR, DEPUTY, KIAMUTISYA, LANDLORDS, LEADER, RESIDENTS
from tests.town import Town, reference_in


def everybody_goes_off(town: Town) -> None:
    """Send OFF from each patroller; the last of them confirms it."""
    patrol = [person.phone for person in town.community.people if person.roles & PATROL_ROLES]
    for phone in patrol[:-1]:
        assert town.texts(phone, "OFF") == town.said(Text.OFF, to=phone)
    assert town.confirms(patrol[-1], "OFF") == town.said(Text.OFF, to=patrol[-1])


def test_a_night_that_no_shift_covers_is_told_before_it_begins(town: Town) -> None:
    file = load_example("mlango-kubwa").replace('from = "00:00"\nto = "24:00"', 'from = "06:00"\nto = "22:00"')
    town.loads(file)
    for _ in range(8):
        town.passes(minutes=10)
    (told,) = town.got(COORDINATOR, Text.HOLE)
    assert "22:0" in told


def test_a_person_who_is_on_in_anothers_place_is_told_of_their_zones(town: Town) -> None:
    town.texts(BONDENI, "SWAP Kiamutisya")
    reference = town.reports(RESIDENTS[0], Category.BREAK_IN)
    assert any(reference in text for text in town.inbox(KIAMUTISYA))
    assert not any(reference in text for text in town.inbox(BONDENI))


def test_a_patroller_who_stops_can_start_again(town: Town) -> None:
    town.texts(BONDENI, "STOP")
    town.texts(BONDENI, "START")
    reference = town.reports(RESIDENTS[0], Category.BREAK_IN)
    assert any(reference in text for text in town.inbox(BONDENI))


def test_if_a_ladder_reaches_nobody_whoever_is_on_duty_elsewhere_is_called(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENTS[0], CODE, "1", "4", "1", "3", "4", "2", "1"))
    town.passes(seconds=2)
    for phone in (BONDENI, KIAMUTISYA):
        assert any(reference in text for text in town.inbox(phone))
    assert town.inbox(LEADER) == []
    town.answers(BONDENI, "going", reference)
    assert town.track(reference, "patrol")["answered_by_role"] == "patrol"


def test_patrollers_swap_by_name(town: Town) -> None:
    name = next(person.name for person in town.community.people if person.phone == KIAMUTISYA)
    assert town.is_a(town.texts(BONDENI, f"SWAP {name}"), Text.SWAPPED, to=BONDENI)
    assert town.got(KIAMUTISYA, Text.SWAPPED_IN) == town.inbox(KIAMUTISYA) != []
    before = len(town.inbox(BONDENI))
    town.reports(RESIDENTS[0], Category.GUN_KILLING)
    assert len(town.inbox(BONDENI)) == before
    assert town.texts(LEADER, "SWAP Xyzzy") == town.said(Text.SWAP_NOBODY, to=LEADER, said="Xyzzy")


def test_a_shift_with_nobody_left_is_told_before_it_begins(town: Town) -> None:
    community = town.community
    shift = community.shifts[0]
    begins = roster.next_beginning(community, shift, town.now + timedelta(hours=2))
    town.now = begins - timedelta(hours=2)
    town.passes(minutes=100)
    assert town.inbox(COORDINATOR) == []
    everybody_goes_off(town)
    before = len(town.inbox(COORDINATOR))
    assert town.got(COORDINATOR, Text.GAP) == []
    town.passes(minutes=5)
    town.passes(minutes=5)
    assert len(town.got(COORDINATOR, Text.GAP)) == len(town.inbox(COORDINATOR)) - before
    assert len(town.inbox(COORDINATOR)) == before + len(
        {shift.begins for shift in community.shifts if roster.next_beginning(community, shift, town.now) <= begins}
    )


def test_a_gap_at_night_falls_back_to_leader_deputy_and_coordinator(town: Town) -> None:
    everybody_goes_off(town)
    reference = town.reports(RESIDENTS[0], Category.GUN_KILLING)
    for phone in (LEADER, DEPUTY, COORDINATOR):
        assert reference in town.inbox(phone)[-1]
    assert not any(reference in text for text in town.inbox(BONDENI))


def test_a_coordinator_of_other_zones_commands_nothing_there(new_town: Callable[..., Town]) -> None:
    text = load_example("mlango-kubwa")
    for phone, zone in ((COORDINATOR, "bondeni"), (LANDLORDS, "market")):
        text = text.replace(f'phone = "{phone}"', f'phone = "{phone}"\nzones = ["{zone}"]')
    town = new_town(text)
    there = town.reports(RESIDENTS[0], Category.BREAK_IN)
    nobodys = town.reports(RESIDENTS[1], Category.BREAK_IN, zone="school")
    assert there in town.texts(COORDINATOR, "LIST")
    assert there not in town.texts(LANDLORDS, "LIST")
    town.texts(LANDLORDS, f"CLOSE {there} not mine")
    assert town.board()[1]["status"] == "open"
    assert nobodys in town.texts(LANDLORDS, nobodys)
