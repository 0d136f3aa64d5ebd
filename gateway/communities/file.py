"""Community files: TOML text becomes a Community, or all its faults are reported together."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path as FilePath
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from gateway import bounded_files
from gateway.bounded_files import TooLargeError
from gateway.communities import cover_checks, giving_checks, new_files, papers, resident_checks
from gateway.communities.checks import REFER_ONLY_LADDERS, Finding, Parts, Path, findings, of_languages
from gateway.communities.faults import CommunityFileError, Fault, Lines, found_by, said
from gateway.communities.schema import (
    BarazaEntry,
    CommunityEntry,
    CoverEntry,
    Entry,
    GivingEntry,
    HelplineEntry,
    LadderEntry,
    LeadershipEntry,
    PaperEntry,
    PersonEntry,
    ProjectEntry,
    RecordEntry,
    ReferralEntry,
    RuleEntry,
    ShiftEntry,
    ZoneEntry,
)
from gateway.communities.values import DAYS, HOME, IS_NEW, Language
from menus.domain import mode_in_force
from menus.domain.community import (
    OTHERWISE,
    Baraza,
    Community,
    Helpline,
    Ladder,
    Leadership,
    Person,
    Project,
    Shift,
    Step,
    Zone,
)
from menus.domain.cover import Cover
from menus.domain.giving import AccountKind, Giving, GivingAccount, OwnerBand
from menus.domain.papers import Paper, bear_mode
from menus.domain.referrals import Referral
from menus.domain.said import Said
from menus.domain.zone_facts import NOTHING, ZoneFacts
from menus.sms import wording_check
from menus.text import countries, gsm7, languages, phones
from menus.ussd import all_screens
from menus.ussd.screen import PageTooLongError

__all__ = ["EXAMPLES", "CommunityFileError", "Fault", "load_example", "parse", "read", "text_of"]

EXAMPLES = ("mlango-kubwa", "kawangware")
"""The keys of the files that come with Doria."""

MOST_BYTES = 4_000_000
"""The most bytes of a file. 10,000 people in their shortest form take 1.2 MB (measured)."""
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
_LONG_NAME = 20
_EntryT = TypeVar("_EntryT", bound=Entry)


def load_example(key: str) -> str:
    """Return the text of a file that comes with Doria; `key` is one of EXAMPLES, else raise KeyError."""
    if key not in EXAMPLES:
        raise KeyError(key)
    return resources.files("gateway").joinpath("communities", "examples", f"{key}.toml").read_text(encoding="utf-8")


def text_of(path: FilePath) -> str:
    """Return the text of a community file, each byte of it; raise CommunityFileError for no UTF-8, or too much."""
    try:
        return bounded_files.read(path, MOST_BYTES).decode("utf-8")
    except TooLargeError as error:
        message = f"refused: {error}; is this a community file?"
        raise CommunityFileError((Fault(str(path), message),)) from None
    except UnicodeDecodeError:
        raise CommunityFileError((Fault(str(path), "should be UTF-8 text"),)) from None


def read(text: str, before: Community | None = None, *, now: datetime | None = None) -> Community:
    """Return the community of a TOML file that is new, or raise CommunityFileError with every fault.

    This makes all pages and texts once, to check that they fit. It takes a second or two. `before` and `now` are those
    of `new_files.findings`.
    """
    community = _parsed(text, is_new=True)
    lines = Lines(text)
    late = new_files.findings(community, before, now)
    slow = tuple(Fault(said(path), message, lines.number_of(path)) for path, message in late)
    faults = (*slow, *_misfits(community, text))
    if faults:
        raise CommunityFileError(faults)
    return community


def parse(text: str) -> Community:
    """Return the same as `read` without making the pages: for a file that was checked before it was stored."""
    return _parsed(text, is_new=False)


def _parsed(text: str, *, is_new: bool) -> Community:
    try:
        raw = tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        message = f"not TOML: {error}; accepted: TOML as in the files that come with Doria"
        raise CommunityFileError((Fault("file", message, int(line[1]) if line else None),)) from None
    reading = _Reading(raw, is_new=is_new)
    found = [*reading.found, *findings(reading.parts), *cover_checks.findings(reading.parts)]
    found += resident_checks.findings(reading.parts, reading.referrals)
    found += giving_checks.findings(reading.parts, reading.giving)
    if is_new:
        found += of_languages(reading.parts)
    if found:
        lines = Lines(text)
        faults = dict.fromkeys(Fault(said(path), message, lines.number_of(path)) for path, message in found)
        raise CommunityFileError(tuple(sorted(faults, key=lambda fault: fault.line or 0)))
    community = _community(reading)
    unanswered = tuple(Fault(said(path), message) for path, message in papers.findings(community)) if is_new else ()
    if unanswered:
        raise CommunityFileError(unanswered)
    return community


class _Reading:
    """The sections of a file. Each entry is checked by itself, so that one fault hides no other."""

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


def _misfits(community: Community, text: str) -> Iterator[Fault]:
    # Papers that end lead to other pages and texts by themselves: they must fit before that night.
    turned = (mode_in_force.refer_only(community),) if bear_mode(community.papers) else ()
    for one in (community, *turned):
        try:
            all_screens.check(one)
        except PageTooLongError as error:
            yield _misfit("screens", error.text, community, text)
        for problem in wording_check.check(one):
            yield _misfit("texts", problem, community, text)


def _misfit(kind: str, shown: str, community: Community, text: str) -> Fault:
    """Return the fault of a page or text that does not fit, at the zone with the long name that it shows, if any."""
    pattern = "does not fit {most} GSM-7 characters: {shown!r}; accepted: shorter names, codes and numbers"
    for place, zone in enumerate(community.zones):
        if any(len(name) > _LONG_NAME and name in shown for name in zone.names.values()):
            path: Path = ("zones", place, "name")
            of_zone = f"a {kind.removesuffix('s')} {pattern}"
            return Fault(said(path), Said(of_zone, most=gsm7.LIMIT, shown=shown), Lines(text).number_of(path))
    return Fault(kind, Said(pattern, most=gsm7.LIMIT, shown=shown))


def _community(reading: _Reading) -> Community:
    parts = reading.parts
    entry = parts.community
    if entry is None:
        message = "a file without faults has a community"
        raise AssertionError(message)
    people = tuple(_person(each, entry.languages[0]) for each in parts.people.values())
    by_name = {person.name: person.phone for person in people}
    return Community(
        key=entry.key,
        name=entry.name,
        short=entry.short,
        example=entry.example,
        timezone=entry.timezone,
        country=parts.home,
        languages=entry.languages,
        mode=entry.mode,
        stage=entry.stage,
        neighbour=parts.record.neighbour if parts.record is not None else None,
        ussd_codes=entry.ussd_codes,
        sms_codes=entry.sms_codes,
        sender_id=entry.sender_id,
        quiet=entry.quiet_hours,
        helplines={name: Helpline(line.number, line.verified_on) for name, line in reading.helplines.items()},
        zones=tuple(_zone(each, entry.languages) for each in parts.zones.values()),
        zone_facts=_zone_facts(parts.zones.values()),
        people=people,
        shifts=tuple(_shift(each, by_name, parts.home) for each in parts.shifts.values()),
        covers=tuple(_cover(each, by_name, parts.home, entry.timezone) for each in parts.covers.values()),
        ladders=_ladders(parts.ladders.values()),
        refer_only_ladders=tuple(_ladder(each) for each in parts.refer_only_ladders.values()),
        barazas=tuple(
            Baraza(each.on, each.at, _named(each.place, entry.languages)) for each in reading.barazas.values()
        ),
        projects=tuple(
            Project(_named(each.name, entry.languages), _named(each.meets or {}, entry.languages))
            for each in reading.projects.values()
        ),
        leadership=_leadership(reading.leadership),
        rules=tuple(_named(each.text, entry.languages) for each in reading.rules.values()),
        referrals=tuple(_referral(each, entry.languages) for each in reading.referrals.values()),
        papers=tuple(
            Paper(each.kind, each.number, each.begins, each.ends, each.seen_by) for each in reading.papers.values()
        ),
        giving=_giving(reading.giving, entry.languages, by_name, parts.home) if reading.giving is not None else None,
    )


def _leadership(entry: LeadershipEntry | None) -> Leadership | None:
    return None if entry is None else Leadership(entry.chosen_on, entry.decision)


def _referral(entry: ReferralEntry, spoken: tuple[Language, ...]) -> Referral:
    names = _named(entry.name, spoken)
    return Referral(entry.kind, names, entry.number, frozenset(entry.zones), entry.checked_on)


def _named(given: Mapping[Language, str], spoken: tuple[Language, ...]) -> dict[str, str]:
    """Return a name in every language: in that language, else in the first language of the community, else in any."""
    otherwise = given.get(spoken[0]) or next(iter(given.values()), "")
    return {language: given.get(language, otherwise) for language in (*languages.codes(), *spoken)}


def _zone(entry: ZoneEntry, spoken: tuple[Language, ...]) -> Zone:
    return Zone(entry.key, _named(entry.name, spoken), entry.landmarks, frozenset(entry.near), entry.at)


def _zone_facts(zones: Iterable[ZoneEntry]) -> dict[str, ZoneFacts]:
    """Return the facts of the zones of which the file says something."""
    found = {one.key: ZoneFacts(one.households, one.rent, one.owners_on_site) for one in zones}
    return {key: facts for key, facts in found.items() if facts != NOTHING}


def _person(entry: PersonEntry, default: str) -> Person:
    return Person(
        name=entry.name,
        phone=entry.phone,
        roles=frozenset(entry.roles),
        zones=frozenset(entry.zones),
        language=entry.language or default,
        tenure=entry.tenure,
        team=entry.team,
        duress=entry.duress,
        public_phone=entry.phone if entry.public_phone is True else entry.public_phone,
        has_public_name=entry.public_name,
        household=entry.household,
        station=entry.station,
    )


def _shift(entry: ShiftEntry, by_name: Mapping[str, str], home: str | None) -> Shift:
    return Shift(
        days=frozenset(DAYS.index(day) for day in entry.days),
        begins=entry.begins,
        ends=entry.ends,
        roles=frozenset(entry.roles),
        phones=frozenset(_phone_of(who, by_name, home) for who in entry.people),
        team=entry.team,
    )


def _phone_of(who: str, by_name: Mapping[str, str], home: str | None) -> str:
    """Return the phone of somebody whom the file names by name or number."""
    return by_name.get(who) or phones.normalise(who, home) or who


def _cover(entry: CoverEntry, by_name: Mapping[str, str], home: str | None, zone: ZoneInfo) -> Cover:
    return Cover(
        phone=_phone_of(entry.person, by_name, home),
        begins=entry.begins.replace(tzinfo=zone).astimezone(UTC),
        ends=entry.ends.replace(tzinfo=zone).astimezone(UTC),
        instead_of=_phone_of(entry.instead_of, by_name, home) if entry.instead_of is not None else None,
        shift=entry.shift - 1 if entry.shift is not None else None,
        why=entry.why,
    )


def _giving(entry: GivingEntry, spoken: tuple[Language, ...], by_name: Mapping[str, str], home: str | None) -> Giving:
    return Giving(
        decision=entry.decision,
        decided_on=entry.decided_on,
        month=entry.month,
        bands=tuple(OwnerBand(band.upto, band.amount) for band in entry.bands),
        headings={key: _named(names, spoken) for key, names in entry.headings.items()},
        stipend_cap=entry.stipend_cap,
        accounts=tuple(
            GivingAccount(AccountKind(each.kind), each.number, _phone_of(each.custodian, by_name, home))
            for each in entry.accounts
        ),
    )


def _ladders(entries: Iterable[LadderEntry]) -> tuple[Ladder, ...]:
    named = tuple(_ladder(entry) for entry in entries)
    levels = {ladder.level for ladder in named}
    return named + tuple(ladder for level, ladder in OTHERWISE.items() if level not in levels)


def _ladder(entry: LadderEntry) -> Ladder:
    steps = tuple(Step(step.notify, step.after) if step.after else Step(step.notify) for step in entry.steps)
    return Ladder(entry.level, entry.track, steps, entry.repeat, entry.decision)
