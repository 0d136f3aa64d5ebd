"""The screens of private help (abuse, children): nothing of it is texted, offered again or shown later."""

from dataclasses import replace

from menus.domain.draft import CallWish, Draft, PrivateKind, Safety
from menus.domain.stage import is_trial
from menus.text import gsm7
from menus.text.catalog import say
from menus.text.names import Text
from menus.ussd.effects import File
from menus.ussd.screen_names import ScreenName
from menus.ussd.step_texts import end, fitting_page, page, said
from menus.ussd.steps import ScreenStep, SessionContext, Transition

_KINDS = {"1": PrivateKind.RAPE, "2": PrivateKind.HOME, "3": PrivateKind.CHILD}
_CALL_PAGES = {
    PrivateKind.RAPE: fitting_page(Text.PRIVATE_RAPE, Text.PRIVATE_RAPE_TIGHT),
    PrivateKind.HOME: fitting_page(Text.PRIVATE_HOME, Text.PRIVATE_HOME_TIGHT),
    PrivateKind.CHILD: fitting_page(Text.PRIVATE_OTHER_CHILD, Text.PRIVATE_OTHER_CHILD_TIGHT),
}
"""The page that asks for the call, by the kind of abuse: a neighbour who reports a child does not read of rape."""
_LONGEST_PLACE = 160
_LONGEST_NUMBER = _LONGEST_PLACE - 10
_CANNOT_TYPE = "1"


def begin(context: SessionContext, draft: Draft) -> Transition:
    """Go to private help; in a trial no helper is told, so that the caller reads the free lines at once."""
    if is_trial(context.community):
        return Transition(draft, None, last=said(draft, Text.PRIVATE_TRIAL, context))
    return Transition(draft, ScreenName.PRIVATE)


def _kind(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    if key in _KINDS:
        return Transition(replace(draft, private_kind=_KINDS[key]), ScreenName.PRIVATE_CALL)
    if key == "4":
        return Transition(replace(draft, private_kind=PrivateKind.I_AM_A_CHILD), ScreenName.PRIVATE_CHILD)
    return end(context, draft, Text.PRIVATE_NUMBERS) if key == "5" else None


def _show_call(context: SessionContext, draft: Draft) -> list[str]:
    return _CALL_PAGES[draft.private_kind or PrivateKind.HOME](context, draft)


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
    if not any(character.isalpha() for character in when):
        # A bare `4` is ten in the morning by the Swahili clock and four by the other: nobody could know when to call.
        return None
    return _file(replace(draft, call=CallWish.AT, call_at=when))


def _danger(draft: Draft) -> Transition:
    """Ask for the place: only a caller in danger needs somebody to come."""
    return Transition(replace(draft, safety=Safety.DANGER), ScreenName.WHERE)


def after_place(draft: Draft) -> Transition:
    """Go on from the zone to the plot or landmark; a caller who typed the place has named it already."""
    return Transition(draft, ScreenName.PRIVATE_NUMBER if draft.place else ScreenName.PRIVATE_PLACE)


def _place(_context: SessionContext, draft: Draft, text: str) -> Transition | None:
    if not any(character.isalnum() for character in gsm7.plain(text)):
        return None
    typed = text.strip()[:_LONGEST_PLACE]
    if typed == _CANNOT_TYPE:
        typed = ""
    elif typed.isdecimal():
        typed = say(draft.language, Text.PLACE_PLOT, number=typed[:_LONGEST_NUMBER])
    return Transition(replace(draft, place=typed), ScreenName.PRIVATE_NUMBER)


def _number(_context: SessionContext, draft: Draft, key: str) -> Transition | None:
    wishes = {"1": CallWish.NOW, "2": CallWish.NONE}
    return _file(replace(draft, call=wishes[key])) if key in wishes else None


def _file(draft: Draft) -> Transition:
    return Transition(draft, None, File(draft))


STEPS = (
    ScreenStep(ScreenName.PRIVATE, page(Text.PRIVATE), _kind),
    ScreenStep(ScreenName.PRIVATE_CALL, _show_call, _call),
    ScreenStep(ScreenName.PRIVATE_CHILD, page(Text.PRIVATE_CHILD), _child),
    ScreenStep(ScreenName.PRIVATE_TIME, page(Text.PRIVATE_TIME), _time, typed=True),
    ScreenStep(ScreenName.PRIVATE_PLACE, page(Text.PRIVATE_PLACE), _place, typed=True, is_urgent=True),
    ScreenStep(ScreenName.PRIVATE_NUMBER, page(Text.PRIVATE_NUMBER), _number, is_urgent=True),
)
