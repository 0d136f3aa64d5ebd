"""Pictures of scorecards: the eight figures of a police station, each with the interval of its share.

Each station has a picture of its own, and no picture compares two.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.insight import pictures, scorecards
from gateway.insight.pictures import Picture, Table
from gateway.insight.readings import Reading
from gateway.insight.scorecards import QUALITY, Scorecards
from menus.domain import scorecard_spans
from menus.domain.quarters import Quarter
from menus.domain.stations import UNNAMED
from menus.text import page_words

WORDS, OWN_WORDS = "desk_police.po", "desk_plots.po"
TOGETHER = "together"
LATELY = "lately"
"""The name of the only period of the page: the ninety days before a reading."""
_HUNDRED = 100
_COLUMNS = ("hits", "of", "share", "low", "high", "not_known")


def count(session: Session, record: CommunityRecord, reading: Reading) -> dict[str, Any]:
    """Return the cards of the ninety days before a reading."""
    span = scorecard_spans.lately(reading.now, record.community.timezone)
    return drawn_of(scorecards.of_span(session, record, span, reading.now, *reading.which))


def count_quarter(session: Session, record: CommunityRecord, quarter: Quarter, now: datetime) -> dict[str, Any]:
    """Return the cards of a quarter."""
    span = scorecard_spans.of_quarter(quarter, now, record.community.timezone)
    return drawn_of(scorecards.of_span(session, record, span, now))


def drawn_of(found: Scorecards) -> dict[str, Any]:
    """Return what is drawn of some cards: `cards`, each with its name, its station, and its figures.

    The figures of all stations together are a card of their own, unless one card alone shows them.
    """
    cards: list[dict[str, Any]] = [
        {"name": name_of(one.station), "station": one.station, "figures": scorecards.figures_as_json(one.figures)}
        for one in found.cards
    ]
    is_shown = len(found.cards) == 1 and set(QUALITY) <= set(found.cards[0].figures)
    if not is_shown:
        cards.append({"name": TOGETHER, "station": None, "figures": scorecards.figures_as_json(found.together)})
    return {"cards": cards}


def name_of(station: str) -> str:
    """Return the name of a station's picture: a name of its own, whatever letters the station has."""
    return f"station.{hashlib.sha256(station.encode()).hexdigest()[:12]}"


def has_some(found: dict[str, Any]) -> bool:
    """Return whether there is a figure to draw."""
    return any(_has_figure(one) for one in found["cards"])


def of(found: dict[str, Any], record: CommunityRecord, language: str, _currency: str) -> dict[str, Picture]:
    """Return a picture of each card by its name; none of a card without a figure."""
    unnamed = "unnamed" if scorecards.names(record) == (UNNAMED,) else "others"
    return {
        one["name"]: _card(one, f"police-{number}", language, unnamed)
        for number, one in enumerate(found["cards"], 1)
        if _has_figure(one)
    }


def _has_figure(card: dict[str, Any]) -> bool:
    return any(figure["share"] is not None for figure in card["figures"].values())


def _card(one: dict[str, Any], file: str, language: str, unnamed: str) -> Picture:
    def say(which: str, **values: object) -> str:
        return page_words.say(WORDS, language, which, **values)

    named = {name: say(f"figure.{name}") for name in one["figures"]}
    rows = [_row(name, one["figures"][key], say("none_yet")) for key, name in named.items()]
    told = [[name, *_cells(one["figures"][key])] for key, name in named.items()]
    heads = [page_words.say(OWN_WORDS, language, f"police.{column}") for column in _COLUMNS]
    return pictures.made(
        "intervals",
        file,
        rows,
        Table([say("col.figure"), *heads], told),
        head=say("together") if one["station"] is None else one["station"] or say(unnamed),
        domain=[0, 1],
        zero=None,
        title=page_words.say(OWN_WORDS, language, "police.axis"),
        form="%",
    )


def _row(name: str, figure: Mapping[str, Any], nothing: str) -> dict[str, Any]:
    if figure["share"] is None:
        return {"name": name, "label": nothing, "point": None}
    label = f"{figure['hits']}/{figure['of']}, {round(_HUNDRED * figure['share'])} %"
    return {
        "name": name,
        "label": label,
        "point": figure["share"],
        "low": figure["low"],
        "high": figure["high"],
        "is_filled": True,
    }


def _cells(figure: Mapping[str, Any]) -> list[str]:
    return ["" if figure[key] is None else str(figure[key]) for key in _COLUMNS]
