"""Nobody's vote is recovered: not with the database, its log, Redis, the logs and the backups, open or closed.

Whoever holds all of that, and even the keys of Doria, has neither the codes of two tellers, nor anything that ties a
ballot to its household once the box is closed.
"""

import zipfile
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import select, text

from gateway.association.votes import envelopes, households
from gateway.association.votes.envelopes import OpenError
from gateway.backups import taking
from gateway.storage.models import (
    Ballot,
    DraftRow,
    Envelope,
    HiddenSession,
    Inbound,
    Mark,
    Row,
    TypedLength,
    Vote,
    VoteTeller,
    VoteVoter,
)
from gateway.upkeep import restored
from menus.domain import vote_codes
from menus.domain.vote_life import Void, VoteState
from menus.text.names import Text
from tests import disk
from tests.people import BONDENI, CODE, COORDINATOR
from tests.restoring import postgres_tools
from tests.town import TOKEN, Town
from tests.voting import HOUSEHOLDS, QUESTIONS, TELLERS, TO_VOTES, Held, in_the_box, is_open, votes

ONE, OTHER = HOUSEHOLDS[:2]
_NEAR = 200
"""Bytes around a sealed vote in which no hash of a household may stand once the box is closed."""


def files(town: Town) -> dict[str, bytes]:
    """Return the files of SQLite as they lie on the disk."""
    if not town.services.database.on_sqlite:
        return {}
    file = Path(town.services.database.url.database or "")
    there = (file, file.with_name(file.name + "-wal"), file.with_name(file.name + "-journal"))
    return {path.name: disk.content(path) for path in there if path.exists()}


def rows(town: Town) -> Iterator[bytes]:
    """Yield each value of each row."""
    with town.services.reading() as session:
        for table in Row.metadata.sorted_tables:
            for row in session.connection().execute(text(f"SELECT * FROM {table.name}")):  # noqa: S608 - our own names
                for value in row:
                    if value is not None:
                        yield bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def redis_content(town: Town) -> bytes:
    """Return each key of Redis with its dumped value."""
    return b"\n".join(key + b"=" + (town.redis.dump(key) or b"") for key in town.redis.scan_iter())


def backup(town: Town, folder: Path) -> bytes:
    """Take a backup as each night does, and return the database in it."""
    path = folder / f"backup-{len(list(folder.iterdir()))}"
    taking.take(town.services.database, path, town.now, folders=[postgres_tools() / "bin", postgres_tools()])
    with zipfile.ZipFile(path) as packed:
        return packed.read("database")


def everything(town: Town, logged: str, folder: Path) -> list[bytes]:
    """Return all that a thief may hold, as pieces of bytes."""
    return [*rows(town), *files(town).values(), redis_content(town), logged.encode(), backup(town, folder)]


def is_in(needle: bytes, hay: list[bytes]) -> bool:
    """Return whether some bytes stand somewhere, as they are or in hexadecimal digits."""
    return any(needle in one or needle.hex().encode() in one for one in hay)


def sealed_of(town: Town) -> dict[bytes, bytes]:
    """Return the envelopes as they are now."""
    with town.services.reading() as session:
        found = session.execute(select(Envelope.household_hash, Envelope.sealed))
        return {one: sealed for one, sealed in found if sealed is not None}


def secrets_of(held: Held) -> dict[str, bytes]:
    """Return what no thief may find: the codes, the shares, and the private key of the vote, by their names."""
    codes = {phone: vote_codes.read(code) for phone, code in held.codes.items()}
    found: dict[str, bytes] = {}
    shares: dict[int, bytes] = {}
    with held.town.services.reading() as session:
        for teller in session.scalars(select(VoteTeller).order_by(VoteTeller.seat)):
            code = codes[TELLERS[teller.seat - 1]]
            assert isinstance(code, bytes)
            assert teller.shares is not None
            place = f"{teller.vote_id} {teller.seat}"
            shares[teller.seat] = envelopes.open_shares(teller.shares, code, place)
            found |= {f"code {teller.seat}": code, f"shares {teller.seat}": shares[teller.seat][:32]}
            typed = held.codes[TELLERS[teller.seat - 1]]
            found |= {f"typed {teller.seat}": typed.encode(), f"glued {teller.seat}": typed.replace(" ", "").encode()}
    public = held.row.public_key
    assert public is not None
    private = envelopes.joined((1, shares[1]), (2, shares[2]), public)
    return {**found, "private key": private.private_bytes_raw()}


