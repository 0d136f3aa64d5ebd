"""The migrations of the pictures: the rows of everybody go on, both ways, and those of one reader go."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select, text, update

from gateway.storage.database import Database
from gateway.storage.migrate import migrate
from gateway.storage.models import FigurePlots, KeptFigures
from menus.domain.drawings import PlotSubject
from menus.domain.kept_figures import FigureSubject

BEFORE, MORE_SUBJECTS = "0074", "0075"
AT = datetime(2026, 11, 30, 6, tzinfo=UTC)
COLUMNS = "community_id, audience, language, status, asked_at, counts, plots"
VALUES = ":community, 'inside', 'sw', 'drawn', :at, :json, :json"
NEW, NOW = "period, subject, reader_id", "period, subject, left_out"


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


@pytest.mark.parametrize("way", ["up", "down"])
def test_pictures_of_everybody_go_on_and_those_of_one_reader_go(database: Database, way: str) -> None:
    migrate(database, MORE_SUBJECTS)
    run(database, "INSERT INTO communities (key, version, stamp) VALUES ('x', 1, 0)")
    ((community,),) = run(database, "SELECT id FROM communities WHERE key = 'x'")
    same = {"community": community, "at": AT, "json": '{"patrol": "<svg/>"}'}
    put = f"INSERT INTO figure_plots ({NEW}, {COLUMNS}) VALUES ('4', 'answers', :reader, {VALUES})"  # noqa: S608 - ours
    for reader in (0, 7):
        run(database, put, **same, reader=reader)
    of_kept = "community_id, subject, period, asked_at, found"
    kept = f"INSERT INTO kept_figures ({of_kept}) VALUES (:community, 'trends', 'latest', :at, :json)"  # noqa: S608 - ours
    run(database, kept, **same)
    migrate(database)
    with database.read() as session:
        (row,) = session.scalars(select(FigurePlots))
        assert (row.subject, row.left_out, row.plots) == (PlotSubject.ANSWERS, "", {"patrol": "<svg/>"})
        assert session.scalars(select(KeptFigures)).all() == [], "they are counted anew, and tell more"
    if way == "up":
        return
    with database.write() as session:
        session.execute(update(FigurePlots).values(left_out="f" * 64))
        values = {"community_id": community, "subject": FigureSubject.EQUITY, "period": "x", "left_out": ""}
        session.execute(insert(KeptFigures).values(**values, asked_at=AT, found={}))
    migrate(database, MORE_SUBJECTS)
    assert run(database, "SELECT reader_id FROM figure_plots") == []
    assert run(database, "SELECT period FROM kept_figures") == []
    migrate(database)
