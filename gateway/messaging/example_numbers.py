"""Example numbers: the phones of an example community are never texted for real."""

from gateway.carrier.contract import Carrier, Outcome, Outgoing, Refused
from gateway.communities.directory import Directory
from menus.domain.outcomes import Cause

_REFUSED = Refused(Cause.EXAMPLE_NUMBER, "example numbers are never texted for real")


def send(directory: Directory, carrier: Carrier, community_id: int, outgoing: Outgoing) -> dict[str, Outcome]:
    """Give a text to a carrier, unless it would reach the phones of an example community; return the outcomes."""
    if directory.by_id(community_id).community.example and not carrier.is_simulated:
        return dict.fromkeys(outgoing.phones, _REFUSED)
    return carrier.send(outgoing)
