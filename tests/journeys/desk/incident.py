"""The page of an incident for the tests: a visitor who has signed in opens it and presses its buttons."""

from sqlalchemy import select

from gateway.storage.models import Event, Incident
from menus.domain.incident_life import IncidentStatus
from menus.domain.timeline import EventKind
from tests.desk import Element, Shown, Visitor
from tests.town import Town


class Steering(Visitor):
    """Somebody who has signed in at the desk and looks at incidents."""

    def __init__(self, town: Town, phone: str, language: str = "en") -> None:
        super().__init__(town, phone, language)
        self.signs_in()

    def sees(self, reference: str, query: str = "") -> Shown:
        """Open the page of an incident."""
        return self.opens(f"/desk/incidents/{reference}{query}")

    def does(self, reference: str, act: str, **typed: str) -> Shown:
        """Open the page of an incident, fill in the form of an act, and press its button."""
        return self.acts(self.sees(reference), act, **typed)

    def acts(self, page: Shown, act: str, **typed: str) -> Shown:
        """Fill in the form of an act on a page, press its button, and let the workers do what follows."""
        name = self.words(f"act.{act}")
        if all(one.method == "get" for one in page.buttons() if one.name == name):
            # Its form is closed: the button opens it.
            page = self.presses(page, name)
        shown = self.presses(page, name, **typed)
        self.town.works()
        return shown

    def confirms(self, page: Shown, act: str) -> Shown:
        """Press the button of the page that says what will happen."""
        shown = self.presses(page, self.words(f"confirm.do.{act}"))
        self.town.works()
        return shown

    def words(self, which: str, **values: object) -> str:
        """Return words of the page in this visitor's language."""
        return self.says("incident", which, **values)


def answer_of(page: Shown) -> str:
    """Return what a page says that an act has done."""
    return " ".join(one.text for one in page.root.all("p", role="status"))


def fault_of(page: Shown) -> str:
    """Return why a page says that nothing was done."""
    return " ".join(one.text for one in page.root.all("p", role="alert"))


def mark_of(page: Shown) -> str:
    """Return what the forms of a page carry, so that a late one is known."""
    return next(page.root.all("article", data_seen=None)).attributes["data-seen"]


def section(page: Shown, name: str) -> Element:
    """Return a part of the page by the name of its heading."""
    (found,) = page.root.all("section", aria_labelledby=name)
    return found


def events_of(town: Town, reference: str) -> list[EventKind]:
    """Return the kinds of the events of an incident, oldest first."""
    with town.services.reading() as session:
        found = select(Event.kind).join(Incident, Incident.id == Event.incident_id)
        return list(session.scalars(found.where(Incident.reference == reference).order_by(Event.id)))


def status_of(town: Town, reference: str) -> IncidentStatus:
    """Return the status of an incident."""
    with town.services.reading() as session:
        return session.scalars(select(Incident.status).where(Incident.reference == reference)).one()
