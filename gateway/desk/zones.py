"""Zones: a tile for each zone of the viewer, with what is open there, who is on duty, and what is usual.

The picture is no map: it shows which zones are neighbours. A bar joins two neighbours that both have an open major
incident. Everything that the picture shows stands in a table below it, too.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from flask import Blueprint, Response
from sqlalchemy.orm import Session

from gateway.communities import on_duty
from gateway.desk import answers, moments
from gateway.desk.guards import page_for
from gateway.desk.viewer import Viewer, current_services
from gateway.incidents import zone_counts
from gateway.incidents.zone_counts import Counts, ZoneCounts
from menus.domain import roster, seeing, tiles, usual
from menus.domain.categories import Level
from menus.domain.community import Mode, Person, Zone
from menus.domain.desk_roles import BOARD_ROLES
from menus.domain.roles import Role
from menus.domain.tiles import Tile

pages = Blueprint("zones", __name__)
SPARK = (58, 40)
"""The width and the height of a line in its own units. The browser stretches it to its tile."""
_NAMED = 2
"""The most people who are named in a tile, as in a row of the board."""
_LISTED = 100
"""The people who are named in the table, as many in each row: 40 zones with long names then fit 60 KB (measured)."""


@dataclass(frozen=True)
class Line:
    """The line of a zone: the weeks before, the last weeks, and the level that is usual; each as points of SVG."""

    before: str
    lately: str
    usual: str | None


@dataclass(frozen=True)
class ZoneRow:
    """One zone as the page shows it. `on_duty` holds the names that the viewer may read of `number_on_duty` people.

    `joined` are the names of the neighbours that a bar leads to. `is_told`: the viewer has no interest in the zone.
    """

    key: str
    name: str
    tile: Tile
    counts: ZoneCounts
    trend: usual.Trend
    line: Line
    number_on_duty: int
    on_duty: Sequence[str]
    joined: Sequence[str]
    is_told: bool

    @property
    def usual(self) -> str | None:
        """The usual number, as people read it; None while it is not known."""
        return usual.as_text(self.trend.usual) if self.trend.usual is not None else None


@dataclass(frozen=True)
class Picture:
    """The zones in the order of their tiles, its size in tiles, the bars, and what is open in no zone of the file.

    `highest` is the highest week of all lines: they share one scale.
    """

    rows: Sequence[ZoneRow]
    columns: int
    height: int
    bars: Sequence[tuple[Tile, Tile]]
    elsewhere: ZoneCounts
    highest: int


@pages.get("/desk/zones")
@page_for(*BOARD_ROLES)
def zones(viewer: Viewer) -> Response:
    """Show the zones of the viewer."""
    with current_services().reading() as session:
        picture = _read(session, viewer)
    return answers.page(
        "zones",
        "desk/zones.html",
        viewer,
        picture=picture,
        levels=tuple(level for level in Level if not level.has_circle),
        patrols=viewer.record.community.mode is Mode.PATROL,
        spark=SPARK,
        named=_NAMED,
        listed=max(1, _LISTED // max(1, len(picture.rows))),
        fewest=usual.FEWEST + usual.LATELY,
        at=partial(moments.at, viewer),
    )


def _read(session: Session, viewer: Viewer) -> Picture:
    record, community = viewer.record, viewer.record.community
    shown = seeing.zones_of(community, viewer.person)
    counts = zone_counts.read(session, record, viewer.person, viewer.now)
    patrol = roster.patrol_by_zone(community, viewer.now, on_duty.duties_at(session, record, viewer.now))
    keys = {zone.key for zone in shown}
    placed = tiles.lay_out(community.zones)
    placed = tiles.together({key: tile for key, tile in placed.items() if key in keys})
    trends = {key: usual.trend(counts.zones[key].weeks, counts.known) for key in keys}
    highest = max((max(trend.weeks) for trend in trends.values()), default=0)
    bars = _bars(community.zones, keys, counts)
    names = {zone.key: _name(viewer, zone) for zone in shown}
    not_told = viewer.zones_not_told(usual.begins(viewer.now)[-1])
    rows = [
        ZoneRow(
            key,
            names[key],
            placed[key],
            counts.zones[key],
            trends[key],
            _line(trends[key], highest),
            len(patrol[key]),
            _names(viewer, patrol[key]),
            [names[other] for pair in bars if key in pair for other in pair if other != key],
            is_told=key not in not_told,
        )
        for key in sorted(keys, key=lambda key: (placed[key].row, placed[key].column))
    ]
    return Picture(
        rows,
        max((tile.column for tile in placed.values()), default=0) + 1,
        max((tile.row for tile in placed.values()), default=0) + 1,
        [(placed[one], placed[other]) for one, other in bars],
        counts.elsewhere,
        highest,
    )


def _bars(zones: Sequence[Zone], keys: Collection[str], counts: Counts) -> list[tuple[str, str]]:
    """Return the pairs of neighbours of which each has an open major incident."""
    near = tiles.neighbours(zones)
    major = [zone.key for zone in zones if zone.key in keys and counts.zones[zone.key].open[Level.MAJOR]]
    return [(one, other) for one, other in combinations(major, 2) if other in near[one]]


def _line(trend: usual.Trend, highest: int) -> Line:
    """Return the line of a trend. The last weeks begin where the weeks before end, so that no gap stands between."""
    width, height = SPARK
    every = usual.points(trend.weeks, highest, width, height).split(" ")
    level = None
    if trend.usual is not None:
        level = usual.points((trend.usual / usual.LATELY,) * 2, highest, width, height)
    return Line(" ".join(every[: usual.BEFORE]), " ".join(every[usual.BEFORE - 1 :]), level)


def _name(viewer: Viewer, zone: Zone) -> str:
    return zone.names.get(viewer.language) or zone.name(viewer.record.community.language)


def _names(viewer: Viewer, people: Sequence[Person]) -> list[str]:
    """Return the names of people on duty; coordinators alone read them."""
    return [person.name for person in people] if Role.COORDINATOR in viewer.person.roles else []
