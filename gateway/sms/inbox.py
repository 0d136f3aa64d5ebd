"""The inbox of inbound SMS: each is stored first, acted on once, and answered by one text."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import aliased

from gateway.carrier.payloads import InboundSms
from gateway.communities.directory import CommunityRecord, Directory
from gateway.core.unit_of_work import UnitOfWork
from gateway.core.wakeups import HANDLE
from gateway.incidents import access
from gateway.intake import text_reports
from gateway.logs import logger
from gateway.messaging import opt_outs, outbox
from gateway.roster import number_checks
from gateway.safety import duress
from gateway.sms import router
from gateway.sms.sender import Reply
from gateway.storage.models import Inbound, Incident, Message, Report
from menus.domain.references import is_valid
from menus.sms import grammar, wording
from menus.sms.verbs import Verb
from menus.text import detect_language, lexicon

ECHO = timedelta(seconds=10)
"""Gateways repeat one text under a new id within seconds, with no other text of that phone in between."""
_RESPONDERS_OWN = {
    Verb.LIST,
    Verb.WHO,
    Verb.ON,
    Verb.OFF,
    Verb.GO,
    Verb.CANNOT,
    Verb.HERE,
    Verb.DONE,
    Verb.ACK,
    Verb.SAFE,
    Verb.OK,
}
_MOST_TRIES = 5
_STALE = timedelta(hours=12)
"""An SMS that waited this long is not acted on: an old answer would do harm now. It stays in the database."""
log = logger()


def keep(uow: UnitOfWork, directory: Directory, sms: InboundSms) -> None:
    """Store an SMS, and wake a worker; ignore another SMS with the same id."""
    if uow.session.scalar(select(Inbound.id).where(Inbound.provider_id == sms.provider_id)) is not None:
        return
    row = Inbound(
        provider_id=sms.provider_id,
        from_hash=uow.keyring.phone(sms.sender_phone) if sms.sender_phone else None,
        from_phone=sms.sender_phone,
        code=sms.to,
        text=sms.text,
        text_hash=uow.keyring.digest(sms.text, "sms"),
        received_at=uow.now,
        # A responder's answer to an alert must not wait behind a flood of other texts.
        lane="red" if sms.sender_phone is not None and directory.by_person(sms.sender_phone) else "normal",
    )
    uow.session.add(row)
    uow.session.flush()
    uow.wake(row.lane, HANDLE, row.id)


def handle(uow: UnitOfWork, directory: Directory, inbound_id: int) -> None:
    """Act on a stored SMS, once even if two workers try; act on earlier SMS of the same phone first."""
    for earlier in uow.session.scalars(_EARLIER, {"inbound_id": inbound_id, "since": uow.now - _STALE}).all():
        uow.attempt("sms", earlier, partial(_handle, uow, directory, earlier))
    _handle(uow, directory, inbound_id)


_Other = aliased(Inbound)
_EARLIER = (
    select(Inbound.id)
    .join(_Other, _Other.from_hash == Inbound.from_hash)
    .where(
        _Other.id == bindparam("inbound_id"),
        Inbound.id < bindparam("inbound_id"),
        Inbound.handled_at.is_(None),
        Inbound.received_at > bindparam("since"),
    )
    .order_by(Inbound.id)
)


def give_up(uow: UnitOfWork, inbound_id: int) -> None:
    """Count a failed try to act on an SMS; after `_MOST_TRIES` leave it alone. The log says why each try failed."""
    row = uow.session.get_one(Inbound, inbound_id)
    row.tries += 1
    if row.tries >= _MOST_TRIES and row.handled_at is None:
        row.handled_at, row.result = uow.now, "failed"


def _handle(uow: UnitOfWork, directory: Directory, inbound_id: int) -> None:
    taken = uow.session.scalars(
        update(Inbound)
        .where(Inbound.id == inbound_id, Inbound.handled_at.is_(None))
        .values(handled_at=uow.now)
        .returning(Inbound.id)
        .execution_options(synchronize_session=False)
    ).all()
    if not taken:
        return
    row = uow.session.get_one(Inbound, inbound_id)
    row.result = _act(uow, directory, row)
    is_private = row.result.startswith(text_reports.PRIVATE)
    if is_private:
        # The report holds the words, sealed. Do not keep here that this phone wrote them.
        row.from_phone, row.text = None, ""
    # The log must not reveal either who sent a private report.
    log.info("sms.handled", inbound=row.id, result="words" if is_private else row.result)


def _act(uow: UnitOfWork, directory: Directory, row: Inbound) -> str:
    if row.from_phone is None:
        # A name or short code cannot be answered, and two machines must not talk to each other.
        return "not-a-phone"
    if _is_echo(uow, directory, row):
        return "echo"
    record = _town(uow, directory, row)
    if record is None:
        return "no-community"
    person = record.by_phone(row.from_phone)
    if person is not None and duress.is_duress(person, row.text):
        reply = router.answer_under_duress(uow, record, person)
    elif person is not None:
        reply = router.answer(uow, record, person, row.text)
        number_checks.note_wrote(uow, record, person)
    else:
        reply = _answer_resident(uow, record, row.from_phone, row.text)
    if reply.text:
        outbox.queue(uow, record, outbox.OutgoingText("answer", "normal", reply.text, (row.from_phone,)))
    return reply.result


def _is_echo(uow: UnitOfWork, directory: Directory, row: Inbound) -> bool:
    """Return whether a gateway repeated a text under a new id.

    If something changed between two equal texts, the second is no repeat: it may answer another alert.
    """
    before = uow.session.scalar(
        select(Inbound)
        .where(
            Inbound.from_hash == row.from_hash,
            Inbound.id < row.id,
            Inbound.received_at > row.received_at - ECHO,
        )
        .order_by(Inbound.id.desc())
        .limit(1)
    )
    if before is None or before.text_hash != row.text_hash or before.code != row.code:
        return False
    return not _has_changed(uow, directory, row, before.received_at)


def _has_changed(uow: UnitOfWork, directory: Directory, row: Inbound, since: datetime) -> bool:
    """Return whether anything changed since a moment (aware) that a repeated word may refer to.

    The phone was alerted, or an incident was opened or closed that is not its owner's own call for help. Incidents
    count only for a phone with a role.
    """
    phone = row.from_phone or ""
    own = [record.person_ids[phone] for record in directory.by_person(phone)]
    alerted = select(Message.id).where(
        Message.phone_hash == row.from_hash, Message.kind == "alert", Message.created_at > since
    )
    moved = select(Incident.id).where(
        or_(Incident.opened_at > since, Incident.closed_at > since),
        or_(Incident.person_id.is_(None), Incident.person_id.not_in(own)),
    )
    return uow.session.scalar(alerted.limit(1)) is not None or (
        bool(own) and uow.session.scalar(moved.limit(1)) is not None
    )


def _town(uow: UnitOfWork, directory: Directory, row: Inbound) -> CommunityRecord | None:
    """Return the community that an SMS was written to, or None if it is not clear.

    The short code decides if it belongs to one community. For a sender with a role, it is the only community that knows
    them; if several do, it is the one whose incident the text names. For anybody else it is the community of their last
    report, else one whose zone they name, else the first there is: a text read by strangers is better than one that
    nobody reads.
    """
    known = directory.by_sms_code(row.code)
    if known is not None or row.from_phone is None:
        return known
    candidates = directory.by_person(row.from_phone) or directory.communities()
    if len(candidates) > 1:
        reference = grammar.parse(row.text).reference
        named = access.by_reference(uow.session, reference) if reference is not None else None
        candidates = tuple(record for record in candidates if named is not None and record.id == named.community_id)
    if directory.by_person(row.from_phone):
        return candidates[0] if len(candidates) == 1 else None
    return _likeliest(uow, directory, row)


def _likeliest(uow: UnitOfWork, directory: Directory, row: Inbound) -> CommunityRecord | None:
    """Return the most likely community for a text of somebody without a role, if its code belongs to none."""
    communities = directory.communities()
    last = uow.session.scalar(
        select(Report.community_id).where(Report.reporter_hash == row.from_hash).order_by(Report.id.desc()).limit(1)
    )
    reported = [record for record in communities if record.id == last]
    named = [record for record in communities if lexicon.place(row.text, record.community.zones) is not None]
    return next(iter((*reported, *named, *communities)), None)


def _answer_resident(uow: UnitOfWork, record: CommunityRecord, phone: str, said: str) -> Reply:
    """Answer somebody without a role: STOP, START and HELP alone are commands; anything else is their own words."""
    community = record.community
    chosen = uow.language_of(uow.keyring.phone(phone))
    language = chosen if chosen in community.languages else detect_language.guess(said, community.languages)
    command = grammar.parse(said)
    verb = None if command.rest or command.reference else command.verb
    if verb is Verb.STOP:
        is_news = opt_outs.opt_out(uow, phone)
        return Reply("stop", wording.say(community, language, "stopped") if is_news else "")
    if verb is Verb.START:
        opt_outs.opt_in(uow, phone)
        return Reply("start", wording.say(community, language, "started"))
    code = community.ussd_codes[0]
    if verb is Verb.HELP:
        reply = Reply("help", wording.say(community, language, "help_resident", code=code))
    elif any(character.isalpha() for character in said) and not _is_command(command, said, record):
        heard = text_reports.take_text(uow, record, phone, said, language)
        answered = _worded(uow, record, phone, language, heard.answer) if heard.answer else ""
        reply = Reply(heard.result, answered)
    else:
        reply = Reply("not-understood", wording.say(community, language, "not_understood", code=code))
    # A text of an opted-out phone still becomes a report: STOP ends only the answers.
    return reply if opt_outs.wants_texts(uow, phone) else Reply(reply.result, "")


def _worded(uow: UnitOfWork, record: CommunityRecord, phone: str, language: str, name: str) -> str:
    """Return the text that answers a resident's words; `your_report_sent` names their newest report."""
    reference = uow.session.scalar(
        select(Report.reference)
        .where(Report.reporter_hash == uow.keyring.phone(phone), Report.community_id == record.id)
        .order_by(Report.id.desc())
        .limit(1)
    )
    code = record.community.ussd_codes[0]
    return wording.say(record.community, language, name, code=code, reference=reference or "")


def _is_command(command: grammar.Command, said: str, record: CommunityRecord) -> bool:
    """Return whether a text is only a responder's command, from somebody who may have lost their role: no report."""
    if command.verb in _RESPONDERS_OWN and not command.rest and command.reference is None:
        return True
    names_one = command.is_led and is_valid(command.reference or "")
    return names_one and not lexicon.hint(said, record.community.zones).words


@dataclass(frozen=True)
class Waiting:
    """An SMS that should have been acted on by now, the lane of its wakeup, and since when it waits."""

    inbound_id: int
    lane: str
    since: datetime


def unhandled(uow: UnitOfWork, older_than: timedelta) -> list[Waiting]:
    """Return the SMS that have waited unhandled for longer than `older_than`, those of responders first."""
    rows = uow.session.execute(
        select(Inbound.id, Inbound.lane, Inbound.received_at)
        .where(
            Inbound.handled_at.is_(None),
            Inbound.received_at <= uow.now - older_than,
            Inbound.received_at > uow.now - _STALE,
        )
        .order_by(Inbound.lane.desc(), Inbound.id)
        .limit(100)
    )
    return [Waiting(*row) for row in rows]
