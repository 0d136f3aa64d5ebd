"""The closed circles, and what a log may hold of an incident."""

from hypothesis import given
from hypothesis import strategies as st

from menus.domain import circles
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Level
from menus.domain.marks import AlarmKind, Caution

ALARMS = st.sampled_from([None, *AlarmKind])
GROUPS = st.sampled_from([None, *AccusedGroup])
CAUTIONS = st.sampled_from([None, *Caution])


@given(st.sampled_from(list(Level)), GROUPS, ALARMS, CAUTIONS)
def test_a_log_holds_the_reference_of_what_nobody_must_hide_and_no_other(
    level: Level, group: AccusedGroup | None, alarm: AlarmKind | None, caution: Caution | None
) -> None:
    held = circles.in_log("48273", level, group, alarm, caution)
    must_hide = (
        level in {Level.PRIVATE, Level.COMPLAINT}
        or group is not None
        or alarm is AlarmKind.DURESS
        or caution is Caution.MAYBE_PRIVATE
    )
    assert held == (None if must_hide else "48273")
