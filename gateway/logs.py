"""Structured logs, without phone numbers and without words of residents.

A line names an incident by its reference, and never by a row. It leaves out the reference of a matter that is hidden
(`menus/domain/circles.py::in_log`): somebody who holds a log would else see when a private report or an accusation
came, and how its helpers acted on it.
"""

import io
import logging
import os
import re
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TextIO, cast

import structlog
from structlog.typing import EventDict, FilteringBoundLogger, Processor, WrappedLogger

_NUMBER = re.compile(r"\+?\d{9,}")
_TOKEN = re.compile(r"/(at|pay)/[^/\s\"']+")


def redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Blank everything that could be a phone number or the webhook token. This is the last defence, not the first."""
    for key, value in event.items():
        if key != "timestamp" and isinstance(value, str):
            event[key] = _blanked(value)
    return event


class _Patient(io.TextIOBase):
    """A stream whose reader may go away. Then nobody reads the log, and the work goes on."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write as far as possible."""
        self._try(lambda: self._stream.write(text))
        return len(text)

    def flush(self) -> None:
        """Flush as far as possible."""
        self._try(self._stream.flush)

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except BrokenPipeError:
            # A rest in the buffer would fail once more at the end of the process and change its exit status.
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())
        except (OSError, ValueError):
            return


class _Redacted(logging.Formatter):
    """A formatter for the logs of libraries: numbers and the token are blanked, in tracebacks too."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a line."""
        return _blanked(super().format(record))


def _blanked(text: str) -> str:
    return _TOKEN.sub(r"/\1/[token]", _NUMBER.sub("[number]", text))


_AS_JSON: Processor = structlog.processors.JSONRenderer(sort_keys=True)
LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
"""The levels of `DORIA_LOG_LEVEL`, by name."""
_LEVEL = logging.INFO
"""The level without that setting, or with a word that is none: the settings say which words are."""
# One list for the life of the process: a logger keeps the list that it first saw, and both must be the same.
_PROCESSORS: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
    redact,
    _AS_JSON,
]


class _ForPeople:
    """A renderer of lines for people: the time of day, the level, the event and its facts."""

    def __call__(self, logger: WrappedLogger, method: str, event: EventDict) -> str:
        """Return a line, and a traceback below it if there is one."""
        _ = logger, method
        facts = dict(event)
        at, level = str(facts.pop("timestamp", ""))[11:19], str(facts.pop("level", ""))
        name, process, trace = facts.pop("event", ""), facts.pop("process", ""), facts.pop("exception", None)
        said = " ".join(f"{key}={value}" for key, value in sorted(facts.items()))
        line = f"{at}Z {level:<7} {process}: {name} {said}".rstrip()
        return line if trace is None else f"{line}\n{trace}"


def _level(environment: Mapping[str, str], without: int) -> int:
    return LEVELS.get(environment.get("DORIA_LOG_LEVEL", "").lower(), without)


def configure(process: str, *, is_command: bool = False) -> None:
    """Send every log line of this process to stderr: as one JSON object, or for people if a terminal shows it.

    A command says on standard output what it did. Its log has warnings alone, unless `DORIA_LOG_LEVEL` asks for more.
    """
    # A forked process has the loggers of its parent already: it changes their list.
    _PROCESSORS[-1] = _ForPeople() if _is_terminal(sys.stderr) else _AS_JSON
    structlog.configure(
        processors=_PROCESSORS,
        wrapper_class=structlog.make_filtering_bound_logger(
            _level(os.environ, logging.WARNING if is_command else _LEVEL)
        ),
        logger_factory=structlog.PrintLoggerFactory(cast("TextIO", _Patient(sys.stderr))),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(process=process)
    handler = logging.StreamHandler(_Patient(sys.stderr))
    handler.setFormatter(_Redacted("%(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    # urllib3 would log URLs, which hold the webhook token. RQ would log the arguments of jobs.
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    logging.getLogger("rq").setLevel(logging.ERROR)


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        # It is closed.
        return False


def logger() -> FilteringBoundLogger:
    """Return the logger that every module uses."""
    made: FilteringBoundLogger = structlog.get_logger()
    return made


def silence() -> None:
    """Log errors alone, for benchmarks."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
