"""The sections of a community file: each entry is checked by itself, so that one fault hides no other."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from gateway.communities.faults import CommunityFileError, Fault, found_by
from gateway.communities.file_parts import Finding, Parts, Path
from gateway.communities.ladder_checks import REFER_ONLY_LADDERS
from gateway.communities.schema import CommunityEntry, Entry, HelplineEntry, RecordEntry, ZoneEntry
from gateway.communities.schema_association import (
    BarazaEntry,
    LeadershipEntry,
    PaperEntry,
    ProjectEntry,
    ReferralEntry,
    RuleEntry,
)
from gateway.communities.schema_giving import GivingEntry
from gateway.communities.schema_ladders import LadderEntry
from gateway.communities.schema_people import CoverEntry, PersonEntry, ShiftEntry
from gateway.communities.values import HOME, IS_NEW
from menus.domain.said import Said
from menus.text import countries

MOST_ENTRIES = 20_000
"""The most entries of one kind in a file: twice the most people that Doria is tested with."""
_SECTIONS = (
    "community",
    "helplines",
    "zones",
    "people",
    "shifts",
    "covers",
    "ladders",
    "barazas",
    "projects",
    "papers",
    REFER_ONLY_LADDERS,
    "record",
    "leadership",
    "rules",
    "referrals",
    "giving",
)
_LISTS: dict[str, str] = {
    "zones": "at least one [[zones]] table with key and name",
    "people": "at least one [[people]] table with name, phone and roles",
    "ladders": "at least one [[ladders]] table with level, track and steps",
}
_HELPLINE_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_EntryT = TypeVar("_EntryT", bound=Entry)


def models() -> tuple[type[Entry], ...]:
    """Return the model of every kind of table that a community file may hold."""
    return tuple(Entry.__subclasses__())


class Sections:
    """The entries of each section of a file that stand the checks of their own, and what was `found` of the others.

    `is_new` says whether the file comes in now: more is asked of it than of one that was stored before.
    """

    def __init__(self, raw: Mapping[str, Any], *, is_new: bool) -> None:
        self.found: list[Finding] = [
            ((key,), Said("unknown key; accepted: {keys}", keys=", ".join(_SECTIONS)))
            for key in raw
            if key not in _SECTIONS
        ]
        self._home = countries.of_file(raw)
        self._context = {HOME: self._home, IS_NEW: is_new}
        self.helplines = self._helplines(raw.get("helplines", {}))
        self.parts = Parts(
            raw=raw,
            home=self._home,
            community=self._entry(CommunityEntry, ("community",), raw.get("community", {})),
            zones=self._entries(ZoneEntry, "zones", raw),
            people=self._entries(PersonEntry, "people", raw),
            shifts=self._entries(ShiftEntry, "shifts", raw),
            covers=self._entries(CoverEntry, "covers", raw),
            ladders=self._entries(LadderEntry, "ladders", raw),
            refer_only_ladders=self._entries(LadderEntry, REFER_ONLY_LADDERS, raw),
            record=self._entry(RecordEntry, ("record",), raw.get("record", {})),
        )
        self.barazas = self._entries(BarazaEntry, "barazas", raw)
        self.projects = self._entries(ProjectEntry, "projects", raw)
        self.leadership = (
            self._entry(LeadershipEntry, ("leadership",), raw["leadership"]) if "leadership" in raw else None
        )
        self.rules = self._entries(RuleEntry, "rules", raw)
        self.referrals = self._entries(ReferralEntry, "referrals", raw)
        self.papers = self._entries(PaperEntry, "papers", raw)
        self.giving = self._entry(GivingEntry, ("giving",), raw["giving"]) if "giving" in raw else None

    def _entry(self, model: type[_EntryT], path: Path, raw: object) -> _EntryT | None:
        try:
            return model.model_validate(raw, context=self._context)
        except ValidationError as error:
            self.found += found_by(model, path, error, self._home)
            return None

    def _entries(self, model: type[_EntryT], section: str, raw: Mapping[str, Any]) -> dict[int, _EntryT]:
        accepted = _LISTS.get(section)
        entries = raw.get(section, [])
        if not isinstance(entries, list) or (accepted and not entries):
            pattern = "missing; accepted: {accepted}" if section not in raw else "refused; accepted: {accepted}"
            tables = Said(accepted) if accepted else Said("[[{section}]] tables", section=section)
            self.found.append(((section,), Said(pattern, accepted=tables)))
            return {}
        if self._context[IS_NEW] and len(entries) > MOST_ENTRIES:
            message = f"{len(entries):,} entries; accepted: at most {MOST_ENTRIES:,}"
            raise CommunityFileError((Fault(section, message),))
        read_ones = {place: self._entry(model, (section, place), entry) for place, entry in enumerate(entries)}
        return {place: entry for place, entry in read_ones.items() if entry is not None}

    def _helplines(self, raw: object) -> dict[str, HelplineEntry]:
        if not isinstance(raw, dict):
            message = Said("refused; accepted: a table of names, each with number and verified_on")
            self.found.append((("helplines",), message))
            return {}
        lines: dict[str, HelplineEntry] = {}
        for name, value in raw.items():
            if not _HELPLINE_NAME.fullmatch(name):
                message = Said("refused; accepted: a name of lower-case letters, digits, underscores and hyphens")
                self.found.append((("helplines", name), message))
            line = self._entry(HelplineEntry, ("helplines", name), value)
            if line is not None:
                lines[name.replace("-", "_")] = line
        return lines
