"""Settings of the backup provider: the phone with the app SMS Gateway for Android."""

from typing import Annotated, Self

from pydantic import BaseModel, Field, SecretStr, model_validator

from gateway.settings.kinds import Root


class BackupPhoneSettings(BaseModel):
    """The settings of the backup provider."""

    doria_second_url: Annotated[Root, Field(description="http(s)://host[:port]")] = None
    """The backup provider: the address of the app SMS Gateway for Android. It is the local server of the phone, such as
    `http://192.168.1.20:8080`, or a server of the app with its path, such as `https://api.sms-gate.app/3rdparty/v1`.
    """
    doria_second_user: str = ""
    """The user name of that server."""
    doria_second_password: SecretStr = SecretStr("")
    """The password of that server."""
    doria_second_signing_key: SecretStr = SecretStr("")
    """The key that the app signs its webhooks with. It is needed beside `DORIA_SECOND_URL`."""
    doria_second_sim: Annotated[int | None, Field(ge=1, le=3, description="a number from 1 to 3")] = None
    """The SIM card of the phone that sends. Texts that another SIM card of it received are not taken."""
    doria_second_device: str | None = None
    """The id of the phone's device in the app, where one account of a server has several. Events of another device are
    not taken.
    """

    @model_validator(mode="after")
    def _backup_key_given(self) -> Self:
        if self.doria_second_url and not self.doria_second_signing_key.get_secret_value():
            raise ValueError("DORIA_SECOND_SIGNING_KEY: is needed beside DORIA_SECOND_URL")  # noqa: EM101, TRY003 - pydantic's way to say a fault
        return self

    @property
    def hears_android(self) -> bool:
        """Return whether events of the backup phone carry a signature that can be checked."""
        return bool(self.doria_second_signing_key.get_secret_value())
