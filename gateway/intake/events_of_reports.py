"""Events of reports: the events that hold the words of one reporter, also where an incident has several."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.storage.models import Event, Incident, Question, Report
from menus.domain.timeline import EventKind

_MOVES = (EventKind.JOINED, EventKind.SPLIT)
_SAID = (EventKind.WROTE_AGAIN, EventKind.ANSWER_CAME)
_NAMED_BY = ("into", "other", "out", "out_of")
"""The facts by which an event of a join or a split names the other incident."""


def with_words(session: Session, reports: Sequence[Report]) -> list[Event]:
    """Return the events with words of some reporters, by their reports.

    Such an event names the report that it belongs to. Events of earlier releases do not. These count if nobody else has
    reported the incident, or if their very words stand in one of the reports, or in an answer to a question about one,
    and in nobody else's report.
    """
    found: list[Event] = []
    for incident_ids in _related(session, reports):
        own = [report for report in reports if report.incident_id in incident_ids]
        others = session.scalars(
            select(Report).where(Report.incident_id.in_(incident_ids), Report.id.not_in([report.id for report in own]))
        ).all()
        events = session.scalars(
            select(Event)
            .where(Event.incident_id.in_(incident_ids), Event.kind.in_(_SAID), Event.words.is_not(None))
            .order_by(Event.id)
        )
        said = _Said(session, own, others)
        found += [event for event in events if said.holds(event)]
    return found


def _related(session: Session, reports: Sequence[Report]) -> list[frozenset[int]]:
    """Return groups of incidents: each holds what some reports have ever belonged to, by joins and splits."""
    groups: list[set[int]] = []
    for report in reports:
        if any(report.incident_id in group for group in groups):
            continue
        group = {report.incident_id}
        group.update(session.scalars(select(Incident.id).where(Incident.reference == report.reference)))
        new = set(group)
        while new:
            facts = session.scalars(select(Event.facts).where(Event.incident_id.in_(new), Event.kind.in_(_MOVES)))
            named = {one[name] for one in facts for name in _NAMED_BY if name in one}
            others = select(Incident.id).where(Incident.reference.in_(named))
            new = set(session.scalars(others)) - group if named else set()
            group |= new
        groups.append(group)
    return [frozenset(group) for group in groups]


class _Said:
    """The words of some reporters, beside the words of others about the same incidents."""

    def __init__(self, session: Session, own: Collection[Report], others: Collection[Report]) -> None:
        self._references = {report.reference for report in own}
        self._is_only = not others
        self._own, self._others = _lines(own), _lines(others)
        asked = select(Question.answer).where(Question.report_id.in_([report.id for report in own]))
        self._answers = {answer for answer in session.scalars(asked) if answer}

    def holds(self, event: Event) -> bool:
        """Return whether an event holds words of these reporters."""
        if "report" in event.facts:
            return event.facts["report"] in self._references
        line = _line(event.words or "")
        is_known = line in self._own or event.words in self._answers
        return self._is_only or (is_known and line not in self._others)


def _lines(reports: Collection[Report]) -> str:
    """Return all that reports say, each text between line breaks, as a further text is added to a report."""
    return "".join(_line(report.words or "") for report in reports)


def _line(words: str) -> str:
    return f"\n{words}\n"
