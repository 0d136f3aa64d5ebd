"""`doria figures --pictures`: each picture of a quarter as a file, with its numbers as a table beside it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy.orm import Session

from gateway.cli import new_folder
from gateway.communities.directory import CommunityRecord
from gateway.errors import Refused
from gateway.insight import pictures, plots
from gateway.insight.pictures import Picture
from gateway.insight.plotter import DrawingFailedError, NoLibraryError
from gateway.services import Services
from menus.domain.drawings import Audience
from menus.domain.quarters import Quarter

Made = TypeVar("Made", str, bytes)
_INSTALL = "the pictures need what draws them; install it with: .venv/bin/python -m pip install '.[figures]'"


def write(
    services: Services, asked: Sequence[tuple[CommunityRecord, Quarter]], folder: Path, *, with_png: bool = False
) -> list[str]:
    """Write the pictures of some communities into a new or an empty folder, and return a line for each community.

    Each is an SVG, and `with_png` a PNG, too. With several communities, each has a folder of its own. Raise Refused if
    a picture cannot be drawn or written.
    """
    new_folder.check(folder)
    if not services.plotter.is_installed:
        raise Refused(_INSTALL)
    now, currency = services.clock(), services.policy.currency
    with services.reading() as session:
        made = [(record, quarter, of(session, record, quarter, now, currency)) for record, quarter in asked]
    if not any(found for _, _, found in made):
        message = f"{asked[0][1].name}: too few numbers for a picture; nothing was written"
        raise Refused(message)
    files: dict[str, str | bytes] = {}
    for record, _, found in made:
        before = f"{record.community.key}/" if len(asked) > 1 else ""
        drawn = _drawn(partial(services.plotter.draw, found)) if found else {}
        for name, svg in drawn.items():
            files[f"{before}{name}.svg"] = svg
            files[f"{before}{name}.csv"] = pictures.as_csv(found[name])
        if with_png and drawn:
            pngs = _drawn(partial(services.plotter.as_png, drawn))
            files |= {f"{before}{name}.png": png for name, png in pngs.items()}
    new_folder.write(folder, files)
    return [f"{folder}: {one.community.key}, {quarter.name}: {len(found)} pictures" for one, quarter, found in made]


def of(session: Session, record: CommunityRecord, quarter: Quarter, now: datetime, currency: str) -> dict[str, Picture]:
    """Return the pictures of a quarter, by the names of their files, in the language of the community."""
    language = record.community.language
    found: dict[str, Picture] = {}
    for subject, maker in plots.MAKERS.items():
        counted = maker.count_quarter(session, record, quarter, now)
        made = plots.pictures(subject, Audience.INSIDE, counted, record, language, currency)
        found |= {picture["file"]: picture for picture in made.values()}
    return found


def _drawn(draw: Callable[[], dict[str, Made]]) -> dict[str, Made]:
    """Return what the plotter makes; raise Refused if it cannot."""
    try:
        return draw()
    except NoLibraryError:
        raise Refused(_INSTALL) from None
    except DrawingFailedError as error:
        message = f"the pictures could not be drawn ({error}); nothing was written"
        raise Refused(message) from None
