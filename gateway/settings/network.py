"""Settings of the carrier: the account at Africa's Talking, and the network that answers for it."""

from datetime import timedelta
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, Field, SecretStr, field_validator

from gateway.settings.kinds import Root, Wait
from menus.domain import money
from menus.domain.money import Money


class NetworkSettings(BaseModel):
    """The settings of the carrier."""

    at_username: str = "sandbox"
    """The user name of the Africa's Talking account. `sandbox` is the sandbox; any other name is the live network."""
    at_api_key: SecretStr = SecretStr("")
    """The API key of the Africa's Talking account."""
    at_sender_id: str | None = None
    """The sender name of texts that need no answer, for a community file without `sender_id`. Alerts and answers come
    from the short code.
    """
    at_base_url: Annotated[Root, Field(description="http(s)://host[:port]")] = None
    """The root of Africa's Talking, or of a server that answers its API. `doria up` keeps to its own simulated network
    until this is set.
    """
    doria_simulator_url: str | None = None
    """The address of the simulated network. `doria up` sets it for its own processes; leave it alone."""
    doria_fetch_every: Annotated[Wait, Field(description="a duration such as 60s")] = timedelta(seconds=60)
    """The time after which Doria asks the network again for texts, and for payments, that no callback brought."""
    doria_low_balance: Annotated[
        Money, Field(description="an amount in KES such as 200, or with its currency such as UGX 20000")
    ] = Money(money.HOME, Decimal(200))
    """The balance under which coordinators are warned, and texts of the bulk and normal lanes wait. A balance in
    another currency holds no text back; `doria doctor` says so.
    """

    @field_validator("doria_low_balance", mode="before")
    @classmethod
    def _amount(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        found = None if "," in value else money.read(value)
        if found is None or found.amount < 0:
            raise ValueError("should be an amount from 0")  # noqa: EM101, TRY003 - pydantic's way to say a fault
        if not money.is_known(found.currency):
            raise ValueError(f"{found.currency} is no currency")  # noqa: EM102, TRY003 - as above
        return found
