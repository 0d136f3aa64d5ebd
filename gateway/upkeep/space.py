"""Space check: the clock looks at the disk, and notifies coordinators before it is full."""

from gateway.communities.directory import Directory
from gateway.core import notices_once
from gateway.core.notices_once import Course, Notice
from gateway.core.unit_of_work import UnitOfWork
from gateway.logs import logger
from gateway.messaging.notices import coordinators, notify
from menus.domain.messages import Lane
from menus.domain.space import Space, SpaceLimit
from menus.text.names import Text

log = logger()


def check(uow: UnitOfWork, directory: Directory, space: Space) -> None:
    """Notify coordinators when less is free than a limit: once for each limit, until clearly more is free.

    A disk that falls under both at once is told once.
    """
    courses = []
    for limit in SpaceLimit:
        was_under = notices_once.holds(uow, Notice.DISK_LOW, limit)
        is_under = space.is_under(limit, was_under=was_under)
        courses.append(notices_once.while_true(uow, Notice.DISK_LOW, limit, condition=is_under))
    if Course.BEGINS in courses:
        log.warning("disk.low", free=space.free, percent=round(space.percent, 1))
        for record in directory.communities():
            for person in coordinators(uow, record):
                notify(uow, record, person, Text.DISK_LOW, lane=Lane.RED, left=space.left)
