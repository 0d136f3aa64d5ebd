"""The parts of the bench: the mix keeps no draft, the bare rows are Doria's, and a dead server is told."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import func, select

from gateway.communities.file import load_example
from gateway.storage.models import DraftRow, Report
from tests.bench import bare_rows, growing, later, network, sessions
from tests.bench.__main__ import PARTS, main
from tests.bench.load import ServerFailedError
from tests.bench.served import served
from tests.people import CODE, KILLING, RESIDENT
from tests.town import Town


@pytest.fixture
def town(sqlite_url: str, redis_url: str) -> Town:
    return Town(sqlite_url, redis_url, load_example("mlango-kubwa"))


def test_the_sessions_of_the_mix_show_pages_and_keep_no_draft(town: Town) -> None:
    keys = [[*each] for each, _ in zip(sessions.mix(), range(20), strict=False)]
    assert all(len(each) == 4 for each in keys)
    for number, each in enumerate([*keys, sessions.walk(10)]):
        for length in range(len(each) + 1):
            shown = town.hop(RESIDENT, CODE, "*".join(each[:length]), f"mix-{number}")
            assert sessions.is_page(b"HTTP/1.1 200 OK\r\n\r\n" + shown.encode()), (each, length, shown)
            assert length == len(each) or shown.startswith("CON "), (each, length, shown)
    with town.services.reading() as session:
        assert session.scalar(select(func.count()).select_from(DraftRow)) == 0
    town.close()


def test_the_bare_rows_are_those_of_a_report_and_can_be_written_again(town: Town, tmp_path: Path) -> None:
    town.dials(RESIDENT, CODE, *KILLING)
    file, url = tmp_path / "rows", town.services.settings.database_url
    bare_rows.copy(url, file)
    rows = bare_rows.read(file)
    assert len(rows["incidents"]) == len(rows["reports"]) == 1
    assert [row["kind"] for row in rows["events"]] == ["reported", *["ladder-started"] * len(rows["climbs"])]
    incident, filed = bare_rows.anew(rows)
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    with connection:
        new = connection.execute(bare_rows.insert_sqlite("incidents", incident), incident).lastrowid
        assert new is not None
        connection.execute(bare_rows.insert_sqlite("reports", filed), {**filed, "incident_id": new})
        for table in ("events", "climbs"):
            for row in bare_rows.of_incident(rows[table], new):
                connection.execute(bare_rows.insert_sqlite(table, row), row)
    connection.close()
    with town.services.reading() as session:
        assert session.scalar(select(func.count()).select_from(Report)) == 2
    town.keeps_timeline = False
    town.close()


def test_the_first_text_with_a_reference_is_the_first_alert() -> None:
    accepted = network.Accepted()
    for text in ("MLATA 12345: Wizi", "MLATA 12345. Tena", "MLATA 99999 Wizi", "habari"):
        accepted.take(text)
    first = accepted.first_of({"12345", "77777"})
    assert first == {"12345": accepted.texts[0][0]}
    assert accepted.bulk() == 1


def test_a_server_that_does_not_start_is_told_with_its_own_words() -> None:
    with pytest.raises(ServerFailedError, match="no_such_module"), served("tests.bench.no_such_module:app"):
        pass


def test_growth_tells_the_many_beside_the_few() -> None:
    figures = growing.rows((10, {"file": (4.0, 20.0)}), (1000, {"file": (6.0, 20.0)}))
    assert [(one.ratio, one.cpu_ratio) for one in figures] == [(1.5, 1.0)]


def test_a_part_that_is_missing_is_told() -> None:
    assert later.found("tests.bench.no_such_module", "drains") is None
    assert later.found("tests.bench.report", "no_such_function") is None
    assert later.found("tests.bench.report", "median") is not None


def test_an_unknown_part_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["hops", "nothing"])
    assert ", ".join(PARTS) in capsys.readouterr().err
