"""The keys that a database knows: check values of the keys that seal, and hash keys of keys that were let go."""

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.columns import Sealed
from gateway.storage.models.base import Row, Serial

KEY_ID = LargeBinary(4)


class SealingKey(Row):
    """A key that values are sealed with. `sealed` is a check value: only the right key opens it."""

    __tablename__ = "sealing_keys"
    key_id: Mapped[bytes] = mapped_column(KEY_ID, primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class HashKey(Row):
    """The hash key of a secret that was let go, as hexadecimal digits, sealed with the newest secret.

    Hashes of numbers that Doria does not hold any more cannot be made anew: they are found by this key.
    """

    __tablename__ = "hash_keys"
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    key: Mapped[str] = mapped_column(Sealed("hash_keys.key"))
