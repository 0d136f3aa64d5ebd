"""Decisions of a community for the stories: changes of leaders and of the mode name one of them."""

from gateway.association import decisions
from tests.town import Town

NUMBERS = (1, 3, 4, 7, 9, 12, 13)
"""The numbers of the decisions that the stories name."""


def writes_decisions_down(town: Town, key: str = "mlango-kubwa", numbers: tuple[int, ...] = NUMBERS) -> None:
    """Write decisions down, unless there are some already."""
    record = next(one for one in town.services.directory.communities() if one.community.key == key)
    with town.services.uow() as uow:
        if decisions.newest(uow.session, record.id, 1):
            return
        for number in numbers:
            decisions.write_down(uow, record, "as the baraza decided", by=None, number=number)
