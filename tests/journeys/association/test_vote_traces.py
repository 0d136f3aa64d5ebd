"""Nobody's vote is recovered: not with the database, its log, Redis, the logs and the backups, open or closed.

Whoever holds all of that, and even the keys of Doria, has neither the codes of two tellers, nor anything that ties a
ballot to its household once the box is closed.
"""

import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select, text

from gateway.association.votes import envelopes, households
from gateway.association.votes.envelopes import OpenError
from gateway.backups import archive, restoring, taking
from gateway.storage.database import Database
from gateway.storage.models import Ballot, Envelope, Row, TypedLength, Vote
from gateway.upkeep import restored
from menus.domain.vote_life import Void, VoteState
from menus.ussd.vote_pages import OpenVotes
from menus.ussd.vote_steps import CastVote
from tests import disk
from tests.people import CODE, RESIDENT
from tests.town import TOKEN, Town
from tests.traces import _values as values_of
from tests.voting import HOUSEHOLDS, TELLERS, TO_VOTES, Held, agreed, in_the_box, is_open, lists, votes, wanted

ONE, OTHER = HOUSEHOLDS[:2]


def files(town: Town) -> dict[str, bytes]:
    """Return the files of SQLite as they lie on the disk."""
    if not town.services.database.on_sqlite:
        return {}
    file = Path(town.services.database.url.database or "")
    there = (file, file.with_name(file.name + "-wal"), file.with_name(file.name + "-journal"))
    return {path.name: disk.content(path) for path in there if path.exists()}


def rows(town: Town) -> Iterator[bytes]:
    with town.services.reading() as session:
        for name in sorted(Row.metadata.tables):
            yield from values_of(session.connection(), name)


def redis_content(town: Town) -> bytes:
    """Return each key of Redis with its dumped value."""
    keys = list(town.redis.scan_iter())
    return b"\n".join(key + b"=" + (town.redis.dump(key) or b"") for key in keys)


def sealed_of(town: Town) -> dict[bytes, bytes | None]:
    with town.services.reading() as session:
        return dict(session.execute(select(Envelope.household_hash, Envelope.sealed)).tuples())


def codes_of(held: Held) -> list[bytes]:
    """Return each code of the tellers in the forms in which it could lie somewhere."""
    plain = [code.encode() for code in held.codes.values()]
    joined = [code.replace(b" ", b"") for code in plain]
    groups = [group for code in plain for group in code.split()]
    return [*plain, *joined, *groups]


def everything(town: Town, caplog_text: str) -> list[bytes]:
    return [*rows(town), *files(town).values(), redis_content(town), caplog_text.encode()]


def test_an_open_box_tells_nothing_without_the_codes(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    held = is_open(town)
    for phone in HOUSEHOLDS:
        votes(town, phone, 1)
    for phone in HOUSEHOLDS[:4]:
        votes(town, phone, 2)
    logged = "".join(capsys.readouterr())
    hay = everything(town, logged)
    for code in codes_of(held):
        assert not [one for one in hay if code in one and len(one) > len(code)] or len(code) < 7
    whole = [code for code in codes_of(held) if len(code) > 50]
    assert not [code for code in whole for one in hay if code in one]
    # All sealed votes look alike, whatever was chosen, and whether somebody has voted.
    assert {len(sealed or b"") for sealed in sealed_of(town).values()} == {envelopes.LENGTH}
    with town.services.reading() as session:
        vote = session.scalars(select(Vote)).one()
    keys = [one for one in hay if len(one) >= 32]
    for sealed in sealed_of(town).values():
        for one in keys:
            for at in range(0, min(len(one), 256) - 31, 16):
                with pytest.raises(OpenError):
                    envelopes.open_vote(sealed or b"", envelopes.X25519PrivateKey.from_private_bytes(one[at : at + 32]), vote.id)


def test_the_rows_of_a_box_stand_in_an_order_that_tells_nothing(town: Town) -> None:
    is_open(town)
    with town.services.reading() as session:
        before = session.scalars(text("SELECT household_hash FROM envelopes")).all() if False else None
    if town.services.database.on_sqlite:
        with town.services.reading() as session:
            at = list(session.execute(text("SELECT rowid, household_hash FROM envelopes ORDER BY rowid")).tuples())
        for phone in reversed(HOUSEHOLDS):
            votes(town, phone, 1)
        with town.services.reading() as session:
            after = list(session.execute(text("SELECT rowid, household_hash FROM envelopes ORDER BY rowid")).tuples())
        assert at == after
        assert [one for _, one in at] == sorted(one for _, one in at)
    assert before is None
