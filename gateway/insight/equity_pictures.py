"""Pictures of equity: by how many minutes each zone waits longer than the others, beside the line of no difference."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.insight import equity, kept, pictures
from gateway.insight.equity import Asked
from gateway.insight.pictures import Picture, Table
from gateway.insight.readings import Reading
from menus.domain.equity import Verdict
from menus.domain.kept_figures import FigureSubject
from menus.domain.quarters import Quarter
from menus.text import page_words

Counting = Callable[[], dict[str, Any]]
WORDS = "desk_plots.po"
_EDGE = 1.08
"""The width of a picture beside its longest interval, so that no end lies on the edge (looked at)."""
_COLUMNS = ("median", "others_median", "difference", "low", "high")


def read(session: Session, record: CommunityRecord, reading: Reading) -> Counting:
    """Read the waits of a period, by its name."""
    compare = kept.read(session, record, FigureSubject.EQUITY, reading.period, reading.now, *reading.which)
    return lambda: drawn_of(compare() or {"measures": []})


def read_quarter(session: Session, record: CommunityRecord, quarter: Quarter, now: datetime) -> Counting:
    """Read the waits of a quarter."""
    compare = equity.read(session, record, Asked(quarter), now)
    return lambda: drawn_of(compare())


def drawn_of(found: dict[str, Any]) -> dict[str, Any]:
    """Return what is drawn of some waits: what was given to the police stands on the page alone."""
    return {"measures": found["measures"]}


def has_some(found: dict[str, Any]) -> bool:
    """Return whether a zone could be compared by some measure: otherwise there is nothing to draw."""
    return any(zone["difference"] is not None for one in found["measures"] for zone in one["zones"])


def of(found: dict[str, Any], record: CommunityRecord, language: str, _currency: str) -> dict[str, Picture]:
    """Return a picture of each measure by its name; none of one by which no zone could be compared."""
    made = {one["measure"]: _measure(one, record, language) for one in found["measures"]}
    return {name: picture for name, picture in made.items() if picture is not None}


def _measure(one: dict[str, Any], record: CommunityRecord, language: str) -> Picture | None:
    def say(which: str, **values: object) -> str:
        return page_words.say(WORDS, language, which, **values)

    compared = [zone for zone in one["zones"] if zone["difference"] is not None]
    if not compared:
        return None
    most = max(abs(zone[name] or 0) for zone in compared for name in ("difference", "low", "high")) * _EDGE or 1.0
    names = {zone.key: zone.name(language) for zone in record.community.zones}
    rows = [_row(zone, names.get(zone["zone"], zone["zone"]), language) for zone in one["zones"]]
    heads = ["zone", "incidents", "unanswered", *_COLUMNS, "verdict"]
    told = [
        [
            row["name"],
            str(zone["incidents"]),
            str(zone["unanswered"]),
            *("" if zone[name] is None else str(zone[name]) for name in _COLUMNS),
            say(f"verdict.{zone['verdict']}"),
        ]
        for zone, row in zip(one["zones"], rows, strict=True)
    ]
    return pictures.made(
        "intervals",
        f"equity-{one['measure']}",
        rows,
        Table([say(f"equity.{head}") for head in heads], told),
        head=say(f"equity.head.{one['measure']}"),
        domain=[-most, most],
        zero={"at": 0, "name": say("equity.zero")},
        title=say("equity.axis"),
        form="",
    )


def _row(zone: dict[str, Any], name: str, language: str) -> dict[str, Any]:
    """Return the interval of a zone. A filled point differs from the others; an open end is not known."""
    verdict, point, low, high = zone["verdict"], zone["difference"], zone["low"], zone["high"]
    differs = verdict in {Verdict.LONGER, Verdict.SHORTER}
    if point is None:
        which = "equity.silent" if differs else f"verdict.{verdict}"
        return {"name": name, "label": page_words.say(WORDS, language, which), "point": None}
    ends = " \N{EN DASH} ".join("?" if end is None else _signed(end) for end in (low, high))
    label = f"{_signed(point)} ({ends})"
    return {"name": name, "label": label, "point": point, "low": low, "high": high, "is_filled": differs}


def _signed(minutes: float) -> str:
    """Return minutes with their sign, and with the sign that is as wide as a plus."""
    return "0" if not minutes else f"{minutes:+.1f}".removesuffix(".0").replace("-", "\N{MINUS SIGN}")
