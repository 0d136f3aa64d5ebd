"""The form of PATROLS: a zone, then at most days, hours and a kind. Any other word is refused, whatever it says.

So no name, no plot, no group, no word for a people and no call for a crackdown can get into it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto

from menus.domain import lettered, patrol_requests
from menus.domain.categories import Category
from menus.domain.community import Community, Zone
from menus.domain.lettered import Letter
from menus.domain.patrol_requests import Period
from menus.sms import day_forms, wording

CATEGORIES = (Category.BREAK_IN, Category.ROBBERY, Category.THEFT, Category.FIGHT_THREAT, Category.GUN_KILLING)
"""The kinds for which patrols may be asked: what happens in the street or at a door."""


class Fault(Enum):
    """Why nothing is asked: a word that has no place in a request, or days that do not fit."""

    WORDS = auto()
    DAYS = auto()


@dataclass(frozen=True)
class PatrolsForm:
    """The words behind the verb."""

    words: tuple[str, ...]

    @property
    def number(self) -> str | None:
        """The number of a request, if it stands alone: its review is asked for."""
        glued = lettered.with_glued(list(self.words))
        return lettered.named(glued[0], Letter.REQUEST) if len(glued) == 1 else None


@dataclass(frozen=True)
class Wanted:
    """The wish for patrols: a zone, a period, and a kind; None lets Doria propose it."""

    zone: Zone
    period: Period
    category: Category | None = None


def read_patrols(words: Sequence[str]) -> PatrolsForm:
    """Return the words of a request. The bare verb is one, too: no other command has it, and its answer is the form."""
    return PatrolsForm(tuple(words))


def wanted(community: Community, form: PatrolsForm, today: date) -> Wanted | Fault | None:
    """Return what a form asks, or why nothing is asked; None if it has words and begins with no zone."""
    if not form.words:
        return Fault.WORDS
    found = _zone_and_rest(community, form.words)
    if found is None:
        return None
    zone, rest = found
    made = Wanted(zone, patrol_requests.proposed(today))
    left: list[str] = []
    for word in rest:
        period, hours = day_forms.period_of(word, today), day_forms.hours_of(word)
        if period is not None:
            made = replace(made, period=replace(made.period, first=period[0], last=period[1]))
        elif hours is not None:
            made = replace(made, period=replace(made.period, begins=hours[0], ends=hours[1]))
        else:
            left.append(word)
    if left:
        category = category_of(community, " ".join(left))
        if category is None:
            return Fault.WORDS
        made = replace(made, category=category)
    return made if patrol_requests.is_fitting(made.period, today) else Fault.DAYS


def category_of(community: Community, said: str) -> Category | None:
    """Return the kind that some words name and nothing else; None if they name none."""
    plain = said.strip(".,;:!?").casefold()
    for category in CATEGORIES:
        names = {category.value, category.value.replace("-", " ")}
        names |= {wording.category_name(language, category).casefold() for language in community.languages}
        if plain in names or plain.removesuffix("s") in names:
            return category
    return None


def _zone_and_rest(community: Community, words: Sequence[str]) -> tuple[Zone, Sequence[str]] | None:
    """Return the zone that the words begin with, and the words behind it: the longest name counts."""
    for count in range(len(words), 0, -1):
        begins = " ".join(words[:count]).strip(".,;:!?").casefold()
        zone = next((zone for zone in community.zones if begins in _names(zone)), None)
        if zone is not None:
            return zone, words[count:]
    return None


def _names(zone: Zone) -> Iterator[str]:
    yield from (zone.key.casefold(), zone.key.replace("-", " ").casefold())
    yield from (name.casefold() for name in zone.names.values())
