"""Acts of the association's own life: the table of what does each of them, in the transaction of the hop."""

from collections.abc import Callable, Mapping
from typing import Any

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.ussd.association import baraza, giving_pages, pulse, vote_hops, youth
from gateway.ussd.context import Caller
from menus.ussd import flow
from menus.ussd.baraza_steps import AskBaraza, RemindMe
from menus.ussd.giving_acts import AskAboutReceipt, LinkGiver, OfferThings, SayPremises
from menus.ussd.pulse_steps import PulseSaid
from menus.ussd.screen import Screen
from menus.ussd.vote_steps import CastVote
from menus.ussd.youth_steps import SayOfTask

Actor = Callable[[UnitOfWork, CommunityRecord, Caller, flow.SessionContext, Any], Screen | None]
"""It does an act and gives a page in place of the one that the flow has made, or None.

The network may post a hop twice: the second time it must do nothing and give the same page. `caller.once` names the
hop.
"""
ACTORS: Mapping[type[flow.AssociationAct], Actor] = {
    PulseSaid: pulse.count,
    SayOfTask: youth.say,
    LinkGiver: giving_pages.link,
    SayPremises: giving_pages.say_premises,
    AskAboutReceipt: giving_pages.ask,
    OfferThings: giving_pages.offer,
    AskBaraza: baraza.ask,
    RemindMe: baraza.remind,
    CastVote: vote_hops.act,
}
"""What does each kind of act."""


def act(
    uow: UnitOfWork,
    record: CommunityRecord,
    caller: Caller,
    context: flow.SessionContext,
    wanted: flow.AssociationAct,
) -> Screen | None:
    """Do an act; raise KeyError for a kind that nobody does."""
    return ACTORS[type(wanted)](uow, record, caller, context, wanted)
