"""Settings of the heartbeat: the made-up report that takes the whole way."""

from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, Field, field_validator

from gateway.settings.kinds import Wait
from menus.text import phones


class HeartbeatSettings(BaseModel):
    """The settings of the heartbeat."""

    doria_heartbeat_to: Annotated[str | None, Field(description="a phone number such as +254700000199")] = None
    """The phone of the heartbeat: nobody reports from it. Doria dials a made-up report for it, which takes the whole
    way and alerts nobody. A national number is read by the country of the first community.
    """
    doria_heartbeat_every: Annotated[Wait, Field(description="a duration such as 5m")] = timedelta(minutes=5)
    """The time between two heartbeats. Each costs one text."""

    @field_validator("doria_heartbeat_to")
    @classmethod
    def _phone(cls, value: str | None) -> str | None:
        # A national number is read by the country of the communities, as soon as they are known.
        if not value:
            return None
        number = phones.from_wire(value, None)
        if number is None and not phones.may_be_national(value):
            raise ValueError("should be a phone number")  # noqa: EM101, TRY003 - pydantic's way to say a fault
        return number or value
