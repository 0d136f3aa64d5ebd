"""Pages: what a short transcript of keys leads to is pure, so a process computes it once for all who press the same."""

from datetime import date

from gateway.communities.directory import CommunityRecord
from gateway.core.lately import Lately
from menus.ussd import flow

_MOST, _SECONDS = 2_048, 600.0
"""Transcripts in each of two generations, and their age. A guess: most callers go the same few ways."""
_LONGEST = 32
"""The longest transcript that is remembered: longer ones hold typed text, which is nobody else's."""
_Key = tuple[int, int, str, bool, date | None, str]


class Pages:
    """The results of transcripts of keys that this process has computed lately."""

    def __init__(self) -> None:
        self._known: Lately[_Key, tuple[CommunityRecord, flow.FlowResult]] = Lately(_MOST, _SECONDS)

    def of(self, record: CommunityRecord, context: flow.SessionContext, transcript: str) -> flow.FlowResult:
        """Return what a transcript leads to, in a context that was loaded from nowhere."""
        key = (record.id, record.version, context.language, context.is_helper, context.today, transcript)
        known = self._known.get(key)
        if known is not None and known[0] is record:
            return known[1]
        result = flow.advance(context, transcript)
        # A transcript that needs facts may go on to a vote: nobody may find its keys in the memory of this process.
        if result.text_from is None and len(transcript) <= _LONGEST and not isinstance(result.effect, flow.LoadFact):
            self._known.put(key, (record, result))
        return result
