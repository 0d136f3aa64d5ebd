"""One USSD hop: recomputed from the whole transcript, filed when the caller sends."""

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.carrier.payloads import UssdHop
from gateway.storage.models import Incident, Report
from gateway.storage.sealing import Keyring
from gateway.storage.sessions import UssdMemory
from gateway.usecases import board, reporting
from gateway.usecases.communities import Town
from gateway.usecases.unit import UnitMaker
from menus import flow
from menus.rules import references
from menus.rules.categories import Category, Level
from menus.screen import Screen

_MOST_REPORTS = 20


@dataclass(frozen=True)
class Desk:
    """What a hop works with."""

    units: UnitMaker
    memory: UssdMemory
    keyring: Keyring


def dial(desk: Desk, town: Town, hop: UssdHop) -> Screen:
    """Return the page that answers a hop; the same hop again gives the same page and files nothing twice."""
    community = town.community
    caller = desk.keyring.phone(hop.phone)
    session_key = desk.keyring.digest(f"{hop.session_id}\0{hop.phone}", "session")
    known = desk.memory.hop(session_key, caller, len(hop.text))
    language = known.language if known.language in community.languages else community.language
    scene = flow.Scene(community, language, known.cuts)
    turn = flow.advance(scene, hop.text)
    if turn.effect is flow.Load.REPORTS:
        with desk.units() as unit:
            scene = replace(scene, reports=_own_reports(unit.session, town, caller))
        turn = flow.advance(scene, hop.text)
    if isinstance(turn.effect, flow.File):
        with desk.units() as unit:
            reference = reporting.file(unit, town, turn.effect.draft, reporting.Source("ussd", hop.phone, session_key))
        return flow.filed(scene, turn.effect.draft, reference)
    if isinstance(turn.effect, flow.Remember):
        desk.memory.remember_language(caller, turn.effect.language)
    if turn.screen is None:
        message = "the flow gave neither a page nor a report"
        raise RuntimeError(message)
    return turn.screen


def _own_reports(session: Session, town: Town, caller: bytes) -> tuple[flow.ReportLine, ...]:
    rows = session.execute(
        select(Report, Incident)
        .join(Incident, Incident.id == Report.incident_id)
        .where(
            Report.reporter_hash == caller,
            Report.community_id == town.id,
            Incident.level != Level.PRIVATE.value,
        )
        .order_by(Report.id.desc())
        .limit(_MOST_REPORTS)
    ).all()
    return tuple(
        flow.ReportLine(
            reference=references.mint(report.id),
            category=Category(report.category),
            opened_at=report.created_at,
            status=board.last_kind(session, incident),
        )
        for report, incident in rows
    )
