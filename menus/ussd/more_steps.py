"""The screens under More: meetings, projects, language and help numbers; My reports and My data have their own."""

from collections.abc import Callable
from dataclasses import replace

from menus.domain.draft import Draft
from menus.text.catalog import say
from menus.text.names import Text
from menus.ussd import pagination
from menus.ussd.steps import Remember, ScreenName, ScreenStep, SessionContext, Transition, end, said

_SCREENS = {"1": ScreenName.REPORTS, "5": ScreenName.DATA}
_PAGES = {"2": Text.MORE_RECEIPTS, "7": Text.HELP_NUMBERS}


def other_language(context: SessionContext, language: str) -> str | None:
    """Return the community's next language; None if it has only one."""
    languages = context.community.languages
    place = languages.index(language) if language in languages else 0
    return languages[(place + 1) % len(languages)] if len(languages) > 1 else None


def _show(context: SessionContext, draft: Draft) -> list[str]:
    other = other_language(context, draft.language)
    switch = f"6 {say(other, Text.LANGUAGE_NAME)}\n" if other else ""
    shown = said(draft, Text.MORE_PAGE, context, switch=switch)
    if context.is_helper:
        # Only helpers have this line. It stands before the last one, which leads back.
        choices, _, back = shown.rpartition("\n")
        shown = "\n".join((choices, said(draft, Text.MORE_CASES, context), back))
    return [shown]


def _choose(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    if key in _SCREENS:
        return Transition(draft, _SCREENS[key])
    if key == "8" and context.is_helper:
        return Transition(draft, ScreenName.CASES)
    other = other_language(context, draft.language)
    if key == "6" and other:
        return Transition(replace(draft, language=other), ScreenName.MAIN, Remember(other))
    if key == "3":
        return (
            Transition(draft, ScreenName.BARAZAS) if _barazas(context, draft) else end(context, draft, Text.MORE_BARAZA)
        )
    if key == "4":
        return (
            Transition(draft, ScreenName.PROJECTS)
            if context.community.projects
            else end(context, draft, Text.MORE_YOUTH)
        )
    return end(context, draft, _PAGES[key]) if key in _PAGES else None


def _barazas(context: SessionContext, draft: Draft) -> list[str]:
    """Return the coming meetings, the next one first."""
    coming = sorted(
        (each.on, each.at, each.places[draft.language])
        for each in context.community.barazas
        if context.today is None or each.on >= context.today
    )
    return [f"{on:%d/%m} {at // 60:02}:{at % 60:02} {place}" for on, at, place in coming]


def _show_barazas(context: SessionContext, draft: Draft) -> list[str]:
    """Return the coming meetings, with the key that leads to the open votes below them."""
    feet = "\n".join((said(draft, Text.VOTES_LINE, context), said(draft, Text.WHERE_FEET, context)))
    more = said(draft, Text.MORE, context)
    return pagination.pages(said(draft, Text.BARAZAS_HEAD, context), _barazas(context, draft), feet, more)


def _choose_in_barazas(_context: SessionContext, draft: Draft, key: str) -> Transition | None:
    return Transition(draft, ScreenName.VOTES) if key == "3" else None


def _projects(context: SessionContext, draft: Draft) -> list[str]:
    language = draft.language
    return [
        each.names[language] + (f": {each.meets[language]}" if each.meets[language] else "")
        for each in context.community.projects
    ]


def _listed(
    head: Text, lines: Callable[[SessionContext, Draft], list[str]]
) -> Callable[[SessionContext, Draft], list[str]]:
    def show(context: SessionContext, draft: Draft) -> list[str]:
        feet, more = said(draft, Text.WHERE_FEET, context), said(draft, Text.MORE, context)
        return pagination.pages(said(draft, head, context), lines(context, draft), feet, more)

    return show


def _no_choice(_context: SessionContext, _draft: Draft, _key: str) -> None:
    return None


STEPS = (
    ScreenStep(ScreenName.BARAZAS, _show_barazas, _choose_in_barazas),
    ScreenStep(ScreenName.PROJECTS, _listed(Text.PROJECTS_HEAD, _projects), _no_choice),
    ScreenStep(ScreenName.MORE, _show, _choose),
)
