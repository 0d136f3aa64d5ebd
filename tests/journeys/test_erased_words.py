"""Stories of erased words: they go for ever, an act says so, and the record stays whole."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from gateway.communities.file import load_example
from gateway.core import erased_words
from gateway.storage.models import Act, CommunityVersion, Event, Incident, RecordEntry
from gateway.upkeep import former, retention
from menus.domain import record
from menus.domain.acts import ActKind, ErasedWhy
from menus.domain.categories import Category
from menus.domain.record import Source
from tests.people import COORDINATOR, LEADER, RESIDENT
from tests.record import assert_whole, entries
from tests.town import Town

SAID = "mlango umevunjwa"


def community(town: Town) -> int:
    return town.services.directory.communities()[0].id


def whole(town: Town) -> int:
    with town.services.reading() as session:
        return assert_whole(session, town.services.keyring, community(town))


def with_notes(town: Town, number: int = 1) -> list[int]:
    """Let an incident have so many notes; return the ids of their events."""
    reference = town.reports(RESIDENT, Category.THEFT)
    for one in range(number):
        town.texts(LEADER, f"{reference} {SAID} {one}")
    with town.services.reading() as session:
        return list(session.scalars(select(Event.id).where(Event.words.is_not(None)).order_by(Event.id)))


def erase(town: Town, ids: Sequence[int], why: ErasedWhy = ErasedWhy.ASKED, words: str | None = None) -> int:
    with town.services.uow() as uow:
        return erased_words.erase(uow, community(town), Source.EVENTS, ids, why, words=words)


def acts_of(town: Town) -> list[Act]:
    with town.services.reading() as session:
        return list(session.scalars(select(Act).where(Act.kind == ActKind.ERASED).order_by(Act.id)))


def words_of(town: Town, ids: Sequence[int]) -> set[str | None]:
    with town.services.reading() as session:
        return set(session.scalars(select(Event.words).where(Event.id.in_(ids))))


def test_words_that_are_erased_are_gone_and_the_record_is_whole_before_and_after(town: Town) -> None:
    ids = with_notes(town, 3)
    town.places()
    before = whole(town)
    with town.services.reading() as session:
        leaves = [one.leaf for one in entries(session, community(town))]
        seqs = {one.row_id: one.seq for one in entries(session, community(town)) if one.source is Source.EVENTS}
    assert erase(town, ids[:2], words="she asked for it") == 0
    assert words_of(town, ids[:2]) == {None}
    assert words_of(town, ids[2:]) == {f"{SAID} 2"}
    town.places()
    assert whole(town) == before + 1
    with town.services.reading() as session:
        placed = entries(session, community(town))
        erased = session.scalars(select(RecordEntry).where(RecordEntry.erased_by.is_not(None))).all()
    assert [one.leaf for one in placed][:before] == leaves
    (act,) = acts_of(town)
    assert act.facts == {"entries": record.as_ranges(seqs[one] for one in ids[:2]), "why": "asked"}
    assert act.words == "she asked for it"
    assert not act.is_hidden
    assert {(one.row_id, one.word_salt, one.erased_by) for one in erased} == {(one, None, act.id) for one in ids[:2]}
    assert (placed[-1].source, placed[-1].row_id) == (Source.ACTS, act.id), "the act stands in the record"


def test_a_row_that_waits_for_its_place_keeps_its_words_until_it_has_one(town: Town) -> None:
    ids = with_notes(town, 2)
    assert erase(town, ids) == 2
    assert None not in words_of(town, ids)
    assert acts_of(town) == []
    town.places()
    assert erase(town, ids) == 0
    assert words_of(town, ids) == {None}
    town.places()
    whole(town)


def test_what_is_erased_already_is_named_by_no_further_act(town: Town) -> None:
    ids = with_notes(town)
    town.places()
    erase(town, ids)
    erase(town, ids)
    assert len(acts_of(town)) == 1
    with town.services.reading() as session:
        without = session.scalars(select(Event.id).where(Event.words.is_(None)).limit(1)).one()
    assert erase(town, [without]) == 0
    assert len(acts_of(town)) == 1


def test_words_that_somebody_put_back_are_erased_again_without_a_further_act(town: Town) -> None:
    ids = with_notes(town)
    town.places()
    with town.services.reading() as session:
        sealed = session.execute(text("SELECT words FROM events WHERE id = :id"), {"id": ids[0]}).scalar_one()
    erase(town, ids)
    with town.services.database.write() as session:
        session.execute(text("UPDATE events SET words = :sealed WHERE id = :id"), {"sealed": sealed, "id": ids[0]})
    assert erase(town, ids) == 0
    assert words_of(town, ids) == {None}
    assert len(acts_of(town)) == 1


def test_an_erasing_by_a_helper_is_hidden(town: Town) -> None:
    ids = with_notes(town)
    town.places()
    erase(town, ids, ErasedWhy.HELPER)
    town.places()
    whole(town)
    with town.services.reading() as session:
        assert entries(session, community(town))[-1].is_hidden


def test_rows_of_another_community_are_left_alone(town: Town) -> None:
    ids = with_notes(town)
    town.places()
    with town.services.uow() as uow:
        erased_words.erase(uow, community(town) + 1, Source.EVENTS, ids, ErasedWhy.ASKED)
    assert words_of(town, ids) == {f"{SAID} 0"}


def test_more_rows_than_one_statement_takes_are_named_by_one_act(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erased_words, "_MANY", 2)
    ids = with_notes(town, 5)
    town.places()
    assert erase(town, ids) == 0
    assert words_of(town, ids) == {None}
    assert len(acts_of(town)) == 1
    town.places()
    whole(town)


def test_retention_erases_words_through_the_record_and_leaves_what_waits_to_the_next_run(town: Town) -> None:
    ids = with_notes(town, 2)
    town.places()
    with town.services.reading() as session:
        reference = session.scalars(select(Incident.reference)).one()
    town.texts(LEADER, f"{reference} {SAID} tena")
    town.texts(COORDINATOR, f"CLOSE {reference} found")
    town.now += timedelta(days=366)
    retention.erase_expired(town.services.uow, town.services.reading, town.now)
    assert words_of(town, ids) == {None}
    with town.services.reading() as session:
        left = session.scalars(select(Event.id).where(Event.words.is_not(None))).all()
    assert left, "they have no place yet"
    town.places()
    retention.erase_expired(town.services.uow, town.services.reading, town.now)
    assert words_of(town, left) == {None}
    town.places()
    whole(town)
    with town.services.reading() as session:
        assert session.scalars(select(Incident.erased_at)).one() is not None
    assert {act.facts["why"] for act in acts_of(town)} == {"retention"}


def test_the_text_of_a_replaced_file_goes_through_the_record(town: Town) -> None:
    file = load_example("mlango-kubwa")
    town.loads(file.replace("Mlango Kubwa", "Mlango Kubwa Juu"))
    town.places()
    town.now += timedelta(days=31)
    former.erase_former(town.services.uow, town.services.reading, town.now)
    town.places()
    whole(town)
    with town.services.reading() as session:
        assert [
            bool(body) for body in session.scalars(select(CommunityVersion.body).order_by(CommunityVersion.id))
        ] == [
            False,
            True,
        ]
    (act,) = acts_of(town)
    assert act.facts == {"entries": "0", "why": "retention"}


def test_the_reason_of_a_pause_goes_after_a_month_and_the_act_stays(town: Town) -> None:
    town.confirms(COORDINATOR, "PAUSE the patrol is in danger")
    town.confirms(COORDINATOR, "RESUME")
    town.places()
    with town.services.reading() as session:
        assert session.scalars(select(Act.words).where(Act.kind == ActKind.PAUSED)).one() == "the patrol is in danger"
    town.now += timedelta(days=31)
    retention.erase_expired(town.services.uow, town.services.reading, town.now)
    town.places()
    whole(town)
    with town.services.reading() as session:
        kinds = session.execute(select(Act.kind, Act.words).order_by(Act.id)).all()
    assert [tuple(row) for row in kinds] == [
        (ActKind.PAUSED, None),
        (ActKind.RESUMED, None),
        (ActKind.ERASED, None),
    ]
