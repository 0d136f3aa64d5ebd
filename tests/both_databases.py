"""Which stories run on both databases: all of them, but of a long table only the first case.

What differs between SQLite and PostgreSQL is how a story is stored, and one case shows that. The other cases of a table
differ in words and numbers.
"""

from collections.abc import Sequence

import pytest

_SHORT = 2
"""A table with so many cases runs on both databases as a whole."""
_STORAGE = ("tests/gateway/storage/", "tests/journeys/test_statements_of_texts.py")
"""The tests of the databases themselves, and of how many statements they are asked: they run on both."""
_FIXTURE = "database_url"


def left_out(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Return the tests that need not run on PostgreSQL."""
    tables: dict[str, list[pytest.Item]] = {}
    for item in items:
        if _is_on_postgres(item) and not item.nodeid.startswith(_STORAGE):
            tables.setdefault(item.nodeid.partition("[")[0], []).append(item)
    return [item for cases in tables.values() if len(cases) > _SHORT for item in cases[1:]]


def _is_on_postgres(item: pytest.Item) -> bool:
    spec = getattr(item, "callspec", None)
    return spec is not None and spec.params.get(_FIXTURE) == "postgresql"
