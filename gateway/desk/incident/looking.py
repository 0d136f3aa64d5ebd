"""Looking: what a viewer may read of an incident that they may see. It is what they may read by SMS, and no more."""

from dataclasses import dataclass
from datetime import datetime

from gateway.communities.directory import CommunityRecord
from gateway.desk.viewer import Viewer
from gateway.incidents import residents_words
from gateway.storage.models import Incident
from menus.domain.categories import Track
from menus.domain.community import Community
from menus.domain.roles import Role, first_role
from menus.sms.listing import role_name
from menus.text import page_words

_HAPPENED = "happened.po"


@dataclass(frozen=True)
class Looking:
    """A viewer who looks at an incident."""

    viewer: Viewer
    incident: Incident

    @property
    def record(self) -> CommunityRecord:
        """The record of the community."""
        return self.viewer.record

    @property
    def community(self) -> Community:
        """The community."""
        return self.viewer.record.community

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.viewer.language

    @property
    def now(self) -> datetime:
        """The moment of the request."""
        return self.viewer.now

    @property
    def is_free(self) -> bool:
        """Whether the viewer may read residents' words, notes and names of responders. Others read roles."""
        return residents_words.may_read(self.record, self.viewer.person, self.incident)

    def sees(self, track: Track | None) -> bool:
        """Return whether the viewer may know of a track: that of oversight tells that the report accuses somebody."""
        return track is not Track.OVERSIGHT or self.viewer.has(Role.OVERSIGHT)

    def name(self, person_id: int | None) -> str:
        """Return a person with a role as the viewer may read of them: by name and role, or by role alone."""
        person = self.record.person(person_id) if person_id is not None else None
        if person is None:
            return page_words.say(_HAPPENED, self.language, "somebody")
        role = role_name(self.language, first_role(person.roles))
        return f"{person.name} ({role})" if self.is_free else role

    def moment(self, at: datetime) -> str:
        """Return a moment as people of the community read it: the day stands before the hour if it is another one."""
        local, today = at.astimezone(self.community.timezone), self.now.astimezone(self.community.timezone)
        return local.strftime("%H:%M:%S" if local.date() == today.date() else "%d/%m %H:%M:%S")
