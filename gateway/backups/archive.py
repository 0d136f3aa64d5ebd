"""The file of a backup: a zip archive with a manifest, written beside its name first, and checked before it is used.

Its last bytes are a checksum of all bytes before, as the comment of the archive. The hashes of the parts do not cover
the bytes between the parts, which nobody reads.
"""

import fcntl
import hashlib
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from gateway.backups import manifest as manifests
from gateway.backups import naming
from gateway.backups.manifest import Manifest, Part
from gateway.backups.stopping import Stopped, never, refuse
from gateway.errors import Refused

_FIRST = "doria-backup"
"""The name of the first member. By it half a file is still known as a part of a backup."""
_MANIFEST = "manifest.json"
_PIECE = 1 << 20
_BIGGEST_SMALL = 1 << 20
"""The most bytes of a part that is read into memory: the manifest, and the sealed keys. They have some hundred."""
_LEVEL = 1
"""How hard the database is packed: most of it is encrypted and packs badly."""
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError)
"""The errors of the library for an archive with wrong bytes."""
_CHECKSUM = re.compile(rb"sha256:([0-9a-f]{64})")
_CHECKSUM_SIZE = 7 + 64
Opener = Callable[[Path], IO[bytes]]


def _new(path: Path) -> IO[bytes]:
    """Open a file of the owner alone for writing; what a killed backup has left there goes."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")


@contextmanager
def reserved(path: Path, opener: Opener = _new) -> Iterator[IO[bytes]]:
    """Give a file to write beside `path`; at the end of the block it gets its name, whole and on the disk.

    Raise Refused if there is a file of that name, if another process writes one, or if the disk takes no more. Then
    nothing is left beside it.
    """
    if path.exists() or path.is_symlink():
        raise Refused(_is_there(path))
    draft = path.with_name(f".{path.name}.part")
    try:
        file = opener(draft)
    except OSError as error:
        message = f"{path} cannot be written ({error.strerror})"
        raise Refused(message) from None
    with file:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            message = f"another process writes {path} now"
            raise Refused(message) from None
        try:
            file.truncate(0)
            draft.chmod(0o600)
            yield file
            file.flush()
            os.fsync(file.fileno())
            naming.give(draft, path)
        except FileExistsError:
            raise Refused(_is_there(path)) from None
        except OSError as error:
            message = f"{path} is not written ({error.strerror}): nothing is left of it"
            raise Refused(message) from None
        finally:
            draft.unlink(missing_ok=True)


def _is_there(path: Path) -> str:
    return f"{path} is there already; give another name"


def write(file: IO[bytes], manifest: Manifest, parts: Mapping[str, IO[bytes]], is_stopped: Stopped = never) -> Manifest:
    """Write a backup into an open file; return its manifest with all parts. Raise StoppedError if it is to stop."""
    found: dict[str, Part] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        archive.writestr(_FIRST, b"A backup of Doria. `doria restore` reads it.\n", zipfile.ZIP_STORED)
        for name, source in parts.items():
            digest, size = hashlib.sha256(), 0
            with archive.open(name, "w", force_zip64=True) as member:
                while piece := source.read(_PIECE):
                    refuse(is_stopped)
                    digest.update(piece)
                    size += len(piece)
                    member.write(piece)
            found[name] = Part(bytes=size, sha256=digest.hexdigest())
        whole = manifest.model_copy(update={"parts": found, "has_checksum": True})
        archive.writestr(_MANIFEST, whole.model_dump_json(indent=2))
        # The checksum takes this place when all other bytes are there.
        archive.comment = bytes(_CHECKSUM_SIZE)
    checksum = _checksum(file, is_stopped)
    file.seek(-_CHECKSUM_SIZE, os.SEEK_END)
    file.write(checksum)
    return whole


def _checksum(file: IO[bytes], is_stopped: Stopped = never) -> bytes:
    """Return the checksum of all bytes of a backup that stand before its own place."""
    left = file.seek(0, os.SEEK_END) - _CHECKSUM_SIZE
    file.seek(0)
    digest = hashlib.sha256()
    while left > 0 and (piece := file.read(min(left, _PIECE))):
        refuse(is_stopped)
        digest.update(piece)
        left -= len(piece)
    return b"sha256:" + digest.hexdigest().encode()


class Backup:
    """A backup that is whole: the hash of each part was right."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self._archive = archive
        self.manifest = manifest

    def read(self, name: str) -> bytes:
        """Return a small part."""
        return self._archive.read(name)

    def extract(self, name: str, to: IO[bytes]) -> None:
        """Write a part to an open file, down to the disk."""
        with self._archive.open(name) as member:
            while piece := member.read(_PIECE):
                to.write(piece)
        to.flush()
        os.fsync(to.fileno())


@contextmanager
def opened(path: Path) -> Iterator[Backup]:
    """Give the backup of a file, once every hash is checked; raise Refused if it is none, or not whole."""
    try:
        file = path.open("rb")
    except OSError as error:
        message = f"{path} cannot be read ({error.strerror})"
        raise Refused(message) from None
    with file:
        begins, ends = file.read(64), _end(file)
        has_checksum = _CHECKSUM.fullmatch(ends) is not None
        if has_checksum and ends != _checksum(file):
            raise Refused(_damaged(path))
        file.seek(0)
        try:
            archive = zipfile.ZipFile(file)
        except _BROKEN:
            raise Refused(_half(path) if _FIRST.encode() in begins else _none(path)) from None
        with archive:
            manifest = _checked(archive, path)
            if manifest.has_checksum and not has_checksum:
                is_short = len(archive.comment) < _CHECKSUM_SIZE
                raise Refused(_half(path) if is_short else _damaged(path))
            yield Backup(archive, manifest)


def _end(file: IO[bytes]) -> bytes:
    """Return the bytes of a file at the place of its checksum."""
    file.seek(max(0, file.seek(0, os.SEEK_END) - _CHECKSUM_SIZE))
    return file.read(_CHECKSUM_SIZE)


def _checked(archive: zipfile.ZipFile, path: Path) -> Manifest:
    if _FIRST not in archive.namelist() or _MANIFEST not in archive.namelist():
        raise Refused(_none(path))
    small = [archive.getinfo(name) for name in (_MANIFEST, "keys") if name in archive.namelist()]
    if any(part.file_size > _BIGGEST_SMALL for part in small):
        raise Refused(_damaged(path))
    try:
        found = manifests.read(archive.read(_MANIFEST))
        if found is None:
            message = f"{path} is a backup in a form that this release cannot read; take the release that made it"
            raise Refused(message)
        is_whole = all(_part(archive, name, part.bytes) == part for name, part in found.parts.items())
    except _BROKEN:
        raise Refused(_damaged(path)) from None
    if not is_whole:
        raise Refused(_damaged(path))
    return found


def _part(archive: zipfile.ZipFile, name: str, most: int) -> Part:
    """Return the size and the hash of a part. One that is longer than the manifest says is not read to its end."""
    digest, size = hashlib.sha256(), 0
    with archive.open(name) as member:
        while size <= most and (piece := member.read(_PIECE)):
            digest.update(piece)
            size += len(piece)
    return Part(bytes=size, sha256=digest.hexdigest())


def _damaged(path: Path) -> str:
    return f"{path} is damaged: its bytes are not those that were written; take another copy of it"


def _half(path: Path) -> str:
    return f"{path} is half a backup: its end is missing; copy it again, or take another one"


def _none(path: Path) -> str:
    return f"{path} is no backup of Doria"
