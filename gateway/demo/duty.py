"""Duty of the made-up year: patrollers say ON in the evening and OFF in the morning, in turns."""

from datetime import datetime, timedelta

from gateway.demo.cast import MLANGO_KUBWA
from gateway.demo.chance import Chance
from gateway.demo.world import World

_NIGHTS = (1, 4, 5, 6)
"""The nights on which ON and OFF are texted, from Monday: one in the week, and the weekend."""


def plan(world: World, chance: Chance, begins: datetime, weeks: int) -> None:
    """Plan the texts of all nights. Two of the three patrollers are out each night, in turns that differ by week."""
    patrol = sorted(set(MLANGO_KUBWA.patrol.values()))
    for week in range(weeks):
        for night in _NIGHTS:
            resting = patrol[(week + night) % len(patrol)]
            evening = begins + timedelta(days=7 * week + night, hours=19)
            for phone in patrol:
                if phone == resting:
                    continue
                late = timedelta(seconds=chance.whole(0, 1800))
                _says(world, phone, evening + late, "ON")
                _says(world, phone, evening + timedelta(hours=10) + late, "OFF")


def _says(world: World, phone: str, moment: datetime, word: str) -> None:
    world.at(moment, lambda: world.texts(phone, word, MLANGO_KUBWA.short_code))
