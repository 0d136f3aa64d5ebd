"""Binding: a sealed value opens in its own row alone, whichever way it was written."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import aliased

from gateway.storage import migrate
from gateway.storage.binding import bound
from gateway.storage.database import Database
from gateway.storage.models import CommunityRow, Inbound, Incident, Report, Row
from gateway.storage.sealed_columns import Sealed, SealedNamed
from gateway.storage.sealing import UnsealError
from menus.domain.accused import AccusedGroup

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


def sms(number: int, words: str, phone: str | None = None) -> dict[str, object]:
    row = {"provider_id": f"sms-{number}", "code": "", "text": words, "text_hash": b"x" * 16, "received_at": NOW}
    return {**row, "from_phone": phone, "tries": 0}


MOVED = """
    UPDATE inbound_sms SET from_phone = (SELECT from_phone FROM inbound_sms WHERE provider_id = 'sms-2')
    WHERE provider_id = 'sms-1'
"""


def test_a_value_that_was_moved_to_another_row_does_not_open(database: Database) -> None:
    phones = ["+254711000009", "+254711000010"]
    in_order = select(Inbound.from_phone).order_by(Inbound.id)
    with database.write() as session:
        rows = [sms(number, "words", phone) for number, phone in enumerate(phones, start=1)]
        session.connection().execute(insert(Inbound), bound(session, Inbound, rows))
    with database.read() as session:
        assert session.scalars(in_order).all() == phones
    with database.write() as session:
        session.execute(text(MOVED))
    with database.read() as session:
        with pytest.raises(UnsealError, match="moved"):
            session.scalars(in_order).all()
        assert session.scalars(in_order.where(Inbound.provider_id == "sms-2")).one() == phones[1]


def test_a_value_sealed_as_by_an_earlier_release_cannot_be_put_in(database: Database) -> None:
    with database.write() as session:
        session.add(Inbound(**sms(1, "one", "+254711000009")))
        session.flush()
        forged = database.keyring.seal("+254711000666", "inbound_sms.from_phone")
        session.execute(text("UPDATE inbound_sms SET from_phone = :forged"), {"forged": forged})
    with database.read() as session, pytest.raises(UnsealError, match="not sealed in its row"):
        session.scalars(select(Inbound.from_phone)).all()


def test_objects_are_bound_when_they_are_added_and_when_they_change(database: Database) -> None:
    with database.write() as session:
        added = [Inbound(**sms(number, f"text {number}")) for number in range(1, 6)]
        session.add_all(added)
        session.flush()
        assert [row.text for row in added] == [f"text {number}" for number in range(1, 6)]
        assert len({row.id for row in added}) == len(added)
        added[2].text, added[2].from_phone = "changed", "+254711000009"
    with database.read() as session:
        kept = session.scalars(select(Inbound).order_by(Inbound.provider_id)).all()
        assert [row.text for row in kept] == ["text 1", "text 2", "changed", "text 4", "text 5"]
        other = aliased(Inbound)
        joined = select(Inbound.text, other.text).join(other, other.id == Inbound.id).where(Inbound.tries == 0)
        assert {one == two for one, two in session.execute(joined)} == {True}


def test_members_of_an_enum_and_many_rows_of_one_statement_are_bound_too(database: Database) -> None:
    with database.write() as session:
        connection = session.connection()
        connection.execute(insert(CommunityRow), [{"id": 1, "key": "example", "version": 1}])
        incident = {"id": 1, "community_id": 1, "category": "complaint-other", "level": "complaint", "status": "open"}
        connection.execute(insert(Incident), [{**incident, "opened_at": NOW, "reports": 1, "reference": "10001"}])
        row = {"community_id": 1, "incident_id": 1, "channel": "ussd", "language": "sw", "category": "complaint-other"}
        rows = [
            {**row, "created_at": NOW, "reference": f"{number}", "accused_group": group}
            for number, group in enumerate((AccusedGroup.POLICE, None, AccusedGroup.LEADER))
        ]
        connection.execute(insert(Report), bound(session, Report, rows))
    with database.write() as session:
        first, second, third = session.scalars(select(Report).order_by(Report.reference))
        assert (first.accused_group, second.accused_group, third.accused_group) == (
            AccusedGroup.POLICE,
            None,
            AccusedGroup.LEADER,
        )
        second.accused_group = AccusedGroup.PATROL
    with database.read() as session:
        assert session.scalars(select(Report.accused_group).where(Report.reference == "1")).one() is AccusedGroup.PATROL


def test_a_value_without_its_row_is_refused_and_an_empty_one_says_that_it_was_erased(database: Database) -> None:
    with database.write() as session:
        session.add(Inbound(**sms(1, "one")))
    with database.write() as session:
        with pytest.raises(StatementError, match="id of its row"):
            session.execute(update(Inbound).values(text="for all of them"))
        session.execute(update(Inbound).values(text=""))
    with database.read() as session:
        assert session.scalars(select(Inbound.text)).one() == ""
        assert session.execute(text("SELECT length(text) FROM inbound_sms")).scalar_one() == 0


def test_an_id_is_given_once_although_the_first_object_was_rolled_back(database: Database) -> None:
    with database.write() as session:
        savepoint = session.begin_nested()
        session.add(Inbound(**sms(1, "gone")))
        session.flush()
        savepoint.rollback()
        session.add(Inbound(**sms(2, "kept")))
    with database.write() as session:
        session.add(Inbound(**sms(3, "later")))
    with database.read() as session:
        assert session.scalars(select(Inbound.text).order_by(Inbound.id)).all() == ["kept", "later"]


def test_the_migration_seals_every_column_in_its_row_that_today_holds_sealed_values() -> None:
    sealed = {
        f"{table.name}.{column.name}"
        for table in Row.metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, Sealed | SealedNamed)
    }
    migration = ScriptDirectory(str(Path(migrate.__file__).with_name("migrations"))).get_revision("0021").module
    done = {f"{table}.{column}" for table, columns in migration.SEALED.items() for column in columns}
    # A column that a later migration adds is sealed in its row from the beginning: name it here.
    later = {"hash_keys.key", "danger_questions.words", "pauses.why", "phone_changes.phone"}
    later |= {"community_versions.why", "community_versions.loaded_by", "acts.words", "record_trees.seed"}
    later |= {"looks.by", "looks.why"}
    later |= {f"desk_credentials.{name}" for name in ("credential_id", "secret", "pin")}
    later |= {"people_proposals.wanted", "incidents.ob_station", "vettings.name", "interests.said_by"}
    later |= {"givers.phone", "giving_notes.words"}
    later |= {"baraza_questions.words", "baraza_reminders.phone"}
    later |= {"courses.person", "courses.note", "course_openings.person", "course_openings.why"}
    later |= {"household_requests.phone", "household_sheets.numbers"}
    assert done | later == sealed
