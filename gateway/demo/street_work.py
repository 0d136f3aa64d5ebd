"""Youth work and questions of the made-up year: hazards become tasks, and people say whether they feel safe."""

from datetime import timedelta
from functools import partial

from gateway.demo import said
from gateway.demo.life import Life
from gateway.demo.rates import ZONES
from gateway.demo.street import Case

_WORDS = ("lamps for the dark alley", "clear the blocked drain", "take the garbage away", "mend the broken bridge")
_DONE = ("3 lamps put up", "the drain is clear again", "the garbage is gone", "the bridge is mended")
_BECOME_TASKS = 0.6
_ANSWER_PULSE = (12, 18)
"""Phones that answer in a month. The pages show nothing of fewer than ten (the specification)."""


def take(life: Life, case: Case) -> bool:
    """Return whether a hazard becomes the work of a youth group; if so, plan it. It closes when the work is done."""
    own = life.chance.stream(f"task {case.planned.name}")
    if not life.cast.youth or not own.happens(_BECOME_TASKS):
        return False
    kind, youth = own.whole(0, len(_WORDS) - 1), own.one(life.cast.youth)

    def make() -> None:
        number = said.numbered(life.texts(life.cast.tenants, f"TASK {case.reference} {_WORDS[kind]}"), "T")
        if number is not None:
            life.world.after(timedelta(hours=5), partial(life.texts, youth, f"TAKE {number}"))
            life.world.after(timedelta(days=own.whole(2, 9)), partial(_does, life, youth, number, _DONE[kind]))

    life.world.after(timedelta(hours=3), make)
    return True


def _does(life: Life, youth: str, number: str, words: str) -> None:
    life.texts(youth, f"DONE {number} {words}")
    life.texts(life.cast.tenants, f"DID {number} {words}")


def plan_pulse(life: Life) -> None:
    """Plan the answers of each month: whether people feel safe, and trust the patrol."""
    zones = list(ZONES[life.cast.key])
    for week in life.weeks_from(1, 4):
        own = life.chance.stream(f"pulse {week}")
        for number in range(own.whole(*_ANSWER_PULSE)):
            zone, safe = str(own.whole(1, len(zones))), own.weighted((("1", 0.15), ("2", 0.45), ("3", 0.3), ("4", 0.1)))
            trust = own.weighted((("1", 0.3), ("2", 0.45), ("3", 0.15), ("4", 0.1)))
            moment = life.calendar.at(week, number % 7, 19, number)
            life.plan(moment, partial(life.dials, life.somebody(own), "0", "9", zone, safe, trust))
