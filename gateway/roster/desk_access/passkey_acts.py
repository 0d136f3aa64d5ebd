"""Passkeys: what a browser is asked for to make one or to use one, and whether its answer is right.

The library of passkeys is imported when the first one is needed: where a code is enough, nobody needs its 7 MB.
"""

from gateway.core.unit_of_work import UnitOfWork
from gateway.roster.desk_access.challenges import For
from gateway.roster.desk_access.passkey_sites import Site
from gateway.storage.models import DeskCredential


def to_make(at: Site, challenge: bytes, user: bytes, name: str, known: list[str]) -> str:
    """Return as JSON what a browser needs to make a passkey of a person (`user`); those `known` are not made again."""
    from gateway.roster.desk_access import passkey_library  # noqa: PLC0415 - see above

    return passkey_library.to_make(at, challenge, user, name, known)


def to_use(at: Site, challenge: bytes, known: list[str] | None = None) -> str:
    """Return as JSON what a browser needs to use a passkey: one of those `known`, else any one of the site."""
    from gateway.roster.desk_access import passkey_library  # noqa: PLC0415 - see above

    return passkey_library.to_use(at, challenge, known)


def add(uow: UnitOfWork, at: Site, person_id: int, visit: str, answer: str) -> bool:
    """Keep the passkey that a browser has made for a person; return False if its answer is not right."""
    from gateway.roster.desk_access import passkey_library  # noqa: PLC0415 - see above

    return passkey_library.add(uow, at, person_id, visit, answer)


def use(uow: UnitOfWork, at: Site, purpose: For, visit: str, answer: str) -> DeskCredential | None:
    """Return the passkey that a browser has answered with, marked as used; None if its answer is not right."""
    from gateway.roster.desk_access import passkey_library  # noqa: PLC0415 - see above

    return passkey_library.use(uow, at, purpose, visit, answer)


def owner(uow: UnitOfWork, answer: str) -> int | None:
    """Return the row of the person whose passkey an answer names, right or wrong; None if it names none."""
    from gateway.roster.desk_access import passkey_library  # noqa: PLC0415 - see above

    return passkey_library.owner(uow, answer)
