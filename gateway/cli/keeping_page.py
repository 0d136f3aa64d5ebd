"""The page that says how long things are kept, made of the retention table."""

from collections.abc import Iterator
from datetime import timedelta
from importlib import resources

from gateway.cli.counted import counted
from menus.domain.retention import TABLES
from menus.domain.retention.rules import End, Kept, Line, Table, Then, Topic

SOURCE = "menus/domain/retention/"
_UNITS = ((365 * 86_400, "year"), (86_400, "day"), (3600, "hour"), (60, "minute"))


def page(lead: str) -> str:
    """Return `.docs/keeping.md`; `lead` is its first line. Raise LookupError for a mark that nobody knows."""
    template = resources.files("gateway").joinpath("cli", "templates", "keeping.md").read_text(encoding="utf-8")
    parts = {"@topics": _topics, "@columns": _columns}
    made = [lead, ""]
    for line in template.splitlines():
        made += parts[line]() if line.startswith("@") else [line]
    return "\n".join((*made, ""))


def _topics() -> Iterator[str]:
    """Yield a table for each question of people, in the order in which they ask it."""
    lines = [line for table in TABLES.values() for line in _with_row(table) if line.topic is not None]
    for number, topic in enumerate(Topic):
        if number:
            yield ""
        yield from (f"### {topic.value}", "", "| what | how long it is kept | why so long |", "| --- | --- | --- |")
        yield from (f"| {line.holds} | {how_long(line)} | {line.why} |" for line in lines if line.topic is topic)


def _columns() -> Iterator[str]:
    """Yield a line for each line of the table, with its columns."""
    yield "| table | columns | what they hold | how long |"
    yield "| --- | --- | --- | --- |"
    for table in TABLES.values():
        yield f"| `{table.name}` | the row | {table.holds} | {how_long(table.row) if table.row else 'stays'} |"
        for line in table.lines:
            names = ", ".join(f"`{name}`" for name in line.columns)
            yield f"| `{table.name}` | {names} | {line.holds} | {_rule(line)} |"


def _with_row(table: Table) -> tuple[Line, ...]:
    return (*table.lines, table.row) if table.row else table.lines


def _rule(line: Line) -> str:
    if line.kept is not None:
        return line.kept.value
    thens = {end.then for end in line.ends}
    return f"{' or '.join(then.value for then in Then if then in thens)}: {how_long(line)}"


def how_long(line: Line) -> str:
    """Return the ends of a line in words."""
    said = [_until(end) for end in line.ends]
    if line.until:
        said = [f"until {line.until}", *(f"at most {one}" for one in said)]
    return "; or ".join(said) or Kept.NO_PERSON.value


def _until(end: End) -> str:
    return f"until {end.since.value}" if not end.after else f"{span(end.after)} after {end.since.value}"


def span(period: timedelta) -> str:
    """Return a period in words, in the largest unit that fits: "30 days", "1 hour"."""
    seconds = int(period.total_seconds())
    size, unit = next((size, unit) for size, unit in _UNITS if seconds % size == 0)
    return counted(seconds // size, unit)
