"""USSD hops of the baraza: a question, and a reminder."""

from gateway.association.barazas import questions, reminders
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.ussd.context import Caller
from menus.ussd import flow
from menus.ussd.baraza_steps import AskBaraza, RemindMe, asked_page
from menus.ussd.screen import Screen


def ask(
    uow: UnitOfWork, record: CommunityRecord, caller: Caller, context: flow.SessionContext, wanted: AskBaraza
) -> Screen:
    """Keep a question without its caller, and give the page with its number."""
    number = questions.ask(uow, record, wanted.words, caller.once)
    return Screen(asked_page(context, wanted.language, number), is_open=False)


def remind(
    uow: UnitOfWork, record: CommunityRecord, caller: Caller, _context: flow.SessionContext, wanted: RemindMe
) -> None:
    """Keep that the caller wants one text the day before a meeting."""
    reminders.ask(uow, record, wanted.meeting, caller.hop.phone, wanted.language)
