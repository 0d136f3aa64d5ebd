"""The newest revision is found without Alembic, and it is the one that Alembic would migrate to."""

from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

from gateway.storage import migrate


def test_the_newest_revision_is_the_one_end_of_alembics_line() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [migrate.newest()]
