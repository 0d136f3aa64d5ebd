"""Opening: how a new report begins, from the caller's answers and from how it comes."""

from dataclasses import dataclass

from menus.domain.categories import Category, Level, first_level, level_so_far
from menus.domain.draft import CallWish, Draft, Safety
from menus.domain.incident_life import IncidentStatus


@dataclass(frozen=True)
class Begins:
    """The beginning of a report.

    `may_join`: it may belong to an incident that is known. `keeps_number`: the caller allowed or asked for a call, or
    wrote of a private matter, and nothing else needs their number. `keeps_caller`: the caller finds the report again
    under My reports. `is_hidden`: no row leads from the report to its session. `in_danger`: the person who asks for
    private help is in danger now.
    """

    category: Category
    level: Level
    status: IncidentStatus
    may_join: bool
    keeps_number: bool
    keeps_caller: bool
    is_hidden: bool
    in_danger: bool


def begin(
    draft: Draft,
    *,
    unconfirmed: bool,
    needs_review: bool,
    is_alarm: bool,
    is_danger: bool = False,
    is_texted: bool = False,
) -> Begins:
    """Return how a report begins. `is_alarm`: it is a patroller's call for help. `is_danger`: its words say so.

    `is_texted`: it came by SMS. No answer may go to a private sender, so a helper has no other way to them than their
    number.
    """
    category = draft.category or Category.UNKNOWN
    level = (level_so_far if unconfirmed else first_level)(category, draft.harm)
    # A closed circle is a few people trained to read such reports: a review before they see it gains nothing.
    waits = needs_review and not level.has_circle
    return Begins(
        category,
        level,
        status=IncidentStatus.AWAITING_REVIEW if waits else IncidentStatus.OPEN,
        may_join=not needs_review and not is_alarm,
        keeps_number=keeps_number(draft) or (is_texted and level is Level.PRIVATE),
        # A call for help never appears under My reports: somebody else may hold the phone by then. A private report
        # must leave no trace.
        keeps_caller=not is_alarm and level is not Level.PRIVATE,
        is_hidden=level is Level.PRIVATE,
        in_danger=is_danger or draft.safety is Safety.DANGER,
    )


def keeps_number(draft: Draft) -> bool:
    """Return whether the caller allowed or asked for a call."""
    return draft.callback or draft.call in {CallWish.NOW, CallWish.AT}
