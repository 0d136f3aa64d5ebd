"""Looking: the person who looks at the board, and what they may know of."""

from dataclasses import dataclass

from gateway.communities.directory import CommunityRecord
from menus.domain.categories import Track
from menus.domain.community import Person
from menus.domain.roles import Role


@dataclass(frozen=True)
class Looking:
    """A person who looks at the board, in a language of the pages."""

    record: CommunityRecord
    person: Person
    language: str

    @property
    def person_id(self) -> int:
        """The id of the person's row."""
        return self.record.person_ids[self.person.phone]

    def sees(self, track: Track) -> bool:
        """Return whether they may know of a track: that of oversight reveals that somebody is accused."""
        return track is not Track.OVERSIGHT or Role.OVERSIGHT in self.person.roles
