"""The application of the desk: its pages, its errors, and what holds for every answer."""

from io import BytesIO
from typing import IO, Any

from flask import Flask, Request, Response
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf
from markupsafe import Markup
from werkzeug.routing import IntegerConverter, Map

from gateway.desk import (
    answers,
    asked_period,
    even_times,
    guards,
    leaving,
    limits,
    live,
    more,
    my_sign_in,
    navigation,
    oversight,
    oversight_looks,
    oversight_record,
    own_words,
    private_cases,
    recovery,
    sign_in,
    sign_in_proof,
    told,
    zones,
)
from gateway.desk.baraza import pages as baraza
from gateway.desk.board import pages as board
from gateway.desk.books import asks as book_asks
from gateway.desk.books import pages as books
from gateway.desk.books import prints as receipt_books
from gateway.desk.books import taking_over as book_taking_over
from gateway.desk.community import export as community_export
from gateway.desk.community import pages as community
from gateway.desk.community import past as community_history
from gateway.desk.figures import pages as figures
from gateway.desk.health import pages as health
from gateway.desk.incident import pages as incident
from gateway.desk.learned import equity, trends
from gateway.desk.made_up import MadeUp
from gateway.desk.matters import court, interests, patrols, support
from gateway.desk.papers import pages as papers
from gateway.desk.people import changing as people_changes
from gateway.desk.people import importing as people_import
from gateway.desk.people import pages as people
from gateway.desk.people import proposals as people_proposals
from gateway.desk.police import pages as police
from gateway.desk.printed import entry, handover
from gateway.desk.printed import pages as printed
from gateway.desk.published import pages as published
from gateway.desk.rises import pages as rises
from gateway.desk.roster import calendars, cover_pages
from gateway.desk.roster import pages as roster
from gateway.desk.second_chance import pages as second_chance
from gateway.desk.votes import lists as vote_lists
from gateway.desk.votes import pages as votes
from gateway.desk.votes import writing as vote_writing
from gateway.desk.youth import pages as youth
from gateway.desk.youth import vetting
from gateway.services import Services

_BIGGEST_BODY = 512 * 1024
"""Bytes of a form at most: a file of 3,000 people has some 200 KB. A guess."""
_LAST_ROW = 2**63 - 1
_PAGES = (
    sign_in.pages,
    sign_in_proof.pages,
    my_sign_in.pages,
    recovery.pages,
    leaving.pages,
    live.pages,
    more.pages,
    board.pages,
    incident.pages,
    own_words.pages,
    roster.pages,
    cover_pages.pages,
    calendars.pages,
    zones.pages,
    private_cases.pages,
    community.pages,
    community_history.pages,
    community_export.pages,
    oversight.pages,
    oversight_looks.pages,
    oversight_record.pages,
    people.pages,
    people_changes.pages,
    people_proposals.pages,
    people_import.pages,
    health.pages,
    printed.pages,
    entry.pages,
    handover.pages,
    published.pages,
    papers.pages,
    figures.pages,
    rises.pages,
    equity.pages,
    trends.pages,
    youth.pages,
    vetting.pages,
    books.pages,
    book_asks.pages,
    receipt_books.pages,
    book_taking_over.pages,
    baraza.pages,
    votes.pages,
    vote_writing.pages,
    vote_lists.pages,
    second_chance.pages,
    interests.pages,
    court.pages,
    support.pages,
    police.pages,
    patrols.pages,
)
"""The pages of the desk, one blueprint a subject."""


class DeskRequest(Request):
    """A request whose uploads stay in memory: a list of people must leave no trace on the disk."""

    def _get_file_stream(self, *_sizes: Any, **_names: Any) -> IO[bytes]:
        return BytesIO()


class RowNumber(IntegerConverter):
    """The number of a row in an address: no database has one that is larger, and asking for it would be an error."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=_LAST_ROW)


def create_desk(services: Services) -> Flask:
    """Return the application of the desk over its services."""
    app = Flask(__name__, static_url_path="/desk/static")
    app.extensions["doria"] = services
    app.request_class = DeskRequest
    app.url_map.converters["int"] = RowNumber
    app.config["MAX_CONTENT_LENGTH"] = _BIGGEST_BODY
    app.config["MAX_FORM_PARTS"] = 1_000
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    # The cookie of this library holds the token against forged forms, and nothing else.
    app.config["SECRET_KEY"] = services.keyring.digest("desk", "desk-forms").hex()
    app.config.update(
        SESSION_COOKIE_NAME="doria_desk_forms",
        SESSION_COOKIE_PATH="/desk",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_SECURE=guards.is_secure(services),
        WTF_CSRF_SSL_STRICT=False,
        # The token of a page is good as long as the browser's session: a form that took an hour is not lost.
        WTF_CSRF_TIME_LIMIT=None,
    )
    CSRFProtect(app)
    app.register_error_handler(CSRFError, guards.refuse_forged)
    app.register_error_handler(413, guards.refuse_too_large)
    for status in (404, 405):
        app.register_error_handler(status, _not_found)
    app.before_request(even_times.begin)
    app.before_request(guards.refuse_strangers)
    app.after_request(answers.secure)
    app.after_request(even_times.hold)
    app.jinja_env.globals.update(navigation=navigation.of, head_of=navigation.head, is_current=navigation.current)
    app.jinja_env.globals.update(forgery_token=_forgery_token, just_told=told.last, is_made_up=MadeUp(services))
    app.jinja_env.globals.update(lacks_period=asked_period.is_missing)
    for pages in _PAGES:
        app.register_blueprint(pages)
    limits.prepare(app, services)
    return app


def _forgery_token() -> Markup:
    """Return the field that shows that a form comes from a page of the desk."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def _not_found(_error: Exception) -> Response:
    """Answer alike to what does not exist and to what is not the viewer's."""
    return answers.not_found()
