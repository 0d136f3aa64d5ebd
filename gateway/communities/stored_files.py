"""The stored community files of a database of any schema: whether this release can read them, before it migrates."""

from sqlalchemy import inspect, text

from gateway.communities.file import CommunityFileError, parse
from gateway.storage.database import Database
from gateway.storage.sealing import Keyring, UnsealError

_IN_FORCE = text(
    "SELECT communities.key, community_versions.id, community_versions.body FROM communities"
    " JOIN community_versions ON community_versions.community_id = communities.id"
    " AND community_versions.version = communities.version ORDER BY communities.key"
)
_COLUMN = "community_versions.body"


def faults(database: Database) -> dict[str, str | None]:
    """Return the first fault of the stored file of each community, by its key; None for a file that can be read.

    The tables may be those of an earlier release: no model is used.
    """
    with database.connected() as connection:
        if not inspect(connection).has_table("community_versions"):
            return {}
        rows = connection.execute(_IN_FORCE).all()
    return {key: _fault(database.keyring, row_id, bytes(body)) for key, row_id, body in rows}


def _fault(ring: Keyring, row_id: int, body: bytes) -> str | None:
    # Earlier releases bound a value to its column alone.
    for bound_to in (row_id, None):
        try:
            parse(ring.unseal(body, _COLUMN, bound_to))
        except UnsealError:
            continue
        except CommunityFileError as error:
            return str(error.faults[0])
        else:
            return None
    return "it cannot be decrypted"
