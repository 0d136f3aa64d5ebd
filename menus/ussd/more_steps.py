"""The page under More: other pages, language and help numbers."""

from dataclasses import replace

from menus.domain.draft import Draft
from menus.text import gsm7
from menus.text.catalog import say
from menus.text.names import Text
from menus.ussd import giving_steps
from menus.ussd.effects import Remember
from menus.ussd.screen_names import ScreenName
from menus.ussd.step_texts import end, said
from menus.ussd.steps import ScreenStep, SessionContext, Transition

_SCREENS = {
    "1": ScreenName.REPORTS,
    "3": ScreenName.BARAZAS,
    "4": ScreenName.PROJECTS,
    "5": ScreenName.DATA,
}
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
    return end(context, draft, _PAGES[key]) if key in _PAGES else None


STEPS = (ScreenStep(ScreenName.MORE, _show, _choose),)
