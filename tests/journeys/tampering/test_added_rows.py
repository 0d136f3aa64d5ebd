"""Rows that somebody adds or changes before they have their place: they get none, and `verify` names them."""

import pytest

from gateway.record.sources import SOURCES
from menus.domain.categories import Category
from menus.domain.record import Source
from tests.journeys.tampering.verified import copied_entry, copied_row, finds, size, told, verify
from tests.people import OTHER
from tests.tampering import COMMUNITY, Thief, doria
from tests.town import Town

OTHERS: dict[Source, dict[str, object]] = {
    Source.COMMUNITY_VERSIONS: {"version": 99},
    Source.DECISIONS: {"number": 99},
    Source.MOVEMENTS: {"receipt_id": None},
}
"""What no two rows of a table may share."""


@pytest.mark.parametrize("source", list(SOURCES))
@pytest.mark.parametrize("proof", [None, b"\x00", bytes(32)], ids=["no-proof", "old-mark", "wrong-proof"])
def test_a_row_is_added(story: Town, thief: Thief, source: Source, proof: bytes | None) -> None:
    told(f"a row is added to {source}, with the proof {proof.hex() if proof is not None else None}")
    copied_row(thief, source, id=900, proof=proof, **OTHERS.get(source, {}))
    for _ in range(2):
        line = verify(story)
        assert line.startswith(f"{COMMUNITY}: ")
        assert "was added or changed before it had its place" in line
        # The clock gives it no place.
        story.places()


def test_a_row_is_added_with_the_proof_of_one_that_waits(story: Town, thief: Thief) -> None:
    told("a row is added, with the proof of another one that waits for its place")
    story.reports(OTHER, Category.THEFT, zone="kiamutisya")
    assert "wait for a place" in verify(story)
    copied_row(thief, "events", id=900)
    assert "was added or changed before it had its place" in verify(story)
    story.places()
    assert "was added or changed before it had its place" in verify(story)


def test_a_row_that_waits_is_changed(story: Town, thief: Thief) -> None:
    told("a row is changed before it has its place")
    story.reports(OTHER, Category.THEFT, zone="kiamutisya")
    thief.does("UPDATE events SET kind = 'closed' WHERE id = (SELECT max(id) FROM events)")
    assert "was added or changed before it had its place" in verify(story)


def test_a_row_is_added_to_a_community_that_does_not_exist(story: Town, thief: Thief) -> None:
    told("an event of an incident is added, in a community that does not exist")
    copied_row(thief, "events", id=900, community_id=99)
    done = doria(story, "record", "verify")
    assert done.exit_code == 1
    assert "no community: a hidden entry was added" in done.output or "no community: the event" in done.output


@pytest.mark.parametrize(("community_id", "seq"), [(1, -1), (1, 10**15), (99, 0)])
def test_an_entry_outside_of_the_tree_hides_no_row_that_was_added(
    story: Town, thief: Thief, community_id: int, seq: int
) -> None:
    told(f"a row is added, with an entry {seq} of the community {community_id}, where no tree is")
    copied_row(thief, "events", id=900, proof=None)
    copied_entry(thief, community_id=community_id, seq=seq, row_id=900)
    assert verify(story).startswith((f"{COMMUNITY}: ", f"entry {size(thief)} of {COMMUNITY}: "))
    assert finds(story)
    thief.does("DELETE FROM events WHERE id = 900")
    done = doria(story, "record", "verify")
    assert (done.exit_code, "entries" in done.output or "it was deleted" in done.output) == (1, True)


def test_a_proof_that_is_no_bytes_holds_up_no_other_row(story: Town, thief: Thief) -> None:
    if not thief.is_sqlite:
        pytest.skip("a column of PostgreSQL takes values of its type alone")
    told("a row that waits gets a text in the place of its proof")
    story.reports(OTHER, Category.THEFT, zone="kiamutisya")
    thief.does("UPDATE events SET proof = 'x' WHERE id = (SELECT max(id) FROM events)")
    before = size(thief)
    story.places()
    assert size(thief) > before
    assert "was added or changed before it had its place" in verify(story)
