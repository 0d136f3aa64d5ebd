"""Small PNG files: a picture of a page gets a palette of sixteen colours, and takes a half of the room or less."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COLOURS, _RGB = 16, 3

Colour = tuple[int, int, int]


def shrunk(png: bytes) -> bytes:
    """Return a picture of three bytes a pixel with the sixteen colours that it has most of; others become the nearest.

    A page has few colours: what is left out are shades at the edges of letters.
    """
    chunks = list(chunks_of(png))
    width, height = struct.unpack(">II", chunks[0][1][:8])
    lines = _lines(zlib.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT")), width * _RGB, height)
    rows = [list(zip(line[0::3], line[1::3], line[2::3], strict=True)) for line in lines]
    counted = Counter(colour for row in rows for colour in row)
    palette = [colour for colour, _ in counted.most_common(_COLOURS)]
    place = {colour: min(range(len(palette)), key=lambda at: _apart(colour, palette[at])) for colour in counted}
    packed = bytearray()
    for row in rows:
        places = [place[colour] for colour in row] + [0] * (width % 2)
        packed += bytes([0, *(first << 4 | second for first, second in zip(places[0::2], places[1::2], strict=True))])
    head = struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0)
    colours = bytes(part for colour in palette for part in colour)
    parts = ((b"IHDR", head), (b"PLTE", colours), (b"IDAT", zlib.compress(bytes(packed), 9)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(kind, data) for kind, data in parts)


def _apart(one: Colour, other: Colour) -> int:
    return sum((first - second) ** 2 for first, second in zip(one, other, strict=True))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def chunks_of(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the name and the bytes of each chunk of a file."""
    at = len(_SIGNATURE)
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        at += size + 12


def _lines(raw: bytes, size: int, height: int) -> Iterator[bytearray]:
    """Yield the lines of pixels: each is stored as the difference to its neighbours, in one of five ways."""
    above = bytearray(size)
    for number in range(height):
        begins = number * (size + 1)
        way, line = raw[begins], bytearray(raw[begins + 1 : begins + 1 + size])
        for at in range(size):
            left = line[at - _RGB] if at >= _RGB else 0
            corner = above[at - _RGB] if at >= _RGB else 0
            line[at] = (
                line[at] + (0, left, above[at], (left + above[at]) // 2, _nearest(left, above[at], corner))[way] & 255
            )
        yield line
        above = line


def _nearest(left: int, above: int, corner: int) -> int:
    """Return the neighbour that is nearest to left + above - corner; of two that are alike, the first."""
    wanted = left + above - corner
    return min((left, above, corner), key=lambda one: abs(wanted - one))
