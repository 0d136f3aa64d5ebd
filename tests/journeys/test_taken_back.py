"""Stories of alarms that their sender takes back in words, and of leaving one of several incidents."""

from collections.abc import Iterator

import pytest

from gateway.communities.file import load_example
from menus.domain.categories import Category
from menus.text.names import Text
from tests.people import BONDENI, COORDINATOR, LANDLORDS, LEADER, POLICE, RESIDENTS
from tests.town import Town, reference_in


@pytest.fixture
def town(sqlite_url: str, redis_url: str) -> Iterator[Town]:
    """Give one community on SQLite: what is told here rests on no difference between the databases."""
    made = Town(sqlite_url, redis_url, load_example("mlango-kubwa"))
    yield made
    made.close()


def test_a_mistake_is_told_to_coordinators_and_those_alerted_and_the_alarm_stays_open(town: Town) -> None:
    alarm = reference_in(town.texts(BONDENI, "5"))
    assert town.texts(BONDENI, "nimekosea") == town.said(Text.ALARM_TAKEN_BACK, to=BONDENI, reference=alarm)
    name = town.person(BONDENI).name
    for phone in (COORDINATOR, LANDLORDS):
        assert town.last(phone) == town.said(Text.ALARM_MISTAKE, to=phone, reference=alarm, said=name)
    for phone in (LEADER, POLICE):
        assert town.last(phone) == town.said(Text.ALARM_MISTAKE_ALERTED, to=phone, reference=alarm, said=name)
    assert town.incident(alarm)["status"] == "open"
    assert town.track(alarm, "patrol")["answered_at"] is None
    town.confirms(COORDINATOR, f"CLOSE {alarm} nimempigia, ni kweli")
    assert town.incident(alarm)["status"] == "closed"


def test_an_alarm_that_is_taken_back_twice_gets_the_same_answer_and_no_second_round(town: Town) -> None:
    alarm = reference_in(town.texts(BONDENI, "5"))
    first = town.texts(BONDENI, "nimekosea")
    sent = len(town.carrier.sent)
    assert town.texts(BONDENI, "samahani ni makosa") == first
    assert len(town.carrier.sent) == sent + 1, "the answer alone"
    town.passes(seconds=40)
    assert reference_in(town.texts(BONDENI, "5")) == alarm
    assert town.texts(BONDENI, "nimekosea tena") == first
    assert len(town.got(LEADER, Text.ALARM_MISTAKE_ALERTED, reference=alarm)) == 2, (
        "after a new call they are told anew"
    )


def test_that_the_sender_is_safe_is_told_to_those_alerted_too(town: Town) -> None:
    alarm = reference_in(town.texts(BONDENI, "5"))
    for _ in range(2):
        assert town.texts(BONDENI, "niko salama") == town.said(Text.SAFE_NOTIFIED, to=BONDENI)
        town.passes(seconds=11)
    assert len(town.got(COORDINATOR, Text.FOUND_SAFE, reference=alarm)) == 1
    assert len(town.got(LEADER, Text.FOUND_SAFE_ALERTED, reference=alarm)) == 1
    assert town.incident(alarm)["status"] == "open"


def test_an_alarm_raised_by_silence_can_be_taken_back(town: Town) -> None:
    town.texts(BONDENI, "HELP")
    town.passes(minutes=3, seconds=2)
    (row,) = town.board()
    alarm = str(row["reference"])
    assert town.texts(BONDENI, "nimekosea") == town.said(Text.ALARM_TAKEN_BACK, to=BONDENI, reference=alarm)


@pytest.mark.parametrize("text", ["nimekosea", "niko salama"])
def test_no_words_take_back_an_alarm_under_duress_and_the_answer_is_that_of_no_alarm(town: Town, text: str) -> None:
    with_word = f'phone = "{BONDENI}"\nduress = "mawingu"'
    town.loads(load_example("mlango-kubwa").replace(f'phone = "{BONDENI}"', with_word))
    ordinary = town.texts(BONDENI, text)
    town.passes(seconds=15)
    town.texts(BONDENI, "SAFE mawingu")
    before = [town.inbox(phone) for phone in (COORDINATOR, LEADER)]
    assert town.texts(BONDENI, text) == ordinary
    assert [town.inbox(phone) for phone in (COORDINATOR, LEADER)] == before
    assert town.board()[0]["status"] == "open"


def test_what_is_no_mistake_takes_nothing_back(town: Town) -> None:
    alarm = reference_in(town.texts(BONDENI, "5"))
    for text in ("sio mistake", "si makosa", "nisaidie samahani", "nani amekosea"):
        assert town.texts(BONDENI, text) != town.said(Text.ALARM_TAKEN_BACK, to=BONDENI, reference=alarm), text
    assert town.got(COORDINATOR, Text.ALARM_MISTAKE) == []


def three(town: Town) -> list[str]:
    """Let three break-ins be reported, to which one patroller goes; return their references, oldest first."""
    zones = ("bondeni", "river", "market")
    return [town.reports(RESIDENTS[at], Category.BREAK_IN, zone=zone) for at, zone in enumerate(zones)]


def test_leaving_one_of_three_open_incidents_leaves_the_others(town: Town) -> None:
    first, second, third = three(town)
    for reference in (first, second, third):
        town.answers(LEADER, "going", reference)
    asked = town.texts(LEADER, "siwezi")
    assert asked == town.said(Text.WHICH, to=LEADER, references=f"{third} {second} {first}")
    assert town.texts(LEADER, f"siwezi {second}") == town.said(Text.CANNOT, to=LEADER, reference=second)
    answered = [town.track(reference, "patrol")["answered_at"] is not None for reference in (first, second, third)]
    assert answered == [True, False, True]


def test_cancelling_one_of_three_is_asked_back_by_its_number(town: Town) -> None:
    first, second, third = three(town)
    for reference in (first, second, third):
        town.answers(LEADER, "going", reference)
    assert town.texts(LEADER, f"CANCEL {second}") == town.said(Text.CANCEL_WHICH, to=LEADER, references=second)
    assert town.texts(LEADER, "CANCEL") == town.said(
        Text.CANCEL_WHICH, to=LEADER, references=f"{third} {second} {first}"
    )
    assert all(town.track(reference, "patrol")["answered_at"] for reference in (first, second, third))
    assert town.got(COORDINATOR, Text.STOPPED_DUTY) == []


def test_an_alarm_among_three_open_incidents_is_the_one_that_is_taken_back(town: Town) -> None:
    first, second = three(town)[:2]
    town.answers(LEADER, "going", first)
    alarm = reference_in(town.texts(LEADER, "5"))
    assert town.texts(LEADER, f"CANCEL {alarm}") == town.said(Text.ALARM_TAKEN_BACK, to=LEADER, reference=alarm)
    assert town.texts(LEADER, f"nimekosea {second}") != town.said(Text.ALARM_TAKEN_BACK, to=LEADER, reference=alarm)
    assert {town.incident(reference)["status"] for reference in (first, second, alarm)} == {"open"}
