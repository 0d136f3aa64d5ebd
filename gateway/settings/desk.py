"""Settings of the desk: the address at which browsers find it."""

from typing import Annotated

from pydantic import BaseModel, Field

from gateway.settings.kinds import Root


class DeskSettings(BaseModel):
    """The settings of the desk."""

    desk_origin: Annotated[Root, Field(description="http(s)://host[:port]")] = None
    """The address of the desk as browsers see it, such as `https://desk.example.org`. Passkeys belong to it, if it is a
    name with TLS; else an authenticator and a PIN are asked for. Without it the desk is for this machine alone.
    """
