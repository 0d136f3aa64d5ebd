"""Stories of a community with 10,000 people: its file is read, and everybody is answered as fast as in a small one."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from gateway.communities import file
from gateway.communities.directory import CommunityRecord, Directory
from gateway.roster import gap_warnings, number_checks
from gateway.storage.database import Database
from menus.domain.number_checks import UNTESTED
from menus.domain.roles import Role
from menus.text.names import Text
from tests.people import BONDENI, CODE, COORDINATOR, KILLING, LEADER, OTHER, RESIDENT, crowded, small
from tests.town import Town, reference_in

FEW, MANY = 1_000, 10_000
PATIENCE = 120
"""Seconds after which something hangs, however busy the machine is. A guess."""
LINEAR = 20
"""Ten times as many people take about twelve times as long (measured), on a busy machine up to fourteen times.

What is quadratic takes a hundred times as long.
"""
_PAIRS = 5
"""Pairs of runs of which one has to stay within the bound. A guess."""
EXAMPLE = small(file.load_example("mlango-kubwa"))


def seconds(act: Callable[[], object], times: int = 3) -> float:
    """Return the processor time of the fastest of some runs: other programs do not count."""
    took = []
    for _ in range(times):
        began = time.process_time()
        act()
        took.append(time.process_time() - began)
    return min(took)


def refused(text: str) -> int:
    """Return the number of faults that a file has."""
    with pytest.raises(file.CommunityFileError) as caught:
        file.parse(text)
    return len(caught.value.faults)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ('phone = "+25472', 'phone = "+2'),
        ('zones = ["', 'zones = ["no-such-'),
        ('name = "Patroller ', 'name = "Somebody" # '),
        ('"Africa/Nairobi"', '"Africa/Kampala"'),
    ],
    ids=["right", "faulty phones", "unknown zones", "one name for all", "another country"],
)
def test_a_file_of_ten_thousand_people_is_checked_in_ten_times_the_time_of_a_thousand(before: str, after: str) -> None:
    few, many = (crowded(EXAMPLE, number).replace(before, after) for number in (FEW, MANY))

    def read(text: str) -> int:
        try:
            return len(file.parse(text).people)
        except file.CommunityFileError as error:
            return len(error.faults)

    def read_many() -> None:
        assert read(many) >= MANY

    # Another program may disturb one run: each pair is measured side by side, and what is quadratic fails in each.
    assert any(seconds(read_many, 1) < LINEAR * seconds(lambda: read(few)) for _ in range(_PAIRS))


@pytest.fixture(scope="module")
def files() -> dict[int, str]:
    """Give the files of a small and of a large community."""
    return {number: crowded(EXAMPLE, number) for number in (FEW, MANY)}


@pytest.fixture(scope="module")
def databases(
    tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, redis_url: str, files: dict[int, str]
) -> dict[int, Path]:
    """Give a database for each of the files, into which it was loaded once, to be copied."""
    folder = tmp_path_factory.mktemp("crowds")
    made = {}
    for number, text in files.items():
        made[number] = folder / f"{number}.db"
        shutil.copy(sqlite_template, made[number])
        town = Town(f"sqlite:///{made[number]}", redis_url, text, keeps_database=False)
        town.close()
        assert not made[number].with_name(f"{number}.db-wal").exists(), "a copy of the file alone would lack its log"
    return made


@pytest.fixture
def towns(tmp_path: Path, redis_url: str, databases: dict[int, Path]) -> Iterator[Callable[[int], Town]]:
    """Give a way to make one town of so many people, in place of the one before."""
    made: list[Town] = []

    def make(number: int) -> Town:
        while made:
            made.pop().close()
        shutil.copy(databases[number], tmp_path / f"{number}.db")
        made.append(Town(f"sqlite:///{tmp_path / f'{number}.db'}", redis_url, keeps_database=False))
        return made[-1]

    yield make
    for town in made:
        town.close()


def reports(town: Town) -> None:
    """Let somebody dial and press every key of a killing; the patrol of its zone is alerted."""
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    town.ticks()
    assert town.inbox(LEADER) == [town.alert_to(LEADER, reference)]


def hops(town: Town) -> None:
    """Post many hops of sessions that end before they send anything."""
    for number in range(30):
        for text in ("", "1", "1*0"):
            assert town.hop(OTHER, CODE, text, f"hops-{number}").startswith("CON ")


def refreshes(town: Town) -> Callable[[], None]:
    """Return what reads the directory again, as every process does each second."""
    directory = Directory(town.services.database, max_age=0.0)
    directory.communities()

    def refresh() -> None:
        for _ in range(20):
            directory.communities()

    return refresh


def checks_numbers(town: Town) -> None:
    with town.services.uow() as uow:
        number_checks.ask_untested(uow, town.services.directory)


def warns_of_gaps(town: Town) -> None:
    with town.services.uow() as uow:
        gap_warnings.warn_of_gaps(uow, town.services.directory)


def duty(town: Town) -> None:
    town.texts(BONDENI, "OFF")
    town.texts(BONDENI, "ON")
    assert town.is_a(town.texts(BONDENI, "SWAP Patroller 00042"), Text.SWAPPED, to=BONDENI)
    assert town.texts(COORDINATOR, "WHO")
    assert town.texts(COORDINATOR, "LIST")


def test_ten_thousand_people_cost_no_more_than_ten_times_a_thousand(towns: Callable[[int], Town]) -> None:
    took: dict[str, list[float]] = {}
    for number in (FEW, MANY):
        town = towns(number)
        town.services.override(directory=Directory(town.services.database))
        town.services.directory.communities()
        acts: dict[str, tuple[Callable[[], object], int]] = {
            "hops": (partial(hops, town), 1),
            "directory": (refreshes(town), 3),
            "duty": (partial(duty, town), 1),
            "gaps": (partial(warns_of_gaps, town), 3),
            "killing": (partial(reports, town), 1),
        }
        for name, (act, times) in acts.items():
            took.setdefault(name, []).append(seconds(act, times))
        town.now += timedelta(days=UNTESTED.days, hours=16)
        took.setdefault("numbers", []).append(seconds(partial(checks_numbers, town), 1))
    # A hop looks at no person but its caller.
    assert took["hops"][1] < 2 * took["hops"][0], took
    # Small times vary: a hundredth of a second more is no sign of anything.
    assert {name: few_many for name, few_many in took.items() if few_many[1] > LINEAR * few_many[0] + 0.05} == {}


def test_a_silent_community_is_asked_for_its_numbers_in_small_groups(towns: Callable[[int], Town]) -> None:
    town = towns(FEW)
    town.now += timedelta(days=UNTESTED.days, hours=16)
    checks_numbers(town)
    town.works()
    asked = [phone for phone, _ in town.carrier.sent]
    assert len(asked) == len(set(asked)) == number_checks.MOST_AT_ONCE
    checks_numbers(town)
    town.works()
    assert len({phone for phone, _ in town.carrier.sent}) == 2 * number_checks.MOST_AT_ONCE


def test_a_killing_among_very_many_patrollers_is_answered_at_once_and_alerts_them_all(
    new_town: Callable[..., Town],
) -> None:
    town = new_town(crowded(EXAMPLE, FEW, zoned=False))
    with town.without_hints():
        page = town.dials(RESIDENT, CODE, *KILLING)
    assert town.is_a(page, Text.FILED_MAJOR)
    reference = reference_in(page)
    assert town.inbox(LEADER) == [], "the hop does not wait for so many alerts"
    town.passes(seconds=1)
    assert town.inbox(LEADER) == [town.alert_to(LEADER, reference)]
    told = [phone for phone, text in town.carrier.sent if reference in text]
    patrol = [person.phone for person in town.community.having((Role.PATROL,)) if person.covers("bondeni")]
    assert len(told) == len(set(told)) > FEW
    assert set(patrol) <= set(told)
    town.answers(LEADER, "going", reference)
    assert town.track(reference, "patrol")["answered_by_role"] == "patrol-leader"


def test_an_alarm_among_many_patrollers_alerts_each_of_them_once(towns: Callable[[int], Town]) -> None:
    town = towns(MANY)
    reference = reference_in(town.texts(LEADER, "5"))
    for _ in range(2):
        town.passes(seconds=1)
    told = [phone for phone, text in town.carrier.sent if reference in text and phone != LEADER]
    assert len(told) == len(set(told)) > MANY


def test_a_process_that_has_read_ahead_answers_its_first_caller(towns: Callable[[int], Town]) -> None:
    hasty = Directory(towns(MANY).services.database, timeout=0.0)
    with pytest.raises(TimeoutError):
        hasty.communities()
    ready = Directory(towns(MANY).services.database, max_age=float("inf"), timeout=0.0)
    ready.read_ahead(PATIENCE)
    assert len(ready.communities()[0].community.people) > MANY


class SlowDirectory(Directory):
    """A directory that reads the second version of a file for as long as it is told to."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, max_age=0.0, timeout=0.2)
        self.has_begun, self.goes_on = threading.Event(), threading.Event()

    def _made(self, session: Session, community_id: int, version: int) -> CommunityRecord | None:
        if version > 1:
            self.has_begun.set()
            assert self.goes_on.wait(PATIENCE)
        return super()._made(session, community_id, version)


def answered(directory: Directory) -> tuple[CommunityRecord, ...]:
    """Return the communities of a directory, however slow the database is."""
    while True:
        with suppress(TimeoutError):
            return directory.communities()


def test_while_a_new_large_file_is_read_the_old_one_answers(sqlite_url: str, redis_url: str) -> None:
    town = Town(sqlite_url, redis_url, EXAMPLE)
    slow = SlowDirectory(town.services.database)
    slow.read_ahead(PATIENCE)
    before = slow.communities()
    town.loads(EXAMPLE.replace("Bondeni", "Bondeni Juu"))
    with suppress(TimeoutError):
        # The database may be slow on a busy machine: then nobody knows of a new file yet.
        slow.communities()
    assert slow.has_begun.wait(PATIENCE)
    assert slow.communities() == before
    slow.goes_on.set()
    slow.read_ahead(PATIENCE)
    assert [record.version for record in answered(slow)] == [2]
    town.close()
