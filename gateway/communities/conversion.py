"""The entries of a community file become a Community, once all of them stand their checks."""

from collections.abc import Iterable, Mapping
from datetime import UTC
from zoneinfo import ZoneInfo

from gateway.communities.schema import ZoneEntry
from gateway.communities.schema_association import LeadershipEntry, ReferralEntry
from gateway.communities.schema_giving import GivingEntry
from gateway.communities.schema_ladders import LadderEntry
from gateway.communities.schema_people import CoverEntry, PersonEntry, ShiftEntry
from gateway.communities.sections import Sections
from gateway.communities.values import DAYS, Language
from menus.domain.community import Baraza, Community, Helpline, Leadership, Person, Project, Shift, Zone
from menus.domain.cover import Cover
from menus.domain.giving import AccountKind, Giving, GivingAccount, OwnerBand
from menus.domain.ladders import OTHERWISE, Ladder, Step
from menus.domain.papers import Paper
from menus.domain.referrals import Referral
from menus.domain.zone_facts import NOTHING, ZoneFacts
from menus.text import languages, phones


def community(of: Sections) -> Community:
    """Return the community of a file without faults."""
    parts = of.parts
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
        helplines={name: Helpline(line.number, line.verified_on) for name, line in of.helplines.items()},
        zones=tuple(_zone(each, entry.languages) for each in parts.zones.values()),
        zone_facts=_zone_facts(parts.zones.values()),
        people=people,
        shifts=tuple(_shift(each, by_name, parts.home) for each in parts.shifts.values()),
        covers=tuple(_cover(each, by_name, parts.home, entry.timezone) for each in parts.covers.values()),
        ladders=_ladders(parts.ladders.values()),
        refer_only_ladders=tuple(_ladder(each) for each in parts.refer_only_ladders.values()),
        barazas=tuple(Baraza(each.on, each.at, _named(each.place, entry.languages)) for each in of.barazas.values()),
        projects=tuple(
            Project(_named(each.name, entry.languages), _named(each.meets or {}, entry.languages))
            for each in of.projects.values()
        ),
        leadership=_leadership(of.leadership),
        rules=tuple(_named(each.text, entry.languages) for each in of.rules.values()),
        referrals=tuple(_referral(each, entry.languages) for each in of.referrals.values()),
        papers=tuple(
            Paper(each.kind, each.number, each.begins, each.ends, each.seen_by) for each in of.papers.values()
        ),
        giving=_giving(of.giving, entry.languages, by_name, parts.home) if of.giving is not None else None,
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
