"""The words that were texted about an incident, as people with a role may read them."""

from collections.abc import Iterator, Sequence

from sqlalchemy import BindParameter, bindparam, exists, literal, select
from sqlalchemy.orm import Session, aliased

from gateway.communities.directory import CommunityRecord
from gateway.core import known
from gateway.storage import prepared
from gateway.storage.models import Event, Incident, Report
from menus.domain.timeline import EventKind
from menus.sms import words_to_leave

_OF: BindParameter[int] = bindparam("incident_id")
_JOINED = aliased(Incident)
HAS_WORDS = (
    # Three questions and not one with an `OR` in it: each finds its rows by an index.
    exists().where(Report.incident_id == _OF, Report.words.is_not(None))
    | exists().where(Event.incident_id == _OF, Event.kind == EventKind.WROTE_AGAIN)
    | exists().where(
        Report.incident_id == _OF,
        _JOINED.reference == Report.reference,
        Event.incident_id == _JOINED.id,
        Event.kind == EventKind.WROTE_AGAIN,
    )
)
"""Whether residents have written about the incident of the parameter `incident_id`."""
_HAS_WORDS = prepared.Prepared(select(literal(1)).where(HAS_WORDS))


def texts_of(session: Session, incident: Incident) -> list[str]:
    """Return every text that residents wrote about an incident, as it was written, the oldest first.

    The words of a private report, of a complaint and of an alarm belong to their own circles: return none of them.
    """
    if incident.level.has_circle or incident.alarm is not None:
        return []
    return written(session, incident)


def written(session: Session, incident: Incident) -> list[str]:
    """Return the first words of each report and every further text, as they were written, oldest first."""
    if known.has_no_words(session, incident):
        return []
    session.flush()
    if not _HAS_WORDS.rows(session.connection(), {"incident_id": incident.id}):
        # Most reports are dialled, and nobody has texted about them. To read their rows costs ten times as much.
        return []
    reports = session.scalars(select(Report).where(Report.incident_id == incident.id).order_by(Report.id)).all()
    # The further texts of an incident that was joined to this one stay in its own timeline.
    is_one = Incident.reference.in_([report.reference for report in reports]) | (Incident.id == incident.id)
    further = session.scalars(
        select(Event)
        # With one list of incidents. With two conditions on events, PostgreSQL reads the whole table.
        .where(Event.incident_id.in_(select(Incident.id).where(is_one)))
        .where(Event.kind == EventKind.WROTE_AGAIN, Event.words.is_not(None))
        .order_by(Event.id)
    ).all()
    further_lines = {line for event in further for line in (event.words or "").split("\n")}
    first = [(report.created_at, 0, "\n".join(_first(report.words or "", further_lines))) for report in reports]
    told = sorted([*first, *((event.at, event.id, event.words or "") for event in further)])
    return [said for *_, words in told if (said := words.strip())]


def _first(words: str, further_lines: set[str]) -> Iterator[str]:
    """Yield the lines of a report's words that came with the report: further texts are stored behind them, too."""
    for number, line in enumerate(words.split("\n")):
        if number == 0 or line not in further_lines:
            yield line


def shown(session: Session, record: CommunityRecord, incident: Incident) -> str:
    """Return the texts about an incident on one line, with names and numbers crossed out; empty if there are none."""
    return _on_one_line(record, texts_of(session, incident))


def shown_to_responders(record: CommunityRecord, texts: Sequence[str]) -> str:
    """Return what the people who go may read of texts: nothing if the words may accuse patrol or police."""
    if not texts:
        return ""
    from menus.text import lexicon  # noqa: PLC0415 - a command that reads no text starts faster without it

    return "" if lexicon.mentions_authority(" ".join(texts)) else _on_one_line(record, texts)


def _on_one_line(record: CommunityRecord, texts: Sequence[str]) -> str:
    return words_to_leave.fit_to_relay(record.community, " / ".join(dict.fromkeys(texts)))
