"""Tiles: the place of each zone in the picture of the zones, which is no map.

A zone stands where the community file says. Any other is placed from the zones that it is near. A name changes nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from menus.domain.community import Zone

SIDE = 20
"""Columns and rows that the file may name, from 0. A guess: a community has at most 95 zones."""
COLUMNS = 3
"""Tiles beside each other that a phone of 360 px shows without scrolling (measured)."""

_TRIES = 28
"""Zones that are placed anew, all tries together, to find a better picture.

A try of 14 zones takes 3 ms, and two were enough for 17,000 orders of roads (measured).
"""


class Tile(NamedTuple):
    """A place in the picture, from 0: the column from the left, and the row from the top."""

    column: int
    row: int


_Zone = tuple[str, frozenset[str], tuple[int, int] | None]


def lay_out(zones: Sequence[Zone]) -> dict[str, Tile]:
    """Return the tile of each zone by its key. Neighbours stand side by side where there is room."""
    return dict(_laid_out(tuple((zone.key, zone.near, zone.at) for zone in zones)))


def together(tiles: Mapping[str, Tile]) -> dict[str, Tile]:
    """Return the same tiles without empty columns and rows: these would only push a phone's picture apart."""
    columns = {number: place for place, number in enumerate(sorted({tile.column for tile in tiles.values()}))}
    rows = {number: place for place, number in enumerate(sorted({tile.row for tile in tiles.values()}))}
    return {key: Tile(columns[tile.column], rows[tile.row]) for key, tile in tiles.items()}


def neighbours(zones: Sequence[Zone]) -> dict[str, frozenset[str]]:
    """Return the neighbours of each zone by its key. It is enough that one of two zones names the other."""
    return _neighbours([(zone.key, zone.near) for zone in zones])


def _neighbours(zones: Sequence[tuple[str, frozenset[str]]]) -> dict[str, frozenset[str]]:
    named = dict(zones)
    return {
        key: frozenset(other for other in named if other != key and (other in near or key in named[other]))
        for key, near in named.items()
    }


@lru_cache(maxsize=64)
def _laid_out(zones: tuple[_Zone, ...]) -> tuple[tuple[str, Tile], ...]:
    """Return the picture in which the most neighbours stand side by side, of a few that begin with different zones.

    A picture that grows zone by zone can close in the end of a road: 1 of 110 orders of a road of 14 zones did so, and
    then a picture that begins elsewhere is whole (measured).
    """
    near = _neighbours([(key, near) for key, near, _ in zones])
    pairs = sum(len(others) for others in near.values())
    best = _grown(zones, near, None)
    for begin in sorted(near, key=lambda key: len(near[key]))[: _TRIES // max(1, len(zones))]:
        if best.beside() == pairs:
            break
        best = max(best, _grown(zones, near, begin), key=_Picture.beside)
    return tuple((key, best.tiles[key]) for key, *_ in zones)


def _grown(zones: Sequence[_Zone], near: Mapping[str, frozenset[str]], begin: str | None) -> "_Picture":
    """Return a picture that grows zone by zone, from those of the file or from one to begin with."""
    picture = _Picture(near)
    for key, _, at in zones:
        if at is not None and Tile(*at) not in picture.taken:
            picture.put(key, Tile(*at))
    waiting = [key for key, *_ in zones if key not in picture.tiles]
    while waiting:
        # The file's order decides between zones with as many neighbours.
        key = min(waiting, key=lambda one: (-len(picture.placed_near(one)), one != begin, -len(near[one])))
        waiting.remove(key)
        picture.put(key, picture.best_for(key))
    return picture


@dataclass
class _Picture:
    """The tiles that are placed so far, by the zone's key and the other way round."""

    near: Mapping[str, frozenset[str]]
    tiles: dict[str, Tile] = field(default_factory=dict)
    taken: dict[Tile, str] = field(default_factory=dict)

    def put(self, key: str, tile: Tile) -> None:
        self.tiles[key] = tile
        self.taken[tile] = key

    def placed_near(self, key: str) -> list[Tile]:
        return [self.tiles[other] for other in self.near[key] if other in self.tiles]

    def beside(self) -> int:
        """Return how many neighbours stand side by side; each pair counts twice."""
        return sum(_apart(tile, other) == 1 for key, tile in self.tiles.items() for other in self.placed_near(key))

    def best_for(self, key: str) -> Tile:
        """Return the best free tile for a zone: in the picture so far, or right beside it."""
        if not self.tiles:
            return Tile(SIDE // 2, SIDE // 2)
        return min(self._free(), key=lambda tile: self._badness(key, tile))

    def _free(self) -> Iterator[Tile]:
        left, top, right, bottom = self._box()
        for row in range(max(0, top - 1), min(SIDE, bottom + 2)):
            for column in range(max(0, left - 1), min(SIDE, right + 2)):
                if Tile(column, row) not in self.taken:
                    yield Tile(column, row)

    def _badness(self, key: str, tile: Tile) -> tuple[int, ...]:
        """Return how bad a tile is for a zone; of two tiles, the first number that differs decides.

        Sides shared with neighbours count first, and sides that neighbours to come would lack. Then come the way to the
        neighbours, columns that a phone does not show, and the size of the picture. The picture grows down and right.
        """
        placed = self.placed_near(key)
        beside = sum(_apart(tile, other) == 1 for other in placed)
        left, top, right, bottom = self._box()
        columns = max(right, tile.column) - min(left, tile.column) + 1
        rows = max(bottom, tile.row) - min(top, tile.row) + 1
        back = max(0, left - tile.column) + max(0, top - tile.row)
        return (
            self._lacking(key, tile) - beside,
            sum(_apart(tile, other) for other in placed),
            max(0, columns - COLUMNS),
            columns * rows,
            back,
            tile.row,
            tile.column,
        )

    def _lacking(self, key: str, tile: Tile) -> int:
        """Return how many neighbours that are not placed yet would find no free side, if a zone took a tile."""
        lacking = 0
        for other, at in ((key, tile), *((self.taken[side], side) for side in _sides(tile) if side in self.taken)):
            to_come = sum(one not in self.tiles and one != key for one in self.near[other])
            free = sum(side not in self.taken and side != tile for side in _sides(at))
            lacking += max(0, to_come - free)
        return lacking

    def _box(self) -> tuple[int, int, int, int]:
        columns, rows = zip(*self.taken, strict=True)
        return min(columns), min(rows), max(columns), max(rows)


def _apart(one: Tile, other: Tile) -> int:
    return abs(one.column - other.column) + abs(one.row - other.row)


def _sides(tile: Tile) -> Iterator[Tile]:
    for column, row in ((0, -1), (1, 0), (0, 1), (-1, 0)):
        side = Tile(tile.column + column, tile.row + row)
        if 0 <= side.column < SIDE and 0 <= side.row < SIDE:
            yield side
