"""Kinds of files of people: a table or cards, told by the name and the first bytes; what is neither is named."""

from pathlib import PurePath

from gateway.communities.people_files import tables, vcards
from gateway.communities.people_files.rows import Found, LineFault

_VCARD = {".vcf", ".vcard"}
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""The first bytes of a workbook: of Excel since 2007 and of LibreOffice, and of Excel before."""
_HEAD = 200


def read(data: bytes, name: str) -> Found:
    """Return the people of a file with a name, and its faults."""
    if data.startswith(_WORKBOOKS):
        return Found(faults=[LineFault(1, 'a workbook of a spreadsheet; save it as "CSV UTF-8", and give that file')])
    is_vcard = PurePath(name).suffix.casefold() in _VCARD
    is_vcard = is_vcard or b"BEGIN:VCARD" in data[:_HEAD].replace(b"\0", b"").upper()
    return vcards.read(data) if is_vcard else tables.read(data)
