"""A made-up year of three weeks: it lives through the use cases, it verifies, and it says that it is made up."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from gateway.cli.main import main
from gateway.core import made_up
from gateway.data_folder import DataFolder
from gateway.demo.making import Wish
from gateway.demo.plan import WEEK
from gateway.processes import preparing
from gateway.record import verifying
from gateway.storage.models import (
    Act,
    BarazaQuestion,
    Course,
    DecisionRow,
    Event,
    Incident,
    Message,
    PulseCount,
    SupportRow,
    Task,
    Vote,
)
from gateway.storage.models.giving import Movement
from gateway.storage.states import MessageState
from menus.domain import quarters
from menus.domain.acts import ActKind
from menus.domain.categories import Level
from menus.domain.incident_life import IncidentStatus
from menus.domain.tasks import TaskState
from menus.domain.timeline import EventKind
from menus.domain.vote_life import VoteState
from menus.text import page_words
from tests.desk_apps import desk_of
from tests.made_up_year import UNTIL, Year, facts, opened
from tests.town import Town
from workers import demo

WISH = Wish(seed=66, weeks=3, until=UNTIL)
"""Three weeks in which everything happens that a test looks for. They are the same whenever a test runs."""


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        made = Year(tmp_path_factory.mktemp("demo") / "data", WISH)
        yield made
        made.services.close()


def doria(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_incidents_are_reported_answered_reached_and_ended_by_phones(year: Year) -> None:
    with year.services.reading() as session:
        kinds = Counter(session.scalars(select(Event.kind)))
        levels = Counter(session.scalars(select(Incident.level)))
        states = Counter(session.scalars(select(Incident.status)))
        texts = Counter(session.scalars(select(Message.state)))
    for kind in (
        EventKind.REPORTED,
        EventKind.ANSWERED,
        EventKind.GOING,
        EventKind.ARRIVED,
        EventKind.POLICE_CAME,
        EventKind.OB_NUMBER,
        EventKind.CLOSED,
        EventKind.MARKED_FALSE,
        EventKind.RUNG_FIRED,
    ):
        assert kinds[kind] > 0, kind
    assert {Level.MAJOR, Level.URGENT, Level.MINOR, Level.HAZARD, Level.COMPLAINT} <= set(levels)
    assert states[IncidentStatus.CLOSED] > 30
    # Every text has come, and none waits: nothing is due when everything starts.
    assert set(texts) == {MessageState.DELIVERED}


def test_the_association_lives_beside_them(year: Year) -> None:
    for table in (BarazaQuestion, Course, DecisionRow, Movement, PulseCount, SupportRow, Task):
        assert year.rows(table) > 0, table
    with year.services.reading() as session:
        assert session.scalars(select(Vote.state)).all() == [VoteState.COUNTED]
        noted = session.scalar(select(func.count()).where(Act.kind == ActKind.STATION_NOTED))
        assert noted == len(year.services.directory.communities())
        assert TaskState.DONE in session.scalars(select(Task.state)).all()


def test_the_last_week_is_the_last_full_one_before_the_end(year: Year) -> None:
    assert year.calendar.ends <= UNTIL < year.calendar.ends + WEEK
    assert year.calendar.ends - year.calendar.begins == WISH.weeks * WEEK
    with year.services.reading() as session:
        first, last = session.execute(select(func.min(Event.at), func.max(Event.at))).one()
    assert year.calendar.begins <= first <= last <= UNTIL


def test_the_same_seed_and_the_same_end_give_the_same_facts(year: Year, tmp_path: Path) -> None:
    def stop_after_a_week(done: int, _of: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    folder = DataFolder(tmp_path / "data")
    with pytest.raises(KeyboardInterrupt):
        demo.make(folder, WISH, stop_after_a_week)
    services = opened(folder)
    until = year.calendar.begins + WEEK
    again = facts(services, until)
    services.close()
    assert len(again) > 50
    assert again == facts(year.services, until)


def test_the_record_of_both_communities_verifies(year: Year) -> None:
    for record in year.services.directory.communities():
        found = verifying.verify(year.services.database, record.id, record.community.key)
        assert (found.finding, found.waiting) == (None, 0)
        assert found.size > 50


def test_it_says_that_it_is_made_up(year: Year, capsys: pytest.CaptureFixture[str]) -> None:
    preparing.say_if_made_up(year.services)
    assert "made-up year" in capsys.readouterr().out
    told = doria("doctor", "--data", str(year.folder.path)).output
    assert "ok   made-up year: nothing that is kept here happened" in told
    page = desk_of(year.services).test_client().get("/desk/sign-in")
    assert (
        page_words.say("desk.po", "en", "made_up") in page.text
        or page_words.say("desk.po", "sw", "made_up") in page.text
    )


def test_only_a_marked_database_says_so(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    words = page_words.say("desk.po", "en", "made_up")
    for is_marked in (False, True):
        if is_marked:
            town.services.do(made_up.note)
        preparing.say_if_made_up(town.services)
        visitor = desk_of(town.services).test_client()
        visitor.set_cookie("doria_desk_language", "en", path="/desk")
        shown = visitor.get("/desk/sign-in").text
        assert ("made-up year" in capsys.readouterr().out, words in shown) == (is_marked, is_marked)


def test_what_is_exported_of_it_says_so_too(year: Year, tmp_path: Path) -> None:
    data, quarter = ("--data", str(year.folder.path)), quarters.of(year.calendar.first_day).name
    made = tmp_path / "pack.html"
    assert (
        doria("pack", "mlango-kubwa", "--period", quarter, "--out", str(made), "--language", "en", *data).exit_code == 0
    )
    assert page_words.say("desk_papers.po", "en", "pack.made_up") in made.read_text(encoding="utf-8")
    books = doria("books", "mlango-kubwa", "--period", quarter, "--csv", *data).output
    _, *lines = books.strip().splitlines()
    assert lines
    assert all("made-up" in line for line in lines)


def test_a_folder_that_holds_anything_of_doria_is_refused(year: Year, tmp_path: Path) -> None:
    again = doria("demo", "--data", str(year.folder.path))
    assert (again.exit_code, again.output.count("\n")) == (1, 1)
    assert "a made-up year goes into an empty folder" in again.output
    (tmp_path / "secrets.json").write_text("{}", encoding="utf-8")
    assert "secrets.json" in doria("demo", "--data", str(tmp_path)).output
