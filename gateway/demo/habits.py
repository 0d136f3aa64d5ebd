"""Habits of people with a role: each is safe when asked, and their numbers are still theirs."""

from datetime import timedelta
from functools import partial

from gateway.demo import said
from gateway.demo.cast import CASTS
from gateway.demo.world import World
from menus.text.names import Text

_ANSWERS = {Text.SAFE_ASKED: ("SAFE", timedelta(minutes=2)), Text.NUMBER_CHECK: ("OK", timedelta(minutes=40))}
"""What is answered to a question of Doria, and after which time. Guesses."""


def follow(world: World) -> None:
    """Let everybody answer what they are asked."""

    def hear(phone: str, text: str) -> None:
        for name, (answer, wait) in _ANSWERS.items():
            if said.values(text, name) is not None:
                world.after(wait, partial(world.texts, phone, answer, short_code(phone)))

    world.listeners.append(hear)


def short_code(phone: str) -> str:
    """Return the number to which somebody with a role writes: the third last digit tells the community."""
    return CASTS["kawangware" if phone[-3] == "2" else "mlango-kubwa"].short_code
