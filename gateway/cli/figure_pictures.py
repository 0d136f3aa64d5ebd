"""`doria figures --pictures`: each picture of a quarter as a file, with its numbers as a table beside it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from gateway.cli import new_folder
from gateway.cli.counted import counted
from gateway.communities.directory import CommunityRecord
from gateway.errors import Refused
from gateway.insight import pictures, plots
from gateway.insight.pictures import Picture
from gateway.insight.plotter import DrawingFailedError, NoLibraryError
from gateway.services import Services
from menus.domain.drawings import Audience
from menus.domain.quarters import Quarter

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
    now = services.clock()
    made = [(record, quarter, of(services, record, quarter, now)) for record, quarter in asked]
    if not any(found for _, _, found in made):
        message = f"{asked[0][1].name}: too few numbers for a picture; nothing was written"
        raise Refused(message)
    files: dict[str, str | bytes] = {}
    for record, _, found in made:
        before = f"{record.community.key}/" if len(asked) > 1 else ""
        files |= {f"{before}{name}": content for name, content in _files(services, found, with_png=with_png).items()}
    new_folder.write(folder, files)
    return [
        f"{folder}: {one.community.key}, {quarter.name}: {counted(len(found), 'picture')}"
        for one, quarter, found in made
    ]


def of(services: Services, record: CommunityRecord, quarter: Quarter, now: datetime) -> dict[str, Picture]:
    """Return the pictures of a quarter, by the names of their files, in the language of the community."""
    language, currency = record.community.language, services.policy.currency
    found: dict[str, Picture] = {}
    with services.reading() as session:
        read = {subject: maker.read_quarter(session, record, quarter, now) for subject, maker in plots.MAKERS.items()}
    # To compare many incidents takes long: no reading stays open meanwhile.
    for subject, count in read.items():
        made = plots.pictures(subject, Audience.INSIDE, count(), record, language, currency)
        found |= {picture["file"]: picture for picture in made.values()}
    return found


def _files(services: Services, found: dict[str, Picture], *, with_png: bool) -> dict[str, str | bytes]:
    """Return the files of some pictures; raise Refused if they cannot be drawn."""
    if not found:
        return {}
    files: dict[str, str | bytes] = {f"{name}.csv": pictures.as_csv(picture) for name, picture in found.items()}
    try:
        if not with_png:
            return files | {f"{name}.svg": svg for name, svg in services.plotter.draw(found).items()}
        for name, (svg, png) in services.plotter.draw_both(found).items():
            files |= {f"{name}.svg": svg, f"{name}.png": png}
    except NoLibraryError:
        raise Refused(_INSTALL) from None
    except DrawingFailedError as error:
        message = f"the pictures could not be drawn ({error}); nothing was written"
        raise Refused(message) from None
    return files
