"""The jobs of the queues: each calls one use case, most of them with the id of a row."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from sqlalchemy.exc import OperationalError, SQLAlchemyError

from gateway.association.giving import pulling
from gateway.carrier import calls
from gateway.carrier.loopback import is_loopback
from gateway.core import counts, liveness
from gateway.core.unit_of_work import UnitOfWork
from gateway.core.wakeups import SEND, Wakeup
from gateway.escalation import engine
from gateway.insight import drawings, kept, police_answers, rise_texts
from gateway.logs import logger
from gateway.messaging import claims, delivery, failover, throttling
from gateway.services import Services, from_environment
from gateway.sms import fetching, inbox
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
from menus.domain.messages import Lane
from workers.pool import Pool

_process: list[Services] = []
_pools: list[Pool] = []
_gives_way: list[bool] = []
RED_WAIT, _RED_LOOK = 1.0, 0.2
"""Seconds that a worker of bulk texts waits for red ones before each text, and between two looks. A guess."""
_PROBE_TIMEOUT = (3.05, 9.0)
_PATIENCE = 3.0
"""Seconds in which a lost connection to the database is made again. A guess, to be tested."""
_FORMER_EVERY = timedelta(hours=1)
"""The time between two readings of the files in force for people who left. A guess."""
log = logger()


def use(given: Services) -> None:
    """Let the jobs of this process use the services given."""
    _process[:] = [given]


def current_services(*kinds: str) -> Services:
    """Return the services of this process; if none were given, make them from the environment for these kinds."""
    if not _process:
        _process.append(from_environment(*kinds))
    return _process[0]


def send_message(message_id: int) -> None:
    """Give one message to the carrier; no transaction is open while the carrier answers.

    In a worker, a thread does it, as soon as one is free: a burst spreads over the workers, and one that dies takes few
    messages with it. The clock reminds of messages that still wait here. One job for each is enough.
    """
    if _pools:
        if _gives_way:
            wait_for_red()
        _pools[0].act_when_free(_send, message_id)
    else:
        _send(message_id)


def wait_for_red(most: float = RED_WAIT) -> None:
    """Wait while a red text is due, but no longer than so many seconds.

    Each bulk text that asks whether it may leave takes a transaction. Thousands of them would hold up the alerts to
    which they give way.
    """
    services, until = current_services(), time.monotonic() + most
    try:
        while time.monotonic() < until:
            with services.reading() as session:
                if not throttling.is_red_due(session, services.clock()):
                    return
            time.sleep(_RED_LOOK)
    except SQLAlchemyError as error:
        log.warning("worker.database_away", error=type(error).__name__)


def send_in_threads(threads: int, *, gives_way: bool = False) -> Pool:
    """Let this process send messages in threads: a hung call holds up no other. With `gives_way`, red texts go first.

    If the process dies, its messages are found again: their leases end, or nobody has claimed them.
    """
    _pools[:] = [Pool(threads, "send")]
    _gives_way[:] = [True] if gives_way else []
    return _pools[0]


def take_over() -> None:
    """Let the messages of workers of this machine that have died be sent by others at once."""
    services = current_services()
    try:
        services.do(claims.end_leases_of_dead)
    except SQLAlchemyError as error:
        log.warning("worker.database_away", error=type(error).__name__)


def _send(message_id: int) -> None:
    services = current_services()
    with _timed("send"):
        delivery.send(services.uow, services.directory, services.carrier, message_id)


def fire_rungs(incident_id: int) -> None:
    """Fire the rungs of an incident that are due, and send its red alerts from here.

    A hint for each of them would take another way through Redis, and the first alert would come later. If this process
    dies before it has sent them, the clock finds them as it finds any message that nobody has claimed.
    """
    services = current_services()

    def fire(uow: UnitOfWork) -> list[int]:
        engine.fire_due_of(uow, services.directory, incident_id)
        own = uow.woken(Lane.RED, SEND)
        uow.wakeups[:] = [wakeup for wakeup in uow.wakeups if wakeup.row_id not in own or wakeup.job != SEND]
        return own

    with _timed("rungs"):
        own = services.do(fire, time.monotonic() + _PATIENCE)
    for message_id in own:
        send_message(message_id)


def send_by_backup(message_id: int) -> None:
    """Send one red text by the backup provider."""
    services = current_services()
    if services.backup_carrier is not None:
        with _timed("backup"):
            failover.send(services.uow, services.directory, services.backup_carrier, message_id)


def ask_backup_phone() -> None:
    """Ask the backup phone how it is."""
    services = current_services()
    try:
        with _timed("ask-backup-phone"):
            phone_watch.ask(services.uow, services.directory, services.backup_carrier)
    except Exception:
        log.exception("backup_phone.ask_failed")


def erase_expired(is_stopped: Callable[[], bool] = lambda: False) -> None:
    """Erase what is over, until nothing is left or `is_stopped` says that the process ends."""
    services = current_services()
    try:
        with _timed("erase"):
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
        with _timed("balance"):
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
        with _timed("fetch-texts"):
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
        with _timed("pull-payments"):
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
        with _timed("space"):
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


def draw_figures(row_id: int) -> None:
    """Draw the figures that a row asks for. In a worker a thread does it: the texts behind it in the queue go on."""
    if _pools:
        _pools[0].act_when_free(_draw, row_id)
    else:
        _draw(row_id)


def _draw(row_id: int) -> None:
    services = current_services()
    studio = drawings.Studio(services.do, services.reading, services.directory, services.clock, services.plotter)
    with _timed("figures"):
        drawings.draw(studio, row_id, services.policy.currency)


def count_figures(row_id: int) -> None:
    """Count the figures that a row asks for. In a worker a thread does it, as it draws."""
    if _pools:
        _pools[0].act_when_free(_count, row_id)
    else:
        _count(row_id)


def _count(row_id: int) -> None:
    services = current_services()
    counter = kept.Counter(services.do, services.reading, services.directory, services.clock)
    with _timed("figures"):
        kept.count(counter, row_id)


def tell_of_police_answers(community_id: int) -> None:
    """Look whether nearly all answers of the police come from one contact. In a worker a thread does it."""
    if _pools:
        _pools[0].act_when_free(_tell_of_police_answers, community_id)
    else:
        _tell_of_police_answers(community_id)


def _tell_of_police_answers(community_id: int) -> None:
    services = current_services()
    record = services.directory.find(community_id)
    if record is None:
        return
    with _timed("police-answers"), services.reading() as session:
        found = police_answers.alarms(session, record, services.clock())
    services.directory.look()
    services.do(lambda uow: police_answers.tell(uow, services.directory, found))


def tell_of_rises(community_id: int) -> None:
    """Look at the last weeks of a community, and tell its coordinators of rises. In a worker a thread does it."""
    if _pools:
        _pools[0].act_when_free(_tell_of_rises, community_id)
    else:
        _tell_of_rises(community_id)


def _tell_of_rises(community_id: int) -> None:
    services = current_services()
    record = services.directory.find(community_id)
    if record is None:
        return
    with _timed("rises"), services.reading() as session:
        found = rise_texts.find(session, record, services.clock())

    def tell(uow: UnitOfWork) -> None:
        # Whoever has come to be tied to something meanwhile must not read of it: the next look tells it without.
        now = services.directory.find(community_id)
        if now is not None and (now.version, now.interests) == (record.version, record.interests):
            rise_texts.tell(uow, now, found)

    services.directory.look()
    services.do(tell)


def handle_sms(inbound_id: int) -> None:
    """Act on one inbound SMS."""
    handle_sms_here(inbound_id)


def handle_sms_here(inbound_id: int) -> list[int]:
    """Act on one inbound SMS, and first on earlier ones of its phone; return the ids of messages that are due then.

    Their hints are sent, too. The clock, which acts where no hint reaches a worker, sends these messages itself. If
    many texts of the phone wait, a few are acted on, and this SMS is due again.
    """
    services = current_services()
    due: list[int] = []
    turn = inbox.Turn(inbound_id)
    for _ in range(inbox.AT_ONCE):
        turn.taken = None
        try:
            due += _act_on(services, turn)
            if turn.is_last:
                return due
        except OperationalError:
            raise
        except Exception as error:
            if not turn.is_last:
                # An earlier text that cannot be acted on holds up no later one. Its own job counts the tries.
                log.exception("sms.passed_over")
                turn.passed_over |= {turn.taken} if turn.taken is not None else set()
                continue
            if isinstance(error, SQLAlchemyError):
                raise
            log.exception("sms.not_handled")
            services.do(lambda uow: inbox.give_up(uow, inbound_id))
            return due
    with services.reading() as session:
        rest = inbox.wakeup_of(session, inbound_id)
    services.wakeup_queue.send([rest] if rest is not None else [])
    return due


def _timed(job: str) -> AbstractContextManager[None]:
    return counts.OF_PROCESS.timed(job)


def _act_on(services: Services, turn: inbox.Turn) -> list[int]:
    """Act on the SMS whose turn it is in a transaction of its own; return the ids of messages that are due then."""

    def act(uow: UnitOfWork) -> list[Wakeup]:
        inbox.handle(uow, services.directory, turn)
        return uow.wakeups

    with _timed("sms"):
        wakeups = services.do(act, time.monotonic() + _PATIENCE, turn.lock)
    return [wakeup.row_id for wakeup in wakeups if wakeup.job == SEND]
