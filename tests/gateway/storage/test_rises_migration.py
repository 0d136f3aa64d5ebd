"""The migration of the weeks of rises: rows of before go on without them, both ways."""

from datetime import UTC, date, datetime

from sqlalchemy import inspect, text

from gateway.incidents import rises_told
from gateway.storage.database import Database
from gateway.storage.migrate import migrate
from menus.domain.rise import RiseLevel

BEFORE = "0075"
AT = datetime(2026, 11, 30, 3, tzinfo=UTC)
COLUMNS = (
    "community_id, week, zone, kind, level, number, usual, reports, usual_reports, callers, usual_callers, unknown,"
    " chance, known, at"
)
VALUES = ":community, :week, 'bondeni', 'break-in', 'rise', 20, 4.0, 21, 4.5, 12, 3.5, 1, 0.0001, 26, :at"


def run(database: Database, statement: str, **values: object) -> list[tuple[object, ...]]:
    with database.engine.begin() as connection:
        found = connection.execute(text(statement), values)
        return [tuple(row) for row in found] if found.returns_rows else []


def test_a_rise_of_before_goes_on_without_its_weeks(database: Database) -> None:
    migrate(database, BEFORE)
    run(database, "INSERT INTO communities (key, version, stamp) VALUES ('x', 1, 0)")
    ((community,),) = run(database, "SELECT id FROM communities WHERE key = 'x'")
    values = {"community": community, "week": "2026-11-30", "at": AT}
    run(database, f"INSERT INTO rises ({COLUMNS}) VALUES ({VALUES})", **values)  # noqa: S608 - ours
    migrate(database)
    with database.read() as session:
        (told,) = rises_told.told(session, int(str(community)), date(2026, 11, 1))
    assert (told.level, told.number, told.spread, told.weeks) == (RiseLevel.RISE, 20, None, None)
    indexes = {index["name"] for index in inspect(database.engine).get_indexes("incidents")}
    assert "ix_incidents_community_id_zone_opened_at" in indexes
    migrate(database, BEFORE)
    assert run(database, "SELECT number FROM rises") == [(20,)]
    migrate(database)
