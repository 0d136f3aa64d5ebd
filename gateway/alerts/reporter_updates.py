"""Updates to reporters who allowed them: one text when the report is passed on, and one when the incident ends."""

from sqlalchemy import select

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging import opt_outs, outbox
from gateway.storage.models import Incident, Report
from menus.domain.messages import Lane, MessageKind
from menus.sms import wording
from menus.text import detect_language
from menus.text.names import Text


def notify_reporters(uow: UnitOfWork, record: CommunityRecord, incident: Incident, name: Text) -> None:
    """Text the reporters of an incident who allowed it, in their language.

    Send no text if the incident has a closed circle (a private report or a complaint).
    """
    if incident.level.has_circle:
        return
    for report in uow.session.scalars(select(Report).where(Report.incident_id == incident.id)).all():
        notify_reporter(uow, record, report, name)


def notify_reporter(uow: UnitOfWork, record: CommunityRecord, report: Report, name: Text) -> None:
    """Text a reporter who allowed it and has not sent STOP."""
    phone = report.reporter_phone
    if phone is None or not opt_outs.wants_texts(uow, phone):
        return
    reference, code = report.reference, record.community.ussd_codes[0]
    # A community may have dropped the language in which somebody reported.
    language = detect_language.read_by(record.community.languages, report.language)
    text = wording.say(record.community, language, name, reference=reference, code=code)
    outbox.queue(uow, record, outbox.OutgoingText(MessageKind.NOTICE, Lane.NORMAL, text, (phone,)))
