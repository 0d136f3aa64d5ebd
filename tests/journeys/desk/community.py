"""The settings at the desk for the stories: somebody who reads and changes them, and what is in force."""

import re

from gateway.communities import history, loading
from gateway.communities.history import Version
from gateway.communities.records import body_of
from menus.domain.community import Community
from tests.decided import writes_decisions_down
from tests.desk import Shown, Visitor
from tests.people import COORDINATOR, OVERSIGHT
from tests.town import Town

HOME = "/desk/community"
WHY = "as the baraza asked"
DLA = "+254700000221"
"""A coordinator of the other example community."""
OF_KEY = {"mlango-kubwa": (COORDINATOR, OVERSIGHT, "22384"), "kawangware": (DLA, "+254700000251", "22385")}
"""A coordinator, oversight, and the code to write to, of each example community."""


def as_field(name: str) -> str:
    """Return the name of a field: `name_en` is written `name-en` there."""
    return re.sub(r"_(en|sw|\d)$", r"-\1", name)


class Settings(Visitor):
    """Somebody who has signed in and opens the settings of their community."""

    def __init__(self, town: Town, phone: str = COORDINATOR, language: str = "en", to: str = "22384") -> None:
        super().__init__(town, phone, language)
        self.to = to
        writes_decisions_down(town, next(key for key, (_, _, code) in OF_KEY.items() if code == to))
        self.signs_in()

    def code(self) -> str:
        """Send DESK to the code of this person's community, and return the code of the answer."""
        assert self.phone is not None
        found = re.search(r"\d{4} \d{4}", self.town.texts(self.phone, "DESK", to=self.to))
        assert found is not None
        return found[0]

    def words(self, which: str, **values: object) -> str:
        """Return words of these pages."""
        return self.says("community", which, **values)

    def asks(self, change: str, **typed: str) -> Shown:
        """Open a form, fill it in, and press its first button."""
        fields = {"why": WHY, **{as_field(name): text for name, text in typed.items()}}
        return self.presses(self.form(change), self.words("see"), None, **fields)

    def form(self, change: str) -> Shown:
        """Open a form."""
        page = self.opens(f"{HOME}/change/{change}")
        assert page.status == 200
        return page

    def confirms(self, page: Shown) -> Shown:
        """Press the button that puts a change in force, and let the texts leave."""
        told = self.presses(page, self.words("confirm.now"))
        self.town.works()
        return told

    def changes(self, change: str, **typed: str) -> Shown:
        """Do both."""
        return self.confirms(self.asks(change, **typed))


def body(town: Town, key: str = "mlango-kubwa") -> str:
    """Return the text of the file in force."""
    with town.services.reading() as session:
        found = body_of(session, key)
    assert found is not None
    return found


def said(town: Town, key: str = "mlango-kubwa") -> Community:
    """Return what the file in force says."""
    found = loading.in_force(town.services.reading, key)
    assert found is not None
    return found


def versions(town: Town, key: str = "mlango-kubwa") -> list[Version]:
    """Return the versions of a file, the newest first."""
    with town.services.reading() as session:
        return history.versions(session, key)
