"""Private help: abuse and children; nothing here is texted to the caller, offered again or shown later."""

from dataclasses import replace

from menus.domain.draft import CallWish, Draft, Safety
from menus.text import gsm7
from menus.ussd.steps import File, ScreenStep, SessionContext, Transition, end, fitting_page, page

_KINDS = {"1": "rape", "2": "home", "3": "child"}


def _kind(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    if key in _KINDS:
        return Transition(replace(draft, detail=_KINDS[key]), CALL)
    if key == "4":
        return Transition(replace(draft, detail="i-am-a-child"), CHILD)
    return end(context, draft, "help_numbers") if key == "5" else None


def _call(_scene: SessionContext, draft: Draft, key: str) -> Transition | None:
    if key == "1":
        return _file(replace(draft, call=CallWish.NONE))
    if key == "2":
        return _file(replace(draft, call=CallWish.NOW))
    if key == "3":
        return Transition(draft, TIME)
    return _danger(draft) if key == "4" else None


def _child(_scene: SessionContext, draft: Draft, key: str) -> Transition | None:
    if key == "1":
        return _file(replace(draft, safety=Safety.SAFE))
    if key == "2":
        return _danger(draft)
    return _file(replace(draft, safety=Safety.ADULT)) if key == "3" else None


def _time(_scene: SessionContext, draft: Draft, text: str) -> Transition | None:
    when = gsm7.cut(gsm7.plain(text), 40)
    return _file(replace(draft, call=CallWish.AT, call_at=when)) if when else None


def _danger(draft: Draft) -> Transition:
    """Ask where: only now that somebody has to come."""
    from menus.ussd.report_steps import WHERE  # noqa: PLC0415 - the place pages lead back here

    return Transition(replace(draft, safety=Safety.DANGER), WHERE)


def _file(draft: Draft) -> Transition:
    return Transition(draft, None, File(draft))


KIND = ScreenStep("private", page("private"), _kind)
CALL = ScreenStep("private-call", fitting_page("private.call"), _call)
CHILD = ScreenStep("private-child", page("private.child"), _child)
TIME = ScreenStep("private-time", page("private.time"), _time, typed=True)
