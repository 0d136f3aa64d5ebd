"""The well-formed parts of a community file, and the form of what is found between them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gateway.communities.schema import CommunityEntry, RecordEntry, ZoneEntry
from gateway.communities.schema_ladders import LadderEntry
from gateway.communities.schema_people import CoverEntry, PersonEntry, ShiftEntry
from menus.domain.said import Said

Path = tuple[str | int, ...]
"""The keys and positions (from 0) that lead to a value in the file."""
Finding = tuple[Path, Said]


@dataclass(frozen=True)
class Parts:
    """The well-formed parts of a file, by their position; `raw` is the whole file as TOML gave it.

    `home` is the country of national phone numbers. It is None if neither `country` nor the time zone gives one.
    """

    raw: Mapping[str, Any]
    home: str | None
    community: CommunityEntry | None
    zones: Mapping[int, ZoneEntry]
    people: Mapping[int, PersonEntry]
    shifts: Mapping[int, ShiftEntry]
    covers: Mapping[int, CoverEntry]
    ladders: Mapping[int, LadderEntry]
    refer_only_ladders: Mapping[int, LadderEntry]
    record: RecordEntry | None

    def words(self, section: str, key: str) -> frozenset[str]:
        """Return the words under a key in all entries of a section, faulty entries included.

        So one mistake is reported once, and not again at every reference to the faulty entry.
        """
        entries = self.raw.get(section)
        found: set[str] = set()
        for entry in entries if isinstance(entries, list) else []:
            value = entry.get(key) if isinstance(entry, dict) else None
            found.update(word for word in (value if isinstance(value, list) else [value]) if isinstance(word, str))
        return frozenset(found)

    @property
    def mode(self) -> str | None:
        """The mode of the community, if the file names one."""
        community = self.raw.get("community")
        return community.get("mode") if isinstance(community, dict) else None


def listed(words: Iterable[str]) -> str:
    """Return some words as a list in their order, or that there is none yet."""
    return ", ".join(sorted(words)) or Said("none, for there is none yet")
