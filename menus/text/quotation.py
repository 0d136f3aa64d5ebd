"""Quotation: somebody's own words are set apart from Doria's, so that nobody reads them as a request of Doria."""

MARKS = 2
"""The characters that the quotation marks take."""


def quoted(said: str) -> str:
    """Return somebody's words in quotation marks; marks within them become single ones."""
    return '"' + said.replace('"', "'") + '"' if said else ""
