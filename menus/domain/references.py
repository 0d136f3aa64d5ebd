"""References: the digits that people read to each other. The last one is a Damm check digit.

A Damm digit catches every error in one digit and every swap of neighbours. A reference is made from a report's serial
number, so none is ever used twice. A key scrambles the order of references. Two references then do not show how many
reports came between them, and nobody can guess the reference of a hidden report.
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
    """Return the reference of the serial-th report (from 1): five digits for the first 9,000, then six, and so on.

    Raise ValueError if `serial` is below 1.
    """
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
    """Return whether the digits are a reference with the right check digit."""
    if not looks_like(reference):
        return False
    try:
        damm.validate(reference)
    except ValidationError:
        return False
    return True


def looks_like(text: str) -> bool:
    """Return whether a word has the form of a reference. The check digit is not tested."""
    return text.isascii() and text.isdigit() and SHORTEST <= len(text) <= LONGEST and text[0] != "0"


def _block(digits: int) -> int:
    size: int = 9 * 10 ** (digits - 1)
    return size


def _scrambled(position: int, size: int, key: bytes) -> int:
    """Return the scrambled position within a block of `size`; two positions never give the same result.

    A Feistel network is applied again until its result lies inside the block.
    """
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
