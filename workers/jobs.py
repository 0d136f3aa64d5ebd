"""The jobs of the queues: each calls one use case with the id of a row.

Queues hold the dotted path of a job (`workers.jobs.send_message`), also those of an installation that is being renewed.
So a job stays here under its name.
"""

import time

from sqlalchemy.exc import OperationalError, SQLAlchemyError

from gateway.core.unit_of_work import UnitOfWork
from gateway.core.wakeups import SEND, Wakeup
from gateway.escalation import engine
from gateway.logs import logger
from gateway.messaging import claims, delivery, failover, throttling
from gateway.services import Services
from gateway.sms import inbox
from menus.domain.messages import Lane
from workers import figure_work
from workers.in_process import current_services, timed
from workers.pool import Pool

_pools: list[Pool] = []
_gives_way: list[bool] = []
RED_WAIT, _RED_LOOK = 1.0, 0.2
"""Seconds that a worker of bulk texts waits for red ones before each text, and between two looks. A guess."""
_PATIENCE = 3.0
"""Seconds in which a lost connection to the database is made again. A guess, to be tested."""
log = logger()


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
    with timed("send"):
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

    with timed("rungs"):
        own = services.do(fire, time.monotonic() + _PATIENCE)
    for message_id in own:
        send_message(message_id)


def send_by_backup(message_id: int) -> None:
    """Send one red text by the backup provider."""
    services = current_services()
    if services.backup_carrier is not None:
        with timed("backup"):
            failover.send(services.uow, services.directory, services.backup_carrier, message_id)


def draw_figures(row_id: int) -> None:
    """Draw the figures that a row asks for. In a worker a thread does it: the texts behind it in the queue go on."""
    if _pools:
        _pools[0].act_when_free(figure_work.draw, row_id)
    else:
        figure_work.draw(row_id)


def count_figures(row_id: int) -> None:
    """Count the figures that a row asks for. In a worker a thread does it, as it draws."""
    if _pools:
        _pools[0].act_when_free(figure_work.count, row_id)
    else:
        figure_work.count(row_id)


def tell_of_police_answers(community_id: int) -> None:
    """Look whether nearly all answers of the police come from one contact. In a worker a thread does it."""
    if _pools:
        _pools[0].act_when_free(figure_work.tell_of_police_answers, community_id)
    else:
        figure_work.tell_of_police_answers(community_id)


def tell_of_rises(community_id: int) -> None:
    """Look at the last weeks of a community, and tell its coordinators of rises. In a worker a thread does it."""
    if _pools:
        _pools[0].act_when_free(figure_work.tell_of_rises, community_id)
    else:
        figure_work.tell_of_rises(community_id)


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


def _act_on(services: Services, turn: inbox.Turn) -> list[int]:
    """Act on the SMS whose turn it is in a transaction of its own; return the ids of messages that are due then."""

    def act(uow: UnitOfWork) -> list[Wakeup]:
        inbox.handle(uow, services.directory, turn)
        return uow.wakeups

    with timed("sms"):
        wakeups = services.do(act, time.monotonic() + _PATIENCE, turn.lock)
    return [wakeup.row_id for wakeup in wakeups if wakeup.job == SEND]
