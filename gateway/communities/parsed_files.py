"""Parsed files: what the last community files that were read say, so that a page reads each of them once.

A file is known by the hash of its text: an erased or another one is never taken for it. No text is kept.
"""

import hashlib
from collections import OrderedDict
from threading import Lock

from gateway.communities.file import parse
from menus.domain.community import Community

MOST = 16
"""The files that are kept: a page of the history needs eleven. One of 300 people takes about a megabyte. A guess."""
_lock = Lock()
_kept: OrderedDict[bytes, Community] = OrderedDict()


def parsed(text: str) -> Community:
    """Return the community of a file that was stored; raise CommunityFileError as `parse` does."""
    key = hashlib.sha256(text.encode()).digest()
    with _lock:
        known = _kept.get(key)
        if known is not None:
            _kept.move_to_end(key)
            return known
    made = parse(text)
    with _lock:
        _kept[key] = made
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return made
