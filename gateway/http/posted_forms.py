"""Posted forms: the fields of a webhook, posted as a form or as JSON, whatever they were called.

A form of very many fields is read for those that Doria knows: a text is not lost because of what came beside it.
"""

import json
from urllib.parse import parse_qsl, unquote_plus

from flask import Request

from gateway.carrier.payloads import FIELDS
from gateway.http.admission import BIGGEST_FORM

_MOST_FIELDS = 100
"""The most fields that are read whether Doria knows them or not."""
_LONGEST_NAME = 3 * max(map(len, FIELDS))
"""The most characters of a name that may be a known one: each may be written as three."""
MULTIPART = "multipart/form-data"


def fields(request: Request) -> dict[str, str]:
    """Return the fields that were posted; if one is given twice in a form, the first value counts.

    Raise ValueError if the body is no form, and RequestEntityTooLarge if it is longer than `BIGGEST_FORM`.
    """
    request.max_content_length = request.max_form_memory_size = BIGGEST_FORM
    # Each part takes some bytes: the length of the body is limit enough.
    request.max_form_parts = BIGGEST_FORM
    return request.form.to_dict() if request.mimetype == MULTIPART else of_body(request.get_data())


def of_body(posted: bytes) -> dict[str, str]:
    """Return the fields of a body in one part.

    A body that begins like a JSON object is read as one, and any other body as a form: senders and proxies call either
    `text/plain` or the other. Raise ValueError if the body is neither.
    """
    body = _text(posted)
    if body.lstrip().startswith("{"):
        return _of_object(body)
    # Doria parses the form itself, because the framework's parser takes three times as long.
    found = parse_qsl(_known_part(body.strip("\r\n")), keep_blank_values=True, errors="replace")
    return dict(reversed(found))


def _known_part(body: str) -> str:
    """Return a form; of one with very many fields only the first of each that Doria knows."""
    pieces = body.split("&", _MOST_FIELDS)
    if len(pieces) <= _MOST_FIELDS:
        return body
    known: dict[str, str] = {}
    for piece in body.split("&"):
        name = piece.partition("=")[0]
        if len(name) <= _LONGEST_NAME and (name := unquote_plus(name)) in FIELDS:
            known.setdefault(name, piece)
    return "&".join(known.values())


def _text(posted: bytes) -> str:
    """Return a body as text. It is in UTF-8, but a JSON object may be in UTF-16 or UTF-32, too: then it has zeros."""
    if b"\0" in posted:
        wide = posted.decode(json.detect_encoding(posted), "replace")
        if wide.startswith("{"):
            return wide
    return posted.decode("utf-8-sig", "replace")


def _of_object(body: str) -> dict[str, str]:
    """Return the texts and numbers of a JSON object as the fields of a form; other values are left out."""
    try:
        found: dict[str, object] = json.loads(body, parse_int=str, parse_float=str, parse_constant=str)
    except RecursionError as error:
        message = "nested too deeply"
        raise ValueError(message) from error
    return {name: value for name, value in found.items() if isinstance(value, str)}
