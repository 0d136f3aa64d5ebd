"""Answering: the tracks that an answer counts for, and the role in which it is given."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.answering import Escalating, answered_tracks
from menus.domain.categories import Level, Track
from menus.domain.ladders import Ladder, Step
from menus.domain.roles import Role

PATROL, POLICE, OVERSIGHT = Track.PATROL, Track.POLICE, Track.OVERSIGHT
LEADER, MEMBER, COORDINATOR, CONTACT = Role.PATROL_LEADER, Role.PATROL, Role.COORDINATOR, Role.POLICE
LATER = timedelta(minutes=3)
BY_PATROL = Ladder(Level.MAJOR, PATROL, (Step((LEADER, MEMBER)), Step((COORDINATOR,), LATER)))
BY_POLICE = Ladder(Level.MAJOR, POLICE, (Step((CONTACT,)), Step((Role.POLICE_STATION, COORDINATOR), LATER)))
BY_OVERSIGHT = Ladder(Level.COMPLAINT, OVERSIGHT, (Step((Role.OVERSIGHT,)),))
BOTH = (Escalating(BY_PATROL, 1), Escalating(BY_POLICE, 1))
BOTH_TO_THE_END = (Escalating(BY_PATROL, 2), Escalating(BY_POLICE, 2))
ONLY_POLICE = (Escalating(BY_POLICE, 1),)


@pytest.mark.parametrize(
    ("roles", "notified", "escalations", "wanted", "tracks"),
    [
        ({LEADER}, {PATROL}, BOTH, PATROL, {PATROL: LEADER}),
        ({LEADER}, set(), BOTH, PATROL, {PATROL: LEADER}),
        ({CONTACT}, {POLICE}, BOTH, PATROL, {POLICE: CONTACT}),
        ({COORDINATOR}, set(), BOTH, PATROL, {PATROL: COORDINATOR}),
        ({COORDINATOR}, set(), BOTH, POLICE, {POLICE: COORDINATOR}),
        ({COORDINATOR}, {PATROL, POLICE}, BOTH_TO_THE_END, PATROL, {PATROL: COORDINATOR, POLICE: COORDINATOR}),
        ({COORDINATOR}, {POLICE}, BOTH_TO_THE_END, PATROL, {POLICE: COORDINATOR}),
        ({COORDINATOR}, set(), ONLY_POLICE, PATROL, {POLICE: COORDINATOR}),
        ({COORDINATOR}, set(), (Escalating(BY_OVERSIGHT, 1),), PATROL, {OVERSIGHT: COORDINATOR}),
        ({COORDINATOR}, set(), (), PATROL, {}),
        ({COORDINATOR, LEADER}, {PATROL}, BOTH, PATROL, {PATROL: LEADER}),
        ({COORDINATOR, LEADER}, set(), BOTH, PATROL, {PATROL: LEADER}),
        ({COORDINATOR, LEADER}, set(), BOTH, POLICE, {POLICE: COORDINATOR}),
        ({COORDINATOR, LEADER}, {PATROL}, BOTH_TO_THE_END, PATROL, {PATROL: COORDINATOR}),
        ({COORDINATOR, LEADER}, {PATROL}, ONLY_POLICE, PATROL, {PATROL: LEADER}),
        ({Role.DEPUTY_LEADER}, {PATROL}, BOTH, PATROL, {PATROL: Role.DEPUTY_LEADER}),
        ({Role.DEPUTY_LEADER}, set(), BOTH, PATROL, {}),
        ({Role.CHIEF}, {PATROL}, BOTH, PATROL, {}),
    ],
)
def test_an_answer_counts_for_tracks_in_a_role(
    roles: set[Role],
    notified: set[Track],
    escalations: tuple[Escalating, ...],
    wanted: Track,
    tracks: dict[Track, Role],
) -> None:
    assert answered_tracks(roles, notified, escalations, wanted) == tracks


@given(
    roles=st.sets(st.sampled_from(Role), min_size=1),
    notified=st.sets(st.sampled_from(Track)),
    escalations=st.sampled_from([BOTH, BOTH_TO_THE_END, ONLY_POLICE, ()]),
    wanted=st.sampled_from([PATROL, POLICE]),
)
def test_nobody_answers_in_a_role_that_they_do_not_have(
    roles: set[Role], notified: set[Track], escalations: tuple[Escalating, ...], wanted: Track
) -> None:
    tracks = answered_tracks(roles, notified, escalations, wanted)
    assert set(tracks.values()) <= roles
    if set(tracks) & notified:
        assert set(tracks) <= notified
