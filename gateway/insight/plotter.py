"""The plotter: a process of its own draws pictures from numbers. It holds no key, no database and no network.

The library takes 70 MB (measured) and brings an engine for scripts. In a process of its own it gives the memory back,
and a picture that hangs or that breaks it takes nobody with it.
"""

import base64
import json
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

from menus.domain.drawings import MOST

LIBRARIES = ("altair", "vl_convert")
"""The packages of the extra `figures`."""
_SECONDS = MOST.total_seconds() - 5
"""Seconds that a drawing may take, so that its end is written down before it counts as failed."""
_WITHOUT_LIBRARY = 3
"""The exit status of the process if the extra is not installed."""
_MODULE = "workers.drawing"
_PNG = "png"


class DrawingFailedError(Exception):
    """No picture was drawn."""


class NoLibraryError(DrawingFailedError):
    """The extra `figures` is not installed."""


class Plotter:
    """Draws pictures in a process of its own. `command` starts it."""

    def __init__(self, command: tuple[str, ...] = (), seconds: float = _SECONDS) -> None:
        self._command = command or (sys.executable, "-I", "-m", _MODULE)
        self._seconds = seconds

    @property
    def is_installed(self) -> bool:
        """Whether the extra is installed where this process runs."""
        return all(find_spec(name) is not None for name in LIBRARIES)

    def draw(self, wanted: Mapping[str, Any]) -> dict[str, str]:
        """Return an SVG for each picture that is wanted, by its name; raise DrawingFailedError if there is none."""
        return {name: str(svg) for name, svg in self._run((), wanted).items()}

    def draw_both(self, wanted: Mapping[str, Any]) -> dict[str, tuple[str, bytes]]:
        """Return an SVG and a PNG for each picture that is wanted, by its name; raise DrawingFailedError if not."""
        made = self._run((_PNG,), wanted)
        try:
            return {name: (str(svg), base64.b64decode(png, validate=True)) for name, (svg, png) in made.items()}
        except (ValueError, TypeError) as error:
            raise DrawingFailedError(type(error).__name__) from error

    def _run(self, arguments: tuple[str, ...], wanted: Mapping[str, Any]) -> dict[str, Any]:
        """Hand all that is wanted to the process, and return what it gives back for each name."""
        try:
            done = subprocess.run(  # noqa: S603 - our own module, and nothing in its arguments comes from anybody
                (*self._command, *arguments),
                input=json.dumps(wanted),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=self._seconds,
                check=False,
                text=True,
                encoding="utf-8",
                env={},
            )
        except (subprocess.TimeoutExpired, OSError) as error:
            raise DrawingFailedError(type(error).__name__) from error
        if done.returncode == _WITHOUT_LIBRARY:
            raise NoLibraryError
        try:
            drawn = json.loads(done.stdout) if done.returncode == 0 else {}
        except ValueError as error:
            raise DrawingFailedError(type(error).__name__) from error
        if set(drawn) != set(wanted):
            message = f"exit status {done.returncode}"
            raise DrawingFailedError(message)
        return dict(drawn)
