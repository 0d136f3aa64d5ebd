"""The pages of youth projects: they fit, name nobody, and offer only what leads somewhere."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain.roles import Role
from menus.domain.tasks import TaskKind, TaskState, VoiceKind
from menus.text import catalog, gsm7
from menus.text.names import Text
from menus.ussd import flow
from menus.ussd.screen import Screen
from menus.ussd.youth_steps import SayOfTask, TaskLine, YouthFacts

TOWN = parse(load_example("mlango-kubwa"))
LAMPS = TaskLine("T50217", TaskKind.DARK, "river", "lamps", TaskState.OPEN, 3)
DONE = replace(
    LAMPS, state=TaskState.DONE, done_at=datetime(2026, 11, 2, tzinfo=UTC), did="3 lamps put up", takes_still=True
)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=130)


def result(keys: str, *tasks: TaskLine, language: str = "en", hands: int = 0) -> flow.FlowResult:
    """Return where keys lead; the project of the file is the first item."""
    facts: dict[type, object] = {YouthFacts: YouthFacts(tasks, {task.number: hands for task in tasks})}
    return flow.advance(flow.SessionContext(TOWN, language, facts=facts), keys)


def shown(keys: str, *tasks: TaskLine, language: str = "en", hands: int = 0) -> Screen:
    screen = result(keys, *tasks, language=language, hands=hands).screen
    assert screen is not None
    return screen


def test_projects_of_the_file_and_tasks_stand_on_one_list() -> None:
    lines = shown("0*4", LAMPS).text.split("\n")
    assert lines[1:3] == ["1 Clean drains (example): Saturdays 9:00", "2 Lamps, River side"]


def test_one_task_shows_its_state_its_reports_and_the_hands() -> None:
    page = shown("0*4*2", LAMPS, hands=4).text
    assert page.startswith("Lamps, River side. No group has taken it yet. Reports: 3. Will come: 4.\n1 I will come\n")
    assert "A group has taken it." in shown("0*4*2", replace(LAMPS, state=TaskState.TAKEN)).text
    assert shown("0*4*2", DONE).text.startswith("Lamps, River side. Done 02/11: 3 lamps put up\n3 It is still dark\n")
    drain = replace(DONE, kind=TaskKind.DRAIN)
    assert catalog.say("en", Text.YOUTH_STILL) in shown("0*4*2", drain).text


@pytest.mark.parametrize(("task", "keys"), [(LAMPS, "12"), (replace(LAMPS, state=TaskState.TAKEN), "12"), (DONE, "3")])
def test_only_the_keys_that_lead_somewhere_count(task: TaskLine, keys: str) -> None:
    acts = [key for key in "123456789" if isinstance(result(f"0*4*2*{key}", task).effect, SayOfTask)]
    # Key 2 leads to the page of giving, and says nothing of the task.
    assert "".join(acts) == keys.replace("2", "")
    assert [line[0] for line in shown("0*4*2", task).text.split("\n")[1:-2]] == [*keys]


def test_a_key_says_one_thing_of_one_task_and_the_last_page_thanks() -> None:
    come, still = result("0*4*2*1", LAMPS), result("0*4*2*3", DONE)
    assert come.effect == SayOfTask("T50217", VoiceKind.COMES)
    assert still.effect == SayOfTask("T50217", VoiceKind.STILL)
    project = result("0*4*1*1", LAMPS).effect
    assert project == SayOfTask(TOWN.projects[0].names[TOWN.language], VoiceKind.COMES)
    assert come.screen is not None
    assert not come.screen.is_open


def test_giving_is_offered_only_where_somebody_takes_gifts() -> None:
    assert catalog.say("en", Text.YOUTH_GIVE) in shown("0*4*2", LAMPS).text
    assert shown("0*4*2*2", LAMPS).text == shown("0*2").text
    nobody = replace(TOWN, people=tuple(one for one in TOWN.people if Role.TREASURER not in one.roles))
    facts: dict[type, object] = {YouthFacts: YouthFacts((LAMPS,))}
    page = flow.advance(flow.SessionContext(nobody, "en", facts=facts), "0*4*2").screen
    assert page is not None
    assert catalog.say("en", Text.YOUTH_GIVE) not in page.text


def test_without_projects_the_page_says_so_and_leads_back() -> None:
    facts: dict[type, object] = {YouthFacts: YouthFacts()}
    page = flow.advance(flow.SessionContext(replace(TOWN, projects=()), "en", facts=facts), "0*4").screen
    assert page is not None
    assert page.is_open
    assert page.text.startswith(catalog.say("en", Text.MORE_YOUTH))


@given(
    project=WORDS, did=WORDS, kind=st.sampled_from(TaskKind), state=st.sampled_from(TaskState),
    count=st.integers(0, 40), language=st.sampled_from(["sw", "en"]), hands=st.integers(0, 9999),
)  # fmt: skip
def test_every_page_fits_whatever_was_written(
    project: str, did: str, kind: TaskKind, state: TaskState, count: int, language: str, hands: int
) -> None:
    task = TaskLine("T1", kind, "river", project, state, 999, datetime(2026, 1, 1, tzinfo=UTC), did, takes_still=True)
    tasks = [replace(task, number=f"T{number}") for number in range(count)]
    for keys in ("0*4", "0*4*98", *(f"0*4*{number + 2}" for number in range(min(count, 3)))):
        assert gsm7.fits(shown(keys, *tasks, language=language, hands=hands).text)
