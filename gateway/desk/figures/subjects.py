"""Subjects of pictures at the desk: the periods that may be asked for, what a page counts of them, and the page."""

import re

from sqlalchemy.orm import Session

from gateway.desk.figures import drawn
from gateway.desk.learned import equity as equity_page
from gateway.desk.viewer import Viewer
from gateway.insight import equity, plots, station_cases, station_pictures
from gateway.insight.plots import Found
from gateway.insight.readings import Reading
from menus.domain import local_weeks, scorecard_spans
from menus.domain.drawings import Audience, PlotSubject

_PAGES = {
    PlotSubject.RISES: "/desk/rises",
    PlotSubject.EQUITY: "/desk/equity",
    PlotSubject.POLICE: "/desk/police",
}


_NAME = re.compile(r"[0-9A-Za-z-]{1,32}")
"""The names of all periods look so. Anything else is asked of no database."""


def is_name(period: str) -> bool:
    """Return whether something may be the name of a period."""
    return _NAME.fullmatch(period) is not None


def read(typed: str) -> PlotSubject:
    """Return the subject that is asked for; the answers for anything strange."""
    return next((one for one in PlotSubject if one.value == typed), PlotSubject.ANSWERS)


def period_of(viewer: Viewer, subject: PlotSubject, typed: str) -> str:
    """Return the period that is asked for, and the one of the page for anything strange."""
    if subject is PlotSubject.EQUITY:
        return equity_page.asked_for(viewer, typed).name
    if subject is PlotSubject.RISES:
        return local_weeks.due(viewer.now, viewer.record.community.timezone).isoformat()
    return station_pictures.LATELY


def counted(session: Session, viewer: Viewer, subject: PlotSubject, period: str) -> Found | None:
    """Return what is drawn; None for what is too much for a page to count."""
    record = viewer.record
    if subject is PlotSubject.EQUITY:
        asked = equity_page.asked_for(viewer, period)
        if not equity.may_compare_at_once(session, record, asked):
            return None
    if subject is PlotSubject.POLICE:
        span = scorecard_spans.lately(viewer.now, record.community.timezone)
        if station_cases.are_too_many(session, record.id, span):
            return None
    reading = Reading(period, Audience.INSIDE, viewer.now, drawn.which(viewer))
    return plots.MAKERS[subject].read(session, record, reading)()


def address(subject: PlotSubject, period: str) -> str:
    """Return the address of the page that shows the pictures."""
    return f"{_PAGES[subject]}?period={period}" if subject is PlotSubject.EQUITY else _PAGES[subject]
