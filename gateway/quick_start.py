"""A quick start: the garbage collector rests while a process imports, and then passes over what was imported."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quick_start() -> Iterator[None]:
    """Let the collector rest during the block, which imports, and never again look at what is there after it.

    A process of Doria makes half a million objects while it imports, and they live to its end. The collector took a
    seventh of the time of a start (measured), and each full collection later would look at all of them again.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
