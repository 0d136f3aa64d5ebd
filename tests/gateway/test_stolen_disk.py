"""A stolen disk: without the keys, nothing that people wrote, no number and no name is found on it, in any form.

What is in clear all the same is exactly what `.docs/safety.md` says.
"""

import base64
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from sqlalchemy import inspect, select, text
from structlog.testing import capture_logs

from gateway.backups import taking
from gateway.communities.file import load_example
from gateway.incidents import disclosure
from gateway.logs import redact
from gateway.storage.models import Row
from gateway.storage.sealed_columns import Sealed, SealedNamed
from tests import disk
from tests.people import CODE, COORDINATOR, FOCAL, LEADER, OTHER, OVERSIGHT, RESIDENT, RESIDENTS
from tests.restoring import postgres_tools
from tests.town import Town, reference_in

PAGE = Path(__file__).parents[2] / ".docs" / "safety.md"
WORDS = {
    "the words of an open report": "mkebezambarau",
    "a typed place": "Zumaridihoteli",
    "the words of a private text": "kibandachatundu",
    "the words of a complaint": "hongoyasukari",
    "a broken-off session": "Karakanamistari",
    "a question": "which blue door",
    "an answer": "taayakijani",
    "a note of a responder": "buibuimweupe",
    "how it ended": "amanikwaheri",
    "an OB number": "77/66/5/2026",
    "the name of somebody who looks": "Kipkoskeimkaguzi",
    "the reason of a look": "mlangowashaba",
    "the reason of a pause": "daraja limevunjikakabisa",
}
"""The words that people write in this story: they stand nowhere else."""


@pytest.fixture
def town(database_url: str, redis_url: str) -> Iterator[Town]:
    """Give a town whose database is written from the beginning, and not shared with other stories."""
    made = Town(database_url, redis_url, load_example("mlango-kubwa"), keeps_database=False)
    yield made
    made.close()


def story(town: Town) -> bytes:
    """Let everybody write something that nobody else may read; return what Redis held while it waited for workers."""
    said = WORDS
    dialled = reference_in(town.dials(RESIDENT, CODE, "4", "2", "4", "2"))
    town.texts(OTHER, f"wezi wawili wamevunja duka, {said['the words of an open report']}, soko bondeni")
    town.texts(RESIDENTS[2], f"mume wangu ananichapa kila siku {said['the words of a private text']} nisaidie")
    town.dials(RESIDENTS[3], CODE, "7", "2", "2")
    town.dials(RESIDENTS[4], CODE, "9", "1", said["the words of a complaint"], "1")
    town.presses("3", "7", said["a typed place"], "4", "1", session="ATUid_place", phone=RESIDENTS[5])
    town.presses("3", "7", said["a broken-off session"], session="ATUid_off", phone=RESIDENTS[6])
    waits = of_redis(town.redis)
    town.works()
    town.texts(COORDINATOR, f"ASK {dialled} {said['a question']}?")
    town.dials(RESIDENT, CODE, "0", "1", "1", said["an answer"])
    town.answers(LEADER, "going", dialled, said["a note of a responder"])
    town.texts(COORDINATOR, f"OB {dialled} {said['an OB number']}")
    with town.services.uow() as uow:
        look = disclosure.Look(said["the name of somebody who looks"], said["the reason of a look"])
        assert disclosure.reveal(uow, dialled, look) is not None
    town.dials(FOCAL, CODE, "0", "8", "1", "1")
    town.texts(COORDINATOR, f"CLOSE {dialled} {said['how it ended']}")
    town.confirms(COORDINATOR, f"PAUSE {said['the reason of a pause']}")
    town.texts(OVERSIGHT, "LOOKS")
    town.ticks()
    return waits + of_redis(town.redis)


def opened(town: Town) -> str:
    """Return every sealed value of the database, as somebody with the keys reads them."""
    found = []
    with town.services.reading() as session:
        for table in Row.metadata.sorted_tables:
            for column in table.c:
                if isinstance(column.type, Sealed | SealedNamed):
                    found += [str(value) for value in session.scalars(select(column)) if value is not None]
    return "\n".join(found)


