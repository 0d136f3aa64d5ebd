"""Stories of a community on its way to real use: a dry run texts nobody, a shadow run coordinators alone."""

from collections.abc import Callable
from itertools import product

import pytest
from sqlalchemy import func, select

from gateway.communities.file import load_example
from gateway.incidents import stats
from gateway.messaging import outbox
from gateway.storage.models import EscalationRow, Incident, Message, Notification
from gateway.storage.states import MessageState
from menus.domain.categories import Category, Track
from menus.domain.community import Person, Stage
from menus.domain.messages import Lane, MessageKind
from menus.text.names import Text
from tests.people import (
    BONDENI,
    CODE,
    COORDINATOR,
    FOCAL,
    KILLING,
    LEADER,
    OTHER,
    OVERSIGHT,
    POLICE,
    RESIDENT,
)
from tests.town import Town, reference_in

EVERYBODY = (LEADER, BONDENI, COORDINATOR, POLICE, FOCAL, OVERSIGHT, RESIDENT)


def example(stage: str) -> str:
    return load_example("mlango-kubwa").replace("mode =", f'stage = "{stage}"\nmode =', 1)


def states(town: Town) -> dict[MessageState, int]:
    with town.services.reading() as session:
        counted = select(Message.state, func.count()).group_by(Message.state)
        return {row[0]: row[1] for row in session.execute(counted)}


def test_a_dry_run_takes_a_report_to_its_end_and_texts_nobody(new_town: Callable[..., Town]) -> None:
    town = new_town(example("dry-run"))
    page = town.dials(RESIDENT, CODE, *KILLING)
    assert town.is_a(page, Text.FILED_TRIAL)
    town.passes(minutes=60)
    assert town.carrier.sent == []
    assert set(states(town)) == {MessageState.KEPT_BACK}
    with town.services.reading() as session:
        assert session.scalars(select(Notification)).all() == [], "nobody was notified"
        assert {row.last_rung_that_reached for row in session.scalars(select(EscalationRow))} == {0}
    entry = town.incident(reference_in(page))
    assert all(track["spent_at"] for track in entry["tracks"].values())


def test_the_operator_sees_what_a_stage_keeps_back_and_nothing_of_it_has_failed(new_town: Callable[..., Town]) -> None:
    town = new_town(example("dry-run"))
    town.reports(RESIDENT, Category.GUN_KILLING)
    with town.services.reading() as session:
        counts = stats.outbox(session, town.now)
    assert counts.kept_back.keys() == {"dry-run"}
    assert counts.kept_back["dry-run"] >= 3
    assert counts.failures == {}


def test_what_was_kept_back_is_never_sent_when_the_community_goes_live(new_town: Callable[..., Town]) -> None:
    town = new_town(example("dry-run"))
    town.reports(RESIDENT, Category.GUN_KILLING)
    town.loads(load_example("mlango-kubwa"))
    town.passes(minutes=60)
    assert town.carrier.sent == []
    page = town.dials(OTHER, CODE, "4", "1", "4", "1")
    assert not town.is_a(page, Text.FILED_TRIAL)


def test_an_answer_to_somebody_who_texts_in_is_kept_back_in_a_dry_run(new_town: Callable[..., Town]) -> None:
    town = new_town(example("dry-run"))
    for phone, text in ((RESIDENT, "HELP"), (LEADER, "ON"), (COORDINATOR, "LIST"), (OTHER, "thieves at bondeni")):
        assert town.texts(phone, text) == ""
    assert town.carrier.sent == []
    assert states(town)[MessageState.KEPT_BACK] >= 4


def test_a_shadow_run_texts_coordinators_and_nobody_else(new_town: Callable[..., Town]) -> None:
    town = new_town(example("shadow"))
    page = town.dials(RESIDENT, CODE, *KILLING)
    assert town.is_a(page, Text.FILED_TRIAL)
    town.passes(minutes=60)
    assert {phone for phone, _ in town.carrier.sent} <= {person.phone for person in coordinators(town)}
    assert town.inbox(COORDINATOR), "the coordinator learns of it"
    assert town.texts(COORDINATOR, "LIST")
    assert town.texts(LEADER, "ON") == ""


def coordinators(town: Town) -> list[Person]:
    return [person for person in town.community.people if "coordinator" in person.roles]


def test_a_helper_is_not_told_of_a_private_text_in_a_shadow_run(new_town: Callable[..., Town]) -> None:
    both = example("shadow").replace('roles = ["focal-person"]', 'roles = ["focal-person", "coordinator"]')
    town = new_town(both)
    town.texts(RESIDENT, "my husband beats me every night, help me")
    town.passes(minutes=60)
    assert town.inbox(FOCAL) == []


def test_texts_that_wait_are_kept_back_when_a_community_goes_back_to_a_dry_run(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa"))
    with town.without_hints():
        town.reports(RESIDENT, Category.GUN_KILLING)
        with town.services.uow() as uow:
            person = town.person(LEADER)
            text = outbox.OutgoingText(MessageKind.BROADCAST, Lane.BULK, "MLATA: baraza", (person.phone,))
            outbox.queue(uow, town.record(), text)
        town.loads(example("dry-run"))
    town.passes(minutes=60)
    assert town.carrier.sent == []


def test_back_in_a_shadow_run_no_helper_who_is_a_coordinator_reads_of_a_private_matter_that_waits(
    new_town: Callable[..., Town],
) -> None:
    """A text that is under way at that moment is not tried again either."""
    both = 'roles = ["focal-person", "coordinator"]'
    town = new_town(load_example("mlango-kubwa").replace('roles = ["focal-person"]', both))
    with town.without_hints():
        town.dials(RESIDENT, CODE, "7", "2", "1")
        with town.services.uow() as uow:
            incident = uow.session.scalars(select(Incident)).one()
            for _ in range(2):
                alert = outbox.OutgoingText(MessageKind.ALERT, Lane.RED, "MLATA 12345", (FOCAL,), incident.id)
                outbox.queue(uow, town.record(), alert)
            under_way = uow.session.scalars(select(Message).order_by(Message.id)).all()[-1]
            under_way.state, under_way.lease_until = MessageState.SENDING, uow.now
        town.loads(example("shadow").replace('roles = ["focal-person"]', both))
    town.passes(minutes=60)
    assert town.inbox(FOCAL) == []


@pytest.mark.parametrize("stage", Stage)
def test_no_text_of_any_kind_and_lane_leaves_to_somebody_outside_the_stage(
    new_town: Callable[..., Town], stage: Stage
) -> None:
    town = new_town(example(stage.value))
    phones = (*(person.phone for person in town.community.people), RESIDENT, OTHER)
    with town.services.uow() as uow:
        for number, (kind, lane, track) in enumerate(product(MessageKind, Lane, (None, *Track))):
            for is_private in (False, True):
                text = f"MLATA {number} {is_private}"
                how = outbox.OutgoingText(kind, lane, text, phones, track=track, is_private=is_private)
                outbox.queue(uow, town.record(), how)
    for _ in range(5):
        town.passes(minutes=61)
    allowed = {person.phone for person in coordinators(town)}
    reached = {phone for phone, _ in town.carrier.sent}
    if stage is Stage.LIVE:
        assert reached == set(phones)
    else:
        assert reached == (allowed if stage is Stage.SHADOW else set())
        assert not [text for _, text in town.carrier.sent if text.endswith("True")]
