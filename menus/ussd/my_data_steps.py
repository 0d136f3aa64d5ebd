"""The screens of My data: what is kept of the caller's number, erasing it, no more texts, and what is wrong with it."""

from menus.domain.categories import Category
from menus.domain.draft import Draft, Topic
from menus.text.names import Text
from menus.ussd.effects import Erase, Load, StopTexts
from menus.ussd.screen_names import ScreenName
from menus.ussd.step_texts import end, page, said
from menus.ussd.steps import KeptOfCaller, ScreenStep, SessionContext, Transition

_NOTHING = KeptOfCaller(0, 0, 0)
_SCREENS = {"1": ScreenName.DATA_KEPT, "2": ScreenName.DATA_ERASE}


def _choose(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    if key in _SCREENS:
        return Transition(draft, _SCREENS[key])
    if key == "3":
        return Transition(draft, None, StopTexts(), end(context, draft, Text.DATA_STOPPED).last)
    if key == "4":
        about = Draft(draft.language, Category.COMPLAINT_OTHER, topic=Topic.DATA)
        return Transition(about, ScreenName.COMPLAINT_WORDS)
    return None


def _show_kept(context: SessionContext, draft: Draft) -> list[str]:
    kept = context.kept or _NOTHING
    counts = {"closed": str(kept.closed), "open": str(kept.open), "texts": str(kept.texts)}
    if kept.gifts or kept.is_listed:
        told = said(draft, Text.DATA_KEPT_GIFTS, context, **counts, gifts=str(kept.gifts))
        listed = [said(draft, Text.DATA_KEPT_LISTED, context)] if kept.is_listed else []
        return [told, *listed, said(draft, Text.DATA_KEPT_SEEN, context)]
    return [said(draft, Text.DATA_KEPT, context, **counts)]


def _no_choice(_context: SessionContext, _draft: Draft, _key: str) -> None:
    return None


def _erase(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    """Return the last page of an erasing. It tells what the same post would find again: not how much was erased."""
    if key != "1":
        return None
    kept = context.kept or _NOTHING
    name = Text.DATA_ERASED_FOLLOWS if kept.open else Text.DATA_ERASED
    name = (Text.DATA_ERASED_ROLE_FOLLOWS if kept.open else Text.DATA_ERASED_ROLE) if kept.has_role else name
    return Transition(draft, None, Erase(), end(context, draft, name, open=str(kept.open)).last)


STEPS = (
    ScreenStep(ScreenName.DATA, page(Text.DATA_PAGE), _choose),
    ScreenStep(ScreenName.DATA_KEPT, _show_kept, _no_choice, needs=Load.KEPT),
    ScreenStep(ScreenName.DATA_ERASE, page(Text.DATA_ERASE), _erase, needs=Load.KEPT, must_be_read=True),
)
