"""The screens of who leads: who was chosen and when, names, rules, complaints about them, and help near the caller."""

from collections.abc import Sequence
from dataclasses import replace

from menus.domain import referrals
from menus.domain.categories import Category
from menus.domain.draft import Draft
from menus.domain.referrals import Referral, ReferralKind
from menus.domain.roles import Role
from menus.text import gsm7
from menus.text.names import Text
from menus.ussd import pagination
from menus.ussd.screen_names import ScreenName
from menus.ussd.step_texts import said
from menus.ussd.steps import ScreenStep, SessionContext, Transition

_LEADING = (Role.PATROL_LEADER, Role.DEPUTY_LEADER, Role.COORDINATOR, Role.TREASURER, Role.OVERSIGHT)
_RULES = (Text.RULE_WEAPONS, Text.RULE_ARRESTS, Text.RULE_NAMES, Text.RULE_MONEY, Text.RULE_ALL)
"""The rules that hold in every community: Doria itself keeps them. A file may bring others of its own."""
_COMPLAIN = "3"
_LONGEST_LINE = 100
"""A line of a list fits a page with its head and its keys."""


def _listed(context: SessionContext, draft: Draft, head: str, lines: Sequence[str]) -> list[str]:
    feet, more = said(draft, Text.WHERE_FEET, context), said(draft, Text.MORE, context)
    return pagination.pages(head, lines, feet, more)


def _roles(context: SessionContext, draft: Draft) -> list[str]:
    """Return the roles that somebody has, with how many have it if it is more than one."""
    told: list[str] = []
    for role in _LEADING:
        count = len(context.community.having({role}))
        if count:
            form = "one" if count == 1 else "many"
            told.append(said(draft, Text(f"leads.{role.value}.{form}"), context, count=str(count)))
    return told


def _show_leads(context: SessionContext, draft: Draft) -> list[str]:
    leadership = context.community.leadership
    roles = _roles(context, draft)
    while True:
        told = ", ".join(roles)
        if leadership is None:
            page = said(draft, Text.LEADS_PAGE, context, roles=told)
        else:
            page = said(draft, Text.LEADS_PAGE_CHOSEN, context, roles=told, on=f"{leadership.chosen_on:%d/%m/%Y}")
        if gsm7.fits(page) or not roles:
            return [page]
        # Many people of many roles: the last ones named give way.
        roles.pop()


def _choose_lead(_context: SessionContext, draft: Draft, key: str) -> Transition | None:
    if key == _COMPLAIN:
        return Transition(replace(draft, category=Category.COMPLAINT_OTHER), ScreenName.COMPLAINT)
    screens = {"1": ScreenName.PAPERS, "2": ScreenName.RULES, "4": ScreenName.NAMES, "5": ScreenName.REFERRALS}
    return Transition(draft, screens[key]) if key in screens else None


def _show_rules(context: SessionContext, draft: Draft) -> list[str]:
    own = [rule[draft.language] for rule in context.community.rules]
    lines = own or [said(draft, rule, context) for rule in _RULES]
    return _listed(context, draft, said(draft, Text.RULES_HEAD, context), [f"- {line}" for line in lines])


def _show_names(context: SessionContext, draft: Draft) -> list[str]:
    people = [person for person in context.community.having(_LEADING) if person.has_public_name]
    if not people:
        return [said(draft, Text.NAMES_NONE, context)]
    lines = []
    for person in people:
        role = next(role for role in _LEADING if role in person.roles)
        lines.append(f"{said(draft, Text(f'leads.{role.value}.one'), context)}: {person.name}")
    return _listed(context, draft, said(draft, Text.NAMES_HEAD, context), lines)


def _kinds(context: SessionContext) -> list[ReferralKind]:
    shown = referrals.shown(context.community.referrals, context.today)
    return list(dict.fromkeys(one.kind for one in shown))


def _show_kinds(context: SessionContext, draft: Draft) -> list[str]:
    kinds = _kinds(context)
    if not kinds:
        return [said(draft, Text.REFERRALS_NONE, context)]
    names = [said(draft, Text(f"referral.{kind.value}"), context) for kind in kinds]
    lines = [f"{number} {name}" for number, name in enumerate(names, 1)]
    return _listed(context, draft, said(draft, Text.REFERRALS_HEAD, context), lines)


def _choose_kind(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    kinds = _kinds(context)
    number = int(key)
    if not 1 <= number <= len(kinds):
        return None
    # The draft of no report: its words hold the kind until the next page.
    return Transition(replace(draft, words=kinds[number - 1].value), ScreenName.REFERRAL)


def _line(context: SessionContext, draft: Draft, one: Referral) -> str:
    zones = [zone.name(draft.language) for zone in context.community.zones if zone.key in one.zones]
    near = f" ({', '.join(zones)})" if zones else ""
    return gsm7.cut_to_fit(f"{one.names[draft.language]} {one.number}{near}", _LONGEST_LINE)


def _show_places(context: SessionContext, draft: Draft) -> list[str]:
    shown = referrals.shown(context.community.referrals, context.today)
    of_kind = [one for one in shown if one.kind == draft.words]
    head = (
        said(draft, Text(f"referral.{draft.words}"), context) if of_kind else said(draft, Text.REFERRALS_NONE, context)
    )
    return _listed(context, draft, head, [_line(context, draft, one) for one in of_kind])


def _no_choice(_context: SessionContext, _draft: Draft, _key: str) -> None:
    return None


STEPS = (
    ScreenStep(ScreenName.LEADS, _show_leads, _choose_lead),
    ScreenStep(ScreenName.RULES, _show_rules, _no_choice),
    ScreenStep(ScreenName.NAMES, _show_names, _no_choice),
    ScreenStep(ScreenName.REFERRALS, _show_kinds, _choose_kind),
    ScreenStep(ScreenName.REFERRAL, _show_places, _no_choice),
)
