"""The jobs of the queues: each calls one use case, most of them with the id of a row."""

from concurrent.futures import ThreadPoolExecutor

import requests
from sqlalchemy.exc import SQLAlchemyError

from gateway.logs import logger
from gateway.messaging import delivery, failover
from gateway.services import Services, from_environment
from gateway.sms import inbox
from gateway.upkeep import balance, probe

_process: list[Services] = []
_pools: list[ThreadPoolExecutor] = []
_waiting: set[int] = set()
_TIMEOUT = 10
log = logger()


def use(given: Services) -> None:
    """Let the jobs of this process use the services given."""
    _process[:] = [given]


def current_services() -> Services:
    """Return the services of this process; make them from the environment if none were given."""
    if not _process:
        _process.append(from_environment())
    return _process[0]


def send_message(message_id: int) -> None:
    """Give one message to the carrier; no transaction is open while the carrier answers."""
    if not _pools:
        _send(message_id)
    elif message_id not in _waiting:
        # The clock reminds of messages that still wait here. One job for each is enough.
        _waiting.add(message_id)
        _pools[0].submit(_send_safely, message_id)


def send_in_threads(threads: int) -> ThreadPoolExecutor:
    """Let this process send messages in threads: a hung call holds up no other.

    If the process dies, its messages are found again: their leases end, or nobody has claimed them.
    """
    _pools[:] = [ThreadPoolExecutor(threads, thread_name_prefix="send")]
    return _pools[0]


def _send_safely(message_id: int) -> None:
    _waiting.discard(message_id)
    try:
        _send(message_id)
    except Exception:
        log.exception("message.send_failed", message_id=message_id)


def _send(message_id: int) -> None:
    services = current_services()
    delivery.send(services.uow, services.directory, services.carrier, message_id)


def send_by_backup(message_id: int) -> None:
    """Send one red text by the backup provider."""
    services = current_services()
    if services.backup_carrier is not None:
        failover.send(services.uow, services.directory, services.backup_carrier, message_id)


def check_balance() -> None:
    """Check the balance of the carrier's account."""
    services = current_services()
    try:
        balance.check(services.uow, services.directory, services.carrier, services.settings.doria_low_balance)
    except Exception:
        log.exception("balance.check_failed")


def send_probe() -> None:
    """Send a probe the whole way, through the web server, as the network would."""
    services = current_services()
    address = f"{services.settings.web_url}/at/{services.settings.webhook_token.get_secret_value()}/ussd"
    try:
        probe_phone = services.probe_phone
        if probe_phone is None:
            return
        probe.send(
            services.uow,
            services.directory,
            lambda form: requests.post(address, data=form, timeout=_TIMEOUT).text,
            probe_phone,
        )
    except requests.RequestException as error:
        # The address holds the token, so the log gets the kind of error alone.
        log.warning("probe.not_taken", error=type(error).__name__)
    except Exception:
        log.exception("probe.failed")


def handle_sms(inbound_id: int) -> None:
    """Act on one inbound SMS."""
    services = current_services()
    try:
        services.do(lambda uow: inbox.handle(uow, services.directory, inbound_id))
    except SQLAlchemyError:
        raise
    except Exception:
        log.exception("sms.not_handled", inbox=inbound_id)
        services.do(lambda uow: inbox.give_up(uow, inbound_id))
