"""The texts of screen steps: fixed pages, last pages, and the names that many pages show."""

from dataclasses import dataclass

from menus.domain.categories import Category
from menus.domain.draft import Draft
from menus.domain.stage import is_trial
from menus.text import catalog, gsm7
from menus.text.names import Text
from menus.ussd.steps import SessionContext, Transition


def said(draft: Draft, text: Text, context: SessionContext, **values: str) -> str:
    """Return a text in the caller's language; it may use the community's short name and helplines."""
    return catalog.say(draft.language, text, **context.community.words, **values)


@dataclass(frozen=True)
class FixedPage:
    """A `show` function for a text that depends on the language alone; it gives a shorter `tight` if that is needed.

    In a trial (a stage before live) it gives the page `trial`, if there is one.
    """

    text: Text
    tight: Text | None = None
    trial: "FixedPage | None" = None

    def __call__(self, context: SessionContext, draft: Draft) -> list[str]:
        """Return the text of the page."""
        if self.trial is not None and is_trial(context.community):
            return self.trial(context, draft)
        whole = said(draft, self.text, context)
        return [whole if self.tight is None or gsm7.fits(whole) else said(draft, self.tight, context)]


def page(text: Text) -> FixedPage:
    """Return a `show` function that gives one fixed text."""
    return FixedPage(text)


def fitting_page(text: Text, tight: Text) -> FixedPage:
    """Return a `show` function for a fixed text; it gives the shorter `tight` if long names leave no room."""
    return FixedPage(text, tight)


def end(context: SessionContext, draft: Draft, text: Text, **values: str) -> Transition:
    """Return the transition that ends the session with a text."""
    return Transition(draft, None, last=last_page(draft, said(draft, text, context, **values), context))


def last_page(draft: Draft, text: str, context: SessionContext) -> str:
    """Return the text of a last page. In a trial (a stage before live) it begins with the words that nobody comes.

    A text that leaves no room for them gives way at its end, but never in the middle of a number to call.
    """
    if not is_trial(context.community):
        return text
    words = context.community.words
    names_them = all(words[line] in text for line in ("police", "emergency"))
    lead = said(draft, Text.TRIAL_SHORT if names_them else Text.TRIAL, context)
    room = gsm7.LIMIT - gsm7.septets(lead) - 1
    if names_them or gsm7.septets(text) <= room:
        return f"{lead} {text}"
    # A number is one word: it stands whole or not at all.
    return f"{lead} {gsm7.cut_to_fit(text, room).rpartition(' ')[0]}"


def category_name(language_code: str, category: Category) -> str:
    """Return the name of a category."""
    return catalog.say(language_code, Text(f"category.{category.value}"))


def place_name(context: SessionContext, draft: Draft) -> str:
    """Return the name of the chosen place, short enough for any page."""
    zone = context.community.zone(draft.zone)
    if zone is not None:
        return zone.name(draft.language)
    return gsm7.cut(gsm7.plain(draft.place), 20) or catalog.say(draft.language, Text.PLACE_UNKNOWN)
