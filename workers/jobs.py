"""The jobs on the queues: a few lines each, one use case, ids in."""

from functools import cache

from gateway.usecases import inbound, sending
from gateway.wiring import Services, from_environment


@cache
def services() -> Services:
    """Return this process's services."""
    return from_environment()


def send_message(message_id: int) -> None:
    """Hand one message to the carrier, holding no transaction while it answers."""
    parts = services()
    sending.send(parts.unit, parts.directory, parts.carrier, message_id)


def handle_sms(inbound_id: int) -> None:
    """Act on one inbound SMS."""
    parts = services()
    with parts.unit() as unit:
        inbound.handle(unit, parts.directory, inbound_id)
