"""Which stories run on both databases: no test is lost, and of a long table one case stays on each."""

from types import SimpleNamespace

import pytest

from tests import both_databases


def cases(name: str, many: int) -> list[SimpleNamespace]:
    """Return the cases of a table on both databases."""
    return [
        SimpleNamespace(
            nodeid=f"{name}[{database}-{number}]", callspec=SimpleNamespace(params={"database_url": database})
        )
        for database in ("sqlite", "postgresql")
        for number in range(many)
    ]


@pytest.mark.parametrize(
    ("name", "many", "left_out"),
    [
        ("tests/journeys/test_a.py::test_it", 1, []),
        ("tests/journeys/test_a.py::test_it", 2, []),
        ("tests/journeys/test_a.py::test_it", 4, ["postgresql-1", "postgresql-2", "postgresql-3"]),
        ("tests/gateway/storage/test_a.py::test_it", 4, []),
    ],
)
def test_only_further_cases_of_a_long_table_are_left_out(name: str, many: int, left_out: list[str]) -> None:
    items = [*cases(name, many), SimpleNamespace(nodeid="tests/menus/test_b.py::test_rule")]
    found = both_databases.left_out(items)  # type: ignore[arg-type] # two attributes of an item are enough
    assert sorted(item.nodeid for item in found) == [f"{name}[{case}]" for case in left_out]
