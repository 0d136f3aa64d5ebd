"""The answer of a caller under 'Do you feel safe?': it is counted, and the page stays as it is."""

from gateway.association.pulse import answers
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.ussd.context import Caller
from menus.ussd import flow
from menus.ussd.pulse_steps import PulseSaid
from menus.ussd.screen import Screen


def count(
    uow: UnitOfWork, record: CommunityRecord, caller: Caller, _context: flow.SessionContext, said: PulseSaid
) -> Screen | None:
    """Count an answer once."""
    answers.count(uow, record, caller.hop.phone, said.kind, said.answer, said.zone)
    return None
