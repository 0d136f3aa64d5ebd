"""Private help: abuse and children; nothing here is texted to the caller, offered again or shown later."""

from dataclasses import replace

from menus.domain.draft import CallWish, Draft, Safety
from menus.text import gsm7
from menus.ussd.steps import File, Move, Scene, Step, end, fitting_page, page

_KINDS = {"1": "rape", "2": "home", "3": "child"}


def _kind(scene: Scene, draft: Draft, key: str) -> Move | None:
    if key in _KINDS:
        return Move(replace(draft, detail=_KINDS[key]), CALL)
    if key == "4":
        return Move(replace(draft, detail="i-am-a-child"), CHILD)
    return end(scene, draft, "help_numbers") if key == "5" else None


def _call(_scene: Scene, draft: Draft, key: str) -> Move | None:
    if key == "1":
        return _file(replace(draft, call=CallWish.NONE))
    if key == "2":
        return _file(replace(draft, call=CallWish.NOW))
    if key == "3":
        return Move(draft, TIME)
    return _danger(draft) if key == "4" else None


def _child(_scene: Scene, draft: Draft, key: str) -> Move | None:
    if key == "1":
        return _file(replace(draft, safety=Safety.SAFE))
    if key == "2":
        return _danger(draft)
    return _file(replace(draft, safety=Safety.ADULT)) if key == "3" else None


def _time(_scene: Scene, draft: Draft, text: str) -> Move | None:
    when = gsm7.cut(gsm7.plain(text), 40)
    return _file(replace(draft, call=CallWish.AT, call_at=when)) if when else None


def _danger(draft: Draft) -> Move:
    """Ask where: only now that somebody has to come."""
    from menus.ussd.report_steps import WHERE  # noqa: PLC0415 - the place pages lead back here

    return Move(replace(draft, safety=Safety.DANGER), WHERE)


def _file(draft: Draft) -> Move:
    return Move(draft, None, File(draft))


KIND = Step("private", page("private"), _kind)
CALL = Step("private-call", fitting_page("private.call"), _call)
CHILD = Step("private-child", page("private.child"), _child)
TIME = Step("private-time", page("private.time"), _time, typed=True)
