"""Preparation of `doria up`: the database is migrated and the community files are loaded, and then all else begins."""

from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import select

from gateway.communities import file, loading
from gateway.data_folder import DataFolder
from gateway.errors import Refused
from gateway.processes.readiness import Progress
from gateway.services import Services
from gateway.storage import keys
from gateway.storage.migrate import migrate
from gateway.storage.models import CommunityRow
from gateway.upkeep import restored


def prepare(
    services: Services,
    folder: DataFolder,
    community_files: Sequence[Path],
    progress: Progress,
    is_stopping: Callable[[], bool],
) -> None:
    """Migrate the database and load the community files, and say how far that is; raise Refused for a file with faults.

    A new text takes a second or two: hundreds of files take minutes. Return early if told to stop: the files that were
    loaded stay in force.
    """
    progress.say("bringing the database up to date")
    migrate(services.database)
    folder.note_database()
    keys.note(services.database)

    def tell(done: int, of: int) -> None:
        progress.say(f"reading the communities anew: {done} of {of} are read")

    loading.keep_people_in_force(services.uow, tell)
    services.do(lambda uow: restored.settle(uow, services.directory))
    texts = [(f"{path}: ", file.text_of(path)) for path in community_files]
    if not texts and services.settings.at_base_url is None and is_empty(services):
        texts = [("", file.load_example(file.EXAMPLES[0]))]
    for place, (where, text) in enumerate(texts):
        if is_stopping():
            return
        progress.say(f"loading community files: {place} of {len(texts)} are loaded")
        try:
            loading.load(services.uow, services.reading, services.keyring, text)
        except file.CommunityFileError as error:
            raise Refused("\n".join(f"{where}{fault}" for fault in error.faults)) from None


def is_empty(services: Services) -> bool:
    """Return whether no community is loaded."""
    with services.reading() as session:
        return session.scalar(select(CommunityRow.id).limit(1)) is None
