"""The retention table is true: each column goes when the table says, not a second before, and every column is in it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest

from gateway.storage.models import Row
from gateway.storage.models.recording import recorded_tables
from gateway.upkeep import former, former_people, probe, retention, traces
from menus.domain.categories import Level
from menus.domain.retention import TABLES
from menus.domain.retention.rules import End, Kept, Line, Since, Table, Then
from tests import kept_rows
from tests.plans import planned, scans
from tests.town import Town

SECOND = timedelta(seconds=1)


def test_every_column_has_one_line_and_every_line_a_column() -> None:
    columns = [(table.name, column.key) for table in Row.metadata.sorted_tables for column in table.columns]
    lines = [(name, column) for name, table in TABLES.items() for line in table.lines for column in line.columns]
    assert set(columns) - set(lines) == set(), "give each its line in menus/domain/retention/"
    assert set(lines) - set(columns) == set(), "no such column is there"
    assert sorted(lines) == sorted(columns), "a column has two lines"


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_a_line_says_what_becomes_of_what_it_holds(table: Table) -> None:
    for line in table.lines:
        assert (line.kept is None) == bool(line.ends)
        assert line.kept is Kept.NO_PERSON or line.holds
        assert line.kept is not Kept.WITH_ROW or table.row is not None, "nothing would ever delete it"
    for line in (*table.lines, *([table.row] if table.row else [])):
        if line.ends or line.until:
            assert line.why
            assert line.topic


def test_columns_that_name_a_person_are_those_that_keep_a_row_of_people() -> None:
    named = {(one.table.name, one.key) for one in former_people.naming()}
    said = {
        (table.name, column)
        for table in TABLES.values()
        for line in table.lines
        if line.kept is Kept.PERSON_ROW
        for column in line.columns
    }
    own = {("duties", "person_id"), ("duty_log", "person_id"), ("shift_calendars", "person_id")}
    assert said == (named - {("incidents", "person_id")}) | own


def test_words_on_record_are_those_that_end() -> None:
    for model in recorded_tables():
        table = TABLES[model.recording.source]
        assert {column for line in table.lines if line.ends for column in line.columns} == {*model.recording.words}


def test_what_is_kept_goes_when_the_table_says_and_not_a_second_before(town: Town) -> None:
    town.keeps_timeline = False
    rows = kept_rows.seed(town)
    town.places()
    assert covered(rows) == {(name, end.since) for name, table in TABLES.items() for end in ends_of(table)}
    for row in rows:
        ending = [line for line in lines_of(row) if any(end.since in row.moments for end in line.ends)]
        empty = {column for line in ending for column in line.columns if not row.before[column]}
        assert not empty, f"{row.model.__tablename__} shows nothing of {empty}"
    for row in rows:
        if row.before.get("level") is Level.PRIVATE and Since.LAST_WORD in row.moments:
            # The clock ends the case itself.
            ended = row.moments[Since.LAST_WORD] + TABLES["incidents"].after(Since.LAST_WORD, "outcome")
            row.moments = {Since.PRIVATE_ENDED: ended, **row.moments}
    began = town.now
    for moment in sorted({one for row in rows for one in ends_at(row)} - {began}):
        for now in (moment - SECOND, moment + SECOND):
            town.now = max(now, began)
            erase(town)
            assert {problem for row in rows for problem in problems(town, row)} == set(), now - began


def erase(town: Town) -> None:
    """Erase what is over as the clock does, twice: what one run ends, the next one erases."""
    services = town.services
    for _ in range(2):
        with services.uow() as uow:
            traces.erase_traces(uow, services.directory)
        retention.erase_expired(services.uow, services.reading, town.now)
        former.erase_former(services.uow, services.reading, town.now, lambda: False)
        with services.uow() as uow:
            probe.watch(uow, services.directory)
        town.places()


def table_of(row: kept_rows.Kept) -> Table:
    return TABLES[row.model.__tablename__]


def lines_of(row: kept_rows.Kept) -> list[Line]:
    """Return the lines of a row with people's data."""
    return [line for line in table_of(row).lines if line.kept is not Kept.NO_PERSON]


def ends_of(table: Table) -> Iterable[End]:
    for line in (*table.lines, *([table.row] if table.row else [])):
        yield from line.ends


def covered(rows: Iterable[kept_rows.Kept]) -> set[tuple[str, Since]]:
    """Return the ends of the table that some row shows."""
    ends = ((row, end) for row in rows for end in ends_of(table_of(row)))
    return {(row.model.__tablename__, end.since) for row, end in ends if end.since in row.moments}


def ends_at(row: kept_rows.Kept) -> list[datetime]:
    """Return when something of a row ends."""
    return [row.moments[end.since] + end.after for end in ends_of(table_of(row)) if end.since in row.moments]


def over(row: kept_rows.Kept, ends: Iterable[End], now: datetime) -> list[End]:
    return [end for end in ends if end.since in row.moments and row.moments[end.since] + end.after < now]


def problems(town: Town, row: kept_rows.Kept) -> Iterable[str]:
    """Yield what is not as the table says."""
    table, left, name = table_of(row), kept_rows.now_of(town, row), f"{row.model.__tablename__} {dict(row.moments)}"
    if table.row is not None and over(row, table.row.ends, town.now):
        if left is not None:
            yield f"{name} is still there"
        return
    if left is None:
        yield f"{name} is gone"
        return
    for line in lines_of(row):
        ended = over(row, line.ends, town.now)
        for column in line.columns:
            if not ended and left[column] != row.before[column]:
                yield f"{name}.{column} has changed too soon"
            if ended and not is_gone(left[column], row.before[column], {end.then for end in ended}):
                yield f"{name}.{column} is still there"


def is_gone(now: Any, before: Any, then: set[Then]) -> bool:
    """Return whether nothing is left of a value, in a way that the table says."""
    if Then.RANDOM in then:
        return bool(now) and now != before and set(now) != {0}
    return now is None if then == {Then.NULL} else now is not None and not any(now if isinstance(now, bytes) else [now])


def test_erasing_reads_no_whole_table(town: Town) -> None:
    town.keeps_timeline = False
    kept_rows.seed(town)
    town.places()
    town.now += timedelta(days=800)
    with planned(town.services, has_few_rows=True) as steps:
        erase(town)
    assert steps
    assert scans(steps) == []
