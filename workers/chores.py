"""The chores of the clock: what is done now and then, for no row. No queue knows them."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from gateway.association.giving import pulling
from gateway.carrier import calls
from gateway.carrier.loopback import is_loopback
from gateway.core import liveness
from gateway.logs import logger
from gateway.sms import fetching
from gateway.upkeep import (
    balance,
    beside,
    former,
    nightly_backup,
    other_networks,
    phone_watch,
    probe,
    restored,
    retention,
    space,
)
from workers.in_process import current_services, timed

_PROBE_TIMEOUT = (3.05, 9.0)
_FORMER_EVERY = timedelta(hours=1)
"""The time between two readings of the files in force for people who left. A guess."""
log = logger()


def ask_backup_phone() -> None:
    """Ask the backup phone how it is."""
    services = current_services()
    try:
        with timed("ask-backup-phone"):
            phone_watch.ask(services.uow, services.directory, services.backup_carrier)
    except Exception:
        log.exception("backup_phone.ask_failed")


def erase_expired(is_stopped: Callable[[], bool] = lambda: False) -> None:
    """Erase what is over, until nothing is left or `is_stopped` says that the process ends."""
    services = current_services()
    try:
        with timed("erase"):
            erased = retention.erase_expired(services.uow, services.reading, services.clock(), is_stopped)
            if services.do(lambda uow: liveness.is_run_due(uow, "former", _FORMER_EVERY)):
                former.erase_former(services.uow, services.reading, services.clock(), is_stopped)
    except SQLAlchemyError as error:
        log.warning("retention.not_finished", error=type(error).__name__)
    except Exception:
        log.exception("retention.failed")
    else:
        log.info("retention.done", rows=erased)


def back_up(is_stopped: Callable[[], bool] = lambda: False) -> None:
    """Take the backup of this night, if the settings name a folder for it and no machine has taken it."""
    services = current_services()
    settings = services.settings
    if settings.doria_backup_dir is None:
        return
    keep = timedelta(days=settings.doria_backup_keep)
    try:
        nightly_backup.take_if_due(
            services.do, services.database, services.directory, settings.doria_backup_dir, keep, is_stopped
        )
    except Exception:
        log.exception("backup.not_noted")


def settle_restored() -> None:
    """Settle what waited when the backup was taken from which the database was restored, if it was."""
    services = current_services()
    settled = services.do(lambda uow: restored.settle(uow, services.directory))
    if settled is not None:
        log.warning("database.restored", texts=settled.texts, resting=settled.resting, going_on=settled.going_on)


def check_balance() -> None:
    """Check the balance of the carrier's account."""
    services = current_services()
    try:
        with timed("balance"):
            balance.check(services.uow, services.directory, services.carrier, services.settings.doria_low_balance)
    except Exception:
        log.exception("balance.check_failed")


def tell_beside() -> None:
    """Send the lines that are due on other networks. SMS never waits for them."""
    services = current_services()
    try:
        beside.tell(services.uow, services.directory, services.settings.beside_urls, other_networks.send)
    except SQLAlchemyError as error:
        log.warning("beside.database_away", error=type(error).__name__)
    except Exception:
        log.exception("beside.failed")


def fetch_texts() -> None:
    """Fetch the texts whose webhook was lost."""
    services = current_services()
    if services.text_inbox is None:
        return
    try:
        with timed("fetch-texts"):
            fetching.fetch(services.do, services.directory, services.text_inbox)
    except SQLAlchemyError as error:
        log.warning("texts.database_away", error=type(error).__name__)
    except Exception:
        log.exception("texts.fetch_failed")


def pull_payments() -> None:
    """Ask for payments whose callback never came."""
    services = current_services()
    source = services.payment_source
    if source is None:
        return
    try:
        with timed("pull-payments"):
            pulling.pull(services.do, services.directory, source, services.settings.paybills)
    except SQLAlchemyError as error:
        log.warning("payments.database_away", error=type(error).__name__)
    except Exception:
        log.exception("payments.pull_failed")


def check_space() -> None:
    """Look how much space is free on the disk of this machine."""
    services = current_services()
    found = services.writes.space()
    if found is None:
        return
    try:
        with timed("space"):
            services.do(lambda uow: space.check(uow, services.directory, found))
    except Exception:
        log.exception("space.check_failed")


def send_probe() -> None:
    """Send a probe the whole way, through the web server, as the network would."""
    services = current_services()
    address = f"{services.settings.web_url}/at/{services.settings.webhook_token.get_secret_value()}/ussd"
    try:
        probe_phone = services.probe_phone
        if probe_phone is None:
            return
        with calls.new_session(uses_proxy=not is_loopback(address)) as session:
            probe.send(
                services.uow,
                services.directory,
                lambda form: calls.call(session, "POST", address, timeout=_PROBE_TIMEOUT, data=dict(form)).text,
                probe_phone,
            )
    except calls.CallFailed as failed:
        # The address holds the token, so the log gets the kind of error alone.
        log.warning("probe.not_taken", error=str(failed))
    except Exception:
        log.exception("probe.failed")
