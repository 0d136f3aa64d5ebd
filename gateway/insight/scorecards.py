"""Scorecards: the card of each police station of a community, counted from what is kept.

`as_json` gives the data for `doria figures`, under the key `scorecard`.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from gateway.association.pulse import answers
from gateway.association.stations import meetings
from gateway.communities.directory import CommunityRecord
from gateway.insight import police_answers, station_cases
from gateway.storage.models import Message, PatrolRequest, PatrolRequestText
from gateway.storage.states import MessageState
from menus.domain import local_days, scorecard, scorecard_spans, stations
from menus.domain.patrol_requests import RequestState
from menus.domain.pulse import PulseAnswer, PulseKind
from menus.domain.quarters import Quarter
from menus.domain.roles import POLICE_ROLES
from menus.domain.scorecard import LEAST, Card, Figure, FigureName, Planned, Work
from menus.domain.scorecard_spans import Span
from menus.domain.station_findings import Request

QUALITY = (FigureName.TREATED, FigureName.MONEY)
"""The figures from reporters' answers. They are kept as counts of a month, without a station."""
_MOMENT = timedelta(microseconds=1)
_SENT = tuple(state for state in RequestState if state.is_sent)


@dataclass(frozen=True)
class Scorecards:
    """The cards of the stations in the file's order, and the figures that are known of all of them together.

    `too_many`: the span holds more alerts than a page counts, and no card is counted.
    """

    span: Span
    cards: Sequence[Card]
    together: Mapping[FigureName, Figure]
    too_many: bool = False


def names(record: CommunityRecord) -> tuple[str, ...]:
    """Return the stations that have a card: those that the file names."""
    return stations.cards(record.community.people)


def of_span(
    session: Session,
    record: CommunityRecord,
    span: Span,
    now: datetime,
    *which: ColumnElement[bool],
    is_for_page: bool = False,
) -> Scorecards:
    """Return the cards of a span. Only those incidents count for which all conditions of `which` hold, too.

    For a page no more is counted than one may wait for.
    """
    together = _quality(session, record, span)
    if is_for_page and station_cases.are_too_many(session, record.id, span):
        return Scorecards(span, (), together, too_many=True)
    known = names(record)
    cases = station_cases.of_stations(session, record, known, span, *which)
    requests, planned = _requests(session, record, known, span), _planned(session, record, known, span, now)
    found = {*cases, *requests, *planned} - set(known)
    cards = []
    for name in (*known, *sorted(found)):
        work = Work(cases.get(name, ()), requests.get(name, ()), planned.get(name, ()))
        card = scorecard.card(name, work, now)
        # Reporters' answers are of all stations together: only one station alone may be shown them as its own.
        own = together if len({*known, *found}) == 1 else {}
        kept = {one: figure for one, figure in card.figures.items() if one not in QUALITY}
        figures = {one: {**kept, **own}[one] for one in FigureName if one in {**kept, **own}}
        cards.append(Card(name, figures, card.outcomes, card.unplanned))
    return Scorecards(span, cards, together)


def _quality(session: Session, record: CommunityRecord, span: Span) -> dict[FigureName, Figure]:
    counted: Counter[PulseAnswer] = Counter()
    for month in span.answers_of.months:
        for each in answers.counts(session, record.id, PulseKind.POLICE, month).values():
            counted.update(each)
    which = (PulseAnswer.CAME_WELL, PulseAnswer.ASKED_MONEY)
    return {name: scorecard.of_answers(counted, one) for name, one in zip(QUALITY, which, strict=True)}


def _requests(
    session: Session, record: CommunityRecord, known: Collection[str], span: Span
) -> dict[str, list[Request]]:
    """Return the requests for patrols of each station that they went to. Of some it is not known that they arrived."""
    found: defaultdict[str, list[Request]] = defaultdict(list)
    ours = (PatrolRequest.community_id == record.id, PatrolRequest.state.in_(_SENT))
    sent = (PatrolRequest.decided_at >= span.since, PatrolRequest.decided_at < span.until)
    arrivals = _arrivals(session, known, *ours, *sent)
    contacts = record.community.having(POLICE_ROLES)
    for row in session.scalars(select(PatrolRequest).where(*ours, *sent).order_by(PatrolRequest.id)):
        if row.decided_at is None:
            continue
        answered = record.person(row.police_id) if row.police_id is not None else None
        by = stations.counted_as(answered.station, known) if answered is not None else None
        arrived = arrivals.get(row.id)
        if arrived is not None and by not in arrived:
            # The contact was of another station when the request came to them: of the one that it went to.
            by = next(iter(arrived)) if len(arrived) == 1 else None
        if arrived is None:
            # It was sent before texts of requests were noted: the contacts of today stand for those of then.
            asked = [one for one in contacts if one.covers(row.zone)] or contacts
            of = {stations.counted_as(one.station, known) for one in asked} or {stations.counted_as(None, known)}
            arrived = dict.fromkeys(of)
        if row.police_id is not None and by is None and len(arrived) > 1:
            # A contact has answered who has left the file since: nobody knows of which station they were.
            continue
        for name in stations.those_that_count(arrived.keys(), by):
            found[name].append(Request(row.decided_at, arrived.get(name), row.police_at))
    return dict(found)


