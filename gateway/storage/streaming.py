"""Streaming: the rows of a statement that may be very many are read in pieces, so that few stand in memory at once."""

from typing import TypeVar

from sqlalchemy import Executable

_ROWS = 2_000
"""The rows of one piece: some hundred kilobytes at the most, and few ways to the database. A guess."""
_Statement = TypeVar("_Statement", bound=Executable)


def in_pieces(statement: _Statement) -> _Statement:
    """Return a statement whose rows are read in pieces: walk over what it gives, and keep of a row only what counts."""
    return statement.execution_options(yield_per=_ROWS)
