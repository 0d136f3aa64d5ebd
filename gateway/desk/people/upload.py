"""An uploaded file of people on its way from the page that shows what it does to the button that does it.

It is kept nowhere: a small one goes into the form of that page, and for a larger one the page asks for the file again.
Either way a keyed mark tells that the button does what the page has shown, for the same person and the same version of
the community file.
"""

import base64
import binascii
import hashlib
import hmac
import zlib
from dataclasses import dataclass

from flask import request

from gateway.desk.people.current import Current
from gateway.desk.viewer import current_services
from gateway.roster.people_edits import Wanted

DATA, MARK, NAME, FILE = "data", "mark", "file_name", "file"
"""The fields of the form: the file packed, its mark, its name, and the file itself."""
_MOST_CARRIED = 16_000
"""Letters of a packed file that a page carries at most, some 600 people: the page stays below 60 KB."""
_MOST_BYTES = 512 * 1024
"""Bytes of a file at most, as for every form of the desk."""
_LONGEST_NAME = 100
_PURPOSE = "desk-people-file"


@dataclass(frozen=True)
class Upload:
    """A file of people: its name and its bytes."""

    name: str
    data: bytes

    def carried(self) -> str:
        """Return the file as a field of a form holds it; empty if it is too large for that."""
        packed = base64.b64encode(zlib.compress(self.data, 9)).decode()
        return packed if len(packed) <= _MOST_CARRIED else ""

    def mark(self, now: Current, wanted: Wanted) -> str:
        """Return the mark of what a page has shown: this file, with its reason and its decision."""
        file, signed = (hashlib.sha256(one).hexdigest() for one in (self.data, wanted.reason.encode()))
        said = f"{now.viewer.person_id}\0{now.version}\0{file}\0{signed}\0{wanted.decision}"
        return current_services().keyring.digest(said, _PURPOSE).hex()

    def is_shown(self, now: Current, wanted: Wanted) -> bool:
        """Return whether the page whose form this is has shown this very file and reason, over the version in force."""
        given = request.form.get(MARK, "")
        return hmac.compare_digest(given.encode(), self.mark(now, wanted).encode())


def read() -> Upload | None:
    """Return the file that the form of this request carries or uploads; None without one."""
    carried, file = request.form.get(DATA, ""), request.files.get(FILE)
    if carried:
        data = _unpacked(carried)
        return Upload(_shown(request.form.get(NAME, "")), data) if data is not None else None
    if file is None or not file.filename:
        return None
    return Upload(_shown(file.filename), file.read(_MOST_BYTES))


def _unpacked(carried: str) -> bytes | None:
    try:
        packed = base64.b64decode(carried[:_MOST_CARRIED], validate=True)
        return zlib.decompressobj().decompress(packed, _MOST_BYTES)
    except (binascii.Error, ValueError, zlib.error):
        return None


def _shown(name: str) -> str:
    """Return the name of a file as it is kept with the version: it may be anything."""
    return "".join(letter if letter.isprintable() else " " for letter in name)[:_LONGEST_NAME]
