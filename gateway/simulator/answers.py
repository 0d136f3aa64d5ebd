"""Answers of the simulated API: JSON for a client that accepts it, else XML, as Africa's Talking does."""

import html
import re
from collections.abc import Mapping
from typing import Any

from flask import Response, jsonify, request

_ROOT = "AfricasTalkingResponse"
_ITEMS = {"Recipients": "Recipient", "Messages": "Message"}
"""The element of one item, by the element of its list."""
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def structured(body: Mapping[str, Any], status: int = 200) -> Response:
    """Return an answer with fields, in the form that the request accepts."""
    if "application/json" in request.headers.get("Accept", "").lower():
        answer = jsonify(body)
        answer.status_code = status
        return answer
    document = f'<?xml version="1.0" encoding="UTF-8"?>\n<{_ROOT}>{_elements(body)}</{_ROOT}>'
    return Response(document, status, content_type="application/xml; charset=UTF-8")


def plain(text: str, status: int) -> Response:
    """Return an answer in words. Africa's Talking refuses in this form, whatever the request accepts."""
    return Response(text, status, content_type="text/plain; charset=UTF-8")


def _elements(fields: Mapping[str, Any]) -> str:
    return "".join(f"<{name}>{_content(name, value)}</{name}>" for name, value in fields.items())


def _content(name: str, value: Any) -> str:
    if isinstance(value, Mapping):
        return _elements(value)
    if isinstance(value, list):
        item = _ITEMS.get(name, "Item")
        return "".join(f"<{item}>{_elements(one)}</{item}>" for one in value)
    return html.escape(_NOT_IN_XML.sub("?", str(value)), quote=False)
