"""The making of a made-up year: two communities are put in force, and weeks pass over them until today."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import event

from gateway.communities import file, loading
from gateway.core import liveness, made_up
from gateway.demo import circles, duty, files, habits, matters, meetings, money, plan, street_work, voting
from gateway.demo.cast import CASTS, KAWANGWARE, MLANGO_KUBWA
from gateway.demo.chance import Chance
from gateway.demo.folder import SEED, WEEKS
from gateway.demo.life import Calendar, Life, local
from gateway.demo.plan import WEEK, PlannedIncident
from gateway.demo.planted import PLANTED
from gateway.demo.rates import QUIET
from gateway.demo.simulated import YearClock
from gateway.demo.street import Case
from gateway.demo.world import Hands, World
from gateway.services import Services
from gateway.storage import keys
from gateway.storage.migrate import migrate
from menus.domain.categories import Category
from menus.domain.incident_outcomes import IncidentOutcome

_STEP = timedelta(days=7)
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Wish:
    """The order for a year: the seed, how many weeks, and the moment (aware) up to which. A test makes a few weeks.

    Without a moment the year goes on up to the very moment at which it is ready.
    """

    seed: int = SEED
    weeks: int = WEEKS
    until: datetime | None = None


def begins_at(now: datetime, weeks: int) -> datetime:
    """Return the beginning of the first week, so that the last one is the last full week before now."""
    here = local(now)
    monday = (here - timedelta(days=here.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    return monday.astimezone(now.tzinfo) - weeks * WEEK


def make(services: Services, hands: Callable[[Services], Hands], wish: Wish, tell: Tell) -> Calendar:
    """Make the year in an empty database, and return its weeks.

    `tell` hears how many weeks have passed, and of how many. Whoever calls throws the database away if this does not
    end: it is not whole before.
    """
    _write_without_waiting(services)
    migrate(services.database)
    keys.note(services.database)
    real_time = services.timekeeper
    calendar = Calendar(begins_at(wish.until or real_time(), wish.weeks), wish.weeks)
    clock = YearClock(calendar.begins)
    world = World(services, hands(services), clock)
    services.do(made_up.note)
    for key in file.EXAMPLES:
        text = files.of(key, calendar.first_day)
        # A test looks at every page of these files: here it would take a second for each of them.
        loading.load(services.uow, services.reading, services.keyring, text, file.parse)
    services.directory.look()
    _plan(world, Chance(wish.seed), calendar)
    for week in range(wish.weeks):
        tell(week, wish.weeks)
        world.until(calendar.begins + (week + 1) * _STEP)
    tell(wish.weeks, wish.weeks)
    # What was begun goes on to its end, up to this very moment: nothing is due at once when everything starts.
    world.until(wish.until or real_time())
    world.settle()
    _end(services)
    return calendar


def _plan(world: World, chance: Chance, calendar: Calendar) -> None:
    """Plan everything that somebody does of their own accord."""
    habits.follow(world)
    lives = {key: Life(world, cast, chance.stream(key), calendar) for key, cast in CASTS.items()}
    mlango, kawangware = lives[MLANGO_KUBWA.key], lives[KAWANGWARE.key]
    duty.plan(world, chance.stream("duty"), calendar.begins, calendar.weeks)
    money.plan(mlango)
    voting.plan(mlango)
    matters.plan_courses(mlango)
    kawangware.says(calendar.at(1, 5, 16), KAWANGWARE.tenants, "DECIDED D1 fuel for the station, each quarter")
    for life in lives.values():
        meetings.plan(life)
        matters.plan_support(life, "D1")
        matters.plan_patrols(life, PLANTED)
        matters.plan_meetings_with_police(life)
        street_work.plan_pulse(life)
    planned = plan.incidents(chance, PLANTED, calendar.begins, calendar.weeks)
    arrested = _arrested(planned)
    for one in planned:
        if one.category in QUIET:
            world.at(one.at, partial(circles.begin, world, one))
            continue
        life = lives[one.community]
        case = Case(world, one, partial(street_work.take, life))
        world.at(one.at, case.begin)
        if one in arrested:
            world.at(one.at + timedelta(hours=4), partial(_arrest, life, case, is_kin=one is arrested[0]))


def _arrested(planned: list[PlannedIncident]) -> list[PlannedIncident]:
    """Return a few robberies that the police took over: somebody was arrested."""
    taken = (IncidentOutcome.POLICE_TOOK_OVER,)
    found = [one for one in planned if one.category is Category.ROBBERY and one.outcome in taken and not one.is_false]
    return found[::6]


def _arrest(life: Life, case: Case, *, is_kin: bool) -> None:
    if case.reference is not None:
        if is_kin:
            # The other coordinator follows it: whoever has an interest in it sees no more of it.
            life.texts(life.cast.landlords, f"INTEREST {case.reference}")
        matters.arrest(life, case.reference)


def _write_without_waiting(services: Services) -> None:
    """Let SQLite not wait for the disk at each commit. A year that a power cut breaks off is thrown away anyway."""

    @event.listens_for(services.database.engine, "connect")
    def prepare(connection: object, _record: object) -> None:
        connection.execute("PRAGMA synchronous=OFF")  # type: ignore[attr-defined]


def _end(services: Services) -> None:
    """Take the marks of processes away, for none runs; bring everything to the disk."""
    services.do(liveness.let_lead)
    services.do(lambda uow: liveness.unmark(uow, "clock"))
    services.database.truncate_log()
