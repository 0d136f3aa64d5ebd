"""`doria pack`: the transparency pack of a quarter as one HTML file, to hand out, and to make again and compare."""

from pathlib import Path

import click

from gateway.association.papers import pack, pack_page
from gateway.cli.printing import say
from gateway.cli.shared import DATA, answered, services_of
from gateway.communities.records import CommunityRecord
from gateway.errors import Refused
from gateway.record import checkpoints, placing
from gateway.record.trees import TreeBrokenError
from gateway.services import Services
from menus.domain import quarters
from menus.domain.quarters import Quarter
from menus.text import page_words


@click.command("pack")
@click.argument("key")
@click.option("--period", required=True, metavar="QUARTER", help="The quarter, such as 2026-Q4.")
@click.option(
    "--out",
    required=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The new HTML file. One that is there already is compared, and never written over.",
)
@click.option("--language", type=click.Choice(page_words.LANGUAGES), help="Else the first language of the community.")
@DATA
@answered
def pack_command(key: str, period: str, out: Path, language: str | None, data: str | None) -> None:
    """Make the transparency pack of a quarter: papers, leaders, rules, complaints and the record, without a name.

    Made again, it has the same bytes. Give the file to anybody; `doria record verify --since FILE` tells whether the
    record still goes on from there.
    """
    quarter = quarters.read(period)
    if quarter is None:
        message = f"--period {period[:40]}: refused; accepted: {quarters.ACCEPTED}"
        raise Refused(message)
    services = services_of(data)
    records = services.directory.communities()
    record = next((one for one in records if one.community.key == key), None)
    if record is None:
        known = ", ".join(sorted(one.community.key for one in records)) or "none is loaded"
        message = f"there is no community {key[:40]}; there is {known}"
        raise Refused(message)
    made = _made(services, record, quarter)
    text = pack_page.page(made, pack_page.language_of(language, record.community.languages)).encode()
    if out.exists():
        _compare(out, text)
        say(f"{out}: the pack of {key} for {quarter.name} is the same, byte for byte")
        return
    try:
        with out.open("xb") as file:
            file.write(text)
    except FileNotFoundError:
        message = f"there is no folder {out.absolute().parent}"
        raise Refused(message) from None
    say(f"{out}: the pack of {key} for {quarter.name}")


def _made(services: Services, record: CommunityRecord, quarter: Quarter) -> pack.Pack:
    """Return the pack. In a quarter that goes on, and that has no checkpoint yet, one is made."""
    made = _read(services, record, quarter)
    if made.checkpoint is not None or made.is_over:
        return made
    try:
        while services.do(lambda uow: placing.place_some(uow, record.id)).placed:
            pass
        services.do(lambda uow: checkpoints.make(uow, record, None))
    except TreeBrokenError as error:
        message = f"{record.community.key}: {error}; `doria record verify` says more"
        raise Refused(message) from None
    return _read(services, record, quarter)


def _read(services: Services, record: CommunityRecord, quarter: Quarter) -> pack.Pack:
    with services.reading() as session:
        return pack.of(session, record, quarter, services.clock())


def _compare(out: Path, text: bytes) -> None:
    """Refuse a file that holds anything else than a pack."""
    held = out.read_bytes()
    if held == text:
        return
    lines = zip(held.split(b"\n"), text.split(b"\n"), strict=False)
    differs = next((number for number, (left, right) in enumerate(lines, 1) if left != right), None)
    where = f"it differs from line {differs} on" if differs is not None else "one is longer than the other"
    message = f"{out} is there already, and the pack made now is another one: {where}; nothing was written"
    raise Refused(message)
