"""Coming on duty: who would have been alerted to what waits for an answer."""

from datetime import UTC, datetime

import pytest

from gateway.communities.file import load_example, parse
from menus.domain import coming_on_duty
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Level, Track
from menus.domain.coming_on_duty import Waiting
from menus.domain.community import Person
from menus.domain.escalation_life import EscalationPhase
from menus.domain.roster import Duty
from menus.domain.rung_plan import Matter
from tests.people import BONDENI, COORDINATOR, DEPUTY, KIAMUTISYA

TOWN = parse(load_example("mlango-kubwa"))
NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
(LADDER,) = (ladder for ladder in TOWN.ladders_for(Level.MAJOR) if ladder.track is Track.PATROL)
IN_BONDENI = Matter(Level.MAJOR, "bondeni")


def person(phone: str) -> Person:
    """Return the person of a phone."""
    return next(each for each in TOWN.people if each.phone == phone)


def is_called(
    phone: str,
    matter: Matter = IN_BONDENI,
    fired: int = 1,
    phase: EscalationPhase = EscalationPhase.CALLING,
    *,
    has_reached: bool = True,
    is_alarm: bool = False,
    is_on: bool = True,
) -> bool:
    """Return whether a person is called to an incident of the first rung, if nothing else is said."""
    waiting = Waiting(matter, LADDER, phase, fired, has_reached=has_reached, is_alarm=is_alarm)
    duties = {phone: Duty(phone, is_on, NOW)}
    return coming_on_duty.is_called(TOWN, waiting, person(phone), NOW, duties)


def test_a_rung_that_was_fired_calls_its_roles_in_the_zone() -> None:
    assert is_called(BONDENI)
    assert not is_called(KIAMUTISYA)
    assert not is_called(BONDENI, fired=0)
    assert not is_called(DEPUTY)
    assert is_called(DEPUTY, fired=2)
    assert is_called(DEPUTY, fired=5), "in a later round, too"
    assert not is_called(BONDENI, is_on=False)
    assert not is_called(COORDINATOR, fired=3), "coordinators are no patrol"


@pytest.mark.parametrize("level", [each for each in Level if each not in {Level.MAJOR, Level.URGENT}])
def test_lesser_and_closed_incidents_wait(level: Level) -> None:
    assert not is_called(BONDENI, Matter(level, "bondeni"))


def test_everybody_is_called_to_an_alarm_and_where_a_ladder_reached_nobody() -> None:
    assert is_called(KIAMUTISYA, is_alarm=True)
    assert is_called(KIAMUTISYA, phase=EscalationPhase.EXHAUSTED, has_reached=False)
    assert not is_called(KIAMUTISYA, phase=EscalationPhase.EXHAUSTED)


def test_neither_the_accused_nor_the_caller_is_called() -> None:
    assert not is_called(BONDENI, Matter(Level.MAJOR, "bondeni", AccusedGroup.PATROL))
    assert not is_called(BONDENI, Matter(Level.MAJOR, "bondeni", caller=person(BONDENI)), is_alarm=True)
