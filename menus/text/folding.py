"""Folding: the words of a text in small plain letters, as every list of words has them."""

import re
import unicodedata

LONGEST = 1_000
"""The characters of a text that are read. What stands behind them costs time, and a red word comes sooner."""


def fold(text: str) -> str:
    """Return words in small plain letters: accents folded, apostrophes dropped, `2me` read as `tume`."""
    folded = unicodedata.normalize("NFKD", text[:LONGEST].lower().replace("\u2019", "'"))
    letters = "".join(character for character in folded if not unicodedata.combining(character))
    spaced = re.sub(r"[^a-z0-9]+", " ", letters.replace("'", ""))
    spaced = re.sub(r"\b2(?=[a-z])", "tu", spaced)
    # People type letters with spaces between them to hide a word from somebody who looks over their shoulder.
    spaced = re.sub(r"\b(?:[a-z] ){3,}[a-z]\b", lambda found: found[0].replace(" ", ""), spaced)
    return re.sub(r"([a-z])\1{2,}", r"\1", spaced).strip()
