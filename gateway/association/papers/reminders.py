"""Reminders of papers: coordinators are told 60, 30 and 7 days before one ends, and with oversight when the mode turns.

In a pause nobody is told: the reminder that is due then goes out when the pause is over.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial

from gateway.communities.directory import CommunityRecord, Directory
from gateway.core import notices_once
from gateway.core.notices_once import Notice
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging import outbox
from gateway.messaging.notices import coordinators, notify
from menus.domain import local_days, mode_in_force, papers, quiet_hours
from menus.domain.categories import Level
from menus.domain.community import Community, Mode
from menus.domain.messages import Lane, MessageKind
from menus.domain.papers import Ending
from menus.domain.roles import Role
from menus.sms import wording
from menus.text import catalog
from menus.text.names import Text

_FORGOTTEN = timedelta(days=180)
"""The age at which Doria forgets that a reminder was sent: three times as long as the first one goes ahead."""
_ALWAYS = datetime.fromtimestamp(0, UTC)


def tell(uow: UnitOfWork, directory: Directory) -> None:
    """Tell of the papers that end soon, and of each community whose papers have turned its mode."""
    turns = _turns_told(uow)
    for record in directory.communities():
        if record.paused_at is None and (record.community.papers or record.id in turns):
            uow.in_savepoint("papers", record.id, partial(_tell, uow, record, turns[record.id]))
    notices_once.forget(uow, Notice.PAPER_ENDS, _FORGOTTEN)


def _turns_told(uow: UnitOfWork) -> defaultdict[int, list[datetime]]:
    """Return the turns of which people were told, and after which nothing has turned back, by the community."""
    found: defaultdict[int, list[datetime]] = defaultdict(list)
    for key in notices_once.those_that_hold(uow, Notice.PAPERS_ENDED):
        community, _, moment = key.partition("-")
        found[int(community)].append(datetime.fromisoformat(moment))
    return found


def _key(record: CommunityRecord, turned: datetime) -> str:
    return f"{record.id}-{turned.astimezone(UTC).isoformat()}"


def _tell(uow: UnitOfWork, record: CommunityRecord, told: Sequence[datetime]) -> None:
    _tell_turn(uow, record, told)
    community = record.community
    for found in papers.ending(community.papers, local_days.today(community, uow.now)):
        # The place of a paper in the file may change: its kind and its end tell which one it is.
        key = f"{record.id}-{found.paper.kind.value}-{found.paper.ends}-{found.stage}"
        if notices_once.is_first(uow, Notice.PAPER_ENDS, key):
            _remind(uow, record, found)


def _remind(uow: UnitOfWork, record: CommunityRecord, found: Ending) -> None:
    # Nobody need be woken for it.
    morning = quiet_hours.waits_until(record.community, Level.MINOR, uow.now)
    for person in coordinators(uow, record):
        text = _reminder(record.community, person.language, found)
        outgoing = outbox.OutgoingText(MessageKind.BROADCAST, Lane.BULK, text, (person.phone,), not_before=morning)
        outbox.queue(uow, record, outgoing)


def _reminder(community: Community, language: str, found: Ending) -> str:
    ends, count = found.paper.ends or date.max, str(found.days_left)
    if found.paper.kind.bears_mode and community.mode is Mode.PATROL:
        return wording.say(community, language, Text.PAPER_ENDS, day=f"{ends:%d/%m}", count=count)
    kind = catalog.say(language, Text(f"paper.{found.paper.kind.value}"))
    return wording.say(community, language, Text.PAPER_ENDS_OTHER, said=kind, day=f"{ends:%d/%m}", count=count)


def _tell_turn(uow: UnitOfWork, record: CommunityRecord, told: Sequence[datetime]) -> None:
    """Tell coordinators and oversight that the papers have turned the mode, and that they have turned it back.

    `told` are the turns of which they know. While the clock is put back behind one, nobody is told anything new.
    """
    since = _turned_at((record.of_file or record).community, uow.now)
    if since is not None:
        if notices_once.is_first(uow, Notice.PAPERS_ENDED, _key(record, since)):
            _tell_all(uow, record, Text.PAPERS_ENDED)
        return
    over = [moment for moment in told if moment <= uow.now]
    for moment in over:
        notices_once.while_true(uow, Notice.PAPERS_ENDED, _key(record, moment), condition=False)
    if over and record.community.mode is Mode.PATROL:
        _tell_all(uow, record, Text.PAPERS_BACK)


def _turned_at(community: Community, now: datetime) -> datetime | None:
    """Return since when a community whose file sends patrols has sent none for want of papers; None if it sends some.

    Papers that were never valid have no such moment: it is long ago.
    """
    if community.mode is not Mode.PATROL or mode_in_force.in_force(community, now) is Mode.PATROL:
        return None
    found = mode_in_force.turns(community)
    since = _ALWAYS
    for at, mode, before in zip(found.at, found.modes[1:], found.modes, strict=False):
        if at <= now and mode is Mode.REFER_ONLY and before is Mode.PATROL:
            since = at
    return since


def _tell_all(uow: UnitOfWork, record: CommunityRecord, name: Text) -> None:
    oversight = record.community.having((Role.OVERSIGHT,))
    for person in dict.fromkeys((*coordinators(uow, record), *oversight)):
        notify(uow, record, person, name)
