"""The directory: one look tells what has changed, only that is read again, and nobody waits for what is known."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from gateway.communities import loading
from gateway.communities.directory import CommunityRecord, Directory
from gateway.communities.file import load_example
from gateway.communities.register import Entry, Register
from gateway.errors import Refused
from gateway.storage.models import CommunityCode, CommunityRow, CommunityVersion
from tests.people import CODE, LEADER, small
from tests.town import Town

HERE, THERE = small(load_example("mlango-kubwa")), load_example("kawangware")
PATIENCE = 60.0
"""Seconds after which something hangs, however busy the machine is. A guess."""


@pytest.fixture
def town(database_url: str, redis_url: str) -> Iterator[Town]:
    """Give two communities, in a database of their own: nobody else tells its directory of a change."""
    made = Town(database_url, redis_url, HERE, THERE, keeps_database=False)
    yield made
    made.close()


@contextmanager
def statements(town: Town) -> Iterator[list[str]]:
    """Give the statements that the database gets meanwhile."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    engine = town.services.database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def soon(is_so: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@contextmanager
def without_table(town: Town) -> Iterator[None]:
    """Let the database answer no question about communities meanwhile."""
    with town.services.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE communities RENAME TO elsewhere"))
    yield
    with town.services.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE elsewhere RENAME TO communities"))


CODES = st.lists(st.sampled_from(["*3#", "*38#", "*3*8#", "*3*8*1#", "*3*8*12#", "*4#", "*4*1#"]), max_size=3)
DIALLED = st.text("*#0123 48", max_size=9) | st.builds(
    "".join, st.lists(st.sampled_from(["*3", "*8", "*1", "#", "*12"]))
)


def by_the_old_rule(code: str, entries: Sequence[Entry]) -> Entry | None:
    """Return the community of a code as it was found before there were dictionaries: one after the other."""
    wanted = "*" + code.strip().strip("*#")
    best: tuple[int, Entry] | None = None
    for entry in entries:
        for known in entry.ussd_codes:
            stem = known.rstrip("#")
            if (wanted == stem or wanted.startswith(stem + "*")) and (best is None or len(stem) > best[0]):
                best = (len(stem), entry)
    return best[1] if best else None


@given(st.lists(CODES, max_size=4), DIALLED)
def test_a_code_leads_to_the_community_with_the_longest_fitting_one(codes: list[list[str]], dialled: str) -> None:
    entries = [
        Entry(number, 1, number, "X", "KE", is_example=False, ussd_codes=tuple(some))
        for number, some in enumerate(codes)
    ]
    assert next(Register(entries).of_ussd_code(dialled), None) == by_the_old_rule(dialled, entries)


def test_a_look_without_a_change_is_one_statement(town: Town) -> None:
    directory = town.services.directory
    before = directory.communities()
    with statements(town) as seen:
        after = directory.communities()
        assert directory.by_ussd_code(CODE) is after[0]
    assert len(seen) == 2, "two questions, two looks"
    assert [new is old for new, old in zip(after, before, strict=True)] == [True, True]


def test_only_a_community_that_has_changed_is_read_again(town: Town) -> None:
    here, there = town.services.directory.communities()
    town.loads(HERE.replace("Bondeni", "Bondeni Juu"))
    with statements(town) as seen:
        newer, same = town.services.directory.communities()
    assert (newer.version, same) == (2, there)
    assert newer.person_ids == here.person_ids
    assert sum("community_versions.body_hash" in statement for statement in seen) == 1
    with statements(town) as seen:
        town.services.directory.communities()
    assert len(seen) == 1


