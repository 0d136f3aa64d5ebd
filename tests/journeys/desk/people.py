"""Coordinators at work on the list of people: what stories about it press and read."""

from urllib.parse import urlencode

from gateway.communities import history
from gateway.communities.file import load_example
from gateway.communities.history import Version
from tests.decided import writes_decisions_down
from tests.desk import Button, Shown, Visitor
from tests.people import COORDINATOR
from tests.town import Town

NEW = "+254711000777"
"""A number that nobody has (made up)."""
WHY = "kwa sababu (mfano)"
KEY = "mlango-kubwa"


class Clerk(Visitor):
    """Somebody who has signed in, and changes people."""

    def words(self, which: str, **values: object) -> str:
        """Return a text of these pages."""
        return self.says("people", which, **values)

    def address(self, phone: str) -> str:
        """Return the address of the page of a person."""
        (record,) = self.town.services.directory.communities()
        return f"/desk/people/{record.person_ids[phone]}"

    def reads(self, phone: str) -> Shown:
        """Open the page of a person."""
        return self.opens(self.address(phone))

    def form(self, phone: str, act: str) -> Button:
        """Return a form on the page of a person, with everything that is ticked there."""
        page, where = self.reads(phone), f"{self.address(phone)}/{act}"
        (form,) = [one for one in page.root.all("form") if one.attributes.get("action") == where]
        (button,) = [one for one in page.buttons(form) if one.address == where]
        ticked: dict[str, list[str]] = {"roles": [], "zones": []}
        for box in form.all("input", type="checkbox"):
            if "checked" in box.attributes:
                ticked[box.attributes["name"]].append(box.attributes["value"])
        return Button(button.name, where, "post", {**button.fields, **{k: "\n".join(v) for k, v in ticked.items()}})

    def asks(self, phone: str, act: str = "change", /, **fields: str) -> Shown:
        """Fill in a form about a person, and read what it would do. Several values stand on lines of their own."""
        return self._sends(self.form(phone, act), {"why": WHY, **fields})

    def _sends(self, button: Button, fields: dict[str, str]) -> Shown:
        return posted(self, button.address, {**button.fields, **fields})

    def asks_to_add(self, **fields: str) -> Shown:
        """Fill in the form for somebody new."""
        page = self.opens("/desk/people/new")
        (button,) = [one for one in page.buttons() if one.address == "/desk/people/new"]
        given = {"name": "Asha (example)", "phone": NEW, "roles": "patrol", "zones": "bondeni", "why": WHY}
        return posted(self, button.address, {**button.fields, **given, **fields})

    def confirms(self, page: Shown) -> Shown:
        """Press the button of the page that asks."""
        (button,) = [one for one in page.buttons() if one.address.endswith("/confirmed")]
        return posted(self, button.address, repeated(page, button))


def repeated(page: Shown, button: Button) -> dict[str, str]:
    """Return the fields of the form of a button; of a field that comes several times all values, on lines."""
    fields = dict(button.fields)
    for form in page.root.all("form"):
        if form.attributes.get("action") == button.address:
            found: dict[str, list[str]] = {}
            for box in form.all("input", type="hidden"):
                found.setdefault(box.attributes["name"], []).append(box.attributes["value"])
            fields |= {name: "\n".join(values) for name, values in found.items()}
    return fields


def posted(visitor: Visitor, where: str, fields: dict[str, str]) -> Shown:
    """Send a form in which roles and zones have a value on each line."""
    pairs: list[tuple[str, str]] = []
    for name, value in fields.items():
        several = str(value).split("\n") if name in {"roles", "zones"} else [str(value)]
        pairs += [(name, one) for one in several if one or name not in {"roles", "zones"}]
    kind = "application/x-www-form-urlencoded"
    return Shown(visitor.client.post(where, data=urlencode(pairs), content_type=kind, follow_redirects=True))


def clerk(town: Town, phone: str = COORDINATOR, language: str = "en") -> Clerk:
    """Return somebody who has signed in."""
    writes_decisions_down(town)
    made = Clerk(town, phone, language)
    made.signs_in()
    return made


def versions(town: Town) -> list[Version]:
    """Return the versions of the community file, newest first."""
    with town.services.reading() as session:
        return history.versions(session, KEY)


def two_of_oversight() -> str:
    """Return the example file with a second person of oversight (made up)."""
    one = '[[people]]\nname = "Oversight, youth (example)"\nphone = "+254700000152"\nroles = ["oversight"]\n\n'
    return load_example(KEY).replace("[[shifts]]", one + "[[shifts]]", 1)


def agrees(visitor: Clerk, number: str = NEW) -> Shown:
    """Open the only proposal that waits for somebody, and agree to it."""
    where = "/desk/people/proposals/"
    (link,) = [a for a in visitor.opens(where.rstrip("/")).root.all("a") if a.attributes["href"].startswith(where)]
    page = visitor.opens(link.attributes["href"])
    (button,) = [one for one in page.buttons() if one.address.endswith("/agree")]
    return posted(visitor, button.address, read_out(button.fields, number))


def read_out(fields: dict[str, str], number: str = NEW) -> dict[str, str]:
    """Return the fields of a form with the end of a new number, where the form asks for it."""
    return {name: number[-4:] if name.startswith("last-") else value for name, value in fields.items()}
