"""The services that the jobs and chores of this process use, and the time that they take."""

from contextlib import AbstractContextManager

from gateway.core import counts
from gateway.services import Services, from_environment

_process: list[Services] = []


def use(given: Services) -> None:
    """Let the jobs of this process use the services given."""
    _process[:] = [given]


def current_services(*kinds: str) -> Services:
    """Return the services of this process; if none were given, make them from the environment for these kinds."""
    if not _process:
        _process.append(from_environment(*kinds))
    return _process[0]


def timed(job: str) -> AbstractContextManager[None]:
    """Count what is done inside, and the time that it takes, as one job of this process."""
    return counts.OF_PROCESS.timed(job)
