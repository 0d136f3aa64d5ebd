"""Preparation of `doria up`: the database is migrated and the community files are loaded, and then all else begins."""

import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import select

from gateway.communities import file, history, loading
from gateway.core import made_up
from gateway.data_folder import DataFolder
from gateway.errors import Refused
from gateway.processes import forking
from gateway.processes.readiness import Progress
from gateway.services import Services
from gateway.storage import keys
from gateway.storage.migrate import migrate
from gateway.storage.models import CommunityRow
from gateway.upkeep import restored
from menus.domain.community import Community


def prepare_apart(
    services: Services, folder: DataFolder, community_files: Sequence[Path], is_stopping: Callable[[], bool]
) -> bool:
    """Do the same in a fork, and return whether that went well.

    A supervisor would keep the 45 MB that a new database and its first community take (measured).
    """

    def act() -> None:
        with closing(Services(services.settings)) as own:
            prepare(own, folder, community_files, Progress(), is_stopping)

    return forking.does(act, is_stopping)


def prepare(
    services: Services,
    folder: DataFolder,
    community_files: Sequence[Path],
    progress: Progress,
    is_stopping: Callable[[], bool],
) -> None:
    """Migrate the database and load the community files, and say how far that is; raise Refused for a file with faults.

    A new text takes a second or two: hundreds of files take minutes. Return early if told to stop: the files that were
    loaded stay in force. A file that another version has replaced since it was loaded is not loaded again.
    """
    progress.say("bringing the database up to date")
    migrate(services.database)
    folder.note_database()
    keys.note(services.database)

    def tell(done: int, of: int) -> None:
        progress.say(f"reading the communities anew: {done} of {of} are read")

    loading.keep_people_in_force(services.uow, tell)
    services.do(lambda uow: restored.settle(uow, services.directory))
    now = services.clock()

    def read(text: str) -> Community:
        return file.read(text, now=now)

    texts = [(f"{path}: ", _text_of(path)) for path in community_files]
    if not texts and services.settings.at_base_url is None and is_empty(services):
        texts = [("", file.load_example(file.EXAMPLES[0]))]
    for place, (where, text) in enumerate(texts):
        if is_stopping():
            return
        progress.say(f"loading community files: {place} of {len(texts)} are loaded")
        try:
            if not _was_replaced(services, where, text):
                loading.load(services.uow, services.reading, services.keyring, text, read)
        except file.CommunityFileError as error:
            raise Refused("\n".join(f"{where}{fault}" for fault in error.faults)) from None


def _text_of(path: Path) -> str:
    try:
        return file.text_of(path)
    except file.CommunityFileError as error:
        raise Refused(str(error)) from None


def _was_replaced(services: Services, where: str, text: str) -> bool:
    """Return whether a file was loaded before and replaced since, and say so on standard error.

    Somebody has got another number by SMS or by a command, and the file on the disk still has the number of a stolen
    phone. No reboot may give it back.
    """
    key = file.parse(text).key
    with services.reading() as session:
        newer = history.replaced_by(session, services.keyring, key, text)
    if newer is not None:
        sys.stderr.write(
            f"{where}not loaded: {key} has changed since this file was loaded, and version {newer} stays in force"
            f" (`doria community export {key}` prints it, and `doria community load` loads this file all the same)\n"
        )
    return newer is not None


def is_empty(services: Services) -> bool:
    """Return whether no community is loaded."""
    with services.reading() as session:
        return session.scalar(select(CommunityRow.id).limit(1)) is None


def say_if_made_up(services: Services) -> None:
    """Say on standard output that what is kept here is a made-up year."""
    with services.reading() as session:
        if made_up.is_made_up(session):
            sys.stdout.write("made-up year: nothing that is kept here happened; numbers are examples\n")
            sys.stdout.flush()
