"""PEOPLE_KEY: `doria up` makes and keeps it, the doctor tries it, and a change of SECRET_KEY leaves it as it is."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, select, text, type_coerce

from gateway.association.second_chance import people_key
from gateway.cli import machine_checks
from gateway.data_folder import DataFolder
from gateway.settings import Settings, SettingsError, read_settings
from gateway.storage.database import Database
from gateway.storage.models import Course
from gateway.storage.rekeying import rekey
from gateway.storage.sealing import Keyring, UnsealError
from tests.databases import SECRET
from tests.gateway.cli.conftest import EXAMPLE
from tests.journeys.association.courses import course, warned
from tests.people import DEPUTY, LEADER
from tests.restoring import Place, place_on, template
from tests.town import PEOPLE_KEY, Town

NAME, OTHER = "Zebedayo Kipkurgat", "o" * 40
"""A made-up person, and another key."""


def named(town: Town, key: str = PEOPLE_KEY, by: str = LEADER) -> Course:
    """Return a course of which the custodians have entered who it is about, under a key."""
    warned(town, by=by)
    with town.services.uow() as uow:
        found = uow.session.scalars(select(Course).order_by(Course.id.desc()).limit(1)).one()
        found.person = people_key.seal(key, NAME, found.id)
    return course(town)


def test_a_name_opens_with_its_key_and_its_course_alone(town: Town) -> None:
    found = named(town)
    assert found.person is not None
    assert people_key.unseal(PEOPLE_KEY, found.person, found.id) == NAME
    for key, course_id in ((OTHER, found.id), (SECRET, found.id), (PEOPLE_KEY, found.id + 1)):
        with pytest.raises(UnsealError):
            people_key.unseal(key, found.person, course_id)


def test_no_byte_of_the_name_stands_in_the_database(town: Town) -> None:
    found = named(town)
    with town.services.reading() as session:
        raw = session.execute(select(type_coerce(Course.__table__.c.person, LargeBinary))).scalar_one()
        rest = session.execute(text("SELECT * FROM courses")).all()
    for part in NAME.encode().split():
        assert part not in bytes(raw)
        assert part.decode() not in str(rest)
    assert found.person is not None
    assert NAME not in found.person


def test_the_doctor_says_whether_the_names_open(town: Town) -> None:
    assert machine_checks.key_of_people(town.services).endswith(": 0")
    named(town)
    assert machine_checks.key_of_people(town.services).endswith(": 1")
    named(town, OTHER, by=DEPUTY)
    with pytest.raises(LookupError, match="1 of 2"):
        machine_checks.key_of_people(town.services)


def test_another_secret_key_leaves_the_names_under_the_same_people_key(town: Town) -> None:
    found = named(town)
    services = town.services
    other = Database(services.settings.database_url, Keyring(("n" * 40, SECRET)))
    try:
        assert rekey(other, lambda _line: None) == {}
        with other.read() as session:
            kept = session.get_one(Course, found.id).person
    finally:
        other.close()
    assert kept == found.person


def test_doria_up_makes_a_key_once_and_no_placeholder_stands_for_it(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "d")
    before = folder.settings(needs_key=False)
    assert before.people_key is None
    folder.make_secrets()
    made = folder.secrets()["people_key"]
    folder.make_secrets()
    assert folder.secrets()["people_key"] == made
    given = folder.settings().people_key
    assert given is not None
    assert given.get_secret_value() == made


def test_a_folder_of_an_earlier_release_gets_one_beside_its_own_key(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "d")
    folder.make_secrets()
    kept = folder.secrets()
    (folder.path / "secrets.json").write_text(json.dumps({k: v for k, v in kept.items() if k != "people_key"}))
    folder.make_secrets()
    assert folder.secrets()["secret_key"] == kept["secret_key"]
    assert len(folder.secrets()["people_key"]) >= 32


def test_it_may_stand_in_a_file_and_a_short_one_is_refused(tmp_path: Path) -> None:
    given = {"SECRET_KEY": "s" * 40, "WEBHOOK_TOKEN": "w" * 40, "DATABASE_URL": "sqlite://", "REDIS_URL": "redis://x"}
    file = tmp_path / "people"
    file.write_text(f"{OTHER}\n")
    found: Settings = read_settings({**given, "PEOPLE_KEY_FILE": str(file)})
    assert found.people_key is not None
    assert found.people_key.get_secret_value() == OTHER
    with pytest.raises(SettingsError, match="PEOPLE_KEY"):
        read_settings({**given, "PEOPLE_KEY": "short"})


@pytest.fixture
def old(tmp_path: Path, redis_url: str, request: pytest.FixtureRequest) -> Place:
    """Give a place with a database and its keys."""
    place = place_on("sqlite", tmp_path / "old", redis_url, request)
    template("sqlite", place, request)
    place.keeps_key("k" * 40, people_key=PEOPLE_KEY)
    return place


@pytest.fixture
def kept(old: Place) -> Iterator[Town]:
    """Give a community in the database of that place."""
    made = Town(old.database_url, old.redis_url, EXAMPLE, secret_key="k" * 40)
    made.now = datetime.now(UTC)
    yield made
    made.close()


def test_a_backup_says_where_the_key_is_and_takes_it_along_under_the_passphrase(
    kept: Town, old: Place, tmp_path: Path
) -> None:
    old.done("migrate")
    assert "PEOPLE_KEY" not in old.done("backup", tmp_path / "none.backup")
    named(kept)
    assert "names of second chances: 1" in old.done("backup", tmp_path / "a.backup")
    words = "mbuzi kiti mvua soko taa jiwe"
    said = old.done("backup", tmp_path / "b.backup", "--with-keys", DORIA_BACKUP_PASSPHRASE=words)
    assert "which is inside, too" in said
    new = Place(tmp_path / "new", old.redis_url)
    new.done("restore", tmp_path / "b.backup", DORIA_BACKUP_PASSPHRASE=words)
    assert json.loads((new.folder / "secrets.json").read_text())["people_key"] == PEOPLE_KEY


def test_doria_rekey_says_what_it_leaves(kept: Town, old: Place) -> None:
    old.done("migrate")
    named(kept)
    said = old.done("rekey", SECRET_KEY="y" * 40, OLD_SECRET_KEYS=json.dumps(["k" * 40]))
    assert "names of second chances: 1, still sealed under the same PEOPLE_KEY" in said
