"""Inbound SMS: each is stored first, acted on once, and answered by one text."""

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
from gateway.storage.columns import in_order
from gateway.storage.models import Inbound, Incident, Message, Report
from menus.domain.messages import LANES, Lane, MessageKind, kinds_that
from menus.domain.references import is_valid
from menus.sms import grammar, wording
from menus.sms.verbs import Verb
from menus.text import detect_language, lexicon
from menus.text.names import Text

ECHO = timedelta(seconds=10)
"""How soon the same text under a new id is an echo: gateways repeat a text within seconds.

It is an echo only if nothing else came from that phone in between.
"""
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
_ASKING = kinds_that(lambda rules: rules.asks_anew)
_MOST_TRIES = 5
_STALE = timedelta(hours=12)
"""Age at which an SMS that nobody acted on is left alone, because an answer so old would do harm.

It stays in the database.
"""
log = logger()


def keep(uow: UnitOfWork, directory: Directory, sms: InboundSms) -> None:
    """Store an inbound SMS; ignore one whose provider's id is already stored."""
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
        lane=Lane.RED if sms.sender_phone is not None and directory.by_person(sms.sender_phone) else Lane.NORMAL,
    )
    uow.session.add(row)
    uow.session.flush()
    uow.wake(row.lane, HANDLE, row.id)


def handle(uow: UnitOfWork, directory: Directory, inbound_id: int) -> None:
    """Act once on a stored SMS, even if two workers get it; act first on earlier ones of the same phone."""
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
    """Count a failed attempt to act on an SMS; after `_MOST_TRIES` mark it as failed. The log has the reasons."""
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
        # The words are stored sealed with the report. The link between them and this phone is not needed.
        row.from_phone, row.text = None, ""
    # The log must not reveal the reporter of a private report either.
    log.info("sms.handled", inbound=row.id, result="words" if is_private else row.result)


def _act(uow: UnitOfWork, directory: Directory, row: Inbound) -> str:
    if row.from_phone is None:
        # A sender name or short code cannot be answered, and two machines must not text each other.
        return "not-a-phone"
    if _is_echo(uow, directory, row):
        return "echo"
    record = _record(uow, directory, row)
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
        outbox.queue(uow, record, outbox.OutgoingText(MessageKind.ANSWER, Lane.NORMAL, reply.text, (row.from_phone,)))
    return reply.result


def _is_echo(uow: UnitOfWork, directory: Directory, row: Inbound) -> bool:
    """Return whether an SMS is a gateway's repetition of the previous one from its phone, under a new id.

    If something has changed in between, the same word may be about another incident, and is no repetition.
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
    """Return whether, since a moment, the phone was alerted or an incident was opened or closed.

    Alarms for the phone's owner do not count. Without a role, no opened or closed incident counts.
    """
    phone = row.from_phone or ""
    own = [record.person_ids[phone] for record in directory.by_person(phone)]
    alerted = select(Message.id).where(
        Message.phone_hash == row.from_hash, Message.kind.in_(_ASKING), Message.created_at > since
    )
    moved = select(Incident.id).where(
        or_(Incident.opened_at > since, Incident.closed_at > since),
        or_(Incident.person_id.is_(None), Incident.person_id.not_in(own)),
    )
    return uow.session.scalar(alerted.limit(1)) is not None or (
        bool(own) and uow.session.scalar(moved.limit(1)) is not None
    )


def _record(uow: UnitOfWork, directory: Directory, row: Inbound) -> CommunityRecord | None:
    """Return the community that an SMS is for.

    The short code decides. Without a known one, a person with a role writes to the one community that names them. If
    several do, the reference in the text decides, and without one of their incidents the result is None. Anybody else
    writes to the community that `_likeliest` returns.
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
    """Return the most likely community for a text from somebody without a role, if the short code is unknown.

    It is the community of their last report, else one with a zone that the text names, else the first community:
    it is better that strangers read the text than nobody. None if there is no community.
    """
    communities = directory.communities()
    last = uow.session.scalar(
        select(Report.community_id).where(Report.reporter_hash == row.from_hash).order_by(Report.id.desc()).limit(1)
    )
    reported = [record for record in communities if record.id == last]
    named = [record for record in communities if lexicon.place(row.text, record.community.zones) is not None]
    return next(iter((*reported, *named, *communities)), None)


def _answer_resident(uow: UnitOfWork, record: CommunityRecord, phone: str, said: str) -> Reply:
    """Answer somebody without a role: only STOP, START and HELP are commands, all other text is their own words."""
    community = record.community
    chosen = uow.language_of(uow.keyring.phone(phone))
    language = chosen if chosen in community.languages else detect_language.guess(said, community.languages)
    command = grammar.parse(said)
    verb = None if command.rest or command.reference else command.verb
    if verb is Verb.STOP:
        is_news = opt_outs.opt_out(uow, phone)
        return Reply("stop", wording.say(community, language, Text.STOPPED) if is_news else "")
    if verb is Verb.START:
        opt_outs.opt_in(uow, phone)
        return Reply("start", wording.say(community, language, Text.STARTED))
    code = community.ussd_codes[0]
    if verb is Verb.HELP:
        reply = Reply("help", wording.say(community, language, Text.HELP_RESIDENT, code=code))
    elif any(character.isalpha() for character in said) and not _is_command(command, said, record):
        taken = text_reports.take_text(uow, record, phone, said, language)
        answered = _worded(uow, record, phone, language, taken.answer) if taken.answer else ""
        reply = Reply(taken.result, answered)
    else:
        reply = Reply("not-understood", wording.say(community, language, Text.NOT_UNDERSTOOD, code=code))
    # Texts from an opted-out phone are still taken as reports: STOP ends only the answers.
    return reply if opt_outs.wants_texts(uow, phone) else Reply(reply.result, "")


def _worded(uow: UnitOfWork, record: CommunityRecord, phone: str, language: str, name: Text) -> str:
    """Return the text that answers a resident's words, with the reference of their newest report."""
    reference = uow.session.scalar(
        select(Report.reference)
        .where(Report.reporter_hash == uow.keyring.phone(phone), Report.community_id == record.id)
        .order_by(Report.id.desc())
        .limit(1)
    )
    code = record.community.ussd_codes[0]
    return wording.say(record.community, language, name, code=code, reference=reference or "")


def _is_command(command: grammar.Command, said: str, record: CommunityRecord) -> bool:
    """Return whether a text is only a responder's command: it is from somebody who has lost their role, no report."""
    if command.verb in _RESPONDERS_OWN and not command.rest and command.reference is None:
        return True
    names_one = command.is_led and is_valid(command.reference or "")
    return names_one and not lexicon.hint(said, record.community.zones).words


@dataclass(frozen=True)
class Waiting:
    """An SMS that is still not acted on, the lane of its wakeup, and the time since when it waits."""

    inbound_id: int
    lane: Lane
    since: datetime


def unhandled(uow: UnitOfWork, older_than: timedelta) -> list[Waiting]:
    """Return at most 100 stored SMS that nobody has acted on for `older_than`, those of responders first."""
    rows = uow.session.execute(
        select(Inbound.id, Inbound.lane, Inbound.received_at)
        .where(
            Inbound.handled_at.is_(None),
            Inbound.received_at <= uow.now - older_than,
            Inbound.received_at > uow.now - _STALE,
        )
        .order_by(in_order(Inbound.lane, LANES), Inbound.id)
        .limit(100)
    )
    return [Waiting(*row) for row in rows]
