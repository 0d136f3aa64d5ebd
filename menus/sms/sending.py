"""Sending: the text that answers SEND. It names only people whom an alert reaches."""

from collections.abc import Mapping

from menus.domain import first_told
from menus.domain.community import Mode
from menus.domain.first_told import FirstTold
from menus.text.names import Text

_REFERRED: Mapping[FirstTold | None, Text] = {
    FirstTold.POLICE: Text.SENT_POLICE,
    FirstTold.COORDINATOR: Text.SENT_COORDINATORS,
    FirstTold.OTHERS: Text.SENT_OTHERS,
    FirstTold.LATER: Text.SENT_LATER,
    None: Text.SENT_NOBODY_REFER,
}
"""The answers where no patrol is sent, by whom the first alerts reach."""


def answer(told: FirstTold | None, mode: Mode) -> Text:
    """Return the answer to a SEND, by whom the first alerts of the incident reach (None: nobody)."""
    if first_told.is_on_patrol(told):
        return Text.SENT_OUT
    if mode is Mode.PATROL:
        return Text.SENT_NOBODY
    return _REFERRED[told]
