"""Stories of the alarm that one contact gives nearly all answers of the police: once a month, and it names nobody."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from gateway.insight import police_answers
from menus.domain.categories import Category
from menus.domain.incident_outcomes import IncidentOutcome
from menus.text.names import Text
from tests.journeys.insight.stations import Logged, happens
from tests.people import ALTERNATE, COORDINATOR, LANDLORDS, POLICE, RESIDENTS
from tests.town import Town
from workers import jobs
from workers.pool import Pool

CLOSED = IncidentOutcome.POLICE_CAME


def answer(town: Town, by: str, times: int) -> None:
    """Let a contact be the one who answers some incidents, in the afternoon of different days."""
    for number in range(times):
        town.now = (town.now + timedelta(days=1)).replace(hour=10, minute=0)
        happens(town, number, Logged(answer=1, closed_as=CLOSED, by=by))


def told(town: Town, phone: str) -> list[str]:
    """Return the texts of the alarm to a phone, after the clock has had the time to send it."""
    for _ in range(2):
        town.now += timedelta(days=1)
        town.ticks()
    parts = town.said(Text.POLICE_ONE_CONTACT, phone, count="#", total="#").split("#")
    return [text for text in town.inbox(phone) if all(part in text for part in parts)]


def test_eight_of_ten_are_told_once_a_month_and_seven_of_ten_are_not(town: Town) -> None:
    """More than 70 of a hundred of ten answers by one contact: one text a month to the coordinators."""
    town.now = datetime(2026, 10, 5, 10, tzinfo=UTC)
    answer(town, POLICE, 7)
    answer(town, ALTERNATE, 3)
    assert told(town, COORDINATOR) == []
    # The eighth of eleven is 73 of a hundred.
    answer(town, POLICE, 1)
    said = town.said(Text.POLICE_ONE_CONTACT, COORDINATOR, count="8", total="11")
    assert told(town, COORDINATOR) == [said]
    assert told(town, LANDLORDS) == [town.said(Text.POLICE_ONE_CONTACT, LANDLORDS, count="8", total="11")]
    assert told(town, POLICE) == []
    name = next(person.name for person in town.community.people if person.phone == POLICE)
    assert name not in said
    # In the next month it still holds, and is told again, once.
    town.now = datetime(2026, 11, 2, 10, tzinfo=UTC)
    assert told(town, COORDINATOR) == [said, said]
    town.now = datetime(2026, 12, 1, 10, tzinfo=UTC)
    answer(town, ALTERNATE, 2)
    town.now = datetime(2027, 1, 4, 10, tzinfo=UTC)
    assert told(town, COORDINATOR) == [said, said]


def test_a_pause_holds_the_text_back_until_it_is_over(town: Town) -> None:
    town.now = datetime(2026, 10, 5, 10, tzinfo=UTC)
    answer(town, POLICE, 10)
    town.confirms(COORDINATOR, "PAUSE floods")
    assert town.record(COORDINATOR).paused_at is not None
    assert told(town, COORDINATOR) == []
    town.confirms(COORDINATOR, "RESUME")
    assert len(told(town, COORDINATOR)) == 1


def test_two_clocks_tell_it_once(town: Town) -> None:
    town.now = datetime(2026, 10, 5, 10, tzinfo=UTC)
    answer(town, POLICE, 10)
    with town.services.reading() as session:
        found = police_answers.alarms(session, town.record(), town.now)
    for _ in range(2):
        with town.services.uow() as uow:
            police_answers.look(uow, town.services.directory)
            police_answers.tell(uow, town.services.directory, found)
    town.works()
    assert len(told(town, COORDINATOR)) == 1


def test_an_interest_that_is_said_while_a_worker_counts_holds_the_text_until_the_next_look(town: Town) -> None:
    town.now = datetime(2026, 10, 5, 10, tzinfo=UTC)
    answer(town, POLICE, 10)
    reference = town.reports(RESIDENTS[15], Category.GUN_KILLING)
    town.answers(POLICE, "seen", reference)
    with town.services.reading() as session:
        found = police_answers.alarms(session, town.record(), town.now)
    town.texts(COORDINATOR, f"INTEREST {reference}")
    town.confirms(LANDLORDS, f"CLOSE {reference} 7")
    town.reads_communities_again()
    with town.services.uow() as uow:
        police_answers.tell(uow, town.services.directory, found)
    assert told(town, COORDINATOR) == [town.said(Text.POLICE_ONE_CONTACT, COORDINATOR, count="10", total="10")]
    assert told(town, LANDLORDS) == [town.said(Text.POLICE_ONE_CONTACT, LANDLORDS, count="11", total="11")]


def test_a_pause_that_begins_while_a_worker_counts_holds_the_text_back(town: Town) -> None:
    town.now = datetime(2026, 10, 5, 10, tzinfo=UTC)
    answer(town, POLICE, 10)
    with town.services.reading() as session:
        found = police_answers.alarms(session, town.record(), town.now)
    town.confirms(COORDINATOR, "PAUSE floods")
    town.reads_communities_again()
    with town.services.uow() as uow:
        police_answers.tell(uow, town.services.directory, found)
    assert told(town, COORDINATOR) == []
    town.confirms(COORDINATOR, "RESUME")
    assert len(told(town, COORDINATOR)) == 1


class Later(Pool):
    """A pool whose threads have no time yet: it keeps what it is given."""

    def __init__(self) -> None:
        super().__init__(1, "later")
        self.given: list[Callable[[], None]] = []

    def act_when_free(self, job: Callable[..., None], *rows: int) -> bool:
        """Keep a job."""
        self.given.append(partial(job, *rows))
        return True


def test_the_count_waits_for_a_thread_and_holds_no_worker_up(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    town.now = datetime(2026, 10, 5, 10, tzinfo=UTC)
    answer(town, POLICE, 10)
    pool = Later()
    monkeypatch.setattr(jobs, "_pools", [pool])
    jobs.tell_of_police_answers(town.record().id)
    (count,) = pool.given
    monkeypatch.undo()
    said = town.said(Text.POLICE_ONE_CONTACT, COORDINATOR, count="10", total="10")
    assert said not in town.inbox(COORDINATOR)
    count()
    assert told(town, COORDINATOR) == [said]


def test_whoever_has_an_interest_reads_the_numbers_of_their_own_page(town: Town) -> None:
    town.now = datetime(2026, 10, 5, 10, tzinfo=UTC)
    answer(town, POLICE, 10)
    reference = town.reports(RESIDENTS[15], Category.GUN_KILLING)
    town.answers(POLICE, "seen", reference)
    town.texts(COORDINATOR, f"INTEREST {reference}")
    town.confirms(LANDLORDS, f"CLOSE {reference} 7")
    assert told(town, COORDINATOR) == [town.said(Text.POLICE_ONE_CONTACT, COORDINATOR, count="10", total="10")]
    assert told(town, LANDLORDS) == [town.said(Text.POLICE_ONE_CONTACT, LANDLORDS, count="11", total="11")]


def test_who_answers_for_somebody_else_is_no_contact_of_the_police(town: Town) -> None:
    town.now = datetime(2026, 10, 5, 10, tzinfo=UTC)
    for number in range(10):
        town.now += timedelta(hours=7)
        happens(town, number, Logged(came=5, closed_as=CLOSED))
    with town.services.reading() as session:
        found = police_answers.for_person(session, town.record(COORDINATOR), 0, town.now)
    assert found.total == 0
    assert told(town, COORDINATOR) == []