def forms(secret: str) -> Iterator[bytes]:
    """Yield the forms in which a text may stand in a file: plain, in UTF-16, in hex digits and in base 64."""
    plain = secret.encode()
    yield plain.lower()
    yield secret.encode("utf-16-le").lower()
    yield plain.hex().encode()
    for before in range(3):
        # The edges depend on the bytes beside it.
        yield base64.b64encode(b"\0" * before + plain)[(before * 8 + 5) // 6 + 1 : -4].lower()


def secrets(town: Town) -> dict[str, str]:
    """Return everything that must not be found: words, numbers without their beginnings, and names of people."""
    numbers = {f"the number {phone}": phone.removeprefix("+254") for phone in (RESIDENT, OTHER, *RESIDENTS[2:7])}
    people = {f"the name of {one.phone}": one.name for one in town.community.people}
    people |= {f"the number {one.phone}": one.phone.removeprefix("+254") for one in town.community.people}
    return WORDS | numbers | people


def leaks(town: Town, parts: dict[str, bytes]) -> list[str]:
    """Return which secrets stand in which parts of a stolen disk."""
    low = {where: part.lower() for where, part in parts.items()}
    return [
        f"{what} in {where}"
        for what, secret in secrets(town).items()
        for where, part in low.items()
        if any(form in part for form in forms(secret))
    ]


def database_files(town: Town, folder: Path) -> dict[str, bytes]:
    """Return the database as a thief of the disk reads it, and a backup of it."""
    services, backup = town.services, folder / "stolen.doria"
    taking.take(services.database, backup, town.now, folders=[postgres_tools()])
    parts = {f"the backup ({name})": content for name, content in unpacked(backup)}
    if services.database.on_sqlite:
        file = Path(services.database.url.database or "")
        return parts | {path.name: disk.content(path) for path in file.parent.glob(f"{file.name}*") if path.is_file()}
    with services.reading() as session:
        for table in inspect(services.database.engine).get_table_names():
            rows = session.execute(text(f'SELECT "{table}"::text FROM "{table}"'))  # noqa: S608 - our own names
            parts[table] = "\n".join(rows.scalars()).encode()
    return parts


def unpacked(backup: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of a backup, unpacked."""
    with zipfile.ZipFile(backup) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def of_redis(redis: "Redis") -> bytes:
    """Return every key of Redis with its value, also those that RQ compresses."""
    found: list[bytes] = []
    for key in redis.scan_iter():
        for value in (bytes(key), *values_of(redis, bytes(key))):
            found.append(value)
            with suppress(zlib.error):
                found.append(zlib.decompress(value))
    return b"\n".join(found)


def values_of(redis: "Redis", key: bytes) -> Iterator[bytes]:
    """Yield the values of a key, whatever its kind."""
    commands = {
        b"string": ("GET", key),
        b"hash": ("HGETALL", key),
        b"list": ("LRANGE", key, 0, -1),
        b"set": ("SMEMBERS", key),
        b"zset": ("ZRANGE", key, 0, -1),
    }
    ask: Any = redis.execute_command
    yield from parts_of(ask(*commands[ask("TYPE", key)]))


def parts_of(answer: object) -> Iterator[bytes]:
    """Yield every string of an answer of Redis."""
    match answer:
        case bytes():
            yield answer
        case dict():
            yield from parts_of([*answer, *answer.values()])
        case list() | set():
            for part in answer:
                yield from parts_of(part)
        case _:
            message = f"this search knows no {answer!r} of Redis"
            raise LookupError(message)


def test_without_the_keys_nothing_that_people_wrote_no_number_and_no_name_is_on_a_stolen_disk(
    town: Town, tmp_path: Path
) -> None:
    with capture_logs() as lines:
        of_redis_then = story(town)
    held = opened(town).lower()
    # The story has written all of it: otherwise nothing would be proved.
    not_kept = {f"the number {phone}" for phone in (RESIDENTS[4], RESIDENTS[5])}
    assert {what for what, secret in secrets(town).items() if secret.lower() not in held} == not_kept
    parts = database_files(town, tmp_path)
    more = {"Redis": of_redis_then, "the log": "\n".join(str(redact(None, "", line)) for line in lines).encode()}
    assert all(more.values())
    assert leaks(town, parts | more) == []


def test_the_search_of_a_stolen_disk_finds_every_form(town: Town) -> None:
    secret = WORDS["a typed place"]
    shapes = [secret.encode(), secret.upper().encode(), secret.encode("utf-16-le"), secret.encode().hex().encode()]
    shapes += [base64.b64encode(b"x" * before + secret.encode() + b"yy") for before in range(3)]
    for shape in shapes:
        assert leaks(town, {"a file": b"before " + shape + b" after"}) == ["a typed place in a file"]


def test_the_columns_in_clear_are_those_that_the_page_names() -> None:
    in_clear = {
        (table.name, column.name)
        for table in Row.metadata.sorted_tables
        for column in table.c
        if not isinstance(column.type, Sealed | SealedNamed)
    }
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \|", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    named = {(table, column) for table, columns in rows for column in re.findall(r"`(\w+)`", columns)}
    assert in_clear - named == set(), "a thief without keys reads them: name them in .docs/safety.md"
    assert named - in_clear == set(), "these are sealed, or are not there"
