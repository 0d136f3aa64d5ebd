"""Updates to reporters who allowed them: one text when the report is passed on, and one when the incident ends."""

from sqlalchemy import select

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging import opt_outs, outbox
from gateway.storage.models import Inbound, Incident, Report
from menus.domain import first_told
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


def sent_text(incident: Incident) -> Text:
    """Return the text that says that a report was passed on: it names those on duty only if one of them is told."""
    return Text.YOUR_REPORT_SENT if first_told.is_on_patrol(incident.told) else Text.YOUR_REPORT_PASSED_ON


def notify_reporter(
    uow: UnitOfWork, record: CommunityRecord, report: Report, name: Text, *, incident: Incident | None = None
) -> None:
    """Text a reporter who allowed it, or who texted the report and was answered, and has not sent STOP.

    `incident` is the incident of the report; it is read if it is not given.
    """
    phone = report.reporter_phone or _texted_from(uow, report)
    if phone is None or not opt_outs.wants_texts(uow, phone):
        return
    if name is Text.YOUR_REPORT_SENT:
        name = sent_text(incident or uow.session.get_one(Incident, report.incident_id))
    reference, code = report.reference, record.community.ussd_codes[0]
    # A community may have dropped the language in which somebody reported.
    language = detect_language.read_by(record.community.languages, report.language)
    text = wording.say(record.community, language, name, reference=reference, code=code)
    outbox.queue(uow, record, outbox.OutgoingText(MessageKind.NOTICE, Lane.NORMAL, text, (phone,)))


def _texted_from(uow: UnitOfWork, report: Report) -> str | None:
    """Return the phone (E.164) that a report was texted from, as long as its SMS is kept.

    Nothing else keeps its number. Return None if that phone has just written about a private matter: the person
    reported may read it.
    """
    if not report.is_texted_back or report.reporter_hash is None:
        return None
    newest = (
        select(Inbound.from_phone)
        .where(Inbound.from_hash.in_((report.reporter_hash,)), Inbound.from_phone.is_not(None))
        .order_by(Inbound.id.desc())
        .limit(1)
    )
    phone = uow.session.scalar(newest)
    if phone is None:
        return None
    private = select(Inbound.id).where(
        Inbound.from_hash.in_(uow.keyring.phones(phone)), Inbound.private_report_id.is_not(None)
    )
    return None if uow.session.scalar(private.limit(1)) is not None else phone