def _arrivals(
    session: Session, known: Collection[str], *which: ColumnElement[bool]
) -> dict[int, dict[str, datetime | None]]:
    """Return for each request the stations that it was sent to, with when it first arrived there."""
    texts = (
        select(PatrolRequestText.request_id, PatrolRequestText.station, Message.state, Message.settled_at)
        .join(Message, Message.id == PatrolRequestText.message_id)
        .join(PatrolRequest, PatrolRequest.id == PatrolRequestText.request_id)
        .where(*which)
    )
    found: defaultdict[int, dict[str, datetime | None]] = defaultdict(dict)
    for request_id, name, state, settled_at in session.execute(texts):
        of = found[request_id]
        station = stations.counted_as(name or None, known)
        at = settled_at if state is MessageState.DELIVERED else None
        of[station] = min((one for one in (at, of.get(station)) if one is not None), default=None)
    return dict(found)


def _planned(
    session: Session, record: CommunityRecord, known: Collection[str], span: Span, now: datetime
) -> dict[str, list[Planned]]:
    zone = record.community.timezone
    first, last = (local_days.day_of(moment, zone) for moment in (span.since, span.until - _MOMENT))
    today = local_days.day_of(now, zone)
    found: defaultdict[str, list[Planned]] = defaultdict(list)
    for row in meetings.between(session, record.id, first, last):
        # A day that is not over may still bring what was planned.
        if row.day < today or row.held_at is not None:
            name = stations.counted_as(row.station or None, known)
            found[name].append(Planned(row.planned_at is not None, row.held_at is not None))
    return dict(found)


def as_json(session: Session, record: CommunityRecord, now: datetime, quarter: Quarter | None = None) -> dict[str, Any]:
    """Return the cards as plain JSON data: of the last ninety days, or of a quarter.

    The keys: `since` and `until` (ISO 8601, by the clocks of the place), `answers_of` (the quarter of the reporters'
    answers), `least` (the cases that make a figure), `stations` (a list in the file's order, never by result),
    `together` (figures of all stations together), and `answers` (`total`, `most` by one contact, `people`,
    `concentrated`). A station has `station` (empty if the file names none), `figures` by the names of `FigureName`,
    `closed_as` by the outcome, and `unplanned`. A figure has `hits`, `of`, `share`, `low`, `high` and `not_known`; the
    first five are null where there are fewer cases than `least`.
    """
    zone = record.community.timezone
    span = scorecard_spans.lately(now, zone) if quarter is None else scorecard_spans.of_quarter(quarter, now, zone)
    found = of_span(session, record, span, now)
    counted = police_answers.of_community(session, record.id, span.since, span.until)
    return {
        "since": span.since.astimezone(zone).isoformat(),
        "until": span.until.astimezone(zone).isoformat(),
        "answers_of": span.answers_of.name,
        "least": LEAST,
        "stations": [
            {
                "station": one.station,
                "figures": figures_as_json(one.figures),
                "closed_as": {outcome.value: number for outcome, number in one.outcomes.items()},
                "unplanned": one.unplanned,
            }
            for one in found.cards
        ],
        "together": figures_as_json(found.together),
        "answers": {
            "total": counted.total,
            "most": counted.most,
            "people": counted.people,
            "concentrated": counted.is_concentrated,
        },
    }


def figures_as_json(figures: Mapping[FigureName, Figure]) -> dict[str, Any]:
    """Return figures by their names as plain JSON data."""
    return {name.value: _figure(figure) for name, figure in figures.items()}


def _figure(figure: Figure) -> dict[str, Any]:
    interval = figure.interval
    told = interval is not None
    return {
        "hits": figure.hits if told else None,
        "of": figure.of if told else None,
        "share": round(figure.hits / figure.of, 4) if told else None,
        "low": round(interval.low, 4) if interval is not None else None,
        "high": round(interval.high, 4) if interval is not None else None,
        "not_known": figure.unknown,
    }
