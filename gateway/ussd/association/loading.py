"""Facts of the association's own life: the table of what loads each class of them for a page."""

from collections.abc import Callable, Mapping

from gateway.ussd.association import vote_hops
from gateway.ussd.association.asked import Asked
from menus.ussd.vote_pages import OpenVotes

__all__ = ["LOADERS", "Asked", "Loader", "load"]
Loader = Callable[[Asked], object]
LOADERS: Mapping[type, Loader] = {OpenVotes: vote_hops.load}
"""The loader of each class of facts."""


def load(asked: Asked, kind: type) -> object:
    """Return the facts of that class; raise KeyError for a class that nobody loads."""
    return LOADERS[kind](asked)
