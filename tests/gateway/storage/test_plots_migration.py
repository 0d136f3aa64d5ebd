"""The migrations of the pictures: the rows of everybody go on, both ways, and others go."""

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
NOW = "period, subject, left_out"


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
    assert run(database, f"SELECT {NOW} FROM figure_plots") == [("13", "answers", "")]  # noqa: S608 - ours
    with database.read() as session:
        (row,) = session.scalars(select(FigurePlots))
        assert (row.subject, row.plots) == (PlotSubject.ANSWERS, {"patrol": "<svg/>"})
    if way == "up":
        return
    other = f"INSERT INTO figure_plots ({NOW}, {COLUMNS}) VALUES (:period, :subject, :left_out, {VALUES})"  # noqa: S608 - ours
    run(database, other, **same, period="2026-11-30", subject="rises", left_out="")
    run(database, other, **same, period="4", subject="answers", left_out="f")
    migrate(database, BEFORE)
    assert run(database, "SELECT weeks, language FROM figure_plots") == [(13, "sw")]
    migrate(database)
