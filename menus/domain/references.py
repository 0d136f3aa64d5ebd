"""References: the digits people read to each other, the last of them a Damm check digit.

A Damm digit catches every slip of one digit and every swap of neighbours. References are made from a report's serial
number, so none is ever used twice; a key scrambles their order, so that two of them do not tell how many came between,
nor what the one of a hidden report may be.
"""

import hashlib

from stdnum import damm
from stdnum.exceptions import ValidationError

SHORTEST = 5
LONGEST = 9
_BODY = SHORTEST - 1
_ROUNDS = 4
_LONGEST_KEY = 64


def mint(serial: int, key: bytes = b"") -> str:
    """Return the reference of the serial-th report (from 1): five digits for the first 9,000, then six, and so on."""
    if serial < 1:
        message = f"serial numbers begin at 1, not {serial}"
        raise ValueError(message)
    position, digits = serial - 1, _BODY
    while position >= _block(digits):
        position -= _block(digits)
        digits += 1
    body = str(10 ** (digits - 1) + _scrambled(position, _block(digits), key[:_LONGEST_KEY]))
    return body + str(damm.calc_check_digit(body))


def is_valid(reference: str) -> bool:
    """Tell whether the digits are a reference with the right check digit."""
    if not looks_like(reference):
        return False
    try:
        damm.validate(reference)
    except ValidationError:
        return False
    return True


def looks_like(text: str) -> bool:
    """Tell whether a word has a reference's form, whatever its check digit."""
    return text.isascii() and text.isdigit() and SHORTEST <= len(text) <= LONGEST and text[0] != "0"


def _block(digits: int) -> int:
    size: int = 9 * 10 ** (digits - 1)
    return size


def _scrambled(position: int, size: int, key: bytes) -> int:
    """Return where a position of a block goes: a Feistel network, walked on until it lands inside (no two alike)."""
    half = ((size - 1).bit_length() + 1) // 2
    while True:
        left, right = position >> half, position & ((1 << half) - 1)
        for number in range(_ROUNDS):
            left, right = right, left ^ _mixed(number, right, half, key)
        position = left << half | right
        if position < size:
            return position


def _mixed(number: int, value: int, bits: int, key: bytes) -> int:
    digest = hashlib.blake2b(bytes([number]) + value.to_bytes(8, "big"), key=key, digest_size=8).digest()
    return int.from_bytes(digest, "big") & ((1 << bits) - 1)
