"""Stories of hazards that become the work of a youth group, and of the reporter who reads what became of it."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from gateway.association.tasks.lately import done_lately
from gateway.storage.models import Act, Incident, Message, TaskReport
from menus.domain.acts import ActKind
from menus.domain.categories import Level
from menus.domain.messages import Lane, MessageKind
from menus.domain.tasks import TaskKind
from menus.text.names import Text
from tests.people import COORDINATOR, LANDLORDS, OTHER, RESIDENT, RESIDENTS
from tests.town import Town
from tests.youth import OTHER_YOUTH, RIVER_YOUTH, YOUTH, hazard, made, my_report, task_in, tasks, with_youth

THEIRS = "+254700000299"
"""The lead of a youth group of another community."""


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    return new_town(with_youth())


def test_a_dark_alley_is_read_as_taken_then_as_done_and_its_report_closes(town: Town) -> None:
    """A dark-alley report shows "a group has taken it", later "done", and closes."""
    reference = hazard(town, RESIDENT)
    number = made(town, reference)
    assert (
        town.values_of(
            town.last(YOUTH),
            Text.TASK_NEW,
            YOUTH,
            task=number,
            said=town.said(Text.TASK_DARK, to=YOUTH),
            place="River side",
            reports="1",
        )
        == {}
    )
    assert town.got(OTHER_YOUTH, Text.TASK_NEW, task=number)
    assert town.said(Text.STATUS_TASK_TAKEN, to=RESIDENT) not in my_report(town)
    assert town.is_a(town.texts(YOUTH, f"TAKE {number}"), Text.TASK_TAKEN_NOW, YOUTH, task=number)
    assert town.said(Text.STATUS_TASK_TAKEN, to=RESIDENT) in my_report(town)
    assert town.incident(reference)["status"] == "open"
    assert town.is_a(town.texts(YOUTH, f"DONE {number} 3 lamps put up"), Text.TASK_DONE_NOW, YOUTH, task=number)
    assert town.said(Text.STATUS_TASK_DONE, to=RESIDENT) in my_report(town)
    assert "3 lamps put up" in my_report(town)
    assert town.incident(reference)["status"] == "closed"
    assert town.inbox(RESIDENT) == []


def test_the_verbs_stand_in_swahili_and_behind_the_number_too(town: Town) -> None:
    reference = hazard(town, RESIDENT)
    number = task_in(town.texts(COORDINATOR, f"{reference} KAZI taa za mtoni"))
    assert town.is_a(town.texts(OTHER_YOUTH, f"{number} chukua"), Text.TASK_TAKEN_NOW, OTHER_YOUTH, task=number)
    told = town.texts(OTHER_YOUTH, f"{number} tayari tumeweka taa tatu")
    assert told == town.said(Text.TASK_DONE_NOW, to=OTHER_YOUTH, task=number)
    assert tasks(town)[0].did == "tumeweka taa tatu"


def test_several_hazards_belong_to_one_task_and_close_with_it(town: Town) -> None:
    first, second = hazard(town, RESIDENT), hazard(town, OTHER, "bondeni")
    third = hazard(town, RESIDENTS[2], "market")
    number = made(town, first, second)
    assert town.values_of(town.last(YOUTH), Text.TASK_NEW, YOUTH, reports="2") is not None
    told = town.texts(COORDINATOR, f"TASK {third} {number}")
    assert told == town.said(Text.TASK_ADDED, to=COORDINATOR, task=number, reports="3")
    town.texts(YOUTH, f"TAKE {number}")
    town.texts(YOUTH, f"DONE {number} drains cleaned")
    assert {town.incident(one)["status"] for one in (first, second, third)} == {"closed"}
    with town.services.reading() as session:
        (line,) = done_lately(session, town.record().id)
        assert (line.number, line.did, line.hazards, line.reports) == (number, "drains cleaned", 3, 3)
        assert (line.kind, line.zone) == (TaskKind.DARK, "river")
        assert done_lately(session, town.record().id, town.now) == []


def test_a_hazard_belongs_to_one_task_alone(town: Town) -> None:
    reference = hazard(town, RESIDENT)
    number = made(town, reference)
    told = town.texts(LANDLORDS, f"TASK {reference} drains")
    assert told == town.said(Text.TASK_HAS_ONE, to=LANDLORDS, reference=reference, task=number)
    assert len(tasks(town)) == 1


def test_the_same_text_twice_makes_one_task(town: Town) -> None:
    reference = hazard(town, RESIDENT)
    for _ in range(2):
        town.texts(COORDINATOR, f"TASK {reference} lamps", sms_id="twice")
    assert len(tasks(town)) == 1


def test_a_task_is_for_the_leads_of_its_zone(new_town: Callable[..., Town]) -> None:
    town = new_town(with_youth(river=True))
    made(town, hazard(town, RESIDENT, "market"))
    assert (len(town.inbox(RIVER_YOUTH)), len(town.inbox(YOUTH))) == (0, 1)
    made(town, hazard(town, OTHER, "river"))
    assert (len(town.inbox(RIVER_YOUTH)), len(town.inbox(YOUTH))) == (1, 2)


def test_texts_of_tasks_wait_for_all_others_and_come_once(town: Town) -> None:
    made(town, hazard(town, RESIDENT))
    with town.services.reading() as session:
        rows = session.scalars(select(Message).where(Message.kind == MessageKind.ASSOCIATION)).all()
        assert {(row.lane, row.incident_id) for row in rows} == {(Lane.BULK, None)}
    rules = MessageKind.ASSOCIATION.rules
    assert not rules.may_come_twice
    assert rules.expires_after


def test_nobody_is_texted_of_a_task_in_a_pause_and_the_coordinator_reads_so(town: Town) -> None:
    reference = hazard(town, RESIDENT)
    town.confirms(COORDINATOR, "PAUSE flood")
    before = len(town.inbox(YOUTH))
    told = town.texts(COORDINATOR, f"TASK {reference} lamps")
    assert town.is_a(told, Text.TASK_MADE, COORDINATOR, count="0")
    assert len(town.inbox(YOUTH)) == before


def test_a_hazard_that_became_major_is_not_closed_by_youth(town: Town) -> None:
    reference = hazard(town, RESIDENT)
    number = made(town, reference)
    town.texts(YOUTH, f"TAKE {number}")
    with town.services.uow() as uow:
        row = uow.session.scalars(select(Incident).where(Incident.reference == reference)).one()
        row.level = Level.MAJOR
    town.keeps_timeline = False
    town.texts(YOUTH, f"DONE {number} lamps put up")
    with town.services.reading() as session:
        row = session.scalars(select(Incident).where(Incident.reference == reference)).one()
        assert row.status.is_live
    assert town.said(Text.STATUS_TASK_DONE, to=RESIDENT) not in my_report(town)


def test_a_task_follows_a_hazard_that_is_joined_to_another(town: Town) -> None:
    first, second = hazard(town, RESIDENT), hazard(town, OTHER, "bondeni")
    number = made(town, first)
    town.confirms(COORDINATOR, f"JOIN {first} {second}")
    town.texts(YOUTH, f"TAKE {number}")
    for phone in (RESIDENT, OTHER):
        assert town.said(Text.STATUS_TASK_TAKEN, to=phone) in my_report(town, phone)
    with town.services.reading() as session:
        assert len(session.scalars(select(TaskReport)).all()) == 1


def test_a_task_is_free_again_if_its_taker_leads_no_group_any_more(town: Town) -> None:
    number = made(town, hazard(town, RESIDENT))
    town.texts(YOUTH, f"TAKE {number}")
    town.loads(with_youth().replace('roles = ["youth-lead"]', 'roles = ["observer"]', 1))
    told = town.texts(OTHER_YOUTH, f"TAKE {number}")
    assert town.is_a(told, Text.TASK_TAKEN_NOW, OTHER_YOUTH, task=number)


def test_each_step_of_a_task_is_on_record_without_names_or_words(town: Town) -> None:
    number = made(town, hazard(town, RESIDENT))
    town.texts(YOUTH, f"TAKE {number}")
    town.texts(YOUTH, f"DONE {number} lamps put up")
    kinds = (ActKind.TASK_MADE, ActKind.TASK_TAKEN, ActKind.TASK_DONE)
    with town.services.reading() as session:
        acts = session.scalars(select(Act).where(Act.kind.in_(kinds)).order_by(Act.id)).all()
        assert [act.kind for act in acts] == list(kinds)
        assert all(act.words is None and act.facts["task"] == number for act in acts)
        assert not any("lamps" in str(act.facts) for act in acts)


@pytest.mark.parametrize("phone", [YOUTH, OTHER_YOUTH])
def test_a_youth_lead_who_asks_for_help_reads_both_commands(town: Town, phone: str) -> None:
    assert town.texts(phone, "MENU") == town.said(Text.HELP_YOUTH, to=phone)
