"""Words of somebody's health or love that may hurt them where they live: they are crossed out as names are.

`The boy is HIV positive and bleeding` leaves as `the boy is xxx positive and bleeding`: the people who go need the
wound alone.
"""

import re

_LISTED = """
hiv aids vvu ukimwi arv arvs gay gays lesbian lesbians bisexual trans transgender homosexual shoga mashoga msenge
wasenge msagaji wasagaji basha
"""
"""A list from common knowledge. No native reader has seen it."""
_WORDS = re.compile(rf"\b(?:{'|'.join(_LISTED.split())})\b", re.IGNORECASE)


def without_private_health(said: str, mark: str) -> str:
    """Return a text in which a mark stands for each such word."""
    return _WORDS.sub(mark, said)
