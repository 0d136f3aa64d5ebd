"""References: the digits people read to each other, the last of them a Damm check digit.

A Damm digit catches every slip of one digit and every swap of neighbours. References are made from a report's serial
number, so none is ever used twice; the order is scrambled so that a reference does not tell how many came before.
"""

from stdnum import damm
from stdnum.exceptions import ValidationError

SHORTEST = 5
LONGEST = 9
_BODY = SHORTEST - 1
_MULTIPLIER = 7_001
"""Prime, and no factor of any block's size, so that scrambling a block is a permutation of it."""
_SHIFT = 3_827


def mint(serial: int) -> str:
    """Return the reference of the serial-th report (from 1): five digits for the first 9,000, then six, and so on."""
    if serial < 1:
        message = f"serial numbers begin at 1, not {serial}"
        raise ValueError(message)
    position, digits = serial - 1, _BODY
    while position >= _block(digits):
        position -= _block(digits)
        digits += 1
    body = str(10 ** (digits - 1) + (position * _MULTIPLIER + _SHIFT) % _block(digits))
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
