"""Acts: what somebody does that belongs to no incident is written down, and gets its place in the record."""

from typing import Any

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Act
from menus.domain.acts import ActKind


def note(
    uow: UnitOfWork,
    community_id: int,
    kind: ActKind,
    *,
    by: int | None = None,
    words: str | None = None,
    is_hidden: bool = False,
    **facts: Any,
) -> int:
    """Write down an act, and return the id of its row.

    `by` is the row of a person; without one, the operator or Doria did it. `words` are the words of a person. The
    facts are kept for ever: they hold no name, no number and no words. `is_hidden`: the act tells of private help, of a
    complaint or of duress.
    """
    row = {"community_id": community_id, "at": uow.now, "kind": kind, "person_id": by, "is_hidden": is_hidden}
    (act_id,) = uow.insert(Act, [{**row, "facts": facts, "words": words or None}])
    return act_id
