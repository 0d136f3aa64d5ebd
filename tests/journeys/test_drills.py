"""Stories of a drill: real people, rungs and times; every text says what it is, and nothing real ever touches it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from gateway.communities.file import load_example
from gateway.errors import Refused
from gateway.incidents import drills, stats
from gateway.incidents.drills import Wish
from gateway.storage.models import Incident, Message
from menus.domain.categories import Category, Track
from menus.domain.drill import Drill
from menus.domain.roles import Role
from menus.text import catalog, gsm7
from menus.text.names import Text
from tests.people import ALTERNATE, BONDENI, COORDINATOR, DEPUTY, LEADER, POLICE, RESIDENT, STATION
from tests.town import Town, reference_in

ROBBERY = Wish(Category.ROBBERY, "bondeni", Drill.PATROL)


def begins(town: Town, wish: Wish = ROBBERY) -> str:
    with town.services.uow() as uow:
        drills.plan(uow, town.record(), wish)
        reference = drills.begin(uow, town.record(), wish)
    town.works()
    return reference


def ends(town: Town, reference: str) -> int:
    with town.services.uow() as uow:
        told = drills.end(uow, town.record(), reference)
    town.works()
    return told


def is_over(town: Town, reference: str) -> bool:
    with town.services.reading() as session:
        return drills.is_over(session, reference)


def is_marked(town: Town, phone: str, text: str) -> bool:
    """Return whether a text holds the word of a drill in its reader's language, as a word of its own."""
    return catalog.say(town.language(phone), Text.DRILL_WORD) in re.findall(r"\w+", text)


def unmarked(town: Town) -> list[str]:
    return [text for phone, text in town.carrier.sent if not is_marked(town, phone, text)]


def test_a_drill_calls_the_ladder_of_the_patrol_at_its_real_times_until_somebody_answers(town: Town) -> None:
    reference = begins(town)
    assert town.inbox(LEADER)
    assert not town.inbox(DEPUTY)
    town.passes(minutes=4)
    assert town.inbox(DEPUTY), "the next rung fires at its time"
    assert not is_over(town, reference)
    town.answers(DEPUTY, "going", reference)
    assert is_over(town, reference)
    assert not [phone for phone in (POLICE, ALTERNATE, STATION) if town.inbox(phone)]
    assert unmarked(town) == []


@pytest.mark.parametrize("tracks", [Drill.POLICE, Drill.ALL])
def test_police_contacts_are_called_if_they_are_meant(town: Town, tracks: Drill) -> None:
    begins(town, Wish(Category.GUN_KILLING, "bondeni", tracks))
    town.passes(minutes=30)
    assert town.inbox(POLICE)
    assert bool(town.inbox(LEADER)) is (tracks is Drill.ALL)
    assert unmarked(town) == []


def test_every_text_of_a_whole_drill_is_marked_and_fits_one_segment(town: Town) -> None:
    reference = begins(town, Wish(Category.GUN_KILLING, "bondeni", Drill.ALL))
    town.answers(LEADER, "cannot", reference)
    town.passes(minutes=5)
    town.answers(DEPUTY, "going", reference)
    town.answers(BONDENI, "going", reference)
    town.answers(POLICE, "seen", reference)
    town.texts(COORDINATOR, reference)
    town.texts(COORDINATOR, f"MORE {reference}")
    town.texts(COORDINATOR, f"POLICE {reference}")
    town.answers(DEPUTY, "there", reference)
    assert is_marked(town, COORDINATOR, town.texts(COORDINATOR, "LIST"))
    town.passes(minutes=60)
    assert len(town.carrier.sent) > 12
    assert unmarked(town) == []
    assert all(gsm7.fits(text) for _, text in town.carrier.sent)


def test_everybody_who_was_called_is_told_that_it_is_over_and_an_answer_after_that_reads_so(town: Town) -> None:
    reference = begins(town)
    town.passes(minutes=4)
    assert ends(town, reference) >= 2
    for phone in (LEADER, DEPUTY):
        assert is_marked(town, phone, town.last(phone))
        assert reference in town.last(phone)
    assert town.incident(reference)["status"] == "closed"
    assert is_marked(town, LEADER, town.answers(LEADER, "going", reference))
    sent = len(town.carrier.sent)
    town.passes(minutes=60)
    assert len(town.carrier.sent) == sent, "nobody is called any more"


def test_a_ladder_that_ends_tells_coordinators_to_call_no_police(town: Town) -> None:
    reference = begins(town)
    town.passes(minutes=55)
    assert is_over(town, reference)
    assert not [text for text in town.inbox(COORDINATOR) if town.is_a(text, Text.UNANSWERED, COORDINATOR)]
    assert unmarked(town) == []


def test_a_drill_that_nobody_ends_is_ended_by_the_clock(town: Town) -> None:
    reference = begins(town)
    town.passes(minutes=drills.LONGEST / timedelta(minutes=1) + 1)
    assert town.incident(reference)["status"] == "closed"
    assert is_marked(town, LEADER, town.last(LEADER))


