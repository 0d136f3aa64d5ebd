"""What officers do with a change of people that waits for a second one of them."""

from sqlalchemy import select

from gateway.storage.models import PeopleProposal
from menus.domain.proposal_life import ProposalState
from tests.decided import writes_decisions_down
from tests.desk import Shown, Visitor
from tests.journeys.desk.people import Clerk, posted, read_out
from tests.people import BONDENI
from tests.town import Town

LIST = "/desk/people/proposals"


def asks_for_leader(visitor: Clerk) -> Shown:
    """Ask that a patroller leads, too."""
    writes_decisions_down(visitor.town)
    return visitor.confirms(visitor.asks(BONDENI, roles="patrol\ndeputy-leader", decision="d 12"))


def opens_only(visitor: Visitor) -> Shown:
    """Open the only proposal that waits for somebody."""
    page = visitor.opens(LIST)
    (link,) = [one for one in page.root.all("a") if one.attributes["href"].startswith(f"{LIST}/")]
    return visitor.opens(link.attributes["href"])


def button_of(page: Shown, end: str) -> tuple[str, dict[str, str]]:
    (button,) = [one for one in page.buttons() if one.address.endswith(end)]
    return button.address, read_out(button.fields)


def decides(visitor: Visitor, page: Shown, end: str) -> Shown:
    return posted(visitor, *button_of(page, end))


def states(town: Town) -> list[ProposalState]:
    with town.services.reading() as session:
        return list(session.scalars(select(PeopleProposal.state).order_by(PeopleProposal.id)))
