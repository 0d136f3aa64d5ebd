"""Answers of the desk: pages, redirections, the one 404, and the headers that every answer carries."""

from typing import Any

from flask import Response, make_response, redirect, render_template

from gateway.desk.viewer import Viewer, current_services, language_asked
from menus.text import page_words

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "X-Robots-Tag": "noindex",
}
_SHELL = "desk.po"
"""The words that every page may use. A subject has a file of its own beside it: `desk_board.po`."""


class Words:
    """The words of a page in one language: those of its subject first, then those of every page."""

    def __init__(self, language: str, subject: str) -> None:
        self.language = language
        shell = page_words.texts(_SHELL, language)
        own = f"desk_{subject}.po"
        self._texts = {**shell, **(page_words.texts(own, language) if own in page_words.files() else {})}

    def __call__(self, which: str, /, **values: object) -> str:
        """Return a text with its placeholders filled; raise KeyError for an unknown name."""
        return self._texts[which].format(**values)


def page(
    subject: str,
    template: str,
    viewer: Viewer | None = None,
    /,
    status: int = 200,
    *,
    is_bare: bool = False,
    **values: Any,
) -> Response:
    """Return a page of a subject: its template gets `say`, the words, `viewer`, and the values.

    A bare page shows nothing of the viewer but their language.
    """
    language = viewer.language if viewer is not None else language_asked()
    say = Words(language, subject)
    services = current_services()
    html = render_template(
        template,
        say=say,
        viewer=None if is_bare else viewer,
        language=language,
        now=services.clock(),
        subject=subject,
        **values,
    )
    return make_response(html, status)


def go_to(address: str) -> Response:
    """Return the answer to a form: the browser opens another page of the desk, which can be loaded again."""
    return make_response(redirect(address, 303))


def not_found() -> Response:
    """Return the one answer to an address that does not exist, and to one that is not the viewer's: the same bytes."""
    answer = make_response("404\n", 404)
    answer.content_type = "text/plain; charset=utf-8"
    return answer


def secure(answer: Response) -> Response:
    """Add the headers that every answer carries."""
    for name, text in _HEADERS.items():
        answer.headers[name] = text
    answer.headers.pop("Server", None)
    # A form that was checked names the cookie here, and an address that does not exist would not: they must look alike.
    answer.vary.add("Cookie")
    return answer
