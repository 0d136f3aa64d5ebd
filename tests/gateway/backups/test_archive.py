"""The file of a backup: whole under its name, or not there; and no wrong byte gets through."""

import errno
import hashlib
import io
import json
import os
import stat
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.backups import archive
from gateway.backups.manifest import Facts, of
from gateway.errors import Refused

BODY = b"SQLite format 3\x00" + os.urandom(3_000) + bytes(5_000)
FACTS = Facts(engine="sqlite", revision="0036", keys=("ab12cd34",), communities=("mlango-kubwa",))
MANIFEST = of(FACTS, "0.2.0", datetime(2026, 11, 29, 3, 0, tzinfo=UTC))


def write(path: Path, *, keys: bytes = b"sealed keys") -> None:
    with archive.reserved(path) as file:
        archive.write(file, MANIFEST, {"database": io.BytesIO(BODY), "keys": io.BytesIO(keys)})


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the bytes of a backup."""
    path = tmp_path_factory.mktemp("whole") / "a.backup"
    write(path)
    return path.read_bytes()


def body_of(path: Path) -> bytes:
    with archive.opened(path) as found:
        out = path.with_name("out")
        with out.open("wb") as file:
            found.extract("database", file)
        return out.read_bytes()


def test_what_was_written_is_read_and_only_its_owner_may_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.backup"
    write(path)
    assert body_of(path) == BODY
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with archive.opened(path) as found:
        assert found.read("keys") == b"sealed keys"
        assert found.manifest.parts["database"].sha256 == hashlib.sha256(BODY).hexdigest()
        assert (found.manifest.keys, found.manifest.communities) == (("ab12cd34",), ("mlango-kubwa",))
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.backup", "out"]


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.99])
def test_half_a_backup_is_told_as_that(whole: bytes, tmp_path: Path, share: float) -> None:
    path = tmp_path / "half.backup"
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(Refused, match=r"is half a backup: its end is missing"), archive.opened(path):
        pass


@pytest.mark.parametrize("body", [b"", b"hello", b"PK\x03\x04nothing", bytes(10_000)])
def test_a_file_that_is_no_backup_is_told_as_that(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(body)
    with pytest.raises(Refused, match="is no backup of Doria"), archive.opened(path):
        pass


def test_a_zip_file_of_somebody_else_is_no_backup(tmp_path: Path) -> None:
    import zipfile  # noqa: PLC0415 - this story alone makes one

    path = tmp_path / "photos.zip"
    with zipfile.ZipFile(path, "w") as photos:
        photos.writestr("manifest.json", "{}")
    with pytest.raises(Refused, match="is no backup of Doria"), archive.opened(path):
        pass


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_no_wrong_byte_gets_through(
    whole: bytes, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(whole) - 1))
    wrong = bytearray(whole)
    wrong[at] ^= data.draw(st.integers(1, 255))
    path = tmp_path_factory.mktemp("wrong") / "a.backup"
    path.write_bytes(wrong)
    with pytest.raises(Refused):
        body_of(path)


def test_each_single_byte_is_missed(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.backup"
    path.write_bytes(whole)
    passed = []
    with path.open("r+b", buffering=0) as file:
        for at, byte in enumerate(whole):
            for wrong in {byte ^ 1, byte ^ 0xFF, 0} - {byte}:
                file.seek(at)
                file.write(bytes([wrong]))
                try:
                    with archive.opened(path):
                        passed.append((at, wrong))
                except Refused:
                    continue
            file.seek(at)
            file.write(bytes([byte]))
    assert passed == []
    assert body_of(path) == BODY


@pytest.mark.parametrize("more", [b"\n", b"\0", b"sha256:" + b"0" * 64])
def test_bytes_behind_the_end_are_noticed(whole: bytes, tmp_path: Path, more: bytes) -> None:
    path = tmp_path / "a.backup"
    path.write_bytes(whole + more)
    with pytest.raises(Refused, match="is damaged"):
        body_of(path)


def without_checksum(whole: bytes) -> bytes:
    """Return a backup as earlier releases wrote it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            read = old.read(name)
            if name == "manifest.json":
                manifest = json.loads(read)
                assert manifest.pop("has_checksum")
                read = json.dumps(manifest).encode()
            new.writestr(name, read, zipfile.ZIP_STORED if name == "doria-backup" else None)
    return out.getvalue()


