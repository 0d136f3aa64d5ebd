"""One walk in a process of its own: the clock and the jobs of a community belong to one process."""

import logging
import sys
import tempfile
from pathlib import Path

import structlog

from tests.axe import world
from tests.axe.looking import Seen
from tests.axe.walking import Walk
from tests.visitors import chromium


def walk(words: tuple[str, ...], pictures: Path | None, theme: str) -> tuple[str, list[Seen]]:
    """Walk through the pages by day or by night; return the version of the browser, and what was seen."""
    # The log of the communities is of no interest here.
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with (
        tempfile.TemporaryDirectory(prefix="doria-axe-") as folder,
        world.built(Path(folder)) as made,
        chromium() as browser,
    ):
        seen = Walk(made, browser, _tell, theme=theme, only=words, pictures=pictures).goes()
        return browser.version, seen


def _tell(line: str) -> None:
    if line:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()
