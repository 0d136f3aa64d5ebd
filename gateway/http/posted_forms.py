"""Posted forms: the fields of a webhook, posted as a form or as JSON, whatever they were called."""

import json
from urllib.parse import parse_qsl

from flask import Request

_MOST_FIELDS = 100
MULTIPART = "multipart/form-data"


def fields(request: Request) -> dict[str, str]:
    """Return the fields that were posted; if one is given twice in a form, the first value counts.

    Raise ValueError if the body is no form.
    """
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
    found = parse_qsl(body.strip("\r\n"), keep_blank_values=True, errors="replace", max_num_fields=_MOST_FIELDS)
    return dict(reversed(found))


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
        found = json.loads(body, parse_int=str, parse_float=str, parse_constant=str)
    except RecursionError as error:
        message = "nested too deeply"
        raise ValueError(message) from error
    if not isinstance(found, dict) or len(found) > _MOST_FIELDS:
        message = "no object of a few fields"
        raise ValueError(message)
    return {name: value for name, value in found.items() if isinstance(value, str)}
