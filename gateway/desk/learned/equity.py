"""Equity at the desk: how long each zone waits beside the others, and what was given to the police beside it."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session

from gateway.desk import answers, asked_period, moments
from gateway.desk.answers import Words
from gateway.desk.figures import drawn
from gateway.desk.figures.drawn import Plots
from gateway.desk.guards import page_for
from gateway.desk.learned import found, intervals
from gateway.desk.learned.found import READERS, Found, Wanted
from gateway.desk.learned.intervals import Interval
from gateway.desk.viewer import Viewer, current_services
from gateway.insight import equity, equity_pictures, periods
from gateway.insight.equity import Asked
from menus.domain.drawings import PlotSubject
from menus.domain.equity import Measure, Verdict
from menus.domain.kept_figures import FigureSubject

pages = Blueprint("equity", __name__)
_PAGE = "/desk/equity"
NOTHING = "\N{EN DASH}"


@dataclass(frozen=True)
class Line:
    """A zone by one measure, in words. `picture` is None where there is no difference to draw."""

    zone: str
    incidents: str
    unanswered: str
    half: str
    others: str
    verdict: str
    picture: Interval | None


@dataclass(frozen=True)
class Beside:
    """The facts of a zone in the file, beside the minutes in which half of its incidents were answered."""

    zone: str
    rent: str
    owners: str
    patrol: str
    police: str


@pages.get(_PAGE)
@page_for(*READERS)
def show(viewer: Viewer) -> Response:
    """Show how long each zone waits."""
    asked = asked_period.chosen("period", partial(_read, viewer), _offered(viewer)[0])
    with current_services().reading() as session:
        shown = found.find(session, viewer, _wanted(session, viewer, asked))
        drawn_of = equity_pictures.drawn_of(shown.told) if shown.told is not None and not shown.is_coarse else None
        plots = drawn.find(
            session,
            viewer,
            drawn.wanted(viewer, PlotSubject.EQUITY, asked.name),
            lambda: drawn_of,
            has_data=drawn_of is not None and equity_pictures.has_some(drawn_of),
        )
    return _page(viewer, asked, shown, plots)


@pages.post("/desk/equity/count")
@page_for(*READERS)
def count(viewer: Viewer) -> Response:
    """Let a worker compare a period with many incidents."""
    asked = asked_for(viewer, request.form.get("period", ""))
    with current_services().reading() as session:
        wanted = _wanted(session, viewer, asked)
    found.ask(viewer, wanted)
    return answers.go_to(f"{_PAGE}?period={asked.name}")


def _offered(viewer: Viewer) -> list[Asked]:
    """Return the periods that a viewer may choose: the year up to the newest quarter, and single quarters.

    People without a part in the incidents read settled quarters alone.
    """
    newest = (periods.settled if found.is_outside(viewer) else periods.running)(viewer.record, viewer.now)
    return [Asked(newest, is_year=True), *(Asked(quarter) for quarter in periods.offered(newest))]


def asked_for(viewer: Viewer, name: str) -> Asked:
    """Return the period that is asked for; the year for anything else."""
    return _read(viewer, name) or _offered(viewer)[0]


def _read(viewer: Viewer, name: str) -> Asked | None:
    """Return the period of a name; None if the viewer may not choose it."""
    return next((one for one in _offered(viewer) if one.name == name), None)


def _wanted(session: Session, viewer: Viewer, asked: Asked) -> Wanted:
    is_live = equity.may_compare_at_once(session, viewer.record, asked)
    return Wanted(FigureSubject.EQUITY, asked.name, is_live, equity.coarse)


def _page(viewer: Viewer, asked: Asked, shown: Found, plots: Plots) -> Response:
    say = Words(viewer.language, "equity")
    told = shown.told
    names = {zone.key: found.zone_name(viewer, zone) for zone in viewer.record.community.zones}
    not_told = viewer.zones_not_told(periods.span(viewer.record, asked.first).since)
    return answers.page(
        "equity",
        "desk/equity.html",
        viewer,
        asked=asked.name,
        period=_name(say, asked),
        offered=[(one.name, _name(say, one)) for one in _offered(viewer)],
        shown=shown,
        plots=plots,
        address=f"{_PAGE}?period={asked.name}",
        told=told,
        measures=[(one["measure"], _lines(say, one, names, not_told)) for one in told["measures"]] if told else [],
        beside=_beside(say, told, names, not_told) if told else [],
        overall={one["measure"]: _overall(say, one, names, not_told) for one in told["measures"]} if told else {},
        at=partial(moments.at, viewer),
    )


def _name(say: Words, asked: Asked) -> str:
    """Return the name of a period as people read it."""
    if not asked.is_year:
        return asked.quarter.name
    return say("year", first=asked.first.name, last=asked.quarter.name)


def _overall(say: Words, measure: dict[str, Any], names: dict[str, str], not_told: Collection[str]) -> list[str]:
    """Return what is said of all zones: it names those that stand out, for no table shows all of itself on a phone."""
    found = []
    told = [zone for zone in measure["zones"] if zone["zone"] not in not_told]
    for verdict in (Verdict.LONGER, Verdict.SHORTER):
        zones = [names.get(zone["zone"], zone["zone"]) for zone in told if zone["verdict"] == verdict]
        found += [say(f"overall.{verdict}", zones=", ".join(zones))] if zones else []
    # A zone that is not told to the reader is no reason to say that one stands out.
    stands_out = measure["verdict"] in {Verdict.LONGER, Verdict.SHORTER}
    return found or [say(f"overall.{Verdict.SAME if stands_out else measure['verdict']}")]


def _lines(say: Words, measure: dict[str, Any], names: dict[str, str], not_told: Collection[str]) -> list[Line]:
    zones = measure["zones"]
    untold = say("not_told")
    widest = intervals.widest((zone["difference"], zone["low"], zone["high"]) for zone in zones)
    lines = []
    for zone in zones:
        name, is_told = names.get(zone["zone"], zone["zone"]), zone["zone"] not in not_told
        hidden = Line(name, untold, untold, untold, untold, untold, None)
        lines.append(_line(say, zone, name, widest) if is_told else hidden)
    return lines


def _line(say: Words, zone: dict[str, Any], name: str, widest: float) -> Line:
    bounds = (zone["difference"], zone["low"], zone["high"])
    return Line(
        name,
        _number(zone["incidents"]),
        _number(zone["unanswered"]),
        _minutes(zone["median"]),
        _minutes(zone["others_median"]),
        _verdict(say, zone),
        intervals.of(*bounds, widest) if zone["difference"] is not None else None,
    )


def _verdict(say: Words, zone: dict[str, Any]) -> str:
    """Return what is said of a zone: the difference with its interval, if there is one."""
    verdict = zone["verdict"]
    if verdict not in {Verdict.LONGER, Verdict.SHORTER}:
        return say(f"verdict.{verdict}")
    difference, low, high = zone["difference"], zone["low"], zone["high"]
    if difference is None:
        return say(f"verdict.{verdict}.silent")
    if verdict == Verdict.SHORTER:
        difference, low, high = -difference, *(None if one is None else -one for one in (high, low))
    least = NOTHING if low is None else _minutes(low)
    most = say("open") if high is None else _minutes(high)
    return say(f"verdict.{verdict}", minutes=_minutes(difference), low=least, high=most)


def _beside(say: Words, told: dict[str, Any], names: dict[str, str], not_told: Collection[str]) -> list[Beside]:
    """Return the rows of what stands beside the answer times. None says that one comes of the other."""
    half = {one["measure"]: {zone["zone"]: zone["median"] for zone in one["zones"]} for one in told["measures"]}
    return [
        Beside(
            names.get(one["zone"], one["zone"]),
            say(f"rent.{one['rent']}") if one["rent"] else NOTHING,
            NOTHING if one["owners_on_site"] is None else say("owners.yes" if one["owners_on_site"] else "owners.no"),
            *(
                say("not_told") if one["zone"] in not_told else _minutes(half[measure].get(one["zone"]))
                for measure in (Measure.PATROL, Measure.POLICE)
            ),
        )
        for one in told["influence"]["zones"]
    ]


def _number(number: int | None) -> str:
    return NOTHING if number is None else str(number)


def _minutes(minutes: float | None) -> str:
    """Return minutes as people read them: whole ones without a decimal."""
    return NOTHING if minutes is None else f"{minutes:.1f}".removesuffix(".0")
