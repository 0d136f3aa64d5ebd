"""The migration of the pictures to more subjects: the rows of the answers go on, both ways."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text

from gateway.storage.database import Database
from gateway.storage.migrate import migrate
from gateway.storage.models import FigurePlots
from menus.domain.drawings import PlotSubject

BEFORE = "0074"
AT = datetime(2026, 11, 30, 6, tzinfo=UTC)
COLUMNS = "community_id, audience, language, status, asked_at, counts, plots"
VALUES = ":community, 'inside', 'sw', 'drawn', :at, :json, :json"
NEW = "period, subject, reader_id"


def run(database: Database, statement: str, **values: object) -> list[tuple[object, ...]]:
    with database.engine.begin() as connection:
        found = connection.execute(text(statement), values)
        return [tuple(row) for row in found] if found.returns_rows else []


@pytest.mark.parametrize("way", ["up", "down"])
def test_pictures_of_the_answers_go_on(database: Database, way: str) -> None:
    migrate(database, BEFORE)
    run(database, "INSERT INTO communities (key, version, stamp) VALUES ('x', 1, 0)")
    ((community,),) = run(database, "SELECT id FROM communities WHERE key = 'x'")
    same = {"community": community, "at": AT, "json": '{"patrol": "<svg/>"}'}
    run(database, f"INSERT INTO figure_plots (weeks, {COLUMNS}) VALUES (13, {VALUES})", **same)  # noqa: S608 - ours
    migrate(database)
    assert run(database, f"SELECT {NEW} FROM figure_plots") == [("13", "answers", 0)]  # noqa: S608 - ours
    with database.read() as session:
        (row,) = session.scalars(select(FigurePlots))
        assert (row.subject, row.plots) == (PlotSubject.ANSWERS, {"patrol": "<svg/>"})
    if way == "up":
        return
    other = f"INSERT INTO figure_plots ({NEW}, {COLUMNS}) VALUES (:period, :subject, :reader, {VALUES})"  # noqa: S608 - ours
    run(database, other, **same, period="2026-11-30", subject="rises", reader=0)
    run(database, other, **same, period="4", subject="answers", reader=7)
    migrate(database, BEFORE)
    assert run(database, "SELECT weeks, language FROM figure_plots") == [(13, "sw")]
    migrate(database)
