"""Community files: TOML text becomes a Community, or all its faults are reported together."""

import re
import tomllib
from datetime import datetime
from importlib import resources
from pathlib import Path as FilePath

from gateway import bounded_files
from gateway.bounded_files import TooLargeError
from gateway.communities import conversion, cover_checks, fit, giving_checks, new_files, papers, resident_checks
from gateway.communities.checks import findings, of_languages
from gateway.communities.faults import CommunityFileError, Fault, Lines, said
from gateway.communities.sections import Sections
from menus.domain.community import Community

__all__ = ["EXAMPLES", "CommunityFileError", "Fault", "load_example", "parse", "read", "text_of"]

EXAMPLES = ("mlango-kubwa", "kawangware")
"""The keys of the files that come with Doria."""

MOST_BYTES = 4_000_000
"""The most bytes of a file. 10,000 people in their shortest form take 1.2 MB (measured)."""


def load_example(key: str) -> str:
    """Return the text of a file that comes with Doria; `key` is one of EXAMPLES, else raise KeyError."""
    if key not in EXAMPLES:
        raise KeyError(key)
    return resources.files("gateway").joinpath("communities", "examples", f"{key}.toml").read_text(encoding="utf-8")


def text_of(path: FilePath) -> str:
    """Return the text of a community file, each byte of it; raise CommunityFileError for no UTF-8, or too much."""
    try:
        return bounded_files.read(path, MOST_BYTES).decode("utf-8")
    except TooLargeError as error:
        message = f"refused: {error}; is this a community file?"
        raise CommunityFileError((Fault(str(path), message),)) from None
    except UnicodeDecodeError:
        raise CommunityFileError((Fault(str(path), "should be UTF-8 text"),)) from None


def read(text: str, before: Community | None = None, *, now: datetime | None = None) -> Community:
    """Return the community of a TOML file that is new, or raise CommunityFileError with every fault.

    This makes all pages and texts once, to check that they fit, which takes half a second or more. `before` and `now`
    are those of `new_files.findings`.
    """
    community = _parsed(text, is_new=True)
    lines = Lines(text)
    late = new_files.findings(community, before, now)
    slow = tuple(Fault(said(path), message, lines.number_of(path)) for path, message in late)
    faults = (*slow, *fit.misfits(community, text))
    if faults:
        raise CommunityFileError(faults)
    return community


def parse(text: str) -> Community:
    """Return the same as `read` without making the pages: for a file that was checked before it was stored."""
    return _parsed(text, is_new=False)


def _parsed(text: str, *, is_new: bool) -> Community:
    try:
        raw = tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        message = f"not TOML: {error}; accepted: TOML as in the files that come with Doria"
        raise CommunityFileError((Fault("file", message, int(line[1]) if line else None),)) from None
    sections = Sections(raw, is_new=is_new)
    found = [*sections.found, *findings(sections.parts), *cover_checks.findings(sections.parts)]
    found += resident_checks.findings(sections.parts, sections.referrals)
    found += giving_checks.findings(sections.parts, sections.giving)
    if is_new:
        found += of_languages(sections.parts)
    if found:
        lines = Lines(text)
        faults = dict.fromkeys(Fault(said(path), message, lines.number_of(path)) for path, message in found)
        raise CommunityFileError(tuple(sorted(faults, key=lambda fault: fault.line or 0)))
    community = conversion.community(sections)
    unanswered = tuple(Fault(said(path), message) for path, message in papers.findings(community)) if is_new else ()
    if unanswered:
        raise CommunityFileError(unanswered)
    return community
