"""Phones are looked up by the hashes of all keys: after a new SECRET_KEY, old rows still have a hash of the old one."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

GATEWAY = Path(__file__).parents[2] / "gateway"
HASHES = {"phone_hash", "from_hash", "caller_hash", "reporter_hash", "recipient_hash"}
"""The columns that hold hashes of numbers."""


def by_one_key(code: str) -> Iterator[str]:
    """Yield the comparisons in some code that look a phone up by one key alone."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            is_equality = isinstance(node.ops[0], ast.Eq | ast.NotEq)
            if any(_is_of_newest_key(side) for side in sides) or (is_equality and any(map(_is_column, sides))):
                yield ast.unparse(node)


def _is_of_newest_key(node: ast.expr) -> bool:
    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "phone"
    return is_call and "keyring" in ast.unparse(node)


def _is_column(node: ast.expr) -> bool:
    is_of_table = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id[0].isupper()
    return is_of_table and isinstance(node, ast.Attribute) and node.attr in HASHES


@pytest.mark.parametrize(
    "code",
    [
        "Report.reporter_hash == keyring.phone(number)",
        "Report.reporter_hash == caller",
        "row.from_hash == Inbound.from_hash",
        "uow.keyring.phone(phone) not in opted_out",
        "found = uow.keyring.phone(phone) == known",
    ],
)
def test_the_search_finds_a_look_up_by_one_key(code: str) -> None:
    assert list(by_one_key(code))


@pytest.mark.parametrize("code", ["Report.reporter_hash.in_(ring.phones(phone))", "x = uow.keyring.phone(phone)"])
def test_the_search_leaves_other_code_alone(code: str) -> None:
    assert not list(by_one_key(code))


def test_every_phone_is_looked_up_by_the_hashes_of_all_keys() -> None:
    # Rekeying moves rows from one hash to another. The others compare two rows; a request to erase has one row for each
    # hash of its phone.
    left_out = {GATEWAY / "storage/rekeying.py"}
    files = sorted(set(GATEWAY.rglob("*.py")) - left_out)
    found = [f"{file.relative_to(GATEWAY)}: {one}" for file in files for one in by_one_key(file.read_text("utf-8"))]
    assert found == [
        "intake/erase_requests.py: EraseRequest.phone_hash == Report.reporter_hash",
        "intake/languages.py: Report.reporter_hash == LanguageChoice.phone_hash",
    ]
