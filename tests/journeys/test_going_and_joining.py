"""Stories of who is where after taking it back, of a split that is over, and of two kinds that are joined."""

from contextlib import closing
from datetime import timedelta

from gateway.communities.file import load_example
from menus.domain.categories import Category, Track
from tests.people import BONDENI, CODE, COORDINATOR, DEPUTY, KILLING, LEADER, POLICE, RESIDENTS
from tests.town import Town, reference_in

AT_THE_RIVER = ("1", "3", "1", "1")
BREAK_IN_ARMED = ("3", "2", "2", "1")
BREAK_IN = ("3", "2", "4", "1")


def _killing(town: Town, caller: int, keys: tuple[str, ...] = KILLING) -> str:
    return reference_in(town.dials(RESIDENTS[caller], CODE, *keys))


def _zone_of_alarm(town: Town) -> str | None:
    alarm = next(row for row in town.board() if row["category"] == "officer-down")
    zone: str | None = alarm["zone"]
    return zone


def test_a_person_who_took_it_back_is_not_looked_for_there(town: Town) -> None:
    first = _killing(town, 0)
    town.texts(LEADER, f"1 {first}")
    town.texts(LEADER, f"2 {first}")
    town.texts(LEADER, "5")
    assert _zone_of_alarm(town) is None


def test_a_person_who_goes_is_looked_for_there(town: Town) -> None:
    first = _killing(town, 0)
    _killing(town, 1, AT_THE_RIVER)
    town.texts(LEADER, f"1 {first}")
    town.texts(LEADER, "5")
    assert _zone_of_alarm(town) == town.incident(first)["zone"]


def test_a_person_who_took_one_back_is_looked_for_at_the_other(town: Town) -> None:
    first, second = _killing(town, 0), _killing(town, 1, AT_THE_RIVER)
    town.texts(LEADER, f"1 {second}")
    town.texts(LEADER, f"1 {first}")
    town.texts(LEADER, f"2 {first}")
    town.texts(LEADER, "5")
    assert _zone_of_alarm(town) == town.incident(second)["zone"]


def test_further_reports_join_an_incident_that_a_split_has_taken_up_again(town: Town) -> None:
    first = _killing(town, 0)
    second = _killing(town, 1, AT_THE_RIVER)
    town.texts(BONDENI, f"1 {second}")
    town.texts(LEADER, f"4 {second} nobody here")
    town.confirms(COORDINATOR, f"JOIN {first} {second}")
    town.texts(COORDINATOR, f"SPLIT {second}")
    again = _killing(town, 2, AT_THE_RIVER)
    assert town.incident(again)["reference"] == second
    assert town.incident(second)["reports"] == 2


def test_without_a_join_window_no_report_joins_even_one_that_was_opened_a_moment_later(
    database_url: str, redis_url: str
) -> None:
    with closing(Town(database_url, redis_url, load_example("mlango-kubwa"), doria_join_window="0s")) as town:
        first = _killing(town, 0)
        # The second report began a moment before, and waited for the first one's commit.
        town.now -= timedelta(seconds=1)
        second = _killing(town, 1)
        assert {row["reference"] for row in town.board()} == {first, second}


def test_a_split_takes_back_the_kind_that_a_mistaken_join_gave(town: Town) -> None:
    theft = town.reports(RESIDENTS[0], Category.THEFT)
    killing = town.reports(RESIDENTS[1], Category.GUN_KILLING, zone="river")
    town.confirms(COORDINATOR, f"JOIN {theft} {killing}")
    assert town.incident(theft)["category"] == "gun-killing"
    town.texts(COORDINATOR, f"SPLIT {killing}")
    assert town.incident(theft)["category"] == "theft"
    assert town.incident(killing)["category"] == "gun-killing"


def test_an_incident_that_is_reported_over_takes_no_further_report(town: Town) -> None:
    first = _killing(town, 0)
    town.texts(LEADER, f"4 {first} nobody here")
    again = _killing(town, 1)
    assert town.incident(again)["reference"] == again


def test_a_killing_joined_to_an_answered_break_in_stays_a_killing_and_is_called_anew(town: Town) -> None:
    break_in = reference_in(town.dials(RESIDENTS[0], CODE, *BREAK_IN))
    town.texts(BONDENI, f"1 {break_in}")
    killing = _killing(town, 1)
    before = {phone: len(town.inbox(phone)) for phone in (LEADER, BONDENI, POLICE)}
    town.confirms(COORDINATOR, f"JOIN {break_in} {killing}")
    (joined,) = town.board()
    assert (joined["reference"], joined["category"], joined["level"]) == (break_in, "gun-killing", "major")
    assert joined["tracks"]["patrol"]["answered_by_role"] is None
    assert joined["tracks"]["police"]["answered_by_role"] is None
    assert all(len(town.inbox(phone)) > count for phone, count in before.items())
    town.passes(minutes=3, seconds=5)
    assert any(break_in in text for text in town.inbox(DEPUTY))


def test_a_break_in_that_was_answered_does_not_answer_the_killing_that_it_is_joined_to(town: Town) -> None:
    break_in = reference_in(town.dials(RESIDENTS[0], CODE, *BREAK_IN))
    town.texts(BONDENI, f"1 {break_in}")
    killing = _killing(town, 1)
    before = len(town.inbox(BONDENI))
    town.confirms(COORDINATOR, f"JOIN {killing} {break_in}")
    (joined,) = town.board()
    assert (joined["reference"], joined["category"]) == (killing, "gun-killing")
    assert joined["tracks"]["patrol"]["answered_by_role"] is None
    assert any(killing in text for text in town.inbox(BONDENI)[before:])
    town.texts(BONDENI, f"1 {killing}")
    assert town.track(killing, Track.PATROL)["answered_by_role"] == "patrol"


def test_an_answer_counts_for_both_of_two_equally_grave_incidents(town: Town) -> None:
    first, second = _killing(town, 0), _killing(town, 1, AT_THE_RIVER)
    town.texts(LEADER, f"1 {second}")
    town.confirms(COORDINATOR, f"JOIN {first} {second}")
    assert town.track(first, "patrol")["answered_by_role"] == "patrol-leader"


def test_an_answered_killing_keeps_its_answer_when_a_break_in_is_joined_to_it(town: Town) -> None:
    killing = _killing(town, 0)
    town.texts(LEADER, f"1 {killing}")
    break_in = reference_in(town.dials(RESIDENTS[1], CODE, *BREAK_IN_ARMED))
    town.confirms(COORDINATOR, f"JOIN {killing} {break_in}")
    assert town.track(killing, "patrol")["answered_by_role"] == "patrol-leader"
    assert town.incident(killing)["category"] == "gun-killing"