def test_a_file_is_read_when_its_community_is_first_needed(town: Town) -> None:
    with closing(Directory(town.services.database, max_age=float("inf"))) as directory:
        assert (directory.shorts(), directory.countries()) == (["MLATA", "DLA"], ["KE"])
        assert directory.known_by_ussd_code(CODE) is None
        record = directory.by_ussd_code(CODE)
        assert record is not None
        assert directory.known_by_ussd_code(f"{CODE[:-1]}*1*2#") is record
        assert directory.known_by_ussd_code("*384*78#") is None
        assert not directory.is_fresh
        assert directory.communities_of(LEADER) == (record,)
        assert directory.read_more(PATIENCE)
        assert directory.is_fresh
        assert directory.known_by_ussd_code("*384*78#") is not None
        with statements(town) as seen:
            assert len(directory.communities()) == 2
            assert directory.by_sms_code("+22384") is record
            assert directory.by_ussd_code("") is None
            assert directory.communities_of("+254799999999") == ()
        assert seen == []
        assert directory.by_ussd_code("*999#") is directory.by_sms_code("99999") is None


class CountingDirectory(Directory):
    """A directory that counts which files it reads, and reads none while `waits` is not set."""

    def __init__(self, *given: Any, **more: Any) -> None:
        self.read, self.waits = 0, threading.Event()
        self.first_read_at = 0
        self.seen: list[str] = []
        super().__init__(*given, **more)

    def _made(self, session: Any, community_id: int, version: int) -> CommunityRecord | None:
        self.read += 1
        self.first_read_at = self.first_read_at or self.looks
        assert self.waits.wait(PATIENCE)
        return super()._made(session, community_id, version)

    @property
    def looks(self) -> int:
        """Return how many looks are among the statements that are seen."""
        return sum("max(communities.stamp)" in statement for statement in self.seen)


def test_a_process_that_idles_reads_one_file_in_ten_looks(town: Town) -> None:
    database = town.services.database
    with statements(town) as seen, closing(CountingDirectory(database, 0.05, keeps_up=True)) as directory:
        directory.seen = seen
        directory.waits.set()
        soon(lambda: directory.is_fresh)
        assert directory.first_read_at >= 10
        assert directory.looks >= 20


def test_many_who_need_one_file_share_one_reading(town: Town) -> None:
    with closing(CountingDirectory(town.services.database, max_age=float("inf"))) as directory:
        found: list[CommunityRecord | None] = []
        asking = [threading.Thread(target=lambda: found.append(directory.by_ussd_code(CODE))) for _ in range(8)]
        for one in asking:
            one.start()
        soon(lambda: directory.read)
        directory.waits.set()
        for one in asking:
            one.join()
    assert directory.read == 1
    assert len(found) == 8
    assert len(set(map(id, found))) == 1


def test_a_directory_that_keeps_up_asks_nothing_when_it_is_asked(town: Town) -> None:
    with closing(Directory(town.services.database, 0.05, timeout=0.4, keeps_up=True)) as directory:
        soon(lambda: directory.is_fresh)
        asked: list[int | None] = []
        with statements(town):
            event.listen(
                town.services.database.engine, "before_cursor_execute", lambda *_: asked.append(threading.get_ident())
            )
            for _ in range(100):
                assert directory.by_ussd_code(CODE)
        assert threading.get_ident() not in asked
        town.loads(HERE.replace("Bondeni", "Bondeni Juu"))
        soon(lambda: directory.communities()[0].version == 2)
        with without_table(town):
            soon(lambda: not directory.is_fresh)
            assert directory.known_by_ussd_code(CODE) is None
            with pytest.raises((SQLAlchemyError, TimeoutError)):
                directory.by_ussd_code(CODE)
        soon(lambda: directory.is_fresh)
        assert directory.by_ussd_code(CODE)


def test_what_is_known_is_served_while_a_changed_file_is_read(town: Town) -> None:
    with closing(CountingDirectory(town.services.database, 0.05, timeout=0.4, keeps_up=True)) as directory:
        directory.waits.set()
        soon(lambda: directory.is_fresh)
        directory.waits.clear()
        read = directory.read
        town.loads(HERE.replace("Bondeni", "Bondeni Juu"))
        soon(lambda: directory.read > read)
        assert [record.version for record in directory.communities()] == [1, 1]
        directory.waits.set()
        soon(lambda: [record.version for record in directory.communities()] == [2, 1])


