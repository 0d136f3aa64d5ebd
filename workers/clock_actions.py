"""The actions of the clock outside its own thread."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class ClockActions:
    """Actions on rows outside the clock's own thread: send a message, handle an SMS, send by the backup provider.

    Each returns False if the row waits or is under way in the clock's own threads already. `send_others` sends messages
    that are neither red nor an answer: they must hold up no other. `ask_backup_phone` asks the backup phone how it is.
    `erase` erases what is over, and `place` gives rows their places in the record: they take many transactions, and a
    tick waits for none of them.
    """

    send: Callable[[int], bool]
    handle: Callable[[int], bool]
    send_by_backup: Callable[[int], bool] | None = None
    send_others: Callable[[int], bool] | None = None
    ask_backup_phone: Callable[[], object] | None = None
    erase: Callable[[], object] | None = None
    place: Callable[[], object] | None = None
