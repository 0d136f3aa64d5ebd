"""Stories of places: what is committed gets its place in the record, and what cannot be placed holds up nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, text

from gateway.cli.record_check import PLACED
from gateway.cli.record_check import record as doctor
from gateway.communities.file import load_example
from gateway.core import acts, record_trees
from gateway.record import placing, waiting
from gateway.record.placer import Placer
from gateway.record.placing import BEGINNING, Stuck
from gateway.record.trees import TreeBrokenError, TreeFault
from gateway.storage.binding import bound
from gateway.storage.models import Act, Event
from gateway.storage.sealing import Keyring
from menus.domain import record
from menus.domain.acts import ActKind
from menus.domain.categories import Category
from menus.domain.record import Source
from tests.giving import linked
from tests.journeys.test_two_communities import second
from tests.people import ABOUT_PATROL, CODE, COORDINATOR, LANDLORDS, LEADER, OTHER, RESIDENT
from tests.record import assert_whole, entries, raw_rows, tree_of
from tests.town import START, Town

PRIVATE, COMPLAINT = ("7", "1", "2", "1", "2"), ("9", "1", "1", "2", "1")


def community(town: Town) -> int:
    return town.services.directory.communities()[0].id


def size(town: Town) -> int:
    """Return the size of the tree, after everything was checked."""
    with town.services.reading() as session:
        return assert_whole(session, town.services.keyring, community(town))


def changes(town: Town, sql: str, **values: object) -> None:
    """Change rows behind Doria's back, as somebody with the database alone can."""
    with town.services.database.write() as session:
        session.execute(text(sql), values)


def pauses_now(town: Town) -> None:
    town.confirms(COORDINATOR, "PAUSE the patrol is in danger")


def batch(town: Town, community_id: int | None = None, most: int = placing.MOST) -> placing.Batch:
    """Place some rows, and return what became of them."""
    with town.services.uow() as uow:
        return placing.place_some(uow, community_id or community(town), BEGINNING, most)


def stuck(town: Town) -> list[tuple[Source, Stuck]]:
    return [(source, why) for source, _, why in batch(town).stuck]


def newest_event(town: Town) -> int:
    with town.services.reading() as session:
        return session.scalars(select(Event.id).order_by(Event.id.desc()).limit(1)).one()


def forges(town: Town, **changed: object) -> None:
    """Add a copy of the first event as another row, by SQL."""
    names = ("community_id", "incident_id", "at", "kind", "person_id", "facts", "changes", "proof")
    columns = ", ".join(names)
    given = ", ".join(f":{name}" if name in changed else name for name in names)
    changes(
        town,
        f"INSERT INTO events (id, {columns}) SELECT 9001 + (SELECT max(id) FROM events), {given} FROM events"  # noqa: S608 - our own names
        " WHERE id = (SELECT min(id) FROM events)",
        **changed,
    )


