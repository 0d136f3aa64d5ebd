"""The parts of a conversation: pages, what a key does on them, and what they lead to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum

from menus.domain.categories import Category
from menus.domain.community import Community
from menus.domain.draft import Draft
from menus.text import catalog, gsm7


@dataclass(frozen=True)
class ReportLine:
    """One of the caller's own reports.

    `status` is held, waiting, answered, going, here, over, closed or false; `outcome` is what was said at its
    closing, `question` what a coordinator asks about it, each empty where there is none.
    """

    reference: str
    category: Category
    opened_at: datetime
    status: str
    outcome: str = ""
    question: str = ""


@dataclass(frozen=True)
class Offer:
    """A report that an earlier session of the caller broke off; `reference` where it was sent, unconfirmed."""

    draft: Draft
    reference: str = ""


@dataclass(frozen=True)
class SessionContext:
    """What is known before the first key.

    `cuts` are the transcript's lengths at each hop seen so far, ascending, None when nothing is remembered;
    `reports` is None until they are loaded. `offer` is what the session begins with, where there is something.
    `today` is the day in the community, None where every day counts.
    """

    community: Community
    language: str
    cuts: tuple[int, ...] | None = None
    reports: tuple[ReportLine, ...] | None = None
    offer: Offer | None = None
    today: date | None = None


@dataclass(frozen=True)
class File:
    """An effect: keep this report, then show `flow.filed`."""

    draft: Draft


@dataclass(frozen=True)
class Forget:
    """An effect: the caller does not want this sent; `is_offer` says that it is the one offered."""

    is_offer: bool = False


@dataclass(frozen=True)
class Answer:
    """An effect: the caller's answer to the question about one of their reports."""

    reference: str
    text: str


@dataclass(frozen=True)
class Remember:
    """An effect: the caller changed language."""

    language: str


class Load(Enum):
    """An effect: something has to be loaded into the scene before the page can be shown."""

    REPORTS = "reports"


Effect = File | Remember | Forget | Answer | Load


class ScreenName(StrEnum):
    """The screens of the conversation; `flow.STEPS` holds the step of each."""

    MAIN = "main"
    WHERE = "where"
    TYPE_PLACE = "type-place"
    TYPE_PLOT = "type-plot"
    CHECK_PLACE = "check-place"
    HARM = "harm"
    CONFIRM = "confirm"
    CHANGE = "change"
    INVOLVES = "involves"
    MOB = "mob"
    FIRE = "fire"
    OFFER = "offer"
    PRIVATE = "private"
    PRIVATE_CALL = "private-call"
    PRIVATE_CHILD = "private-child"
    PRIVATE_TIME = "private-time"
    COMPLAINT = "complaint"
    COMPLAINT_WORDS = "complaint-words"
    COMPLAINT_SEND = "complaint-send"
    MORE = "more"
    BARAZAS = "barazas"
    PROJECTS = "projects"
    REPORTS = "reports"
    QUESTION = "question"


@dataclass(frozen=True)
class Transition:
    """The place a key leads to: the draft, the next screen (None: the session ends with `last`), and an effect."""

    draft: Draft
    to: ScreenName | None
    effect: Effect | None = None
    last: str = ""


@dataclass(frozen=True)
class ScreenStep:
    """One place in the conversation.

    `show` gives the page's text, in several pages where it is a list; `take` says where an input leads, or None for
    no choice. `typed` steps take any text; `owns_zero` steps give `0` a meaning of their own. What has been said by a
    step that `keeps`, behind the second key of a report, outlives the session.
    """

    name: ScreenName
    show: "Callable[[SessionContext, Draft], list[str]]"
    take: "Callable[[SessionContext, Draft, str], Transition | None]"
    typed: bool = False
    owns_zero: bool = False
    keeps: bool = False
    needs: Load | None = None


def said(draft: Draft, msgid: str, context: SessionContext, **values: str) -> str:
    """Return a text in the caller's language, with the community's short name and helplines at hand."""
    return catalog.say(draft.language, msgid, **context.community.words, **values)


def page(msgid: str) -> Callable[[SessionContext, Draft], list[str]]:
    """Return a `show` of one fixed text."""
    return lambda context, draft: [said(draft, msgid, context)]


def fitting_page(msgid: str) -> Callable[[SessionContext, Draft], list[str]]:
    """Return a `show` of a fixed text, of its shorter form (`<msgid>.tight`) where long names leave no room for it."""

    def show(context: SessionContext, draft: Draft) -> list[str]:
        whole = said(draft, msgid, context)
        return [whole if gsm7.fits(whole) else said(draft, f"{msgid}.tight", context)]

    return show


def end(context: SessionContext, draft: Draft, msgid: str, **values: str) -> Transition:
    """Return the end of the session with a text."""
    return Transition(draft, None, last=said(draft, msgid, context, **values))


def category_name(language_code: str, category: Category) -> str:
    """Return what a category is called."""
    return catalog.say(language_code, f"category.{category.value}")


def place_name(context: SessionContext, draft: Draft) -> str:
    """Return what the chosen place is called, short enough for any page."""
    zone = context.community.zone(draft.zone)
    if zone is not None:
        return zone.name(draft.language)
    return gsm7.cut(gsm7.plain(draft.place), 20) or catalog.say(draft.language, "place.unknown")