def private_of(held: Held) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(secrets_of(held)["private key"])


def test_of_an_open_box_no_code_and_no_key_stands_anywhere(
    town: Town, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    held = is_open(town)
    for number, phone in enumerate(HOUSEHOLDS):
        votes(town, phone, number % 3 + 1)
    hay = everything(town, "".join(capsys.readouterr()), tmp_path)
    assert [name for name, needle in secrets_of(held).items() if is_in(needle, hay)] == []
    # What seals is there, so that the search does find what is there.
    assert is_in(held.row.public_key or b"", hay)


def test_all_that_doria_holds_and_one_teller_open_no_envelope(town: Town) -> None:
    held = is_open(town)
    for phone in HOUSEHOLDS:
        votes(town, phone, 2)
    code = vote_codes.read(held.codes[TELLERS[0]])
    assert isinstance(code, bytes)
    keys = [value[at : at + 32] for value in rows(town) if len(value) >= 32 for at in (0, len(value) - 32)]
    with town.services.reading() as session:
        tellers = session.scalars(select(VoteTeller).order_by(VoteTeller.seat)).all()
        own = envelopes.open_shares(tellers[0].shares or b"", code, f"{held.vote_id} 1")
        for other in tellers[1:]:
            with pytest.raises(OpenError):
                envelopes.open_shares(other.shares or b"", code, f"{held.vote_id} {other.seat}")
    keys += [own[:32], own[32:], bytes(a ^ b for a, b in zip(own[:32], own[32:], strict=True))]
    sealed = next(iter(sealed_of(town).values()))
    for key in keys:
        with pytest.raises(OpenError):
            envelopes.open_vote(sealed, X25519PrivateKey.from_private_bytes(key), held.vote_id)
    # The two keys together do open it.
    assert envelopes.open_vote(sealed, private_of(held), held.vote_id) == 1


def test_envelopes_look_alike_whatever_was_chosen_and_before_anything_was(town: Town) -> None:
    is_open(town)
    empty = sealed_of(town)
    for number, phone in enumerate(HOUSEHOLDS[:10]):
        votes(town, phone, number % 3 + 1)
    full = sealed_of(town)
    assert {len(one) for one in (*empty.values(), *full.values())} == {envelopes.LENGTH}
    assert len(set(full.values())) == len(HOUSEHOLDS)
    assert sum(empty[one] != full[one] for one in full) == 10


def places(town: Town) -> list[bytes]:
    """Return the households in the order in which their envelopes lie in the table."""
    order = "rowid" if town.services.database.on_sqlite else "household_hash"
    with town.services.reading() as session:
        found = session.execute(text(f"SELECT household_hash FROM envelopes ORDER BY {order}"))  # noqa: S608
        return [bytes(one) for (one,) in found]


def test_nothing_tells_the_order_or_the_time_of_votes(town: Town) -> None:
    is_open(town)
    before = places(town)
    for phone in reversed(HOUSEHOLDS):
        votes(town, phone, 1)
    assert places(town) == before == sorted(before)
    columns = {column.name for model in (Envelope, VoteVoter, Ballot) for column in model.__table__.columns}
    assert columns == {"vote_id", "household_hash", "has_voted", "sealed", "hop", "hop_before", "id"}
    # The log of SQLite holds no earlier vote of a household, nor the order in which they came.
    wal = [content for name, content in files(town).items() if name.endswith("-wal")]
    assert not is_in(next(iter(sealed_of(town).values())), wal)


def test_a_vote_that_was_replaced_is_gone(town: Town, tmp_path: Path) -> None:
    is_open(town)
    votes(town, ONE, 1)
    own = households.hashes(town.services.keyring, ONE)[0]
    first = sealed_of(town)[own]
    votes(town, ONE, 2)
    assert not is_in(first, [*rows(town), *files(town).values(), backup(town, tmp_path)])


def test_after_closing_no_ballot_lies_beside_a_household(town: Town, tmp_path: Path) -> None:
    held = is_open(town)
    for phone in HOUSEHOLDS:
        votes(town, phone, 1)
    envelopes_before, order_before = sealed_of(town), places(town)
    at_night = backup(town, tmp_path)
    held.closes()
    hay = [*files(town).values(), at_night, backup(town, tmp_path)]
    for content in hay:
        for sealed in envelopes_before.values():
            for needle, hashes in (
                (sealed, envelopes_before),
                (sealed.hex().encode(), [one.hex().encode() for one in envelopes_before]),
            ):
                at = content.find(needle)
                while at >= 0:
                    around = content[max(0, at - _NEAR) : at] + content[at + len(needle) : at + len(needle) + _NEAR]
                    assert not any(one in around for one in hashes)
                    at = content.find(needle, at + 1)
    with town.services.reading() as session:
        ballots = session.scalars(select(Ballot.sealed).order_by(Ballot.id)).all()
    assert sorted(one or b"" for one in ballots) == sorted(envelopes_before.values())
    # In random order: that of the envelopes would come by chance once in 10^10 times, and so would its reverse.
    listed = [envelopes_before[one] for one in order_before]
    assert ballots not in (listed, listed[::-1])


def test_with_the_codes_of_two_tellers_a_closed_box_still_tells_no_household(
    town: Town, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    held = is_open(town)
    for number, phone in enumerate(HOUSEHOLDS):
        votes(town, phone, number % 2 + 1)
    before = sealed_of(town)
    at_night = backup(town, tmp_path)
    held.closes()
    private = private_of(held)
    held.counts()
    hay = [*everything(town, "".join(capsys.readouterr()), tmp_path), at_night]
    for sealed in before.values():
        # They would open it.
        assert envelopes.open_vote(sealed, private, held.vote_id) in {0, 1}
        assert not is_in(sealed, hay)


def test_once_counted_or_void_the_codes_on_paper_have_nothing_left_to_open(town: Town) -> None:
    """What opens an old copy of an envelope, such as a page of PostgreSQL that is not cleaned up, is gone."""
    held = is_open(town)
    for phone in HOUSEHOLDS:
        votes(town, phone, 1)
    with town.services.reading() as session:
        shares = [one for one in session.scalars(select(VoteTeller.shares)) if one is not None]
    held.closes()
    held.counts()
    assert len(shares) == len(TELLERS)
    assert not any(is_in(one, [*rows(town), *files(town).values()]) for one in shares)


def test_no_backup_of_an_open_vote_holds_its_box_and_a_restored_vote_is_void(town: Town, tmp_path: Path) -> None:
    held = is_open(town)
    for phone in HOUSEHOLDS:
        votes(town, phone, 1)
    content = backup(town, tmp_path)
    assert not [sealed for sealed in sealed_of(town).values() if is_in(sealed, [content])]
    # The vote itself is there, and so is its frozen list, which does not tell who has voted yet.
    assert QUESTIONS["en"].encode() in content
    with town.services.reading() as session:
        assert set(session.scalars(select(VoteVoter.has_voted))) == {False}
    with town.services.uow() as uow:
        uow.session.add(Mark(name=restored.MARK, at=town.now))
    with town.services.uow() as uow:
        restored.settle(uow, town.services.directory)
    assert (held.state, held.row.void) == (VoteState.VOID, Void.RESTORED)
    # The database in use goes on to hold its box until then.
    assert sealed_of(town) == {}


def posts_end(town: Town, phone: str, session: str, page: str) -> None:
    """Post the event of the end of a session, with its keys and its last page, as the network does."""
    form = {"sessionId": session, "phoneNumber": phone, "serviceCode": CODE, "status": "Success", "hopsCount": "6"}
    form |= {"input": "*".join((*TO_VOTES, "2", "1")), "lastAppResponse": page}
    assert town.web.post(f"/at/{TOKEN}/ussd-events", data=form).status_code == 200
    town.works()


def test_neither_the_keys_nor_the_pages_of_a_vote_are_kept(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    held = is_open(town)
    with town.services.reading() as session:
        drafts_before = session.query(DraftRow).count()
    capsys.readouterr()
    page = town.presses(*TO_VOTES, "2", "1", session="ATUid_vote", phone=ONE)
    assert page == in_the_box(town, held, ONE)
    posts_end(town, ONE, "ATUid_vote", page)
    logged = "".join(capsys.readouterr())
    hay = [*rows(town), *files(town).values(), redis_content(town), logged.encode()]
    typed = "*".join((*TO_VOTES, "2", "1"))
    for needle in (typed, typed[:-2], "Hapana.", "Umechagua", "Weka sandukuni", "iko sandukuni"):
        assert not any(needle.encode() in one for one in hay), needle
    with town.services.reading() as session:
        assert session.query(DraftRow).count() == drafts_before
        assert session.query(TypedLength).count() == session.query(HiddenSession).count() == 0
    memory = town.services.ussd.pages._known  # noqa: SLF001 - nobody else may look into it
    kept = {key[-1] for generation in (memory._young, memory._old) for key in generation}  # noqa: SLF001
    assert not [one for one in kept if one.startswith("*".join(TO_VOTES))]


def test_a_session_that_was_offered_a_draft_keeps_nothing_of_the_vote(town: Town) -> None:
    held = is_open(town)
    for keys in ("", "3", "3*2", "3*2*4"):
        town.hop(ONE, CODE, keys, "broken")
    town.drops("broken", ONE)
    kept: list[object] = []
    town.hop(ONE, CODE, "", "again")
    keys_pressed = ("00", *TO_VOTES, "1", "1")
    for number in range(len(keys_pressed)):
        page = town.hop(ONE, CODE, "*".join(keys_pressed[: number + 1]), "again")
        with town.services.reading() as session:
            kept += [(row.category, row.zone, row.place, row.state) for row in session.query(DraftRow)]
    assert page == in_the_box(town, held, ONE)
    # Only the report that broke off stands there, as it was before.
    assert len({each[:3] for each in kept if isinstance(each, tuple)}) == 1


@pytest.mark.parametrize("words", ["VOTE 1", "kura ndiyo", "Napiga kura: Hapana", "my vote is No", "I vote for 2"])
def test_a_vote_by_sms_is_not_counted_and_not_kept(town: Town, words: str) -> None:
    held = is_open(town)
    answers = {town.said(Text.VOTE_BY_SMS, ONE, language=language) for language in town.community.languages}
    assert town.texts(ONE, words) in answers
    with town.services.reading() as session:
        row = session.scalars(select(Inbound).order_by(Inbound.id.desc()).limit(1)).one()
        assert (row.text, row.from_phone, row.result) == ("", None, "vote")
        assert row.text_hash != town.services.keyring.digest(words, "sms")
        assert not session.scalars(select(Envelope.household_hash).where(Envelope.has_voted)).all()
    held.closes()
    assert held.row.voted == 0


def test_a_vote_by_sms_of_somebody_with_a_role_is_not_kept_either(town: Town) -> None:
    is_open(town)
    assert town.texts(COORDINATOR, "VOTE 2") == town.said(Text.VOTE_BY_SMS, COORDINATOR)
    with town.services.reading() as session:
        assert session.scalars(select(Inbound).order_by(Inbound.id.desc()).limit(1)).one().text == ""


@pytest.mark.parametrize(
    "words", ["wananunua kura bondeni, wamekatwa panga", "kura", "they buy votes at Bondeni with 500"]
)
def test_words_about_votes_are_heard(town: Town, words: str) -> None:
    is_open(town)
    is_bare = words == "kura"
    town.texts(HOUSEHOLDS[5], words)
    with town.services.reading() as session:
        row = session.scalars(select(Inbound).order_by(Inbound.id.desc()).limit(1)).one()
    assert (row.result == "vote") is is_bare


def test_without_a_vote_such_words_are_read_as_ever(town: Town) -> None:
    before = town.texts(BONDENI, "kura 1")
    assert before != town.said(Text.VOTE_BY_SMS, BONDENI)


def test_no_two_tellers_hold_the_same_and_any_two_have_the_key(town: Town) -> None:
    held = is_open(town)
    found = secrets_of(held)
    own = [found[f"shares {seat}"] for seat in envelopes.SEATS]
    assert all(one != other for one, other in combinations(own, 2))
    with town.services.reading() as session:
        assert session.scalars(select(Vote)).one().public_key == private_of(held).public_key().public_bytes_raw()


def test_once_a_vote_is_counted_the_codes_of_its_tellers_open_nothing_any_more(town: Town) -> None:
    held = is_open(town)
    for phone in HOUSEHOLDS[:12]:
        votes(town, phone, 1)
    held.closes()
    with town.services.reading() as session:
        assert all(one.shares for one in session.scalars(select(VoteTeller)))
    held.counts()
    with town.services.reading() as session:
        assert [one.shares for one in session.scalars(select(VoteTeller))] == [None, None, None]