def test_a_tick_gives_what_was_committed_its_place_and_a_further_tick_adds_nothing(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(LEADER, "going", reference)
    with town.services.reading() as session:
        assert entries(session, community(town)) == []
        assert waiting.is_any(session, town.now)
    town.passes(seconds=1)
    town.ticks()
    before = size(town)
    assert before > 5
    town.ticks()
    assert size(town) == before
    with town.services.reading() as session:
        assert not waiting.is_any(session, town.now)


def test_events_acts_and_files_stand_in_the_order_of_their_moments(town: Town) -> None:
    town.reports(RESIDENT, Category.THEFT)
    town.passes(minutes=1)
    town.texts(COORDINATOR, "DECIDED D1 tea on Saturdays")
    town.texts(LANDLORDS, f"RECEIVED 50 {linked(town, OTHER)} NOV")
    pauses_now(town)
    town.places()
    size(town)
    with town.services.reading() as session:
        placed = entries(session, community(town))
        moments = [raw_rows(session, one.source, community(town))[one.row_id][0].at for one in placed]
    assert placed[0].source is Source.COMMUNITY_VERSIONS
    assert {one.source for one in placed} == set(Source) - {Source.LOOKS}
    assert moments == sorted(moments)


def test_what_came_before_stays_where_it_is_when_more_comes(town: Town) -> None:
    town.reports(RESIDENT, Category.THEFT)
    town.places()
    with town.services.reading() as session:
        before = [(one.seq, one.leaf) for one in entries(session, community(town))]
    town.passes(minutes=30)
    town.reports(OTHER, Category.GUN_KILLING, zone="kiamutisya")
    town.places()
    size(town)
    with town.services.reading() as session:
        assert [(one.seq, one.leaf) for one in entries(session, community(town))][: len(before)] == before


def test_small_batches_lead_to_the_same_places_as_one(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(LEADER, "going", reference)
    steps = 0
    while (done := batch(town, most=2)).placed:
        assert done.placed <= 2
        steps += 1
    assert done.is_last
    assert steps >= 4
    size(town)


def test_each_community_has_a_tree_of_its_own(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa"), second())
    town.reports(RESIDENT, Category.THEFT)
    town.places()
    with town.services.reading() as session:
        here, there = (one.id for one in town.services.directory.communities())
        sizes = [assert_whole(session, town.services.keyring, one) for one in (here, there)]
        assert tree_of(session, here).public != tree_of(session, there).public
    assert sizes[0] > sizes[1] == 1


@pytest.mark.parametrize("keys", [PRIVATE, COMPLAINT, (*ABOUT_PATROL, "1")], ids=["private", "complaint", "accused"])
def test_the_events_of_a_hidden_incident_are_hidden(town: Town, keys: tuple[str, ...]) -> None:
    town.dials(RESIDENT, CODE, *keys)
    town.passes(minutes=2)
    town.places()
    size(town)
    with town.services.reading() as session:
        of_events = [one for one in entries(session, community(town)) if one.source is Source.EVENTS]
    assert len(of_events) >= 2
    assert all(one.is_hidden for one in of_events)


def test_the_events_of_every_other_incident_are_open(town: Town) -> None:
    town.reports(RESIDENT, Category.GUN_KILLING)
    town.places()
    with town.services.reading() as session:
        assert [one for one in entries(session, community(town)) if one.is_hidden] == []


def test_an_act_that_tells_of_private_help_is_hidden(town: Town) -> None:
    with town.services.uow() as uow:
        acts.note(uow, community(town), ActKind.ERASED, is_hidden=True, entries="", why="helper")
        acts.note(uow, community(town), ActKind.RESUMED)
    town.places()
    size(town)
    with town.services.reading() as session:
        of_acts = [one.is_hidden for one in entries(session, community(town)) if one.source is Source.ACTS]
    assert of_acts == [True, False]


def test_an_incident_that_is_not_known_hides_its_events(town: Town) -> None:
    town.keeps_timeline = False
    town.reports(RESIDENT, Category.THEFT)
    changes(town, "UPDATE incidents SET level = 'of a later release'")
    assert batch(town).placed
    with town.services.reading() as session:
        assert all(one.is_hidden for one in entries(session, community(town)) if one.source is Source.EVENTS)


def test_a_row_that_somebody_added_gets_no_place_and_holds_up_no_other(town: Town) -> None:
    town.keeps_timeline = False
    town.reports(RESIDENT, Category.THEFT)
    with town.services.reading() as session:
        proof = session.scalars(select(Event.proof).order_by(Event.id).limit(1)).one()
    forges(town, proof=proof)
    forges(town, proof=b"x" * 32)
    forges(town, proof=record.CARRIED_OVER)
    done = batch(town)
    assert done.placed >= 3
    assert [(source, why) for source, _, why in done.stuck] == [(Source.EVENTS, Stuck.UNPROVEN)] * 3
    assert stuck(town) == [(Source.EVENTS, Stuck.UNPROVEN)] * 3, "they stay where they are"
    town.reports(OTHER, Category.THEFT, zone="kiamutisya")
    assert batch(town).placed


def test_a_row_that_was_changed_before_its_place_gets_none(town: Town) -> None:
    town.keeps_timeline = False
    town.reports(RESIDENT, Category.THEFT)
    changes(town, "UPDATE events SET kind = 'closed' WHERE id = (SELECT min(id) FROM events)")
    assert stuck(town) == [(Source.EVENTS, Stuck.UNPROVEN)]


def test_words_that_do_not_open_get_no_place(town: Town) -> None:
    town.keeps_timeline = False
    reference = town.reports(RESIDENT, Category.THEFT)
    town.texts(LEADER, f"1 {reference} mlango umevunjwa")
    changes(town, "UPDATE events SET words = :sealed WHERE words IS NOT NULL", sealed=b"\x02damaged" * 9)
    done = batch(town)
    assert done.placed >= 3
    assert [(source, why) for source, _, why in done.stuck] == [(Source.EVENTS, Stuck.UNREADABLE)]


def test_a_proof_that_was_put_back_gives_no_second_place(town: Town) -> None:
    town.keeps_timeline = False
    town.reports(RESIDENT, Category.THEFT)
    with town.services.reading() as session:
        row_id, proof = session.execute(select(Event.id, Event.proof).order_by(Event.id).limit(1)).one()
    town.places()
    before = size(town)
    changes(town, "UPDATE events SET proof = :proof WHERE id = :row_id", proof=proof, row_id=row_id)
    assert stuck(town) == [(Source.EVENTS, Stuck.HAS_PLACE)]
    with town.services.reading() as session:
        assert tree_of(session, community(town)).size == before


def test_a_row_of_a_key_that_is_not_at_hand_waits_until_it_is(town: Town) -> None:
    town.places()
    ours, theirs = town.services.keyring, Keyring(("another" * 6,))
    with town.services.uow() as uow:
        row = {"community_id": community(town), "at": uow.now, "kind": ActKind.RESUMED, "is_hidden": False}
        (made,) = bound(uow.session, Act, [{**row, "person_id": None, "facts": {}, "words": None}])
        facts = record.part(
            ("id", "community_id", "at", "kind", "person_id", "is_hidden", "facts"),
            [str(made["id"]), str(row["community_id"]), record.as_json(uow.now), '"resumed"', "null", "false", "{}"],
        )
        proof = theirs.prove(record.proven(Source.ACTS, made["id"], facts, None))
        uow.session.connection().execute(insert(Act), [made | {"proof": proof}])
    assert stuck(town) == [(Source.ACTS, Stuck.UNPROVEN)]
    with town.services.uow() as uow:
        uow.keyring = Keyring((*ours.secrets, *theirs.secrets))
        assert placing.place_all(uow, community(town)) == 1
    size(town)


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("DELETE FROM record_trees WHERE community_id = :here", TreeFault.MISSING),
        ("UPDATE record_trees SET size = size + 1 WHERE community_id = :here", TreeFault.SEAL),
        ("UPDATE record_trees SET root = seal WHERE community_id = :here", TreeFault.SEAL),
        ("UPDATE record_trees SET frontier = seal WHERE community_id = :here", TreeFault.SEAL),
        ("UPDATE record_trees SET carried_over_at = NULL WHERE community_id = :here", TreeFault.SEAL),
        ("UPDATE record_trees SET seed = seal WHERE community_id = :here", TreeFault.SEED),
    ],
)
def test_a_tree_that_somebody_changed_takes_no_leaf_and_the_other_one_grows(
    new_town: Callable[..., Town], sql: str, fault: TreeFault
) -> None:
    town = new_town(load_example("mlango-kubwa"), second())
    here, there = (one.id for one in town.services.directory.communities())
    town.places()
    changes(town, sql, here=here)
    town.reports(RESIDENT, Category.THEFT)
    with town.services.uow() as uow:
        acts.note(uow, there, ActKind.RESUMED)
    town.places()
    with pytest.raises(TreeBrokenError) as error:
        batch(town, here)
    assert error.value.fault is fault
    with town.services.reading() as session:
        assert len(entries(session, here)) == 1
        assert assert_whole(session, town.services.keyring, there) == 2
    with pytest.raises(LookupError, match=f"mlango-kubwa: {fault.value}"):
        doctor(town.services)


def test_trees_of_two_communities_cannot_be_exchanged(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa"), second())
    town.places()
    here, there = (one.id for one in town.services.directory.communities())
    changes(town, "DELETE FROM record_trees WHERE community_id = :there", there=there)
    changes(town, "UPDATE record_trees SET community_id = :there WHERE community_id = :here", here=here, there=there)
    with pytest.raises(TreeBrokenError) as error:
        batch(town, there)
    assert error.value.fault is TreeFault.SEAL


def of_an_earlier_release(town: Town, began: timedelta = timedelta()) -> None:
    """Let all rows be those of an earlier release, as the migration leaves them."""
    with town.services.uow() as uow:
        tree = tree_of(uow.session, community(town))
        tree.carried_over_at, tree.began_at = None, town.now - began
        tree.seal = record_trees.seal(tree)
        for table in ("events", "community_versions"):
            uow.session.execute(text(f"UPDATE {table} SET proof = :mark"), {"mark": record.CARRIED_OVER})  # noqa: S608 - our own names


def test_rows_of_an_earlier_release_are_taken_in_once_and_never_again(town: Town) -> None:
    town.reports(RESIDENT, Category.GUN_KILLING)
    of_an_earlier_release(town)
    town.places()
    before = size(town)
    assert before > 4
    # Processes of the release before may still write for some minutes.
    reference = town.reports(OTHER, Category.THEFT, zone="kiamutisya")
    changes(town, "UPDATE events SET proof = :mark WHERE proof IS NOT NULL", mark=record.CARRIED_OVER)
    town.places()
    assert size(town) > before
    town.passes(minutes=11)
    town.places()
    with town.services.reading() as session:
        assert tree_of(session, community(town)).carried_over_at is not None
        assert not waiting.is_any(session, town.now)
    town.keeps_timeline = False
    town.texts(LEADER, f"1 {reference} mlango umevunjwa")
    changes(town, "UPDATE events SET proof = :mark WHERE proof IS NOT NULL", mark=record.CARRIED_OVER)
    assert {why for _, why in stuck(town)} == {Stuck.UNPROVEN}


def test_the_doctor_tells_rows_that_wait_and_since_when(town: Town) -> None:
    town.keeps_timeline = False
    assert doctor(town.services) == PLACED
    town.reports(RESIDENT, Category.THEFT)
    assert doctor(town.services) == PLACED, "they have come just now"
    forges(town, proof=b"x" * 32)
    town.passes(minutes=2)
    with pytest.raises(LookupError, match=r"^1 rows wait for their place in the record since 2026-11-23 18:00 UTC$"):
        doctor(town.services)


def test_the_doctor_tells_that_rows_of_earlier_releases_are_on_their_way(town: Town) -> None:
    town.passes(minutes=3)
    of_an_earlier_release(town)
    assert doctor(town.services) == "1 rows of earlier releases still get their place"


def test_rows_that_are_stuck_are_not_read_again_each_second(town: Town) -> None:
    town.keeps_timeline = False
    town.reports(RESIDENT, Category.THEFT)
    for _ in range(3):
        forges(town, proof=b"x" * 32)
    monotonic = 0.0
    services = town.services
    rows = Placer(
        services.uow, services.reading, services.clock, monotonic=lambda: monotonic, rest=lambda _seconds: None
    )
    read: list[int] = []
    original = rows._batch  # noqa: SLF001 - what a run reads is what this story is about

    def noted(community_id: int, after: Any) -> placing.Batch:
        done = original(community_id, after)
        read.append(len(done.stuck))
        return done

    rows._batch = noted  # type: ignore[method-assign]  # noqa: SLF001 - as above
    town.passes(minutes=2)
    for _ in range(4):
        rows.run()
    assert read[-1] == 0
    monotonic = 61.0
    rows.run()
    assert read[-1] == 3, "once a minute somebody may have given the key"


def test_a_run_is_as_long_as_it_may_and_the_next_one_goes_on(town: Town) -> None:
    with town.services.uow() as uow:
        row = {"community_id": community(town), "at": START, "kind": ActKind.RESUMED, "person_id": None}
        uow.insert(Act, [{**row, "is_hidden": False, "facts": {}} for _ in range(5 * placing.MOST)])
    passed = [0.0]
    services = town.services

    def one_more() -> float:
        passed[0] += 0.1
        return passed[0]

    rows = Placer(services.uow, services.reading, services.clock, monotonic=one_more, rest=lambda _seconds: None)
    placed = rows.run()
    assert placing.MOST <= placed < 5 * placing.MOST
    while rows.run():
        pass
    assert size(town) == 5 * placing.MOST + 1
