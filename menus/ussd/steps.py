"""The parts of a USSD conversation: what its pages know, screen steps, and transitions between them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from menus.domain.cases import Case
from menus.domain.categories import Category
from menus.domain.community import Community
from menus.domain.draft import Draft
from menus.domain.incident_outcomes import IncidentOutcome
from menus.domain.standing import ReporterStatus
from menus.domain.tasks import TaskStanding
from menus.text.names import Text
from menus.ussd.effects import Effect, Load
from menus.ussd.screen_names import ScreenName

Fact = TypeVar("Fact")


@dataclass(frozen=True)
class ReportLine:
    """One of the caller's own reports.

    `outcome` holds the words of its closing, `question` a coordinator's question about it; each is empty if there is
    none. `ended_as` is the outcome that was chosen or recognised: the page shows it in place of words. `is_missing`:
    its words tell of a missing person, which no category says. `task` is how the work of a youth group about it stands.
    `is_of_police`: police were told of it.
    """

    reference: str
    category: Category
    opened_at: datetime
    status: ReporterStatus
    outcome: str = ""
    question: str = ""
    ended_as: IncidentOutcome | None = None
    is_missing: bool = False
    task: TaskStanding | None = None
    is_of_police: bool = False


@dataclass(frozen=True)
class Offer:
    """A report that an earlier session of the caller broke off; `reference` is empty unless it was sent unconfirmed."""

    draft: Draft
    reference: str = ""


@dataclass(frozen=True)
class KeptOfCaller:
    """The numbers of things that are kept of the caller's number: reports, texts, gifts; private help is none of them.

    `has_role`: a community file names the number. `is_listed`: it is on the list of households.
    """

    closed: int
    open: int
    texts: int
    has_role: bool = False
    gifts: int = 0
    is_listed: bool = False


@dataclass(frozen=True)
class SessionContext:
    """The facts of a session that its transcript cannot tell.

    `cuts` are the lengths of the transcript at each hop so far, ascending; None if Redis has forgotten them. `reports`
    is None until they are loaded. `offer` is the report that the session begins with, if there is one. `today` is the
    local date of the community; None includes meetings of every day. `is_helper`: the phone is that of a helper, who
    may read the open `cases` of private help; these are None until they are loaded, and so is what is `kept` of the
    caller's number. `read_at` are the lengths of the transcript at which a page that must be read was the answer.
    `facts` are those of the association's own life that a page has asked for, by their class.
    """

    community: Community
    language: str
    cuts: tuple[int, ...] | None = None
    reports: tuple[ReportLine, ...] | None = None
    offer: Offer | None = None
    today: date | None = None
    is_helper: bool = False
    cases: tuple[Case, ...] | None = None
    kept: KeptOfCaller | None = None
    read_at: tuple[int, ...] = ()
    facts: Mapping[type, object] = field(default_factory=dict, hash=False)

    def fact(self, kind: type[Fact]) -> Fact:
        """Return the facts of that class; raise LookupError if no step of the way here has asked for them."""
        found = self.facts.get(kind)
        if not isinstance(found, kind):
            message = f"a page needs {kind.__name__}, and its step does not say so"
            raise LookupError(message)  # noqa: TRY004 - the step forgot to ask for it
        return found


@dataclass(frozen=True)
class Transition:
    """The place a key leads to: the draft, the next screen (None: the session ends with `last`), and an effect."""

    draft: Draft
    to: ScreenName | None
    effect: Effect | None = None
    last: str = ""


@dataclass(frozen=True)
class ScreenStep:
    """One screen of the conversation.

    `show` gives the texts of its pages: one, or several for a long list. `take` gives the transition for an input, None
    if the input is no choice. A `typed` step takes any text. On a step that `must_be_read` something is chosen that
    cannot be undone: a key counts only if the page was the answer to an earlier hop. Keys dialled ahead, such as behind
    the code in a link, lead to the page and no further. A step that `owns_zero` gives `0` a meaning of its own. A step
    that `keeps` stands behind the second key of a report: the draft there outlives the session. A step that `is_urgent`
    stands behind danger now: its caller gets help even if the line drops there. `hint` is what it says after an input
    that did not count, if the usual hint does not fit. `tight` gives shorter texts of its pages. `needs` is what must
    be loaded before the step: one of `Load`, or a class of facts of the association's own life.
    """

    name: ScreenName
    show: "Callable[[SessionContext, Draft], list[str]]"
    take: "Callable[[SessionContext, Draft, str], Transition | None]"
    typed: bool = False
    owns_zero: bool = False
    keeps: bool = False
    is_urgent: bool = False
    needs: Load | type | None = None
    hint: Text | None = None
    tight: "Callable[[SessionContext, Draft], list[str]] | None" = None
    must_be_read: bool = False

    @property
    def wrong_key(self) -> Text:
        """Return the text that stands in front of the page after an input that did not count."""
        return self.hint or (Text.HINT_TYPED if self.typed else Text.PAGE_HINT)
