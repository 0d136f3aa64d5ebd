"""Informing those who reported, and allowed it: one text when it is passed on, and one at its end."""

from sqlalchemy import select

from gateway.communities.directory import Town
from gateway.core.unit_of_work import Unit
from gateway.messaging import opt_outs, outbox
from gateway.storage.models import Incident, Report
from menus.domain.categories import Level
from menus.sms import wording


def tell_reporters(unit: Unit, town: Town, incident: Incident, name: str) -> None:
    """Text those who reported an incident and allowed it, in their language; never in a closed circle's matter."""
    if Level(incident.level).has_circle:
        return
    for report in unit.session.scalars(select(Report).where(Report.incident_id == incident.id)).all():
        tell_reporter(unit, town, report, name)


def tell_reporter(unit: Unit, town: Town, report: Report, name: str) -> None:
    """Text one who reported and allowed it, and has not said STOP."""
    phone = report.reporter_phone
    if phone is None or not opt_outs.wants_texts(unit, phone):
        return
    reference, code = report.reference or "", town.community.ussd_codes[0]
    text = wording.say(town.community, report.language, name, reference=reference, code=code)
    outbox.queue(unit, town, outbox.Envelope("notice", "normal", text, (phone,)))