def test_a_database_that_was_put_back_is_read_anew(town: Town) -> None:
    stored = select(CommunityRow.id, CommunityRow.version, CommunityRow.stamp)
    with town.services.reading() as session:
        before = session.execute(stored).all()
    town.loads(HERE.replace("Bondeni", "Bondeni Juu"))
    assert town.services.directory.communities()[0].version == 2
    with town.services.uow() as uow:
        for community_id, version, stamp in before:
            row = update(CommunityRow).where(CommunityRow.id == community_id)
            uow.session.execute(row.values(version=version, stamp=stamp))
    assert [record.version for record in town.services.directory.communities()] == [1, 1]


def codes(town: Town) -> dict[str, str]:
    """Return the key of the community of each code."""
    with town.services.reading() as session:
        rows = session.execute(
            select(CommunityCode.code, CommunityRow.key).join(
                CommunityRow, CommunityRow.id == CommunityCode.community_id
            )
        )
        return {row.code: row.key for row in rows}


def test_a_code_stands_once_and_is_free_when_its_file_lets_it_go(town: Town) -> None:
    before = codes(town)
    assert before[CODE] == "mlango-kubwa"
    taking = THERE.replace('"*384*78#"', '"*384*77#"')
    with pytest.raises(Refused, match=r"\*384\*77#: answered by Mlango Kubwa already; give Kawangware its own codes"):
        town.loads(taking)
    assert codes(town) == before
    town.loads(HERE.replace('"*384*77#"', '"*384*79#"'))
    town.loads(taking)
    assert codes(town) == {
        "*384*79#": "mlango-kubwa",
        "22384": "mlango-kubwa",
        "*384*77#": "kawangware",
        "22385": "kawangware",
    }
    found = town.services.directory.by_ussd_code(CODE)
    assert found is not None
    assert found.community.key == "kawangware"


def test_a_community_whose_file_cannot_be_read_gives_up_a_code_that_another_one_asks_for(town: Town) -> None:
    stored = update(CommunityVersion).where(CommunityVersion.community_id == 1)
    with town.services.uow() as uow:
        uow.session.execute(stored.values(body=""))
    town.loads(THERE.replace('"*384*78#"', '"*384*77#"'))
    assert codes(town)[CODE] == "kawangware"


def test_migrating_fills_the_codes_of_files_that_an_earlier_release_stored(town: Town) -> None:
    before = codes(town)
    with town.services.uow() as uow:
        uow.session.execute(text("DELETE FROM community_codes"))
        uow.session.execute(update(CommunityRow).values(stamp=0, short=None, country=None, kept_as=None))
    with closing(Directory(town.services.database, max_age=0.0)) as directory:
        found = directory.by_ussd_code(CODE)
        assert found is not None, "until then each process reads the files for their codes"
        assert found.community.key == "mlango-kubwa"
        loading.keep_people_in_force(town.services.uow)
        assert codes(town) == before
        assert directory.by_ussd_code(CODE) is not None
    with statements(town) as seen:
        loading.keep_people_in_force(town.services.uow)
    assert not any("community_versions" in statement for statement in seen), "no file is read twice for that"


def test_a_code_that_nobody_knows_is_looked_for_again(town: Town) -> None:
    new = "*384*79#"
    with closing(Directory(town.services.database, max_age=3600.0)) as directory:
        assert directory.by_ussd_code(CODE) is not None
        assert directory.by_ussd_code(new) is None
        town.loads(THERE.replace('"*384*78#"', f'"{new}"').replace('"22385"', '"22386"'))
        with statements(town) as seen:
            assert directory.by_ussd_code(CODE) is not None
        assert seen == []
        assert directory.by_ussd_code(new) is not None
        assert directory.by_sms_code("22386") is not None


def test_a_number_without_a_role_is_looked_for_again_where_that_matters(town: Town) -> None:
    new = "+254700000177"
    with closing(Directory(town.services.database, max_age=3600.0)) as directory:
        assert directory.communities_of(LEADER)
        town.loads(HERE.replace(LEADER, new))
        assert directory.communities_of(new) == ()
        with statements(town) as seen:
            assert directory.communities_of(LEADER, looks=True)
        assert seen == [], "somebody who is known is not looked for"
        assert [record.community.key for record in directory.communities_of(new, looks=True)] == ["mlango-kubwa"]
