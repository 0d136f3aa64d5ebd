"""Every use of the sealed values of reports is decided here: whether it is a look, ordinary work, or shows nobody anything.

A new use fails until it stands in the table. Whoever adds one decides, and writes a look if it is one: see
`gateway/incidents/looks.py` and the table in `.docs/safety.md`.
"""

import ast
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from gateway.storage.binding import sealed_attributes
from gateway.storage.models import Event, Report

CODE = Path(__file__).parents[2]
SEALED = frozenset(sealed_attributes(Report))
NAMED_SO_ELSEWHERE = frozenset({"words", "place", "call_at", "accused_group"})
"""Names that other things have, too: they count where the file uses reports."""


class Use(StrEnum):
    """The decision about a use."""

    LOOK = "a look is written first"
    WORK = "ordinary work of somebody who was called to it, or steers it"
    MACHINE = "no person sees it: a rule, a copy into another sealed column, or an erasing"


DECIDED = {
    ("gateway/alerts/incident_alerts.py", "hint_words"): Use.MACHINE,
    ("gateway/alerts/incident_alerts.py", "reporter_phone"): Use.MACHINE,
    ("gateway/alerts/incident_alerts.py", "place"): Use.WORK,
    ("gateway/alerts/incident_alerts.py", "accused_group"): Use.MACHINE,
    ("gateway/alerts/reporter_updates.py", "reporter_phone"): Use.MACHINE,
    ("gateway/alerts/texted_words.py", "words"): Use.WORK,
    ("gateway/incidents/access.py", "accused_group"): Use.MACHINE,
    ("gateway/incidents/board.py", "words"): Use.WORK,
    ("gateway/incidents/board.py", "place"): Use.WORK,
    ("gateway/incidents/board.py", "hint_words"): Use.WORK,
    ("gateway/incidents/cases.py", "words"): Use.LOOK,
    ("gateway/incidents/cases.py", "reporter_phone"): Use.LOOK,
    ("gateway/incidents/cases.py", "place"): Use.LOOK,
    ("gateway/incidents/cases.py", "call_at"): Use.LOOK,
    ("gateway/incidents/disclosure.py", "words"): Use.LOOK,
    ("gateway/incidents/disclosure.py", "reporter_phone"): Use.LOOK,
    ("gateway/incidents/disclosure.py", "private_kind"): Use.LOOK,
    ("gateway/incidents/disclosure.py", "call_at"): Use.LOOK,
    ("gateway/sms/case_commands.py", "words"): Use.LOOK,
    ("gateway/sms/case_commands.py", "reporter_phone"): Use.LOOK,
    ("gateway/sms/case_commands.py", "call_at"): Use.LOOK,
}
