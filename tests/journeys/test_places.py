"""Stories of places: what is committed gets its place in the record, and the hop pays nothing for it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, text, update

from gateway.communities import pauses
from gateway.communities.file import load_example
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.record import placing
from gateway.record.placer import Placer
from gateway.record.trees import TreeBrokenError, TreeFault
from gateway.storage.models import Act, CommunityVersion, Event, Incident, RecordEntry, RecordTree
from menus.domain.acts import ActKind
from menus.domain.categories import Category, Level
from menus.domain.record import Source
from tests.people import BREAK_IN, CODE, COORDINATOR, LEADER, RESIDENT
from tests.record import assert_whole, entries, raw_rows, tree_of
from tests.town import Town


def community(town: Town) -> int:
    return town.services.directory.communities()[0].id


def size(town: Town) -> int:
    """Return the size of the tree, after everything was checked."""
    with town.services.reading() as session:
        return assert_whole(session, town.services.keyring, community(town))


def changes(town: Town, sql: str, **values: object) -> None:
    """Change rows behind Doria's back."""
    with town.services.database.write() as session:
        session.execute(text(sql), values)


def test_a_tick_gives_what_was_committed_its_place_and_a_further_tick_adds_nothing(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(LEADER, "going", reference)
    with town.services.reading() as session:
        assert entries(session, community(town)) == []
    town.passes(seconds=1)
    town.places()
    before = size(town)
    assert before > 5
    town.places()
    assert size(town) == before


def test_events_acts_and_files_stand_in_the_order_of_their_moments(town: Town) -> None:
    town.reports(RESIDENT, Category.THEFT)
    town.passes(minutes=1)
    with town.services.uow() as uow:
        pauses.begin(uow, town.services.directory.communities()[0], None, "the patrol is in danger")
    town.places()
    size(town)
    with town.services.reading() as session:
        kinds = [entry.source for entry in entries(session, community(town))]
        moments = [raw_rows(session, one.source, community(town))[one.row_id][0].at for one in entries(session, 1)]
    assert kinds[0] is Source.COMMUNITY_VERSIONS
    assert kinds[-1] is Source.ACTS
    assert Source.EVENTS in kinds
    assert moments == sorted(moments)
