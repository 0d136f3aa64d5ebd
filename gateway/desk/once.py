"""Once: a form that is sent twice by a double press is done once.

A browser that sends a form again sends the same bytes: the token of its page against forged forms, and the same fields.
A page that is loaded anew has another token, so whoever means it twice can do it twice.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from hashlib import sha256
from threading import Lock
from typing import Concatenate, ParamSpec

from flask import Response, current_app, request

from gateway.desk import answers, told
from gateway.desk.answers import Words
from gateway.desk.viewer import Viewer

P = ParamSpec("P")
Show = Callable[Concatenate[Viewer, P], Response]
_KEPT = timedelta(minutes=15)
"""The time that a form is remembered: a press on a slow line is repeated within a minute or two. A guess."""
_NAME = "doria_once"
_DONE = 303
"""The status of the answer to a form that was done: another page."""


class Once:
    """The forms that were done lately, each by its digest. They live in the memory of the desk alone."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._done: dict[bytes, datetime] = {}

    def begin(self, form: bytes, now: datetime) -> bool:
        """Note a form, and return whether it is new."""
        with self._lock:
            self._done = {key: at for key, at in self._done.items() if now - at < _KEPT}
            if form in self._done:
                return False
            self._done[form] = now
            return True

    def forget(self, form: bytes) -> None:
        """Forget a form that was not done: it may be sent again."""
        with self._lock:
            self._done.pop(form, None)


def once(where: str) -> Callable[[Show[P]], Show[P]]:
    """Return what lets a form be done once. One that comes again leads to a page (`where`), which says so."""

    def made(show: Show[P]) -> Show[P]:
        @wraps(show)
        def answer(viewer: Viewer, /, *args: P.args, **values: P.kwargs) -> Response:
            form, forms = _digest(viewer), _of_app()
            if not forms.begin(form, viewer.now):
                say = Words(viewer.language, "forms")
                told.of_app().put_if_none(viewer.session_id, say("sent_twice"), viewer.now)
                return answers.go_to(where)
            is_done = False
            try:
                shown = show(viewer, *args, **values)
                is_done = shown.status_code == _DONE
            finally:
                if not is_done:
                    forms.forget(form)
            return shown

        return answer

    return made


def _digest(viewer: Viewer) -> bytes:
    parts = (str(viewer.session_id), request.path, *(part for pair in request.form.items(multi=True) for part in pair))
    return sha256("\0".join(f"{len(part)}:{part}" for part in parts).encode("utf-8", "surrogatepass")).digest()


def _of_app() -> Once:
    made: Once = current_app.extensions.setdefault(_NAME, Once())
    return made
