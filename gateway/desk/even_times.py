"""Even times: how long the one 404 takes tells nothing. To find another's row takes longer than to find none.

The same holds for another answer that says that there is nothing: `keep_even` marks it.
"""

import math
from time import perf_counter, sleep

from flask import Response, g

_STEP = 0.025
"""Seconds: a 404 leaves at a whole number of them. Finding that something is not the viewer's takes 2 ms (measured)."""


def begin() -> None:
    """Note when a request came."""
    g.desk_came_at = perf_counter()


def keep_even() -> None:
    """Let the answer to this request be held as a 404 is."""
    g.desk_is_even = True


def hold(answer: Response) -> Response:
    """Hold a 404 until the next step; this brakes whoever tries many references, too."""
    if answer.status_code == 404 or g.get("desk_is_even", False):  # noqa: PLR2004 - the status of what is not there
        took = perf_counter() - g.get("desk_came_at", perf_counter())
        sleep(math.ceil(took / _STEP) * _STEP - took)
    return answer