def test_a_backup_of_an_earlier_release_has_no_checksum_and_is_read(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.backup"
    path.write_bytes(without_checksum(whole))
    assert body_of(path) == BODY
    with archive.opened(path) as found:
        assert not found.manifest.has_checksum


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_no_wrong_byte_of_a_part_gets_through_without_a_checksum(
    whole: bytes, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    wrong = bytearray(without_checksum(whole))
    wrong[data.draw(st.integers(0, len(wrong) - 1))] ^= data.draw(st.integers(1, 255))
    path = tmp_path_factory.mktemp("wrong") / "a.backup"
    path.write_bytes(wrong)
    try:
        found = body_of(path)
    except Refused:
        return
    # A byte that nobody reads, such as the time in the list of the archive, changes nothing.
    assert found == BODY


def test_a_file_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.backup"
    path.write_bytes(b"mine")
    with pytest.raises(Refused, match="is there already"):
        write(path)
    assert path.read_bytes() == b"mine"


def test_a_file_that_comes_meanwhile_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.backup"

    class Meanwhile(io.BytesIO):
        def close(self) -> None:
            path.write_bytes(b"mine")

    with pytest.raises(Refused, match="is there already"), archive.reserved(path) as file, Meanwhile(BODY) as body:
        archive.write(file, MANIFEST, {"database": body})
    assert path.read_bytes() == b"mine"
    assert list(tmp_path.iterdir()) == [path]


def test_two_processes_do_not_write_one_file(tmp_path: Path) -> None:
    path = tmp_path / "a.backup"
    with archive.reserved(path) as file:
        with pytest.raises(Refused, match="another process writes"), archive.reserved(path):
            pass
        archive.write(file, MANIFEST, {"database": io.BytesIO(BODY)})
    assert body_of(path) == BODY


def test_what_a_killed_backup_has_left_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.backup"
    (tmp_path / ".a.backup.part").write_bytes(b"x" * 100_000)
    write(path)
    assert body_of(path) == BODY
    assert not (tmp_path / ".a.backup.part").exists()


class _Full(io.FileIO):
    """A file on a disk that takes so many bytes."""

    room = 2_000

    def write(self, data: Any, /) -> int:
        self.room -= len(data)
        if self.room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(data)


def _full(path: Path) -> IO[bytes]:
    path.touch()
    full: Any = _Full(path, "r+")
    return full  # type: ignore[no-any-return]


def test_a_full_disk_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.backup"
    with pytest.raises(Refused, match="No space left on device"), archive.reserved(path, _full) as file:
        archive.write(file, MANIFEST, {"database": io.BytesIO(BODY)})
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """Give a folder that nobody may write into."""
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0o500)
    yield folder
    folder.chmod(0o700)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_told(closed: Path) -> None:
    with pytest.raises(Refused, match="Permission denied"):
        write(closed / "a.backup")


def test_a_file_that_unpacks_to_far_more_than_it_says_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.backup"
    write(path, keys=bytes(2_000_000))
    with pytest.raises(Refused, match="damaged"):
        body_of(path)
    sizes: list[int] = []

    class Counted(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            sizes.append(size or 0)
            return bytes(1 << 20)

    class Bomb(zipfile.ZipFile):
        def open(self, *_: Any, **__: Any) -> Any:
            return Counted()

    with Bomb(io.BytesIO(), "w") as bomb:
        part = archive._part(bomb, "database", 3_000_000)  # noqa: SLF001 - no file holds so much
    assert part.bytes > 3_000_000
    assert len(sizes) == 3
