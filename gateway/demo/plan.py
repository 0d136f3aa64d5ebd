"""The plan of the made-up year: which incidents happen when, who reports them, and how they go. It touches nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from gateway.demo import rates
from gateway.demo.chance import Chance
from gateway.demo.planted import Planted
from menus.domain.categories import Category, Harm
from menus.domain.classes import CrimeClass
from menus.domain.incident_outcomes import CHOICES, IncidentOutcome

WEEK = timedelta(days=7)
_OF_POLICE = (IncidentOutcome.POLICE_TOOK_OVER, IncidentOutcome.POLICE_CAME, IncidentOutcome.POLICE_DID_NOT_COME)
_SETTLED = tuple(one for one in CHOICES if one not in _OF_POLICE)


@dataclass(frozen=True)
class PlannedIncident:
    """One incident as it will be reported and answered. Waits are minutes from its report. `name` is its own.

    `callers` are the places of phones among those of its zone; `police` the contact who answers, or None, so long after
    they are told; `asks_police` when a coordinator brings them into what they are not told of by itself; `came` so long
    after their answer; `crime` the class that is chosen at the end, if not by the rule.
    """

    name: str
    at: datetime
    community: str
    zone: str
    category: Category
    harm: Harm
    callers: tuple[int, ...]
    is_by_sms: bool
    may_call: bool
    patrol: float
    police: str | None
    police_wait: float
    came: float | None
    asks_police: float | None
    over: float
    outcome: IncidentOutcome
    crime: CrimeClass | None
    is_false: bool
    rated: int | None

    @property
    def facts(self) -> str:
        """Return the facts of the plan as one line: the same seed gives the same lines."""
        return f"{self.at.isoformat()} {self.community} {self.zone} {self.category} {self.harm} {self.callers}"


def incidents(chance: Chance, planted: Planted, begins: datetime, weeks: int) -> list[PlannedIncident]:
    """Return the incidents of some weeks, in order."""
    found = [
        _one(chance.stream(f"{community} {zone} {category} {week} {number}"), planted, place, begins + week * WEEK)
        for community, zones in rates.ZONES.items()
        for zone, usual in zones.items()
        for category in rates.ON_ZONES
        for week in range(weeks)
        for place in [(community, zone, category)]
        for number in range(
            chance.stream(f"count {community} {zone} {category} {week}").count(
                planted.rate(community, zone, category, weeks - 1 - week) or usual.of(category)
            )
        )
    ]
    return sorted([*found, *_quiet(chance, planted, begins, weeks)], key=lambda one: (one.at, one.facts))


def _quiet(chance: Chance, planted: Planted, begins: datetime, weeks: int) -> Iterator[PlannedIncident]:
    """Yield private reports and complaints."""
    for community, zones in rates.ZONES.items():
        for category, mean in rates.QUIET.items():
            for week in range(weeks):
                for number in range(chance.stream(f"count {community} {category} {week}").count(mean)):
                    own = chance.stream(f"{community} {category} {week} {number}")
                    yield _one(own, planted, (community, own.one(list(zones)), category), begins + week * WEEK)


def _one(chance: Chance, planted: Planted, place: tuple[str, str, Category], week: datetime) -> PlannedIncident:
    community, zone, category = place
    slow = planted.wait(community, zone)
    harm = chance.weighted(rates.HARMS.get(category, ((Harm.NONE, 1.0),)))
    more = chance.count(rates.MORE_CALLERS)
    police = _police(chance, planted, community)
    patrol, police_wait, came = (
        chance.minutes(median, rates.SPREAD) * slow
        for median in (rates.PATROL_MINUTES, rates.POLICE_MINUTES, rates.CAME_MINUTES)
    )
    asks = patrol + rates.ASKED_AFTER * slow
    is_away = chance.happens(rates.POLICE_NEVER_CAME)
    of_police = _outcome_of_police(chance, came=not is_away) if police is not None else None
    return PlannedIncident(
        name=chance.name,
        at=_moment(chance, week, category),
        community=community,
        zone=zone,
        category=category,
        harm=harm,
        callers=tuple(chance.some(range(rates.RESIDENTS_OF_ZONE), 1 + more)),
        is_by_sms=chance.happens(rates.BY_SMS),
        may_call=chance.happens(rates.CALL_ME),
        patrol=patrol,
        police=police,
        police_wait=police_wait,
        came=None if is_away else came,
        asks_police=asks if chance.happens(rates.ASK_POLICE) else None,
        over=asks + police_wait + came + chance.between(25, 90),
        outcome=chance.one(_SETTLED) if of_police is None or category in rates.PETTY else of_police,
        crime=chance.weighted(rates.FINER.get(category, ((None, 1.0),))),
        is_false=chance.happens(rates.FALSE),
        rated=_rating(chance, came=not is_away) if chance.happens(0.35) else None,
    )


def _police(chance: Chance, planted: Planted, community: str) -> str | None:
    """Return who of the police answers; None if nobody does."""
    one = planted.one_officer
    is_that_one = chance.happens(one.share)
    other = chance.weighted(rates.POLICE_SHARES[community])
    if chance.happens(rates.POLICE_SILENT):
        return None
    return one.phone if community == one.community and is_that_one else other


def _outcome_of_police(chance: Chance, *, came: bool) -> IncidentOutcome | None:
    """Return the outcome that tells of the police; None if another one is told."""
    if not came:
        return IncidentOutcome.POLICE_DID_NOT_COME if chance.happens(rates.SAID_NOT_TO_COME) else None
    return chance.weighted(rates.OUTCOMES_OF_POLICE)


def _rating(chance: Chance, *, came: bool) -> int:
    """Return the key with which a reporter says how the police were."""
    return chance.weighted(((1, 0.62), (2, 0.2), (3, 0.12), (5, 0.06))) if came else 4


def _moment(chance: Chance, week: datetime, category: Category) -> datetime:
    """Return a moment of a week (which begins at a local midnight), by the weights of days and hours."""
    zone = ZoneInfo("Africa/Nairobi")
    days = [week + timedelta(days=day) for day in range(7)]
    weights = [
        (day, weight * (rates.END_OF_MONTH if day.astimezone(zone).day >= rates.FROM_DAY else 1.0))
        for day, weight in zip(days, rates.WEEKDAYS, strict=True)
    ]
    day = chance.weighted(weights)
    hour = chance.weighted([(number, float(weight)) for number, weight in enumerate(rates.hours(category))])
    return day + timedelta(hours=hour, seconds=chance.whole(0, 3599))
