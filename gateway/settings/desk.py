"""Settings of the desk: the address at which browsers find it, and where its process listens."""

from ipaddress import ip_address
from typing import Annotated

from pydantic import BaseModel, Field, field_validator

from gateway.settings.kinds import Root


class DeskSettings(BaseModel):
    """The settings of the desk."""

    desk_origin: Annotated[Root, Field(description="http(s)://host[:port]")] = None
    """The address of the desk as browsers see it, such as `https://desk.example.org`. Passkeys belong to it, if it is a
    name with TLS; else an authenticator and a PIN are asked for. Without it the desk is for this machine alone.
    """
    doria_desk_host: Annotated[str, Field(description="an address such as 127.0.0.1 or 0.0.0.0")] = "127.0.0.1"
    """The address of this machine on which the desk listens. Any other than 127.0.0.1 lets others in without TLS: give
    one only where nobody else reads the line, as behind a proxy.
    """
    doria_desk_port: Annotated[int | None, Field(ge=0, le=65535, description="a number from 0 to 65535")] = None
    """The port of the desk. `doria up --desk-port` comes first. Without both, `doria up` takes the next free port after
    that of the web server, and the `Procfile` takes 8001.
    """

    @field_validator("doria_desk_host")
    @classmethod
    def _is_address(cls, value: str) -> str:
        try:
            ip_address(value)
        except ValueError:
            raise ValueError("should be an address such as 127.0.0.1") from None  # noqa: EM101, TRY003 - pydantic's way to say a fault
        return value
