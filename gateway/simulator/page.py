"""The page of phones: its view, its words in two languages, and what a browser may load for it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request

from gateway.simulator.people import RESIDENT, Holder, PhoneBook, Place
from gateway.simulator.story_rules import cast_of
from menus.text import page_words

_WORDS = "pages.po"
_MODULES = tuple(sorted(file.name for file in (Path(__file__).parent / "static").glob("*.js")))
"""The files of the page's script. The browser asks for all of them at once, and not for one after the other."""
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
"""The page runs its own files alone: the words of an SMS can never become a script."""


def routes(book: PhoneBook) -> Blueprint:
    """Return the addresses of the page and of its files."""
    made = Blueprint("page", __name__, url_prefix="/simulator", static_folder="static", template_folder="templates")

    @made.get("/")
    def phones() -> Response:
        return _page(book.places(), request.args)

    return made


def _page(places: Sequence[Place], asked: Mapping[str, str]) -> Response:
    words = {language: dict(page_words.texts(_WORDS, language)) for language in page_words.LANGUAGES}
    language = asked.get("lang", "")
    language = language if language in page_words.LANGUAGES else page_words.LANGUAGES[0]
    place = _chosen(places, asked.get("community", ""))
    html = render_template(
        "phones.html",
        lang=language,
        say=words[language].__getitem__,
        places=places,
        place=place,
        modules=_MODULES if place else (),
        resident=RESIDENT,
        data={"words": words, "resident": RESIDENT, **(_told(place, places) if place else {})},
    )
    answer = make_response(html)
    answer.headers["Content-Security-Policy"] = _POLICY
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _chosen(places: Sequence[Place], key: str) -> Place | None:
    """Return the community that is asked for, else the one that the story is told in, else the first one."""
    asked = next((place for place in places if place.key == key), None)
    cast = cast_of(places)
    return asked or (cast.place if cast else None) or (places[0] if places else None)


def _told(place: Place, places: Sequence[Place]) -> dict[str, Any]:
    """Return what the page knows of a community."""
    return {
        "place": {
            "key": place.key,
            "name": place.name,
            "code": place.ussd_codes[0],
            "sms": next(iter(place.sms_codes), ""),
        },
        "places": [{"key": each.key, "name": each.name} for each in places],
        "people": [_person(holder) for holder in place.holders],
    }


def _person(holder: Holder) -> dict[str, Any]:
    return {"name": holder.name, "phone": holder.phone, "roles": list(holder.roles)}
