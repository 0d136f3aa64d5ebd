"""Findings of `doria doctor`: a check is in order, at fault, or not tried.

A check returns what is right. It raises LookupError for a fault, and NotTried for what it could not or need not try:
the doctor never says "ok" of something that nobody has looked at.
"""

from dataclasses import dataclass


class NotTried(Exception):  # noqa: N818 - it is an answer, not a failure
    """A check that was not made; the message says why, and how it would be."""


class ToldFaultError(LookupError):
    """A fault whose message says what to do, so that the advice of its check is left out."""


@dataclass(frozen=True)
class Finding:
    """The result of one check: its name, whether it is no fault, the text to print, and whether it was tried at all."""

    name: str
    is_ok: bool
    say: str
    is_tried: bool = True

    @property
    def line(self) -> str:
        """The line of the doctor: it begins with `ok  `, `FAIL`, or `--  ` for what was not tried."""
        mark = "ok  " if self.is_tried else "--  "
        return f"{mark if self.is_ok else 'FAIL'} {self.name}: {self.say}"
