"""Whether every page and text of a community file fits its bounds: each is made once, with its longest values."""

import hashlib
from collections.abc import Iterator

from gateway.communities.faults import Fault, Lines, said
from gateway.communities.file_parts import Path
from gateway.core.lately import Lately
from menus.domain import mode_in_force
from menus.domain.community import Community
from menus.domain.papers import bear_mode
from menus.domain.said import Said
from menus.sms import wording_check
from menus.text import gsm7
from menus.ussd import all_screens
from menus.ussd.screen import PageTooLongError

_LONG_NAME = 20
_fitted_lately: Lately[bytes, bool] = Lately(64, 3_600)
"""The files that fit, by their hash: an officer at the desk is shown a change first, and then confirms it."""


def misfits(community: Community, text: str) -> list[Fault]:
    """Return what does not fit of a community and the text of its file. It takes half a second or more (measured)."""
    of_text = hashlib.sha256(text.encode()).digest()
    if _fitted_lately.get(of_text):
        return []
    found = list(_found(community, text))
    if not found:
        _fitted_lately.put(of_text, value=True)
    return found


def _found(community: Community, text: str) -> Iterator[Fault]:
    # Papers that end lead to other pages and texts by themselves: they must fit before that night.
    turned = (mode_in_force.refer_only(community),) if bear_mode(community.papers) else ()
    for one in (community, *turned):
        try:
            all_screens.check(one)
        except PageTooLongError as error:
            yield _misfit("screens", error.text, community, text)
        for problem in wording_check.check(one):
            yield _misfit("texts", problem, community, text)


def _misfit(kind: str, shown: str, community: Community, text: str) -> Fault:
    """Return the fault of a page or text that does not fit, at the zone with the long name that it shows, if any."""
    pattern = "does not fit {most} GSM-7 characters: {shown!r}; accepted: shorter names, codes and numbers"
    for place, zone in enumerate(community.zones):
        if any(len(name) > _LONG_NAME and name in shown for name in zone.names.values()):
            path: Path = ("zones", place, "name")
            of_zone = f"a {kind.removesuffix('s')} {pattern}"
            return Fault(said(path), Said(of_zone, most=gsm7.LIMIT, shown=shown), Lines(text).number_of(path))
    return Fault(kind, Said(pattern, most=gsm7.LIMIT, shown=shown))
