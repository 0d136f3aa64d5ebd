"""Night words: whether six words of a night still fit the record, without reading every row as verifying does.

The leaves of the tree are read, and lead to a root: whoever changed, cut or moved an entry gets another one. That a row
was changed under its leaf only `doria record verify` finds.
"""

from sqlalchemy import LargeBinary, cast, select

from gateway.errors import Refused
from gateway.record import comparing
from gateway.record.comparing import WordsFound
from gateway.record.snapshots import snapshot
from gateway.record.verifying import HeldCheckpoint, Verified
from gateway.storage.database import Database
from gateway.storage.models import RecordCheckpoint, RecordEntry
from menus.domain.merkle_levels import Levels

MOST = 200_000
"""The most entries that are read here. Of a million the tree alone took 7 s on a busy machine (measured)."""
_LEAF = 32
"""The bytes of a leaf: a record with another one was changed, and leads to no words."""
_ENTRY, _CHECKPOINT = RecordEntry.__table__.c, RecordCheckpoint.__table__.c


def check(database: Database, community_id: int, community: str, text: str) -> WordsFound:
    """Return for which night the words that somebody typed stand; raise Refused for a record that is too large."""
    with snapshot(database) as connection:
        # Read as bytes: SQLite keeps whatever somebody has written in their place.
        leaf = cast(_ENTRY.leaf, LargeBinary)
        wanted = select(leaf).where(_ENTRY.community_id == community_id).order_by(_ENTRY.seq).limit(MOST + 1)
        leaves = [bytes(found) for (found,) in connection.execute(wanted)]
        if len(leaves) > MOST:
            message = "the record is too large for this page: `doria record verify --words` says it"
            raise Refused(message)
        nights = select(_CHECKPOINT.size, _CHECKPOINT.root, _CHECKPOINT.at).where(
            _CHECKPOINT.community_id == community_id, _CHECKPOINT.day.is_not(None)
        )
        held = [HeldCheckpoint(row.size, bytes(row.root), row.at) for row in connection.execute(nights)]
    if any(len(one) != _LEAF for one in leaves):
        return comparing.with_words(text, [], None)
    levels = Levels(b"".join(leaves))
    verified = Verified(community_id, community, size=levels.size, levels=levels, checkpoints=held)
    return comparing.with_words(text, [verified], None)
