"""The providers of texts: which one is used, which one fails, the backup phone, and the money of the account."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from gateway.desk.health.lines import HealthLine, line, unknown
from gateway.desk.viewer import Viewer
from gateway.incidents import delivery_figures
from gateway.messaging import backup_phone
from gateway.services import Services
from gateway.upkeep import balance
from menus.domain import account
from menus.domain.backup_phone import is_silent
from menus.domain.money import Money


def lines(session: Session, viewer: Viewer, services: Services) -> Iterator[HealthLine]:
    """Yield the lines about the providers. No provider is asked: the clock asks them, and keeps what they say."""
    yield _in_use(services)
    for one in delivery_figures.failing(session, viewer.now, viewer.record.id):
        yield line("failing", "failing.texts", is_red=True, name=one.name, count=one.texts, at=one.at)
    yield _backup(session, viewer, services)
    yield from _money(session, viewer, services)


def _in_use(services: Services) -> HealthLine:
    if services.carrier.is_simulated:
        return unknown("provider", "provider.simulated")
    return line("provider", "provider.used", name=services.carrier.name)


def _backup(session: Session, viewer: Viewer, services: Services) -> HealthLine:
    heard = backup_phone.heard(session) if services.policy.has_backup else None
    if heard is None:
        return unknown("backup_phone", "backup_phone.none" if services.policy.has_backup else "off")
    silent = is_silent(*heard, viewer.now)
    return line("backup_phone", "backup_phone.heard", is_red=silent, age=viewer.now - heard[0])


def _money(session: Session, viewer: Viewer, services: Services) -> Iterator[HealthLine]:
    found = balance.kept(session, services.carrier.name)
    if found is None:
        yield unknown("balance", "balance.unknown")
        return
    left, at = found
    low = services.settings.doria_low_balance
    is_low = left.currency == low.currency and left.amount < low.amount
    told = "balance.little" if account.is_little(left) else "balance.left"
    yield line("balance", told, is_red=is_low, money=account.about(left), at=at)
    if account.is_little(left):
        return
    week = delivery_figures.cost_of_week(session, viewer.now)
    days = account.days_left(left, week)
    if days is None:
        yield unknown("days", "days.unknown")
        return
    said = "days.many" if days >= account.MOST_DAYS else "days.left"
    yield line("days", said, is_red=days <= account.FEW_DAYS, days=days, money=Money(left.currency, week))
