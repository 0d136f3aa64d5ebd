"""The screens of a report: what happens, where, with what harm, and send."""

from dataclasses import replace

from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Harm, asks_harm
from menus.domain.draft import Draft
from menus.domain.stage import is_trial
from menus.text import gsm7, place_matching
from menus.text.catalog import say
from menus.text.names import Text
from menus.ussd import pagination, private_steps
from menus.ussd.effects import File, Forget
from menus.ussd.screen_names import ScreenName
from menus.ussd.step_texts import FixedPage, category_name, end, page, place_name, said
from menus.ussd.steps import ScreenStep, SessionContext, Transition

_LONGEST_PLACE = 160
_PRIVATE = "7"


def choose_category(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    """Note what is happening, and go on to the place."""
    category = Category.from_key(key)
    if category is None:
        return None
    chosen = Draft(draft.language, category=category)
    if category is Category.ABUSE_CHILD:
        return private_steps.begin(context, chosen)
    if category is Category.COMPLAINT_OTHER:
        return Transition(chosen, ScreenName.COMPLAINT)
    return Transition(replace(chosen, accused_group=draft.accused_group), ScreenName.WHERE)


def show_where(context: SessionContext, draft: Draft) -> list[str]:
    """Return the numbered zones, followed by the two choices of a typed place."""
    names = [zone.name(draft.language) for zone in context.community.zones]
    names += [said(draft, Text.WHERE_OTHER, context), said(draft, Text.WHERE_PLOT, context)]
    items = [f"{number} {name}" for number, name in enumerate(names, start=1)]
    return pagination.pages(
        said(draft, Text.WHERE_HEAD, context),
        items,
        said(draft, Text.WHERE_FEET, context),
        said(draft, Text.MORE, context),
    )


def choose_where(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    """Note the zone, or go to the step where the caller types the place."""
    zones = context.community.zones
    number = int(key) if key and key[0] != "0" else 0
    if 1 <= number <= len(zones):
        return after_place(replace(draft, zone=zones[number - 1].key, place="", guess=None))
    if number == len(zones) + 1:
        return Transition(draft, ScreenName.TYPE_PLACE)
    if number == len(zones) + 2:
        return Transition(draft, ScreenName.TYPE_PLOT)
    return None


def take_place(context: SessionContext, draft: Draft, text: str) -> Transition | None:
    """Keep a typed place as it was typed, and the zone that it means; ask the caller if the zone is not certain."""
    plain = gsm7.plain(text)
    if plain.strip().isdecimal():
        # No key of this page is a number but 0 and 00, which are read before it: digits alone are a plot.
        return take_plot(context, draft, text)
    if not any(character.isalpha() for character in plain):
        return None
    typed = replace(draft, zone=None, place=text.strip()[:_LONGEST_PLACE], guess=None)
    found = place_matching.match(gsm7.plain(text), context.community.zones)
    if found is None:
        return after_place(typed)
    zone, is_sure = found
    return (
        after_place(replace(typed, zone=zone))
        if is_sure
        else Transition(replace(typed, guess=zone), ScreenName.CHECK_PLACE)
    )


def show_check_place(context: SessionContext, draft: Draft) -> list[str]:
    """Return the zone that a typed place may mean."""
    zone = context.community.zone(draft.guess)
    name = zone.name(draft.language) if zone else said(draft, Text.PLACE_UNKNOWN, context)
    return [said(draft, Text.WHERE_CHECK, context, place=name, typed=gsm7.cut(gsm7.plain(draft.place), 30))]


def check_place(_context: SessionContext, draft: Draft, key: str) -> Transition | None:
    """Note the zone or leave it open; the typed text is kept in both cases."""
    if key == "1":
        return after_place(replace(draft, zone=draft.guess, guess=None))
    return after_place(replace(draft, guess=None)) if key == "2" else None


def take_plot(_context: SessionContext, draft: Draft, text: str) -> Transition | None:
    """Keep the number of a plot."""
    if not gsm7.plain(text):
        return None
    place = say(draft.language, Text.PLACE_PLOT, number=text.strip()[: _LONGEST_PLACE - 10])
    return after_place(replace(draft, zone=None, place=place, guess=None))


def after_place(draft: Draft) -> Transition:
    """Go on to the question that the category still needs."""
    if draft.category is Category.ABUSE_CHILD:
        return private_steps.after_place(draft)
    if draft.category is Category.MOB_BEATING:
        return Transition(draft, ScreenName.MOB)
    if draft.category is Category.FIRE_HAZARD:
        return Transition(draft, ScreenName.FIRE)
    if draft.category is not None and asks_harm(draft.category) and draft.harm is None:
        return Transition(draft, ScreenName.HARM)
    return Transition(draft, ScreenName.CONFIRM)


def choose_harm(_context: SessionContext, draft: Draft, key: str) -> Transition | None:
    """Note the harm: weapons and injuries."""
    harm = Harm.from_key(key)
    return None if harm is None else Transition(replace(draft, harm=harm), ScreenName.CONFIRM)


def show_confirm(context: SessionContext, draft: Draft) -> list[str]:
    """Return the summary of the report before it is sent."""
    category = category_name(draft.language, draft.category or Category.COMPLAINT_OTHER)
    harm = said(draft, Text(f"harm.{draft.harm.value}"), context) if draft.harm else ""
    place = place_name(context, draft)
    if draft.accused_group:
        # The page has room for one more fact: that the accused group is left out.
        harm = said(draft, Text(f"around.{draft.accused_group.value}"), context)
    values = {"category": category, "place": place, "harm": harm}
    whole = said(draft, Text.CONFIRM, context, **values)
    return [whole if gsm7.fits(whole) else said(draft, Text.CONFIRM_TIGHT, context, **values)]


def choose_confirm(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    """Send, send and allow a call back, change, or cancel."""
    if key == "3":
        return Transition(draft, ScreenName.CHANGE)
    if key == "0":
        return cancel(context, draft)
    if key in {"1", "2"}:
        ready = replace(draft, callback=key == "2")
        return Transition(ready, None, File(ready))
    return None


def cancel(context: SessionContext, draft: Draft) -> Transition:
    """End without sending."""
    return replace(end(context, draft, Text.CANCELLED), effect=Forget())


def choose_change(_context: SessionContext, draft: Draft, key: str) -> Transition | None:
    """Go back to the question that the caller wants to change.

    A change of category begins the report anew, but keeps whom it is about.
    """
    if key == "1":
        return Transition(Draft(draft.language, accused_group=draft.accused_group), ScreenName.MAIN)
    if key == "2":
        return Transition(draft, ScreenName.WHERE)
    if key == "4":
        return Transition(draft, ScreenName.ACCUSED_GROUP)
    return Transition(draft, ScreenName.HARM) if key == "3" else None


_BY_KEY = {"1": AccusedGroup.PATROL, "2": AccusedGroup.LEADER, "3": AccusedGroup.POLICE, "4": None}


def choose_accused_group(_context: SessionContext, draft: Draft, key: str) -> Transition | None:
    """Note whom a report is about: these people are left out of everything that follows."""
    return Transition(replace(draft, accused_group=_BY_KEY[key]), ScreenName.CONFIRM) if key in _BY_KEY else None


def show_offer(context: SessionContext, draft: Draft) -> list[str]:
    """Return the offer of a report that an earlier session broke off."""
    category = category_name(draft.language, draft.category or Category.COMPLAINT_OTHER)
    place = place_name(context, draft)
    if is_trial(context.community):
        return [said(draft, Text.OFFER_TRIAL, context, category=category, place=place)]
    name = Text.OFFER_SENT if context.offer and context.offer.reference else Text.OFFER
    reference = context.offer.reference if context.offer else ""
    return [said(draft, name, context, category=category, place=place, reference=reference)]


def choose_offer(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    """Continue the offered report, send it as it is, begin anew, or cancel it."""
    if key == "1":
        has_place = draft.zone is not None or bool(draft.place)
        return after_place(draft) if has_place else Transition(draft, ScreenName.WHERE)
    if key == "2":
        return Transition(draft, None, File(draft))
    if key == "3":
        return Transition(Draft(draft.language), ScreenName.MAIN, Forget(is_offer=True))
    if key == "0":
        return replace(end(context, draft, Text.CANCELLED), effect=Forget(is_offer=True))
    if key == _PRIVATE:
        # The page does not show this key, because somebody may look on.
        return private_steps.begin(context, Draft(draft.language, category=Category.ABUSE_CHILD))
    return None


def _show_short(text: Text, context: SessionContext, draft: Draft) -> list[str]:
    category = category_name(draft.language, draft.category or Category.MOB_BEATING)
    return [said(draft, text, context, category=category, place=place_name(context, draft))]


def _send_short(harms: dict[str, Harm], context: SessionContext, draft: Draft, key: str) -> Transition | None:
    if key == "0":
        return cancel(context, draft)
    if key not in harms:
        return None
    ready = replace(draft, harm=harms[key])
    return Transition(ready, None, File(ready))


_MOB_HARM = {"1": Harm.HURT, "2": Harm.UNSURE}
_FIRE_HARM = {"1": Harm.FIRE, "2": Harm.NONE, "3": Harm.UNSURE}


def _main(context: SessionContext, draft: Draft, key: str) -> Transition | None:

    return Transition(draft, ScreenName.MORE) if key == "0" else choose_category(context, draft, key)


STEPS = (
    ScreenStep(
        ScreenName.MAIN,
        FixedPage(Text.MAIN, Text.MAIN_TIGHT, FixedPage(Text.MAIN_TRIAL, Text.MAIN_TRIAL_TIGHT)),
        _main,
        owns_zero=True,
        tight=FixedPage(Text.MAIN_TIGHT, trial=FixedPage(Text.MAIN_TRIAL_TIGHT)),
    ),
    ScreenStep(ScreenName.WHERE, show_where, choose_where),
    ScreenStep(ScreenName.TYPE_PLACE, page(Text.WHERE_TYPE), take_place, typed=True, keeps=True),
    ScreenStep(
        ScreenName.TYPE_PLOT, page(Text.WHERE_TYPE_PLOT), take_plot, typed=True, keeps=True, hint=Text.HINT_PLOT
    ),
    ScreenStep(ScreenName.CHECK_PLACE, show_check_place, check_place, keeps=True),
    ScreenStep(ScreenName.HARM, page(Text.HARM), choose_harm, keeps=True),
    ScreenStep(ScreenName.CONFIRM, show_confirm, choose_confirm, owns_zero=True, keeps=True),
    ScreenStep(ScreenName.CHANGE, page(Text.CHANGE), choose_change, keeps=True),
    ScreenStep(ScreenName.ACCUSED_GROUP, page(Text.ACCUSED_GROUP), choose_accused_group, keeps=True),
    ScreenStep(ScreenName.OFFER, show_offer, choose_offer, owns_zero=True),
    ScreenStep(
        ScreenName.MOB,
        lambda context, draft: _show_short(Text.MOB, context, draft),
        lambda context, draft, key: _send_short(_MOB_HARM, context, draft, key),
        owns_zero=True,
        keeps=True,
    ),
    ScreenStep(
        ScreenName.FIRE,
        lambda context, draft: _show_short(Text.FIRE, context, draft),
        lambda context, draft, key: _send_short(_FIRE_HARM, context, draft, key),
        owns_zero=True,
        keeps=True,
    ),
)
