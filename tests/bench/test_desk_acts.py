"""The acts beside which a hop is measured: an export is really one, and any other answer of the desk is none."""

from collections.abc import Iterator
from functools import partial

import pytest

from gateway.communities.file import load_example
from gateway.roster.desk_access import open_sessions
from tests.bench.desk_acts import Coordinator, Done, WrongAnswerError, draw, export
from tests.desk_served import served
from tests.people import COORDINATOR, LEADER
from tests.town import Town


@pytest.fixture
def town(sqlite_url: str, redis_url: str) -> Iterator[Town]:
    made = Town(sqlite_url, redis_url, load_example("mlango-kubwa"))
    yield made
    made.close()


def _who(town: Town, address: str, phone: str) -> Coordinator:
    (record,) = town.services.directory.communities()
    begin = partial(open_sessions.begin, community_id=record.id, person_id=record.person_ids[phone], way="code")
    return Coordinator(address, town.services.do(begin))


def test_the_file_is_taken_as_often_as_it_is_asked_for(town: Town) -> None:
    done = Done()
    with served(town) as desk:
        who = _who(town, desk.address, COORDINATOR)
        export(who, done)
        export(who, done)
    assert len(done.exports) == 2


def test_numbers_that_were_not_drawn_count_as_no_drawing(town: Town) -> None:
    done = Done()
    with served(town) as desk:
        draw(_who(town, desk.address, COORDINATOR), done, 4)
    assert done.drawings == []


def test_somebody_who_may_not_export_is_no_export(town: Town) -> None:
    done = Done()
    with served(town) as desk, pytest.raises(WrongAnswerError, match="404"):
        export(_who(town, desk.address, LEADER), done)
    assert done.exports == []
