"""Checks of `doria doctor` on what is outside: the carrier and its money, the backup phone, heartbeats, and late texts.

Each check says what is right, and raises LookupError or CarrierError for what is wrong, and NotTried for what is not
tried.
"""

from collections.abc import Callable
from functools import partial

from sqlalchemy import select

from gateway.carrier.contract import CarrierError
from gateway.cli.findings import NotTried, ToldFaultError
from gateway.communities import numbers
from gateway.core import liveness
from gateway.core.notices_once import Notice
from gateway.incidents import stats
from gateway.messaging import backup_phone as events
from gateway.services import Services
from gateway.sms import fetching
from gateway.storage.models import LineBeside
from gateway.upkeep import balance as balances
from gateway.upkeep import other_networks, phone_watch
from gateway.upkeep import probe as probes
from menus.domain import health

_SANDBOX = "sandbox"
"""The user name of Africa's Talking's sandbox."""


def probe(services: Services) -> str:
    """Say how long the last heartbeat took."""
    if not services.policy.has_probe:
        message = "off; DORIA_HEARTBEAT_TO names a number for it"
        raise NotTried(message)
    with services.reading() as session:
        probe_status = probes.probe_status(session, services.clock())
    if probe_status.is_silent:
        message = f"the newest {probes.MISSES} did not arrive"
        raise LookupError(message)
    if probe_status.latency is None or probe_status.age is None:
        message = "none has arrived yet"
        raise NotTried(message)
    return f"took {probe_status.latency:.1f} s, {probe_status.age:.0f} s ago"


def backup_phone(services: Services) -> str:
    """Ask the phone for its health, with the password, and say what is wrong with it."""
    phone = services.backup_carrier
    if phone is None:
        message = "off; DORIA_SECOND_URL names one"
        raise NotTried(message)
    if not isinstance(phone, phone_watch.Phone):
        message = "cannot be asked"
        raise NotTried(message)
    report = phone.look(partial(numbers.read, services.directory))
    now = services.clock()
    with services.reading() as session:
        refused = [f"an event was not taken: {why}" for why in events.refused(session, now)]
    faults = [*report.faults, *phone_watch.doubts(report, now), *refused]
    if faults:
        raise LookupError("; ".join(faults))
    return ", ".join(("answers", *report.words))


def money(services: Services) -> str:
    """Say whether texts wait for money."""
    with services.reading() as session:
        waiting = stats.for_money(session)
    if waiting:
        message = f"{waiting} texts wait for money"
        raise LookupError(message)
    return "no text waits for money"


def outbox(services: Services) -> str:
    """Say whether a text is late."""
    with services.reading() as session:
        oldest = stats.oldest_due(session, services.clock())
    if oldest > health.TEXT_LATE.total_seconds():
        message = f"the oldest message has waited {oldest:.0f} s"
        raise LookupError(message)
    return "nothing is late"


def network(services: Services) -> str:
    """Say which network texts go to. A simulated one or a sandbox reaches nobody, so that the live one is not tried."""
    settings = services.settings
    if services.carrier.is_simulated:
        message = "simulated: no real phone is reached, and the live network is not tried; AT_BASE_URL names one"
        raise NotTried(message)
    named = settings.at_base_url or ("the sandbox" if settings.at_username == _SANDBOX else "the live network")
    if not settings.at_api_key.get_secret_value():
        message = f"{named}: AT_API_KEY is missing"
        raise LookupError(message)
    if settings.at_username == _SANDBOX or _SANDBOX in named:
        message = f"{named}: a sandbox reaches no real phone, so the live network is not tried"
        raise NotTried(message)
    return f"live: {named}, as {settings.at_username}"


def callbacks(services: Services) -> str:
    """Say that nobody can try from here whether the network reaches the webhooks."""
    if services.carrier.is_simulated:
        message = "the simulated network needs none from outside"
        raise NotTried(message)
    message = "nobody can try from here whether the network reaches this machine: dial the code from your own phone"
    raise NotTried(message)


def carrier(services: Services, ask: Callable[[], str]) -> str:
    """Say which carrier answers, and the balance of its account."""
    examples = services.directory.examples()
    if examples and not services.carrier.is_simulated:
        message = (
            f"{', '.join(examples)} has `example = true`: no real network is given invented numbers;"
            " load a file with real numbers into a folder of its own"
        )
        raise ToldFaultError(message)
    return f"{services.carrier.name}, balance {ask()}"


def inbox(services: Services) -> str:
    """Say when texts were last fetched from the network."""
    texts = services.text_inbox
    if texts is None:
        message = f"{services.carrier.name} keeps no texts to be fetched"
        raise NotTried(message)
    with services.reading() as session:
        fetched_at = fetching.fetched_at(session, texts.account)
        is_failing = Notice.FETCH_FAILED in liveness.ages(session, services.clock())
    if fetched_at is None:
        raise NotTried("the network gives no texts again" if is_failing else "no texts were fetched yet")
    age = (services.clock() - fetched_at).total_seconds()
    if is_failing:
        message = f"texts were last fetched {age:.0f} s ago"
        raise LookupError(message)
    return f"texts were fetched {age:.0f} s ago"


def beside(services: Services) -> str:
    """Say to which communities a line beside SMS goes, and whether the last ones have left."""
    urls = services.settings.beside_urls
    if not urls:
        message = "off; DORIA_BESIDE_URLS names where lines go"
        raise NotTried(message)
    known = {record.community.key for record in services.directory.communities()}
    unknown = sorted(set(urls) - known)
    if unknown:
        message = f"DORIA_BESIDE_URLS names {', '.join(unknown)}, which is no community"
        raise LookupError(message)
    for key, theirs in urls.items():
        if places := other_networks.unreadable(theirs):
            message = f"DORIA_BESIDE_URLS: address {places[0]} of {key} cannot be read"
            raise LookupError(message)
    with services.reading() as session:
        newest = select(LineBeside.has_left, LineBeside.at).where(LineBeside.has_left.is_not(None))
        last = session.execute(newest.order_by(LineBeside.at.desc()).limit(1)).first()
    if last is not None and not last.has_left:
        message = f"the last line, of {last.at.isoformat(timespec='minutes')}, did not leave"
        raise LookupError(message)
    return ", ".join(f"{key}: {len(theirs)} addresses" for key, theirs in urls.items())


def balance(services: Services, ask: Callable[[], str]) -> str:
    """Say whether the balance is low, and whether a low one is noticed."""
    low = services.settings.doria_low_balance
    try:
        answer = ask()
    except CarrierError:
        message = "not known while the carrier tells none"
        raise NotTried(message) from None
    found = balances.comparable(answer, low)
    if found is None:
        message = f"{answer[:40]} cannot be compared with DORIA_LOW_BALANCE, which is {low}: a low one is not noticed"
        raise LookupError(message)
    if found.amount < low.amount:
        message = f"{found} is low: bulk and normal texts wait"
        raise LookupError(message)
    return f"{found}; coordinators are told under {low}"
