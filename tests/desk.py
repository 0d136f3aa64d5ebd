"""The desk for the tests: a visitor without JavaScript, who reads pages, follows links and presses buttons."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from werkzeug.test import Client, TestResponse

from menus.text import page_words
from tests.desk_apps import desk_of
from tests.town import Town

_VOID = {"input", "meta", "link", "br", "hr", "img", "source"}


@dataclass
class Button:
    """A button with the form that it sends."""

    name: str
    address: str
    method: str
    fields: dict[str, str]


@dataclass
class Element:
    """An element of a page with what stands in it."""

    tag: str
    attributes: dict[str, str]
    children: "list[Element | str]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words in it."""
        return " ".join("".join(one if isinstance(one, str) else f" {one.text} " for one in self.children).split())

    def all(self, tag: str | None = None, /, **attributes: str | None) -> "Iterator[Element]":
        """Yield the elements in it, in the order of the page, with some attributes; None stands for any value."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        for one in self.children:
            if isinstance(one, Element):
                fits = all(
                    name in one.attributes and value in {None, one.attributes[name]} for name, value in wanted.items()
                )
                if fits and tag in {None, one.tag}:
                    yield one
                yield from one.all(tag, **attributes)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(made)
        if tag not in _VOID:
            self._open.append(made)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        assert self._open[-1].tag == tag, f"<{self._open[-1].tag}> is not closed before </{tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


@dataclass
class Shown:
    """A page as it was answered."""

    answer: TestResponse

    @property
    def status(self) -> int:
        """The status of the answer."""
        return self.answer.status_code

    @property
    def html(self) -> str:
        """The bytes of the page as text."""
        return self.answer.text

    @property
    def root(self) -> Element:
        """The elements of the page."""
        parser = _Parser()
        parser.feed(self.answer.text)
        return parser.root

    @property
    def text(self) -> str:
        """The words of the page."""
        return self.root.text

    def written_scripts(self) -> list[Element]:
        """Return the scripts of the page that are no files of the desk: there must be none."""
        own = "/desk/static/"
        return [one for one in self.root.all("script") if one.text or not one.attributes.get("src", "").startswith(own)]

    def rows(self) -> list[Element]:
        """Return the incidents of the board, in their order."""
        return list(self.root.all(data_reference=None))

    def row(self, reference: str) -> Element:
        """Return one incident of the board."""
        (found,) = self.root.all(data_reference=reference)
        return found

    def buttons(self, within: Element | None = None) -> list[Button]:
        """Return the buttons of the page, or of a part of it, each with the form that it sends."""
        found = []
        inside = None if within is None else [id(one) for one in within.all("button")]
        by_id = {form.attributes["id"]: form for form in self.root.all("form", id=None)}
        for form in self.root.all("form"):
            found += [(form, one) for one in form.all("button")]
        own = {id(button) for _, button in found}
        for button in self.root.all("button", form=None):
            if id(button) not in own:
                found.append((by_id[button.attributes["form"]], button))
        if inside is not None:
            # The elements are parsed anew each time, so they are compared by what they are.
            wanted = [(one.text, one.attributes) for one in within.all("button")] if within is not None else []
            found = [(form, one) for form, one in found if (one.text, one.attributes) in wanted]
        return [_button(form, one) for form, one in found]


def references_of(page: Shown) -> list[str]:
    """Return the references of the incidents of a board, in their order."""
    return [row.attributes["data-reference"] for row in page.rows()]


def _button(form: Element, button: Element) -> Button:
    fields = {one.attributes["name"]: one.attributes.get("value", "") for one in _filled(form)}
    for box in form.all("textarea", name=None):
        fields[box.attributes["name"]] = box.text
    for choice in form.all("select", name=None):
        options = list(choice.all("option"))
        chosen = next((one for one in options if "selected" in one.attributes), options[0] if options else None)
        if chosen is not None:
            fields[choice.attributes["name"]] = chosen.attributes.get("value", chosen.text)
    if "name" in button.attributes:
        fields[button.attributes["name"]] = button.attributes.get("value", "")
    address = button.attributes.get("formaction", form.attributes.get("action", ""))
    return Button(button.text, address, form.attributes.get("method", "get").lower(), fields)


def _filled(form: Element) -> Iterator[Element]:
    for one in form.all("input", name=None):
        if one.attributes.get("type") not in {"checkbox", "radio", "file"} or "checked" in one.attributes:
            yield one


class Visitor:
    """A browser without JavaScript, of a person with a role or of a stranger."""

    def __init__(self, town: Town, phone: str | None = None, language: str = "en") -> None:
        self.town, self.phone, self.language = town, phone, language
        self.app = desk_of(town.services)
        self.client: Client = self.app.test_client()
        self.client.set_cookie("doria_desk_language", language, path="/desk")

    def says(self, subject: str, which: str, **values: object) -> str:
        """Return a text of the desk in this visitor's language."""
        own, shell = f"desk_{subject}.po", "desk.po"
        texts = {**page_words.texts(shell, self.language)}
        if own in page_words.files():
            texts |= page_words.texts(own, self.language)
        return texts[which].format(**values)

    def opens(self, address: str = "/desk/", **headers: str) -> Shown:
        """Open an address, and follow where it leads."""
        return Shown(self.client.get(address, follow_redirects=True, headers=headers))

    def presses(self, page: Shown, name: str, within: Element | None = None, /, **fields: str) -> Shown:
        """Press the button with that name on a page, with some fields filled in, and follow where it leads."""
        found = [one for one in page.buttons(within) if one.name == name]
        assert found, f"no button {name!r}, but {[one.name for one in page.buttons(within)]}"
        return self.sends(found[0].address, {**found[0].fields, **fields}, found[0].method)

    def sends(self, address: str, fields: dict[str, str], method: str = "post") -> Shown:
        """Send a form as it is, and follow where it leads."""
        if method == "get":
            answer = self.client.open(address, method=method.upper(), follow_redirects=True, query_string=fields)
        else:
            answer = self.client.open(address, method=method.upper(), follow_redirects=True, data=fields)
        return Shown(answer)

    def code(self) -> str:
        """Send DESK from this visitor's phone, and return the code of the answer."""
        assert self.phone is not None
        answer = self.town.texts(self.phone, "DESK")
        found = re.search(r"\d{4} \d{4}", answer)
        assert found, answer
        return found[0]

    def signs_in(self) -> Shown:
        """Sign in with a new code, and return the page that opens."""
        page = self.opens("/desk/sign-in")
        return self.presses(page, self.says("sign_in", "sign_in.enter"), code=self.code())
