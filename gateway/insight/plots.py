"""Plots: for each subject, how its numbers are counted and which pictures are made of them. One line a subject."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ParamSpec

from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.insight import answer_pictures, equity_pictures, rise_pictures, rise_plots, station_pictures
from gateway.insight.pictures import Picture
from gateway.insight.readings import Reading
from menus.domain.drawings import Audience, PlotSubject
from menus.domain.quarters import Quarter

Found = dict[str, Any]
"""The numbers of pictures, as plain JSON."""
Counting = Callable[[], Found]
"""What counts numbers that were read. It may take long: call it after the reading of the database has ended."""


@dataclass(frozen=True)
class Maker:
    """The functions of a subject: they read a period of the desk or a quarter, and make pictures of what was counted.

    `pictures` gets what was counted, the community, a language and a currency.
    """

    read: Callable[[Session, CommunityRecord, Reading], Counting]
    read_quarter: Callable[[Session, CommunityRecord, Quarter, datetime], Counting]
    pictures: Callable[[Found, CommunityRecord, str, str], dict[str, Picture]]


_P = ParamSpec("_P")


def _at_once(count: Callable[_P, Found]) -> Callable[_P, Counting]:
    """Return a function that reads for one that counts while it reads."""

    def read(*of: _P.args, **by_name: _P.kwargs) -> Counting:
        found = count(*of, **by_name)
        return lambda: found

    return read


MAKERS: Mapping[PlotSubject, Maker] = {
    PlotSubject.RISES: Maker(_at_once(rise_plots.count), _at_once(rise_plots.count_quarter), rise_pictures.of),
    PlotSubject.ANSWERS: Maker(
        _at_once(answer_pictures.count), _at_once(answer_pictures.count_quarter), answer_pictures.of
    ),
    PlotSubject.EQUITY: Maker(equity_pictures.read, equity_pictures.read_quarter, equity_pictures.of),
    PlotSubject.POLICE: Maker(
        _at_once(station_pictures.count), _at_once(station_pictures.count_quarter), station_pictures.of
    ),
}


def pictures(
    subject: PlotSubject, audience: Audience, found: Found, record: CommunityRecord, language: str, currency: str
) -> dict[str, Picture]:
    """Return the pictures of what was counted. Outsiders have none: a picture shows what a table hides."""
    if audience is Audience.OUTSIDE:
        return {}
    return MAKERS[subject].pictures(found, record, language, currency)


def hash_of(found: Found) -> str:
    """Return the hash of what was counted: a drawing of the same numbers has the same."""
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()
