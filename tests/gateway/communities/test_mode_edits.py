"""Edits of the mode: a community that ends its patrol and begins anew has the ladders of before."""

import re
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.communities import mode_edits
from gateway.communities.file import load_example, parse, read
from gateway.communities.settings_edits import edited
from menus.domain.categories import Level, Track
from menus.domain.community import Community, Mode
from menus.domain.ladders import Ladder, Step
from menus.domain.roles import PATROL_ROLES, Role

TOWN = load_example("mlango-kubwa")
HELD = {role for person in parse(TOWN).people for role in person.roles}
OPEN = sorted(HELD - {Role.FOCAL_PERSON, Role.FOCAL_ALTERNATE, Role.OVERSIGHT})
WAITS = st.sampled_from([timedelta(seconds=90), timedelta(minutes=3), timedelta(minutes=15)])
ROLES = st.lists(st.sampled_from(OPEN), min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def ladders(draw: st.DrawFn) -> list[Ladder]:
    """Draw ladders that the checks of a file let pass."""
    pairs = {(Level.MAJOR, Track.PATROL), (Level.MAJOR, Track.POLICE)}
    levels, tracks = [Level.MAJOR, Level.URGENT, Level.MINOR, Level.HAZARD], [Track.PATROL, Track.POLICE]
    pairs |= draw(st.sets(st.tuples(st.sampled_from(levels), st.sampled_from(tracks))))
    made = []
    for level, track in draw(st.permutations(sorted(pairs))):
        first = (Role.POLICE,) if (level, track) == (Level.MAJOR, Track.POLICE) else ()
        rest = draw(st.lists(st.builds(Step, ROLES, WAITS), max_size=3))
        steps = (Step((*first, *(role for role in draw(ROLES) if role not in first))), *rest)
        made.append(Ladder(level, track, steps, draw(st.integers(0, 3)) if rest else 0))
    return made


def with_ladders(wanted: list[Ladder]) -> str:
    """Return the file of the example with other ladders for open reports."""
    first, behind = TOWN.index("[[ladders]]"), TOWN.index('level = "private"')
    behind = TOWN.rindex("[[ladders]]", first, behind)
    tables = "".join(
        f'[[ladders]]\nlevel = "{one.level}"\ntrack = "{one.track}"\nrepeat = {one.repeat}\nsteps = [\n'
        + "".join(f"  {{ {_step(step)} }},\n" for step in one.steps)
        + "]\n\n"
        for one in wanted
    )
    return TOWN[:first] + tables + TOWN[behind:]


def _step(step: Step) -> str:
    after = f'after = "{mode_edits.wait(step.after)}", ' if step.after else ""
    return f"{after}notify = {[role.value for role in step.notify]}".replace("'", '"')


def turned(text: str, mode: Mode, before: Community | None = None) -> str:
    """Return a file with another mode."""
    in_file = len(re.findall(r"^\[\[ladders\]\]", text, re.MULTILINE))
    return edited(text, mode_edits.edit(parse(text), in_file, mode, before))


@settings(max_examples=60, deadline=None)
@given(ladders())
def test_a_patrol_that_ends_and_begins_anew_has_the_ladders_of_before(wanted: list[Ladder]) -> None:
    text = with_ladders(wanted)
    before = parse(text)
    without = turned(text, Mode.REFER_ONLY)
    assert not {role for one in parse(without).ladders for step in one.steps for role in step.notify} & PATROL_ROLES
    again = parse(turned(without, Mode.PATROL, before))
    assert again.mode is Mode.PATROL
    assert frozenset(again.ladders) == frozenset(before.ladders)


def test_what_changed_beside_the_patrol_stays_and_a_role_without_anybody_is_left_out() -> None:
    before = parse(TOWN)
    without = turned(TOWN, Mode.REFER_ONLY).replace('after = "5m", notify = ["police-alternate"]', NOW)
    deputy = re.search(r"\[\[people\]\]\nname = \"Deputy leader.*?\n\n", without, re.DOTALL)
    assert NOW in without
    assert deputy is not None
    again = read(turned(without.replace(deputy[0], ""), Mode.PATROL, before))
    by_pair = {(one.level, one.track): one for one in again.ladders}
    assert by_pair[Level.MAJOR, Track.POLICE].steps[1].after == timedelta(minutes=4)
    assert [step.notify for step in by_pair[Level.MAJOR, Track.PATROL].steps] == [
        (Role.PATROL_LEADER, Role.PATROL),
        (Role.COORDINATOR,),
    ]
    assert set(by_pair) == {(one.level, one.track) for one in before.ladders}


NOW = 'after = "4m", notify = ["police-alternate"]'


def test_a_ladder_with_a_wait_of_before_comes_back_as_a_new_file_may_have_it() -> None:
    slow = TOWN.replace('after = "10m", notify = ["coordinator"]', 'after = "90h", notify = ["coordinator"]')
    again = read(turned(turned(slow, Mode.REFER_ONLY), Mode.PATROL, parse(slow)))
    urgent = next(one for one in again.ladders if one.level is Level.URGENT)
    assert [step.after for step in urgent.steps] == [timedelta(0), timedelta(minutes=5), timedelta(hours=1)]
