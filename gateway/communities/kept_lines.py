"""Kept lines: an edited file with its lines as they stood before, where they say the same. The library drops spaces."""

import re
from difflib import SequenceMatcher

_LONE_NEWLINE = re.compile(r"(?<!\r)\n")
_OPENED = re.compile(r"(^\s*|= )\{\s*(?=[^\s}])")
_CLOSED = re.compile(r"(?<=\S)\}(?=\s*,?\s*(?:#.*)?$)")


def like(before: str, made: str) -> str:
    """Return what was made, with the lines of `before` where only spaces differ, and new lines with spaces as there.

    Words that differ in a space alone are taken for the same: whoever calls this must look at what the file says.
    """
    old, new = before.splitlines(keepends=True), made.splitlines(keepends=True)
    lines: list[str] = []
    matcher = SequenceMatcher(None, _bare(old), _bare(new), autojunk=False)
    for what, begin, end, first, last in matcher.get_opcodes():
        lines += old[begin:end] if what == "equal" else map(_spaced, new[first:last])
    return "".join(lines)


def with_newlines(made: str, before: str) -> str:
    """Return what was made with the newlines of `before`."""
    return _LONE_NEWLINE.sub("\r\n", made) if "\r\n" in before else made


def _bare(lines: list[str]) -> list[str]:
    return [re.sub(r"\s", "", line) for line in lines]


def _spaced(line: str) -> str:
    return _OPENED.sub(r"\1{ ", _CLOSED.sub(" }", line.rstrip("\r\n"))) + "\n"
