"""Uses of sealed values: each use of a report's sealed values is decided here, whether a look is written first or not.

A new use fails until it stands in the table. To decide: `gateway/incidents/looks.py`, and the table in
`.docs/safety.md`.
"""

import ast
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from gateway.storage.binding import sealed_attributes
from gateway.storage.models import Report

ROOT = Path(__file__).parents[2]
SEALED = frozenset(sealed_attributes(Report)) - {"accused_group"}
"""The sealed values of reports. Whom a report accuses decides who may know of it, so that rules read it everywhere."""
IN_OTHER_THINGS = frozenset({"words", "place", "call_at"})
"""Sealed values whose names other things have, too: they count in files that use reports."""
APART = ("gateway/simulator", "gateway/storage/migrations", "gateway/storage/models")


class Use(StrEnum):
    """The decision about a use."""

    LOOK = "a look is written first"
    WORK = "ordinary work of somebody who is called to it, or steers it"
    OWN = "the person who wrote it reads it"
    MACHINE = "no person sees it: a rule, a hash, an erasing, or a copy into another sealed value"
    NOT_OF_REPORTS = "another thing has the same name"


DECIDED: dict[str, dict[Use, str]] = {
    "gateway/alerts/alert_facts.py": {Use.MACHINE: "hint_words reporter_phone", Use.WORK: "place"},
    "gateway/alerts/reporter_updates.py": {Use.MACHINE: "reporter_phone"},
    "gateway/alerts/texted_words.py": {Use.WORK: "words"},
    "gateway/cli/network_checks.py": {Use.NOT_OF_REPORTS: "words"},
    "gateway/desk/own_words_queue.py": {Use.WORK: "hint_words place"},
    "gateway/incidents/board.py": {Use.WORK: "hint_words place words"},
    "gateway/incidents/cases.py": {Use.LOOK: "call_at place reporter_phone words"},
    "gateway/incidents/disclosure.py": {Use.LOOK: "call_at private_kind reporter_phone words"},
    "gateway/incidents/lowering.py": {Use.NOT_OF_REPORTS: "words"},
    "gateway/incidents/looks.py": {Use.NOT_OF_REPORTS: "words"},
    "gateway/incidents/merging.py": {Use.MACHINE: "place"},
    "gateway/incidents/opening.py": {Use.MACHINE: "call_at place private_kind words"},
    "gateway/incidents/review_prompts.py": {Use.WORK: "hint_words"},
    "gateway/incidents/telling.py": {Use.NOT_OF_REPORTS: "words"},
    "gateway/intake/confirmation.py": {Use.MACHINE: "place"},
    "gateway/intake/copies.py": {Use.MACHINE: "hint_words place words"},
    "gateway/intake/danger.py": {Use.MACHINE: "call_at place"},
    "gateway/intake/doubtful.py": {Use.WORK: "words"},
    "gateway/intake/draft_offers.py": {Use.OWN: "place"},
    "gateway/intake/drafts.py": {Use.MACHINE: "place"},
    "gateway/intake/events_of_reports.py": {Use.MACHINE: "words"},
    "gateway/intake/further_news.py": {Use.MACHINE: "hint_words words"},
    "gateway/intake/further_texts.py": {Use.MACHINE: "hint_words place", Use.WORK: "words"},
    "gateway/intake/paper.py": {Use.MACHINE: "place words"},
    "gateway/intake/private_erasing.py": {Use.MACHINE: "words"},
    "gateway/intake/questions.py": {Use.OWN: "hint_words"},
    "gateway/intake/text_triage.py": {Use.NOT_OF_REPORTS: "words"},
    "gateway/record/proving.py": {Use.NOT_OF_REPORTS: "words"},
    "gateway/sms/addressing.py": {Use.NOT_OF_REPORTS: "place"},
    "gateway/sms/arrivals.py": {Use.MACHINE: "words"},
    "gateway/sms/case_commands.py": {Use.LOOK: "call_at reporter_phone words"},
    "gateway/sms/residents.py": {Use.NOT_OF_REPORTS: "words"},
    "gateway/storage/rekeying.py": {Use.MACHINE: "reporter_phone"},
    "gateway/upkeep/expired_numbers.py": {Use.MACHINE: "reporter_phone"},
}
"""The uses that each file makes of which values."""


def uses(file: Path) -> Iterator[str]:
    """Yield the sealed values of reports that a file reads, by the names of their attributes."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    read = {one.attr for one in ast.walk(tree) if isinstance(one, ast.Attribute) and isinstance(one.ctx, ast.Load)}
    names = {one.id for one in ast.walk(tree) if isinstance(one, ast.Name)}
    of_reports = bool(names & {"Report", "report"} or read & (SEALED - IN_OTHER_THINGS))
    yield from read & (SEALED if of_reports else SEALED - IN_OTHER_THINGS)


def test_each_use_of_the_sealed_values_of_reports_is_decided() -> None:
    found = {}
    for room in ("gateway", "workers"):
        for file in sorted((ROOT / room).rglob("*.py")):
            name = file.relative_to(ROOT).as_posix()
            if not name.startswith(APART) and (read := set(uses(file))):
                found[name] = read
    assert found == {
        name: {one for values in kinds.values() for one in values.split()} for name, kinds in DECIDED.items()
    }


def test_a_file_that_shows_values_after_a_look_writes_one() -> None:
    for name, kinds in DECIDED.items():
        if Use.LOOK in kinds:
            code = (ROOT / name).read_text(encoding="utf-8")
            assert "looks.note" in code or "note_look" in code, name
