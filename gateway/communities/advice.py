"""Advice on a community file without faults: what it leaves out, and what residents get instead."""

from collections.abc import Iterator

from menus.domain.community import Community


def advice(community: Community) -> Iterator[str]:
    """Yield a warning for each thing that a community should add to its file; Doria takes the file without it, too."""
    if "fire" not in community.helplines:
        yield (
            f"helplines.fire: missing; at a fire people are told to call {community.words['fire']}. "
            "Ask for the number of your fire brigade, call it, and add it"
        )
