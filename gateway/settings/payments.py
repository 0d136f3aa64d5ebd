"""Settings of payments by M-PESA: the account at Daraja, Safaricom's API, that is asked for lost payments."""

from typing import Annotated

from pydantic import BaseModel, Field, SecretStr

from gateway.settings.kinds import Root


class PaymentSettings(BaseModel):
    """The settings of payments. Their callbacks need none: `/pay/WEBHOOK_TOKEN/confirmation` takes them."""

    mpesa_consumer_key: SecretStr = SecretStr("")
    """The consumer key of the app at Daraja. With it and its secret, Doria asks for payments whose callback never came.
    The pull query must be switched on by Safaricom.
    """
    mpesa_consumer_secret: SecretStr = SecretStr("")
    """The consumer secret of the app at Daraja."""
    mpesa_shortcodes: Annotated[str, Field(description="numbers of paybills such as 123456, 654321")] = ""
    """The paybills that are asked for. Without any they are those of the community files."""
    mpesa_base_url: Annotated[Root, Field(description="http(s)://host[:port]")] = None
    """The root of Daraja, or of a server that answers its API. `doria up` asks its own simulated network unless there
    is a consumer key.
    """

    @property
    def paybills(self) -> tuple[str, ...]:
        """The numbers of the paybills."""
        return tuple(self.mpesa_shortcodes.replace(",", " ").split())
