"""The menu of the peers: as deep as a session of five hops, each page with as many lines as Doria's main page.

Nothing of Doria is imported here: the environment of a peer has no Doria.
"""

DEPTH, CHOICES = 6, 9


def title(path: str) -> str:
    """Return the title of the page to which keys lead."""
    return f"Page {path or 'main'}"


def label(path: str, choice: int) -> str:
    """Return the label of a choice."""
    return f"Choice {choice} of {len(path)}"
