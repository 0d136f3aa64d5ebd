"""The screens of private help (abuse, children): nothing of it is texted, offered again or shown later."""

from dataclasses import replace

from menus.domain.draft import CallWish, Draft, PrivateKind, Safety
from menus.text import gsm7
from menus.text.names import Text
from menus.ussd.steps import File, ScreenName, ScreenStep, SessionContext, Transition, end, fitting_page, page

_KINDS = {"1": PrivateKind.RAPE, "2": PrivateKind.HOME, "3": PrivateKind.CHILD}


def _kind(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    if key in _KINDS:
        return Transition(replace(draft, private_kind=_KINDS[key]), ScreenName.PRIVATE_CALL)
    if key == "4":
        return Transition(replace(draft, private_kind=PrivateKind.I_AM_A_CHILD), ScreenName.PRIVATE_CHILD)
    return end(context, draft, Text.HELP_NUMBERS) if key == "5" else None


def _call(_context: SessionContext, draft: Draft, key: str) -> Transition | None:
    if key == "1":
        return _file(replace(draft, call=CallWish.NONE))
    if key == "2":
        return _file(replace(draft, call=CallWish.NOW))
    if key == "3":
        return Transition(draft, ScreenName.PRIVATE_TIME)
    return _danger(draft) if key == "4" else None


def _child(_context: SessionContext, draft: Draft, key: str) -> Transition | None:
    if key == "1":
        return _file(replace(draft, safety=Safety.SAFE))
    if key == "2":
        return _danger(draft)
    return _file(replace(draft, safety=Safety.ADULT)) if key == "3" else None


def _time(_context: SessionContext, draft: Draft, text: str) -> Transition | None:
    when = gsm7.cut(gsm7.plain(text), 40)
    return _file(replace(draft, call=CallWish.AT, call_at=when)) if when else None


def _danger(draft: Draft) -> Transition:
    """Ask for the place: only a caller in danger needs somebody to come."""
    return Transition(replace(draft, safety=Safety.DANGER), ScreenName.WHERE)


def _file(draft: Draft) -> Transition:
    return Transition(draft, None, File(draft))


STEPS = (
    ScreenStep(ScreenName.PRIVATE, page(Text.PRIVATE), _kind),
    ScreenStep(ScreenName.PRIVATE_CALL, fitting_page(Text.PRIVATE_CALL, Text.PRIVATE_CALL_TIGHT), _call),
    ScreenStep(ScreenName.PRIVATE_CHILD, page(Text.PRIVATE_CHILD), _child),
    ScreenStep(ScreenName.PRIVATE_TIME, page(Text.PRIVATE_TIME), _time, typed=True),
)
