"""The record of a running `doria up`: rows get their places by themselves, and what SQL changes beside it is named."""

import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner

from gateway.cli.main import main
from tests.people import LEADER
from tests.tampering import COMMUNITY
from tests.up import _UNWANTED, Lasting, Running, wait_for

KEY = COMMUNITY


@pytest.fixture
def running(lasting: Lasting) -> Running:
    return lasting.running()


def verify(running: Running) -> tuple[int, str]:
    """Return the exit status of `verify`, and what it says of the community."""
    runner = CliRunner(env=dict.fromkeys(_UNWANTED))
    done = runner.invoke(main, ["record", "verify", "--community", KEY, "--data", str(running.folder)])
    return done.exit_code, done.output.strip()


def is_settled(running: Running) -> bool:
    """Return whether the record is whole, and no row waits."""
    status, said = verify(running)
    assert status == 0, said
    return said.endswith("no row waits for its place")


def does(running: Running, sql: str) -> None:
    """Change the database of a running Doria, beside it."""
    with closing(sqlite3.connect(running.folder / "doria.db", timeout=30)) as connection, connection:
        connection.execute(sql)


def test_what_sql_changes_beside_a_running_doria_is_named_and_the_rest_goes_on(running: Running) -> None:
    reference = running.reports()
    wait_for(lambda: bool(running.alerts(LEADER, reference)))
    wait_for(lambda: is_settled(running))
    own = f"SELECT id FROM incidents WHERE reference = '{reference}'"  # noqa: S608 - our own words
    newest = f"(SELECT max(id) FROM events WHERE kind = 'rung' AND incident_id = ({own}))"  # noqa: S608 - our own words
    does(running, f"UPDATE events SET kind = 'Rung' WHERE id = {newest}")  # noqa: S608 - our own words
    status, said = verify(running)
    assert (status, "was changed (facts)" in said, f"of incident {reference}" in said) == (1, True, True)
    does(running, "UPDATE events SET kind = 'rung' WHERE kind = 'Rung'")
    wait_for(lambda: is_settled(running))

    does(
        running,
        "INSERT INTO events (community_id, incident_id, at, kind, facts, changes)"
        " SELECT community_id, incident_id, at, 'closed', facts, '{}' FROM events ORDER BY id DESC LIMIT 1",
    )
    status, said = verify(running)
    assert (status, "was added or changed before it had its place" in said) == (1, True)
    # Doria goes on, and what it writes gets its place.
    later = running.reports()
    wait_for(lambda: bool(running.alerts(LEADER, later)))
    does(running, "DELETE FROM events WHERE kind = 'closed' AND id NOT IN (SELECT row_id FROM record_entries)")
    wait_for(lambda: is_settled(running))
