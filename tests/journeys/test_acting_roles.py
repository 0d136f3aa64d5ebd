"""Stories of people with several roles: the board and the history show the role in which they acted."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from gateway.communities.file import load_example
from gateway.incidents import board
from gateway.storage.models import EscalationRow
from menus.text.names import Text
from tests.people import BONDENI, BREAK_IN, CODE, COORDINATOR, DEPUTY, KILLING, LEADER, OTHER, POLICE, RESIDENT
from tests.town import Town, reference_in

FILE = load_example("mlango-kubwa")
ALSO_LEADER = FILE.replace('roles = ["coordinator"]', 'roles = ["coordinator", "patrol-leader"]')
"""The coordinator of the tenants is a patrol leader, too."""
ALSO_CHIEF = FILE.replace('roles = ["coordinator"]', 'roles = ["coordinator", "chief"]')
ALSO_MEMBER = FILE.replace('roles = ["patrol-leader"]', 'roles = ["patrol", "patrol-leader"]', 1)
"""The patrol leader is a member of the patrol, too."""
MINOR = ("4", "2", "4", "1")
"""Keys after dialling: a theft in Bondeni."""


def roles_of_events(town: Town, reference: str) -> dict[str, Any]:
    """Return the role of each kind of event of an incident that records one."""
    with town.services.reading() as session:
        incident = board.board_entries(session, reference=reference)[0].incident
        history = board.history(session, incident)
    return {row["kind"]: row["facts"]["role"] for row in history if "role" in row["facts"]}


@pytest.mark.parametrize("keys", [KILLING, BREAK_IN, MINOR], ids=["major", "urgent", "minor"])
def test_a_coordinator_who_leads_a_patrol_answers_the_patrols_alert_as_its_leader(
    town: Town, keys: tuple[str, ...]
) -> None:
    town.loads(ALSO_LEADER)
    reference = reference_in(town.dials(RESIDENT, CODE, *keys))
    town.texts(COORDINATOR, f"1 {reference}")
    assert town.track(reference, "patrol")["answered_by_role"] == "patrol-leader"
    events = roles_of_events(town, reference)
    assert (events["answered"], events["going"]) == ("patrol-leader", "patrol-leader")


def test_the_role_is_that_of_the_rung_that_alerted_them(town: Town) -> None:
    town.loads(ALSO_LEADER)
    town.texts(COORDINATOR, "OFF")
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    town.passes(minutes=7)
    assert any(reference in text for text in town.inbox(COORDINATOR)), "the third rung alerted the coordinator"
    town.texts(COORDINATOR, f"1 {reference}")
    assert town.track(reference, "patrol")["answered_by_role"] == "coordinator"


def test_a_command_of_a_coordinator_is_recorded_as_the_coordinators(town: Town) -> None:
    town.loads(ALSO_LEADER)
    reference = reference_in(town.dials(RESIDENT, CODE, *BREAK_IN))
    town.texts(COORDINATOR, f"1 {reference}")
    town.texts(COORDINATOR, f"POLICE {reference}")
    town.confirms(COORDINATOR, f"CLOSE {reference} settled")
    events = roles_of_events(town, reference)
    assert (events["going"], events["escalated"], events["closed"]) == ("patrol-leader", "coordinator", "coordinator")


def test_a_coordinator_who_is_chief_too_acts_as_the_coordinator(town: Town) -> None:
    town.loads(ALSO_CHIEF)
    reference = reference_in(town.dials(RESIDENT, CODE, *BREAK_IN))
    town.texts(COORDINATOR, f"CLOSE {reference} settled")
    assert roles_of_events(town, reference)["closed"] == "coordinator"


def test_a_leader_who_says_that_it_is_over_closes_it_as_the_leader(town: Town) -> None:
    town.loads(ALSO_LEADER)
    reference = reference_in(town.dials(RESIDENT, CODE, *BREAK_IN))
    for text in (f"3 {reference}", f"4 {reference} they fled"):
        town.texts(COORDINATOR, text)
    events = roles_of_events(town, reference)
    assert {events[kind] for kind in ("here", "over", "closed")} == {"patrol-leader"}


def test_a_coordinator_who_leads_a_patrol_and_is_sent_beside_the_ladder_goes_as_the_leader(town: Town) -> None:
    file = ALSO_LEADER.replace('after = "2h", notify = ["coordinator"]', 'after = "2h", notify = ["treasurer"]')
    town.loads(file.replace('steps = [\n  { notify = ["patrol-leader"] }', 'steps = [\n  { notify = ["treasurer"] }'))
    reference = reference_in(town.dials(RESIDENT, CODE, *MINOR))
    town.texts(COORDINATOR, f"SEND {reference} all")
    town.texts(COORDINATOR, f"1 {reference}")
    assert town.track(reference, "patrol")["answered_by_role"] == "patrol-leader"


def test_the_support_who_takes_the_lead_leads_in_the_role_that_the_ladder_names(town: Town) -> None:
    town.loads(ALSO_MEMBER)
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    for phone, text in ((BONDENI, "1"), (LEADER, "1"), (BONDENI, "2")):
        town.texts(phone, f"{text} {reference}")
    assert town.track(reference, "patrol")["answered_by_role"] == "patrol-leader"
    assert roles_of_events(town, reference)["handed-over"] == "patrol-leader"


def test_an_answer_for_another_track_leaves_the_patrols_alone(town: Town) -> None:
    town.loads(FILE.replace('roles = ["police"]', 'roles = ["police", "chief"]'))
    reference = reference_in(town.dials(OTHER, CODE, *KILLING))
    town.texts(POLICE, f"OB {reference} 12/2026")
    town.texts(DEPUTY, f"1 {reference}")
    events = roles_of_events(town, reference)
    assert (events["ob"], events["going"]) == ("police", "deputy-leader")
    with town.services.reading() as session:
        answered = {row.track.value: row.answered_role for row in session.scalars(select(EscalationRow))}
    assert answered == {"patrol": "deputy-leader", "police": "police"}


def test_the_menu_of_a_coordinator_who_patrols_has_the_commands_of_both(new_town: Callable[..., Town]) -> None:
    town = new_town(ALSO_LEADER)
    assert town.texts(COORDINATOR, "MENU") == town.said(Text.HELP_BOTH, to=COORDINATOR)


def test_the_menu_of_a_coordinator_who_is_a_helper_names_the_number_and_the_end_of_a_case(
    new_town: Callable[..., Town],
) -> None:
    town = new_town(FILE.replace('roles = ["coordinator"]', 'roles = ["coordinator", "focal-person"]', 1))
    answer = town.texts(COORDINATOR, "MENU")
    assert answer == town.said(Text.HELP_COORDINATOR_HELPER, to=COORDINATOR)


def test_the_menu_of_a_coordinator_who_patrols_and_helps_has_the_commands_of_each_role(
    new_town: Callable[..., Town],
) -> None:
    roles = '["coordinator", "patrol-leader", "focal-person"]'
    town = new_town(FILE.replace('roles = ["coordinator"]', f"roles = {roles}", 1))
    town.texts(COORDINATOR, "MENU")
    both = [town.said(name, to=COORDINATOR) for name in (Text.HELP_BOTH, Text.HELP_COORDINATOR_HELPER)]
    assert town.inbox(COORDINATOR) == both


def test_the_menu_of_a_helper_who_patrols_names_the_number_too(new_town: Callable[..., Town]) -> None:
    town = new_town(FILE.replace('roles = ["patrol"]', 'roles = ["patrol", "focal-alternate"]', 1))
    town.texts(BONDENI, "MENU")
    assert town.inbox(BONDENI) == [town.said(name, to=BONDENI) for name in (Text.HELP_PATROL, Text.HELP_FOCAL)]
