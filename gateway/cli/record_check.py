"""The doctor's look at the record: whether every row has its place, and every tree is as Doria wrote it."""

from gateway.record import standing
from gateway.services import Services

PLACED = "every row has its place; `doria record verify` says whether one was changed"


def record(services: Services) -> str:
    """Say that every row has its place in the record; raise LookupError if rows wait too long, or a tree is broken."""
    with services.reading() as session:
        found = standing.look(session, services.clock())
    if found.broken:
        told = ", ".join(f"{key}: {fault.value}" for key, fault in found.broken)
        message = f"no row gets its place any more ({told})"
        raise LookupError(message)
    if found.late and found.since is not None:
        message = f"{found.late} rows wait for their place in the record since {found.since:%Y-%m-%d %H:%M} UTC"
        raise LookupError(message)
    if found.carried:
        return f"{found.carried} rows of earlier releases still get their place"
    return PLACED
