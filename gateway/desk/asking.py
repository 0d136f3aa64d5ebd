"""Asking: a change has two pages. The first shows what it does, and the button of that one does it.

Both plan the change anew of the form and of the file in force. What cannot be planned answers with the form again, so
that nothing is ever done that its person has not read.
"""

from collections.abc import Callable
from typing import TypeVar

from flask import Response

from gateway.desk import answers, told
from gateway.desk.viewer import Viewer

_PlannedT = TypeVar("_PlannedT")


def step(plan: Callable[[], _PlannedT | Response], then: Callable[[_PlannedT], Response]) -> Response:
    """Return the answer of one of the two pages: what it does with a plan, or what says why there is none."""
    planned = plan()
    return planned if isinstance(planned, Response) else then(planned)


def done(viewer: Viewer, said: str, where: str) -> Response:
    """Return the answer to a change that was carried out: another page, which says so."""
    told.of_app().put(viewer.session_id, said, viewer.now)
    return answers.go_to(where)
