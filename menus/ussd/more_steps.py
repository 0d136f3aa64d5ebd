"""The screens under More: meetings, language and help numbers. My reports, My data and projects have their own."""

from collections.abc import Callable
from dataclasses import replace

from menus.domain.draft import Draft
from menus.text import gsm7
from menus.text.catalog import say
from menus.text.names import Text
from menus.ussd import giving_steps, pagination
from menus.ussd.steps import Remember, ScreenName, ScreenStep, SessionContext, Transition, end, said

_SCREENS = {"1": ScreenName.REPORTS, "4": ScreenName.PROJECTS, "5": ScreenName.DATA}
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
    # A helper's phone has the cases in the place of the rules, and those in the place of the question.
    eighth, ninth = (
        (Text.MORE_CASES, Text.MORE_LEADS_HELPER) if context.is_helper else (Text.MORE_LEADS, Text.MORE_SAFE)
    )
    choices, _, back = shown.rpartition("\n")
    lines = [choices, said(draft, eighth, context), said(draft, ninth, context), back]
    # The name of another language may be long. The last line gives way then; its key still works.
    return ["\n".join(lines if gsm7.fits("\n".join(lines)) else [*lines[:2], back])]


def _choose(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    opened = _SCREENS | ({"2": ScreenName.GIVE} if giving_steps.is_open(context) else {})
    if key in opened:
        return Transition(draft, opened[key])
    if key in {"8", "9"}:
        helpers = {"8": ScreenName.CASES, "9": ScreenName.LEADS}
        others = {"8": ScreenName.LEADS, "9": ScreenName.PULSE_ZONE}
        return Transition(draft, (helpers if context.is_helper else others)[key])
    other = other_language(context, draft.language)
    if key == "6" and other:
        return Transition(replace(draft, language=other), ScreenName.MAIN, Remember(other))
    if key == "3":
        return (
            Transition(draft, ScreenName.BARAZAS) if _barazas(context, draft) else end(context, draft, Text.MORE_BARAZA)
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
    ScreenStep(ScreenName.BARAZAS, _listed(Text.BARAZAS_HEAD, _barazas), _no_choice),
    ScreenStep(ScreenName.MORE, _show, _choose),
)
