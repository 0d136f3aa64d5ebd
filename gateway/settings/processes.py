"""Settings of the processes: where the web server listens, how many work, and what all of them read."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field, field_validator

from gateway.settings.kinds import Root


class ProcessSettings(BaseModel):
    """The settings of the processes."""

    port: Annotated[int, Field(ge=0, le=65535, description="a number from 0 to 65535")] = 8000
    """The port of the web server. `doria up --port` comes first."""
    doria_web_url: Annotated[Root, Field(description="http(s)://host[:port]")] = None
    """The address at which the clock finds the web server for the heartbeat. It is needed where the web server runs on
    another machine.
    """
    doria_red_workers: Annotated[int, Field(ge=1, le=16, description="a number from 1 to 16")] = 2
    """The workers that `python -m workers` keeps on the red lane. `doria up` takes `--workers` instead."""
    doria_normal_workers: Annotated[int, Field(ge=1, le=16, description="a number from 1 to 16")] = 1
    """The workers that `python -m workers` and `doria up` keep on the normal lane."""
    doria_bulk_workers: Annotated[int, Field(ge=1, le=16, description="a number from 1 to 16")] = 1
    """The workers that `python -m workers` and `doria up` keep on the bulk lane."""
    doria_web_processes: Annotated[int, Field(ge=1, le=16, description="a number from 1 to 16")] = 2
    """The processes of each web server."""
    doria_locales: Annotated[Path | None, Field(description="a folder")] = None
    """A folder with further languages, each in a folder of its own; see `.docs/languages.md`. It is read once, at the
    start, by every process and every command.
    """

    @field_validator("doria_locales")
    @classmethod
    def _is_there(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError("is not there")  # noqa: EM101, TRY003 - pydantic's way to say a fault
        return value

    @property
    def web_url(self) -> str:
        """The address of the web server, for the probe of the clock."""
        return self.doria_web_url or f"http://127.0.0.1:{self.port}"
