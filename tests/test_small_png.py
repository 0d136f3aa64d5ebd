"""Small PNG files: a page keeps its colours and its size, and takes less room."""

import struct
import zlib

import pytest

from tests import small_png

WIDTH, HEIGHT = 37, 20
WHITE, BLACK, BLUE = (250, 250, 247), (20, 20, 30), (10, 80, 140)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def page(way: int) -> bytes:
    """Return a picture with stripes, whose lines are stored in one of the five ways."""
    raw, above = bytearray(), bytes(WIDTH * 3)
    for row in range(HEIGHT):
        line = b"".join(bytes((WHITE, BLACK, BLUE)[(column + row) // 5 % 3]) for column in range(WIDTH))
        raw.append(way)
        for at, value in enumerate(line):
            left, up = (line[at - 3] if at >= 3 else 0), above[at]
            corner = above[at - 3] if at >= 3 else 0
            guess = left + up - corner
            paeth = min((left, up, corner), key=lambda one: abs(guess - one))
            raw.append((value - (0, left, up, (left + up) // 2, paeth)[way]) % 256)
        above = line
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(raw))) + chunk(b"IEND", b"")


@pytest.mark.parametrize("way", range(5))
def test_a_page_keeps_its_size_and_its_colours(way: int) -> None:
    small = small_png.shrunk(page(way))
    found = dict(small_png.chunks_of(small))
    assert struct.unpack(">IIBB", found[b"IHDR"][:10]) == (WIDTH, HEIGHT, 4, 3)
    colours = {tuple(found[b"PLTE"][at : at + 3]) for at in range(0, len(found[b"PLTE"]), 3)}
    assert colours == {WHITE, BLACK, BLUE}
    lines = zlib.decompress(found[b"IDAT"])
    assert len(lines) == HEIGHT * (1 + (WIDTH + 1) // 2)
