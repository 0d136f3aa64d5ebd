"""`doria export`: the published tables of a quarter in a new folder; asked again, it gives the same bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import click

from gateway.cli import new_folder
from gateway.cli.choice import COMMUNITY
from gateway.cli.counted import counted
from gateway.cli.printing import say, say_json
from gateway.cli.shared import AS_JSON, DATA, answered, services_of
from gateway.communities.records import CommunityRecord
from gateway.errors import Refused
from gateway.insight import edition_files, edition_list, editions
from gateway.insight.edition_list import Edition
from gateway.insight.editions import NotHereYetError, PastDayError, Terms
from gateway.services import Services
from menus.domain import quarters
from menus.domain.quarters import Quarter


@dataclass(frozen=True)
class _Wish:
    """The wish for an edition: the quarter, the terms of sharing, and whether an edition is corrected."""

    quarter: Quarter
    terms: Terms
    corrects: bool


@click.command("export")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--period", required=True, metavar="QUARTER", help="The quarter, such as 2026-Q4.")
@COMMUNITY
@click.option("--for", "shared_with", metavar="TEXT", default="", help="Who it is shared with.")
@click.option("--why", metavar="TEXT", default="", help="Why it is shared.")
@click.option("--until", metavar="DATE", help="When the terms are looked at again, such as 2027-12-31.")
@click.option("--correct", is_flag=True, help="Make a new edition with the tables that have changed by enough.")
@AS_JSON
@DATA
@answered
def export_command(  # noqa: PLR0913 - one parameter an option
    folder: Path,
    *,
    period: str,
    community_key: str | None,
    shared_with: str,
    why: str,
    until: str | None,
    correct: bool,
    as_json: bool,
    data: str | None,
) -> None:
    """Write the published tables of a quarter with their codebook into a new or an empty folder.

    Small numbers are hidden. A quarter is cut once, from seven days after its end on, and kept with its terms. With
    several communities, each has a folder of its own in DIR. `sha256sum -c SHA256SUMS` checks what is in one.
    """
    quarter = quarters.read(period)
    if quarter is None:
        message = f"--period {period[:40]}: refused; accepted: {quarters.ACCEPTED}"
        raise Refused(message)
    wish = _Wish(quarter, Terms(shared_with, why, _day(until)), correct)
    new_folder.check(folder)
    services = services_of(data)
    records = _asked(services, community_key)
    _check_terms(services, records, wish)
    made = [(record, edition) for record in records if (edition := _edition(services, record, wish)) is not None]
    if not made:
        message = f"no community was here yet in {quarter.name}: there is nothing to publish"
        raise Refused(message)
    files = {name: text for record, edition in made for name, text in _files(record, edition, len(records)).items()}
    new_folder.write(folder, files)
    for record, edition in made:
        services.do(partial(editions.note_given, record=record, edition=edition))
    if as_json:
        say_json({record.community.key: [edition_list.as_json_of(edition)] for record, edition in made})
        return
    for record, edition in made:
        files_made = counted(len(edition.files), "file")
        say(f"{folder}: {record.community.key}, {edition.name}, {files_made}, sha256 {edition.digest}")
        if edition_files.is_empty(edition.files):
            say(f"{record.community.key}: too few incidents in {quarter.name} to tell a number: the tables hold no row")


def _edition(services: Services, record: CommunityRecord, wish: _Wish) -> Edition | None:
    """Return the edition of a community; None if it was not here yet in the quarter."""
    try:
        with services.reading() as session:
            made = editions.cut(session, record, wish.quarter, services.clock(), corrects=wish.corrects)
            kept = edition_list.newest(session, record, wish.quarter)
    except NotHereYetError as error:
        say(str(error), err=True)
        return None
    if made is not None:
        kept = services.do(lambda uow: editions.keep(uow, record, made, wish.terms, by=None))
    elif kept is not None:
        _say_that_it_stands(record.community.key, kept, wish)
    if kept is not None:
        edition_list.check_whole(kept)
    return kept


def _say_that_it_stands(key: str, kept: Edition, wish: _Wish) -> None:
    if wish.corrects:
        say(
            f"{key}: {kept.name} stands, and no new edition was made. Nothing has changed, or so little that two"
            " editions would tell of single incidents. A table is corrected only if each of its numbers is as it was,"
            " or has changed by five or more.",
            err=True,
        )
    if wish.terms.are_typed:
        say(
            f"{key}: {kept.name} keeps the terms that it was made with; --for, --why and --until change nothing."
            f" Shared with: {kept.shared_with}. Why: {kept.why}. Look again on: {kept.until.isoformat()}.",
            err=True,
        )


def _check_terms(services: Services, records: Sequence[CommunityRecord], wish: _Wish) -> None:
    for record in records:
        try:
            editions.check_terms(record, wish.terms, services.clock())
        except PastDayError as error:
            message = f"--until: refused; {error}"
            raise Refused(message) from None


def _files(record: CommunityRecord, edition: Edition, communities: int) -> dict[str, str]:
    """Return the files by their names: at the top for one community, else each in a folder of its own."""
    before = f"{record.community.key}/" if communities > 1 else ""
    return {f"{before}{name}": text for name, text in edition.files.items()}


def _asked(services: Services, key: str | None) -> list[CommunityRecord]:
    records = sorted(services.directory.communities(), key=lambda record: record.community.key)
    found = [record for record in records if key in {None, record.community.key}]
    if not found:
        known = ", ".join(record.community.key for record in records) or "none is loaded"
        message = f"there is no community {key[:40]}; there is {known}" if key else "no community is loaded"
        raise Refused(message)
    return found


def _day(typed: str | None) -> date | None:
    if typed is None:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        message = f"--until {typed[:40]}: refused; accepted: a day such as 2027-12-31"
        raise Refused(message) from None
