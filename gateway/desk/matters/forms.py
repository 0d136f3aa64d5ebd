"""Forms of these pages: what was typed, cut to what a form takes, and days as a browser or a person writes them."""

from datetime import date

from flask import request

from gateway.desk.viewer import Viewer
from menus.sms import day_forms

LONGEST = 40
"""The most characters of a field. A guess: a station's name has 20 at most."""


def typed(*names: str) -> dict[str, str]:
    """Return what was typed into some fields, each on one line."""
    return {name: " ".join(request.form.get(name, "").replace("\0", " ").split())[:LONGEST] for name in names}


def day_of(viewer: Viewer, said: str) -> date | None:
    """Return a day that was typed, as `2026-12-24` or as `24/12`; None if it is none."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return day_forms.day_of(said, viewer.today)
