"""The viewer: the person behind a request of the desk, with their community, and what their session may do now."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import current_app, request

from gateway.communities.directory import CommunityRecord
from gateway.core.timeline import Actor
from gateway.core.unit_of_work import UnitOfWork
from gateway.roster.desk_access import open_sessions
from gateway.services import Services
from gateway.storage.models import DeskSession, PersonRow
from menus.domain import interests, local_days
from menus.domain.community import Person
from menus.domain.desk_proofs import DeskStage
from menus.domain.desk_roles import DESK_ROLES
from menus.domain.desk_sessions import DeskMoments, DeskState
from menus.domain.roles import Role
from menus.text import page_words

COOKIE = "doria_desk"
ANY_ROLE = tuple(sorted(DESK_ROLES))
"""The roles of a page that is for everybody with a desk."""


@dataclass(frozen=True)
class Viewer:
    """A person who has signed in. `now` is the moment of the request, `session_id` the row of their session."""

    record: CommunityRecord
    person: Person
    person_id: int
    session_id: int
    moments: DeskMoments
    now: datetime

    @property
    def language(self) -> str:
        """The language of the pages for this person."""
        wanted = request.cookies.get("doria_desk_language") or self.person.language
        return wanted if wanted in page_words.LANGUAGES else page_words.SOURCE

    @property
    def state(self) -> DeskState:
        """The state of the session, which says what it may do now."""
        return self.moments.state(self.now)

    @property
    def is_fresh(self) -> bool:
        """Whether the person has proved lately who they are: what cannot be undone needs it."""
        return self.moments.is_fresh(self.now)

    @property
    def today(self) -> date:
        """The day that it is in the community."""
        return local_days.today(self.record.community, self.now)

    def has(self, *roles: Role) -> bool:
        """Return whether the person has one of some roles."""
        return bool(self.person.roles & frozenset(roles))

    @property
    def is_play(self) -> bool:
        """Whether nothing real is at stake: the network is simulated, and the community is an example."""
        return self.record.community.example and current_services().carrier.is_simulated

    def zones_not_told(self, since: datetime) -> frozenset[str]:
        """Return the zones of which the viewer is told no number since a moment: they have an interest in them."""
        return interests.zones_not_told(self.record.interests, self.person_id, since)

    def proven(self) -> "Viewer":
        """Return the viewer as they are after they have proved who they are."""
        return replace(self, moments=DeskMoments(self.moments.ends_at, self.now, self.now))

    def acting_as(self, role: Role | None = None) -> Actor:
        """Return the person as the actor of a change."""
        return Actor(self.person_id, role)


def current_services() -> Services:
    """Return the services of the app that is answering."""
    found: Services = current_app.extensions["doria"]
    return found


def language_asked() -> str:
    """Return the language of a page before anybody has signed in: as chosen, else as the browser asks."""
    chosen = request.cookies.get("doria_desk_language", "")
    if chosen in page_words.LANGUAGES:
        return chosen
    return request.accept_languages.best_match(page_words.LANGUAGES) or page_words.SOURCE


def token() -> str:
    """Return the token of the session, as the cookie of this request tells it."""
    return request.cookies.get(COOKIE, "")


def find(*, is_poll: bool = False) -> Viewer | None:
    """Return the viewer of this request; None without a session that lives.

    A person whom the file in force names no longer, or without a role that has a desk, has none. Opening a page counts
    as being there; what a page asks by itself (`is_poll`) does not.
    """
    return _find(DeskStage.SIGNED_IN, is_touched=not is_poll)


def find_half() -> Viewer | None:
    """Return the person of this request who has shown a code that came by SMS, and nothing else yet; None without."""
    return _find(DeskStage.CODE, is_touched=False)


def _find(stage: DeskStage, *, is_touched: bool) -> Viewer | None:
    services = current_services()
    now = services.clock()
    with services.reading() as session:
        row = open_sessions.find(session, services.keyring, token())
        if row is None or row.stage is not stage:
            return None
        person_row = session.get_one(PersonRow, row.person_id)
        session_id, community_id, moments = row.id, person_row.community_id, open_sessions.moments(row)
        must_touch = is_touched and open_sessions.must_touch(row, now)
    if moments.state(now) is DeskState.ENDED:
        return None
    record = services.directory.find(community_id)
    person = record.person(row.person_id) if record is not None else None
    if record is None or person is None or not person.roles & DESK_ROLES:
        return None
    viewer = Viewer(record, person, row.person_id, session_id, moments, now)
    if must_touch and viewer.state is DeskState.OPEN:
        services.do(lambda uow: _touch(uow, session_id))
    return viewer


def _touch(uow: UnitOfWork, session_id: int) -> None:
    """Note that somebody is there, unless their session was locked or ended meanwhile."""
    row = uow.session.get(DeskSession, session_id)
    if row is None:
        return
    uow.lock_row(row)
    if open_sessions.moments(row).state(uow.now) is DeskState.OPEN:
        row.acted_at = uow.now
