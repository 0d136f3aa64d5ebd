"""Settings of the logs: what is logged, and how long it is kept."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, field_validator


class LogSettings(BaseModel):
    """The settings of the logs."""

    doria_log_level: Annotated[
        Literal["debug", "info", "warning", "error"], Field(description="debug, info, warning or error")
    ] = "info"
    """The least grave lines that are logged."""
    doria_log_megabytes: Annotated[int, Field(ge=1, le=1000, description="a number from 1 to 1000")] = 10
    """The size at which `doria up` begins a new `doria.log`. It begins one each day as well."""
    doria_log_files: Annotated[int, Field(ge=1, le=1000, description="a number from 1 to 1000")] = 20
    """The earlier logs that `doria up` keeps at most."""
    doria_log_days: Annotated[int, Field(ge=1, le=30, description="a number from 1 to 30")] = 14
    """The days after which `doria up` deletes an earlier log."""

    @field_validator("doria_log_level", mode="before")
    @classmethod
    def _in_small_letters(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value
