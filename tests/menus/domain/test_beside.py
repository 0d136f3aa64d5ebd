"""Lines beside SMS: of which incidents one may leave, and how often."""

from hypothesis import given
from hypothesis import strategies as st

from menus.domain import beside
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Level, Track
from menus.domain.community import Stage
from menus.domain.escalation_life import WITHOUT_ANSWER, EscalationPhase
from menus.domain.marks import AlarmKind, Caution

matters = st.builds(
    beside.Matter,
    st.sampled_from(Level),
    st.none() | st.sampled_from(AccusedGroup),
    st.none() | st.sampled_from(AlarmKind),
    st.none() | st.sampled_from(Caution),
    is_drill=st.booleans(),
)
climbs = st.builds(
    beside.Climb, st.sampled_from(Track), st.sampled_from(EscalationPhase), st.integers(0, 40), st.integers(1, 9)
)


@given(st.sampled_from(Stage), matters)
def test_nothing_private_silent_or_accusing_ever_leaves(stage: Stage, matter: beside.Matter) -> None:
    if beside.may_leave(stage, matter):
        assert matter.level in {Level.MAJOR, Level.URGENT}
        assert matter.accused_group is None
        assert matter.alarm is not AlarmKind.DURESS
        assert matter.caution is not Caution.MAYBE_PRIVATE
        assert not matter.is_drill
        assert stage is not Stage.DRY_RUN


@given(st.lists(climbs, max_size=4))
def test_only_an_open_track_without_an_answer_counts(found: list[beside.Climb]) -> None:
    counted = [each for each in found if each.track in {Track.PATROL, Track.POLICE} and each.phase in WITHOUT_ANSWER]
    assert beside.step_of(found) == beside.step_of(counted)
    assert (beside.step_of(found) == beside.EXHAUSTED) is any(
        each.phase is EscalationPhase.EXHAUSTED for each in counted
    )


@given(climbs)
def test_an_incident_has_no_more_steps_than_its_ladder_has_rungs(climb: beside.Climb) -> None:
    step = beside.step_of([climb])
    assert step == beside.EXHAUSTED or 0 <= step < climb.rungs


def test_the_first_rung_alone_is_no_news_and_the_second_one_is() -> None:
    calling = EscalationPhase.CALLING
    assert beside.step_of([beside.Climb(Track.PATROL, calling, 1, 3)]) == 0
    assert beside.step_of([beside.Climb(Track.PATROL, calling, 2, 3)]) == 1
    assert beside.step_of([beside.Climb(Track.PATROL, calling, 7, 3)]) == 2, "a further round is no further step"
