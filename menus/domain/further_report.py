"""A further report of an incident: what the incident takes over from it, and who is alerted of that."""

from dataclasses import dataclass, replace

from menus.domain.categories import Category, Harm, Level, first_level, is_graver, rank, worst

CORROBORATED = 3
"""The number of callers with confirmed reports that makes an urgent incident major. A guess, to be tested."""


@dataclass(frozen=True)
class Stands:
    """The facts of an incident that a further report can change. `update_sent`: responders got their one update."""

    category: Category
    level: Level
    harm: Harm | None
    unconfirmed: bool
    reports: int = 1
    update_sent: bool = False


@dataclass(frozen=True)
class Said:
    """The facts of a further report."""

    category: Category
    harm: Harm | None
    unconfirmed: bool


@dataclass(frozen=True)
class RaiseTo:
    """Raise the incident to a level, which alerts everybody again."""

    level: Level


@dataclass(frozen=True)
class AlertOfGraverKind:
    """Alert everybody, also those who have answered: the category became graver, such as from a fight to a killing."""


@dataclass(frozen=True)
class CallAnew:
    """Restart the exhausted ladders: the new alerts already say how many people report it."""


@dataclass(frozen=True)
class AlertAgain:
    """Alert again those who were notified; `is_confirmation`: the first caller has confirmed."""

    is_confirmation: bool


@dataclass(frozen=True)
class Nothing:
    """Responders learn nothing new."""


Effect = RaiseTo | AlertOfGraverKind | CallAnew | AlertAgain | Nothing


def adopt(stands: Stands, said: Said) -> Stands:
    """Return the incident with what a further report adds: a worse harm, a graver category, or a confirmation."""
    graver = is_graver(said.category, stands.category)
    return replace(
        stands,
        reports=stands.reports + 1,
        unconfirmed=stands.unconfirmed and said.unconfirmed,
        harm=worst(stands.harm, said.harm),
        category=said.category if graver else stands.category,
    )


def level_with(stands: Stands, said: Said, callers: int) -> Level:
    """Return the level that follows from a further report, if `callers` people have confirmed reports by now."""
    if callers >= CORROBORATED and stands.level is Level.URGENT:
        return Level.MAJOR
    if said.unconfirmed and said.harm is None:
        return Level.MAJOR if said.category is Category.GUN_KILLING else stands.level
    return first_level(said.category, said.harm)


def effect(before: Stands, after: Stands, level: Level, callers: int, *, is_exhausted: bool) -> Effect:
    """Return who is alerted of a further report. `is_exhausted`: a ladder is exhausted without an answer."""
    if is_raised(before.level, level):
        return RaiseTo(level)
    if after.category is not before.category:
        return AlertOfGraverKind()
    if is_exhausted:
        return CallAnew()
    if before.unconfirmed and not after.unconfirmed:
        return AlertAgain(is_confirmation=True)
    if not before.update_sent and callers > 1:
        return AlertAgain(is_confirmation=False)
    return Nothing()


def is_raised(known: Level, level: Level) -> bool:
    """Return whether a level raises an incident; one that only a closed circle knows of is never raised."""
    return not known.has_circle and rank(level) > rank(known)
