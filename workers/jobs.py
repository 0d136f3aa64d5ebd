"""The jobs on the queues: a few lines each, one use case, ids in."""

from gateway.usecases import inbound, sending
from gateway.wiring import Services, from_environment

_process: list[Services] = []


def use(given: Services) -> None:
    """Let this process's jobs work with services that somebody else has made."""
    _process[:] = [given]


def services() -> Services:
    """Return this process's services, made from its environment where nobody has given any."""
    if not _process:
        _process.append(from_environment())
    return _process[0]


def send_message(message_id: int) -> None:
    """Hand one message to the carrier, holding no transaction while it answers."""
    parts = services()
    sending.send(parts.unit, parts.directory, parts.carrier, message_id)


def handle_sms(inbound_id: int) -> None:
    """Act on one inbound SMS."""
    parts = services()
    with parts.unit() as unit:
        inbound.handle(unit, parts.directory, inbound_id)
