"""`doria books`: the books of a period, as a journal for hledger or as a table for a spreadsheet."""

from pathlib import Path

import click

from gateway.association.giving import export
from gateway.cli.printing import say, say_file
from gateway.cli.record_commands import write_new
from gateway.cli.shared import DATA, answered, services_of
from gateway.errors import Refused
from menus.domain import books


@click.command("books")
@click.argument("key")
@click.option("--period", required=True, metavar="PERIOD", help=books.PERIOD_ACCEPTED)
@click.option("--csv", "form", flag_value="csv", help="A table for a spreadsheet.")
@click.option("--hledger", "form", flag_value="hledger", default="hledger", help="A journal for hledger (the default).")
@click.option(
    "--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write them to a new file."
)
@DATA
@answered
def books_command(key: str, period: str, form: str, out: Path | None, data: str | None) -> None:
    """Print the books of a community: each movement of money, without givers and without names."""
    services = services_of(data)
    within = books.read_period(period)
    if within is None:
        message = f"--period {period}: expected {books.PERIOD_ACCEPTED}"
        raise Refused(message)
    known = {record.community.key: record for record in services.directory.communities()}
    record = known.get(key)
    if record is None:
        message = f"{key}: there is no such community; there is {', '.join(sorted(known)) or 'none is loaded'}"
        raise Refused(message)
    with services.reading() as session:
        found = export.of_period(session, record, within)
    text = books.table(found) if form == "csv" else books.journal(found)
    if out is None:
        say_file(text)
        return
    if out.exists() or out.is_symlink():
        message = f"{out} exists; give a new file"
        raise Refused(message)
    write_new(out, text)
    say(f"{out}: {len(found.lines)} movements of {within.name}")
