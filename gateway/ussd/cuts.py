"""The cuts of a transcript: the lengths at which its hops ended. They tell a star that was typed from a border of hops.

Redis knows them. The database knows those that matter, for when Redis has forgotten: see `typed_lengths`.
"""

from sqlalchemy.exc import SQLAlchemyError

from gateway.intake import drafts, typed_lengths
from gateway.logs import logger
from gateway.ussd.context import UssdContext
from gateway.ussd.memory import Began
from menus.ussd import flow, transcript

log = logger()


def is_torn(cuts: tuple[int, ...] | None, text_from: int) -> bool:
    """Return whether Redis has lost hops of a session with a text, which begins at `text_from`."""
    return cuts is None or cuts[0] >= max(text_from, 1)


def must_outlive(cuts: tuple[int, ...], text: str, result: flow.FlowResult) -> bool:
    """Return whether the lengths of a transcript must outlive Redis.

    It is so if no draft tells the typed text, or if a text holds a star: without its length it reads like keys. After
    the last page of a session nothing follows.
    """
    if result.screen is None or not result.screen.is_open:
        return False
    if not drafts.is_storable(result.draft):
        return True
    begins = max(result.text_from or 0, 0)
    ends = [cut for cut in cuts if cut >= begins]
    return any("*" in text[start:end] for start, end in zip([begins, *(cut + 1 for cut in ends)], ends, strict=False))


def of_session(
    ussd: UssdContext, key: bytes, began: Began, text: str, result: flow.FlowResult
) -> tuple[int, ...] | None:
    """Return the lengths of a transcript at hops, ascending; None if they are unknown.

    `result` is what the transcript leads to without them.
    """
    text_from = result.text_from or 0
    cuts = ussd.memory.cuts(key, began, len(text))
    if is_torn(cuts, text_from):
        cuts = _found_again(ussd, key, text, result, cuts)
    return cuts


def keep(ussd: UssdContext, key: bytes, context: flow.SessionContext, text: str, result: flow.FlowResult) -> None:
    """Keep the lengths of a context for the hops that follow, if they must outlive Redis."""
    cuts = context.cuts
    if cuts is None or is_torn(cuts, result.text_from or 0) or not must_outlive(cuts, text, result):
        return
    try:
        with ussd.new_uow() as uow:
            typed_lengths.keep(uow, key, cuts)
    except SQLAlchemyError as error:
        # Redis knows them; only if it forgets, too, a text with a star would read like keys.
        log.warning("ussd.lengths_not_kept", error=type(error).__name__)


def _found_again(
    ussd: UssdContext, key: bytes, text: str, result: flow.FlowResult, known: tuple[int, ...] | None
) -> tuple[int, ...] | None:
    """Return the lengths at hops of which Redis has lost the beginning: as the database has kept them.

    Else find the end of a typed place with the draft in the database, or the hop before.
    """
    text_from = result.text_from or 0
    with ussd.reading() as session:
        kept = typed_lengths.of_session(session, ussd.keyring, key)
        typed = drafts.typed_in(session, ussd.keyring, key)
    cuts = tuple(sorted({cut for cut in (*kept, *(known or ()), len(text)) if cut <= len(text)}))
    if not is_torn(cuts, text_from):
        return cuts
    if not drafts.is_storable(result.draft):
        # An earlier hop with a text would have been kept: this one is the first, and the text is all that it added.
        return (max(text_from - 1, 0), len(text))
    for place in typed.places:
        # A text may consist of digits. Then only its position tells it from keys.
        start = (
            text_from - 1 if text.startswith(place, text_from) or transcript.is_keys(text) else text.find(f"*{place}")
        )
        end = start + 1 + len(place)
        if place and start >= 0 and text[start + 1 : end] == place and text[end : end + 1] in {"", "*"}:
            return tuple(sorted({start, end, len(text), *(cut for cut in known or () if cut >= end)}))
    if text_from - 1 <= typed.length < len(text):
        return tuple(sorted({typed.length, len(text), *(known or ())}))
    return known