def test_a_real_report_never_joins_a_drill(town: Town) -> None:
    drill = begins(town)
    real = town.reports(RESIDENT, Category.ROBBERY, zone="bondeni")
    assert town.incident(real)["reference"] == real
    assert [row["drill"] for row in town.board()] == [False, True]
    assert town.incident(drill)["reports"] == 1
    answer = town.texts(COORDINATOR, f"JOIN {real} {drill}")
    assert town.is_a(answer, Text.NO_DRILL_JOIN, COORDINATOR)


def test_an_alarm_during_a_drill_is_real(town: Town) -> None:
    reference = begins(town)
    town.answers(LEADER, "going", reference)
    sent = len(town.carrier.sent)
    town.texts(LEADER, "5")
    with town.services.reading() as session:
        alarm = session.scalars(select(Incident).where(Incident.category == Category.OFFICER_DOWN)).one()
        assert alarm.drill is None
        assert alarm.zone is None, "to the place of a drill nobody needs to go"
    texts = [(phone, text) for phone, text in town.carrier.sent[sent:] if phone != LEADER]
    assert texts
    assert not [text for phone, text in texts if is_marked(town, phone, text)]
    assert [phone for phone, _ in texts if phone in {POLICE, COORDINATOR}]


def test_silence_in_a_drill_raises_no_alarm(town: Town) -> None:
    reference = begins(town, Wish(Category.GUN_KILLING, "bondeni", Drill.PATROL))
    town.answers(LEADER, "going", reference)
    town.answers(LEADER, "there", reference)
    town.passes(minutes=59)
    with town.services.reading() as session:
        assert [one.drill for one in session.scalars(select(Incident))] == [Drill.PATROL]


def test_a_drill_is_in_no_figure(town: Town) -> None:
    begins(town)
    town.passes(minutes=55)
    with town.services.reading() as session:
        found = stats.figures(session, town.now)
    assert found.incidents == {}
    assert found.exhausted == 0
    assert 'doria_incidents{state="open"} 1' not in town.looks("/metrics").text


def test_the_print_out_tells_who_was_called_when_and_who_answered(town: Town) -> None:
    reference = begins(town)
    town.passes(minutes=4)
    town.answers(DEPUTY, "going", reference)
    with town.services.reading() as session:
        lines = [one.said for one in drills.happened(session, town.record(), reference, 0)]
    called = [line for line in lines if line.startswith("patrol rung")]
    assert town.person(LEADER).name in called[0]
    assert town.person(DEPUTY).name in called[1]
    assert [line for line in lines if "answered after" in line and town.person(DEPUTY).name in line]


def test_a_dry_run_refuses_a_drill_and_a_shadow_run_calls_coordinators_alone(new_town: Callable[..., Town]) -> None:
    dry = new_town(load_example("mlango-kubwa").replace("mode =", 'stage = "dry-run"\nmode =', 1))
    with dry.services.uow() as uow, pytest.raises(Refused, match="dry run"):
        drills.plan(uow, dry.record(), ROBBERY)


def test_a_drill_in_a_shadow_run_texts_coordinators_alone(new_town: Callable[..., Town]) -> None:
    text = load_example("mlango-kubwa").replace("mode =", 'stage = "shadow"\nmode =', 1)
    town = new_town(text)
    begins(town, Wish(Category.GUN_KILLING, "bondeni", Drill.PATROL))
    town.passes(minutes=55)
    coordinators = {person.phone for person in town.community.people if Role.COORDINATOR in person.roles}
    assert {phone for phone, _ in town.carrier.sent} == coordinators
    assert unmarked(town) == []


def test_a_second_drill_is_refused_while_one_is_open_and_so_is_an_unknown_zone(town: Town) -> None:
    begins(town)
    with town.services.uow() as uow:
        with pytest.raises(Refused, match="still open"):
            drills.plan(uow, town.record(), ROBBERY)
        with pytest.raises(Refused, match="no zone"):
            drills.plan(uow, town.record(), Wish(Category.ROBBERY, "nowhere", Drill.PATROL))


def test_the_plan_names_everybody_who_would_be_texted(town: Town) -> None:
    with town.services.uow() as uow:
        planned = drills.plan(uow, town.record(), ROBBERY)
    named = {each.person.phone for called in planned for each in called.people}
    assert {called.track for called in planned} == {Track.PATROL}
    begins(town)
    town.passes(minutes=55)
    with town.services.reading() as session:
        alerted = {
            phone for phone, track in session.execute(select(Message.phone, Message.track)) if track is Track.PATROL
        }
    assert alerted <= named
    assert LEADER in named


def test_no_text_of_a_drill_reads_like_one_of_a_real_incident(town: Town) -> None:
    real = town.reports(RESIDENT, Category.ROBBERY, zone="bondeni")
    (alert,) = town.alerts(BONDENI)
    assert reference_in(alert) == real
    assert not is_marked(town, BONDENI, alert)
