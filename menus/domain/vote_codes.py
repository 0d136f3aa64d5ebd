"""Codes of tellers: 16 random bytes as nine groups of six digits that a person copies by hand.

Each of the first eight groups holds two bytes and a check digit, which knows the place of its group. So a wrong digit
and two groups in the wrong order are found, and the page says which group it is. The ninth group checks them all.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from stdnum import damm

BYTES = 16
_GROUPS, _DIGITS = 8, 5
GROUPS = _GROUPS + 1
"""The groups of a code."""
LENGTH = _DIGITS + 1
"""The digits of a group."""
_MOST = 1 << 16


@dataclass(frozen=True)
class Mistyped:
    """A code that cannot be right: `group` (from 1) is the first wrong one, None without nine groups of six."""

    group: int | None


def written(secret: bytes) -> tuple[str, ...]:
    """Return the groups of a secret of 16 bytes."""
    if len(secret) != BYTES:
        message = f"a code holds {BYTES} bytes, not {len(secret)}"
        raise ValueError(message)
    numbers = [int.from_bytes(secret[at : at + 2], "big") for at in range(0, BYTES, 2)]
    return tuple(_group(place, number) for place, number in enumerate([*numbers, _check(secret)]))


def read(typed: str) -> bytes | Mistyped:
    """Return the secret of a code that somebody typed, with any signs between its digits."""
    digits = "".join(sign for sign in typed if sign.isascii() and sign.isdigit())
    if len(digits) != GROUPS * LENGTH:
        return Mistyped(None)
    groups = [digits[at : at + LENGTH] for at in range(0, len(digits), LENGTH)]
    numbers = [int(group[:_DIGITS]) for group in groups]
    for place, (group, number) in enumerate(zip(groups, numbers, strict=True)):
        if number >= _MOST or group != _group(place, number):
            return Mistyped(place + 1)
    secret = b"".join(number.to_bytes(2, "big") for number in numbers[:_GROUPS])
    return secret if numbers[-1] == _check(secret) else Mistyped(GROUPS)


def lines(groups: Sequence[str]) -> list[str]:
    """Return the groups of a code in lines of three, as they are copied."""
    return [" ".join(groups[at : at + 3]) for at in range(0, len(groups), 3)]


def _group(place: int, number: int) -> str:
    body = f"{number:0{_DIGITS}}"
    return body + str(damm.calc_check_digit(f"{place + 1}{body}"))


def _check(secret: bytes) -> int:
    return int.from_bytes(hashlib.sha256(b"doria vote code" + secret).digest()[:2], "big")
