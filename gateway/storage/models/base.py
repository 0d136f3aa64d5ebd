"""The base of all rows, and the types that their columns share."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Integer,
    LargeBinary,
    MetaData,
    String,
)
from sqlalchemy.orm import DeclarativeBase

from gateway.storage.columns import UtcDateTime

Serial = BigInteger().with_variant(Integer, "sqlite")
Hash = LargeBinary(16)


class Row(DeclarativeBase):
    """The base of all rows. Constraints have names, so that migrations can use them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime, str: String, dict[str, Any]: JSON}  # noqa: RUF012 - SQLAlchemy's own form
