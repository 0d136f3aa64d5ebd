"""The reason why a database does not answer: told in one line, and without a value of anybody."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from gateway.storage.why import why
from tests.conftest import free_port

PASSWORD, WORDS = "a-secret-password", "words of a resident"


def reason(url: str, statement: str = "SELECT 1", **values: str) -> str:
    """Return the reason why a statement fails."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            connection.execute(text(statement), values)
    except SQLAlchemyError as error:
        return why(error)
    finally:
        engine.dispose()
    pytest.fail("it did not fail")


def test_a_server_that_is_not_there_is_named_without_the_password() -> None:
    port = free_port()
    told = reason(f"postgresql+psycopg://doria:{PASSWORD}@127.0.0.1:{port}/doria")
    assert f"port {port} failed: " in told
    assert PASSWORD not in told
    assert "\n" not in told


def test_a_file_that_cannot_be_opened_or_is_no_database_is_said(tmp_path: Path) -> None:
    assert reason(f"sqlite:///{tmp_path / 'none' / 'doria.db'}") == "OperationalError: unable to open database file"
    file = tmp_path / "doria.db"
    file.write_bytes(b"not a database" * 100)
    assert reason(f"sqlite:///{file}", "SELECT * FROM sqlite_master") == "DatabaseError: file is not a database"


def test_a_statement_that_fails_tells_no_value(tmp_path: Path) -> None:
    told = reason(f"sqlite:///{tmp_path / 'doria.db'}", "SELECT * FROM nowhere WHERE x = :words", words=WORDS)
    assert told == "OperationalError"
    assert why(SQLAlchemyError(WORDS)) == "SQLAlchemyError"
