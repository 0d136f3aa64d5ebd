"""The screens of youth projects: the list of projects and tasks, and one of them with what a caller can say of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from menus.domain.community import Community, Project
from menus.domain.draft import Draft
from menus.domain.tasks import TaskKind, TaskState, VoiceKind
from menus.text import catalog, gsm7
from menus.text.names import Text
from menus.ussd import giving_steps, pagination
from menus.ussd.effects import AssociationAct
from menus.ussd.screen_names import ScreenName
from menus.ussd.step_texts import end, said
from menus.ussd.steps import ScreenStep, SessionContext, Transition

_LONGEST_NAME = 48
"""The septets of the name of a task or a project on its own page, which holds its state and three keys, too."""
_STILL = {TaskKind.DARK: Text.YOUTH_STILL_DARK}


@dataclass(frozen=True)
class TaskLine:
    """A task as anybody may read it. `project` is what is to be done, `did` what was done; no words name anybody.

    `takes_still`: a caller may say that it is still as it was. That goes on for a moment after it was opened again, so
    that a post that is repeated gives the same page.
    """

    number: str
    kind: TaskKind
    zone: str | None
    project: str
    state: TaskState
    reports: int
    done_at: datetime | None = None
    did: str = ""
    takes_still: bool = False


@dataclass(frozen=True)
class YouthFacts:
    """The tasks of a community, and how many phones will come to each task or project, by its subject."""

    tasks: tuple[TaskLine, ...] = ()
    hands: Mapping[str, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class SayOfTask(AssociationAct):
    """An effect: the caller will come to a task or a project, or says that a task is still undone."""

    subject: str
    kind: VoiceKind


def subject_of(community: Community, project: Project) -> str:
    """Return the name by which the voices of a project are counted: no task has such a number."""
    return project.names[community.language]


def _items(context: SessionContext) -> list[Project | TaskLine]:
    return [*context.community.projects, *context.fact(YouthFacts).tasks]


def _name(context: SessionContext, draft: Draft, item: Project | TaskLine) -> str:
    if isinstance(item, Project):
        return gsm7.plain(item.names[draft.language])
    what = gsm7.plain(item.project) or catalog.say(draft.language, Text(f"task.{item.kind.value}"))
    zone = context.community.zone(item.zone)
    place = f", {zone.name(draft.language)}" if zone is not None else ""
    # A letter that a phone shows may have no capital that it shows.
    return gsm7.plain(f"{what[:1].upper()}{what[1:]}{place}")


def _line(context: SessionContext, draft: Draft, item: Project | TaskLine) -> str:
    name = _name(context, draft, item)
    return f"{name}: {item.meets[draft.language]}" if isinstance(item, Project) and item.meets[draft.language] else name


def _show(context: SessionContext, draft: Draft) -> list[str]:
    items = _items(context)
    feet, more = said(draft, Text.WHERE_FEET, context), said(draft, Text.MORE, context)
    if not items:
        return [f"{said(draft, Text.MORE_YOUTH, context)}\n{feet}"]
    head = said(draft, Text.PROJECTS_HEAD, context)
    # A line of its own always fits between the head and the feet.
    room = gsm7.LIMIT - gsm7.septets(f"{head}\n00 \n{more}\n{feet}") - 1
    lines = [
        f"{number} {gsm7.cut_to_fit(gsm7.plain(_line(context, draft, item)), room)}"
        for number, item in enumerate(items, start=1)
    ]
    return pagination.pages(head, lines, feet, more)


def _choose(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    items = _items(context)
    number = int(key) if key and key[0] != "0" else 0
    if not 1 <= number <= len(items):
        return None
    item = items[number - 1]
    about = subject_of(context.community, item) if isinstance(item, Project) else item.number
    return Transition(Draft(draft.language, asked_about=about), ScreenName.PROJECT)


def _chosen(context: SessionContext, draft: Draft) -> Project | TaskLine | None:
    for item in _items(context):
        if draft.asked_about == (subject_of(context.community, item) if isinstance(item, Project) else item.number):
            return item
    return None


def _show_one(context: SessionContext, draft: Draft) -> list[str]:
    item = _chosen(context, draft)
    if item is None:
        return _show(context, draft)
    names = {key: text for key, text in _KEYS.items() if _leads(context, item, key)}
    keys = "".join(f"{said(draft, _text_of(item, text), context)}\n" for text in names.values())
    name = gsm7.cut_to_fit(_name(context, draft, item), _LONGEST_NAME)
    bare = said(draft, Text.YOUTH_ONE, context, name=name, standing="", keys=keys)
    standing = _standing(context, draft, item, gsm7.LIMIT - gsm7.septets(bare))
    return [said(draft, Text.YOUTH_ONE, context, name=name, standing=standing, keys=keys)]


def _standing(context: SessionContext, draft: Draft, item: Project | TaskLine, room: int) -> str:
    """Return how a task or a project stands, in as many sentences as there is room for; the first ones count most."""
    if isinstance(item, Project):
        meets = gsm7.plain(item.meets[draft.language])
        parts = [said(draft, Text.YOUTH_MEETS, context, meets=meets)] if meets else []
    elif item.state is TaskState.DONE and item.done_at is not None:
        on = f"{item.done_at.astimezone(context.community.timezone):%d/%m}"
        taken = gsm7.septets(said(draft, Text.YOUTH_DONE, context, on=on, said=""))
        did = gsm7.cut_to_fit(gsm7.plain(item.did), max(0, room - taken))
        parts = [said(draft, Text.YOUTH_DONE, context, on=on, said=did)]
    else:
        parts = [
            said(draft, Text.YOUTH_TAKEN if item.state is TaskState.TAKEN else Text.YOUTH_OPEN, context),
            said(draft, Text.YOUTH_FROM, context, reports=str(item.reports)),
        ]
    hands = context.fact(YouthFacts).hands.get(draft.asked_about, 0)
    if hands and _leads(context, item, "1"):
        parts.append(said(draft, Text.YOUTH_HANDS, context, count=str(hands)))
    shown = ""
    for part in parts:
        longer = f"{shown} {part}".strip()
        shown = longer if gsm7.septets(longer) <= room else shown
    return shown or gsm7.cut_to_fit(parts[0], max(0, room)) if parts else ""


_KEYS = {"1": Text.YOUTH_COME, "2": Text.YOUTH_GIVE, "3": Text.YOUTH_STILL}


def _text_of(item: Project | TaskLine, text: Text) -> Text:
    is_task = text is Text.YOUTH_STILL and isinstance(item, TaskLine)
    return _STILL.get(item.kind, text) if is_task and isinstance(item, TaskLine) else text


def _leads(context: SessionContext, item: Project | TaskLine, key: str) -> bool:
    """Return whether a key of the page of a task or a project leads anywhere."""
    is_over = isinstance(item, TaskLine) and item.state is TaskState.DONE
    if key == "3":
        return isinstance(item, TaskLine) and item.takes_still
    return not is_over and (key == "1" or giving_steps.is_open(context))


def _say(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    item = _chosen(context, draft)
    if item is None or key not in _KEYS or not _leads(context, item, key):
        return None
    if key == "2":
        return Transition(replace(draft, asked_about=""), ScreenName.GIVE)
    kind, thanks = (
        (VoiceKind.COMES, Text.YOUTH_THANKS_COME) if key == "1" else (VoiceKind.STILL, Text.YOUTH_THANKS_STILL)
    )
    return Transition(draft, None, SayOfTask(draft.asked_about, kind), end(context, draft, thanks).last)


_LATE = datetime(2026, 12, 31, tzinfo=UTC)


def longest(community: Community, language: str) -> YouthFacts:
    """Return facts with the longest values that they may have, to check that each page fits."""
    widest = max(community.zones, key=lambda zone: gsm7.septets(zone.name(language)), default=None)
    zone = widest.key if widest is not None else None
    task = TaskLine("", TaskKind.OTHER, zone, "W" * 60, TaskState.OPEN, 999, _LATE, "W" * 120)
    rest = [(kind, state) for kind in (TaskKind.DARK, TaskKind.OTHER) for state in TaskState]
    tasks = tuple(
        replace(task, number=f"T98765432{at}", kind=kind, state=state, takes_still=state is not TaskState.TAKEN)
        for at, (kind, state) in enumerate(rest)
    )
    subjects = [task.number for task in tasks] + [subject_of(community, project) for project in community.projects]
    return YouthFacts(tasks, dict.fromkeys(subjects, 9999))


STEPS = (
    ScreenStep(ScreenName.PROJECTS, _show, _choose, needs=YouthFacts),
    ScreenStep(ScreenName.PROJECT, _show_one, _say, needs=YouthFacts),
)
