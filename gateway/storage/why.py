"""The reason why a database does not answer, in one line: as the server or SQLite says it, without any value."""

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

_OF_SQLITE = (
    "database or disk is full",
    "attempt to write a readonly database",
    "unable to open database file",
    "database is locked",
    "disk I/O error",
    "file is not a database",
    "database disk image is malformed",
)
"""The messages of SQLite about a file. Its other messages may quote a value."""
_LONGEST = 200


def why(error: SQLAlchemyError) -> str:
    """Return the reason of an error: that of the connection or of the file if it has one, else the kind of error.

    A server names its host and the user, and never the password.
    """
    kind = type(error).__name__
    if not isinstance(error, DBAPIError):
        return kind
    said = " ".join(str(error.orig).split())
    if error.statement is None:
        # No statement was begun, so nothing of it can be in the message.
        return f"{kind}: {said[:_LONGEST]}" if said else kind
    known = next((one for one in _OF_SQLITE if one in said), None)
    return f"{kind}: {known}" if known else kind
