"""Interpreters of a text from somebody without a role. `gateway/sms/router.py` holds their order.

Only STOP, START and HELP are commands. All other text is the resident's own words.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from gateway.communities import pauses
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import whereabouts
from gateway.intake import earlier_reports, further_texts, languages, pausing, text_reports, text_words
from gateway.messaging import opt_outs
from gateway.roster.desk_access import open_sessions
from gateway.sms import notes, phone_commands
from gateway.sms.arrivals import Part
from gateway.sms.reading import Said
from gateway.sms.sender import Reply
from gateway.storage.models import Incident, Report
from menus.domain.incident_life import LIVE
from menus.domain.references import is_valid
from menus.sms import wording
from menus.sms.command import Command
from menus.sms.verbs import Verb
from menus.text import detect_language, lexicon
from menus.text.names import Text

_RESPONDERS_OWN = {
    Verb.LIST,
    Verb.WHO,
    Verb.LOOKS,
    Verb.DESK,
    Verb.NOT_ME,
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

_A_THANK_YOU = 2
"""So many words beside a copy are thanks or a greeting, if they suggest nothing. A guess, to be tested."""


@dataclass(frozen=True)
class Resident:
    """Somebody without a role who writes, from a phone (E.164), and the language that they read.

    `takes_new`: what they write may become a new report. In a pause it does not.
    """

    uow: UnitOfWork
    record: CommunityRecord
    phone: str
    language: str
    takes_new: bool = True

    def says(self, name: Text, **values: str) -> str:
        """Return a text in the resident's language."""
        code = self.record.community.ussd_codes[0]
        return wording.say(self.record.community, self.language, name, **{"code": code, **values})

    def if_wanted(self, text: str) -> str:
        """Return a text, or an empty one after a STOP.

        Texts from an opted-out phone are still taken as reports: STOP ends only the answers.
        """
        return text if opt_outs.wants_texts(self.uow, self.phone) else ""


def resident(
    uow: UnitOfWork, record: CommunityRecord, phone: str, text: str, received_at: datetime | None = None
) -> Resident:
    """Return the resident who has written a text that came at a moment (aware), else just now."""
    chosen = languages.chosen(uow.session, uow.keyring.phones(phone))
    takes_new = pausing.takes_reports(record, received_at or uow.now)
    return Resident(uow, record, phone, detect_language.read_by(record.community.languages, chosen, text), takes_new)


def _is_only(said: Said, verb: Verb) -> bool:
    """Return whether a text is nothing but a verb."""
    return said.command.verb is verb and not said.command.rest and not said.command.reference


def code_of_new_number(writer: Resident, said: Said) -> Reply | None:
    """Take the code that came to this phone because somebody with a role shall get its number."""
    if said.command.verb is not Verb.YES:
        return None
    return phone_commands.prove(writer.uow, writer.record, writer.phone, said.command.rest)


def desk_off(writer: Resident, said: Said) -> Reply | None:
    """End the session at the desk of somebody who had a role until lately; to others these are words like any."""
    if said.command.verb is not Verb.DESK or not said.command.rest:
        return None
    uow = writer.uow
    was_in = open_sessions.sign_out_former(uow, writer.record.id, uow.keyring.phones(writer.phone))
    return Reply("desk", writer.says(Text.DESK_OFF)) if was_in else None


def stop(writer: Resident, said: Said) -> Reply | None:
    """Opt the phone out, and confirm it once; ask back if the text may mean the phone's open report."""
    command = said.command
    if command.verb not in {Verb.STOP, Verb.CANCEL} or command.rest:
        return None
    is_unclear = command.verb is Verb.CANCEL or command.reference is not None
    if is_unclear and whereabouts.has_open_report(writer.uow.session, writer.uow.keyring.phones(writer.phone)):
        return Reply(Text.STOP_OR_REPORT.key, writer.if_wanted(writer.says(Text.STOP_OR_REPORT)))
    is_news = opt_outs.opt_out(writer.uow, writer.phone)
    is_told = is_news and not earlier_reports.is_kept_silent(writer.uow, writer.record, writer.phone)
    return Reply("stop", writer.says(Text.STOPPED) if is_told else "")


def start(writer: Resident, said: Said) -> Reply | None:
    """Opt the phone in again."""
    if not _is_only(said, Verb.START):
        return None
    opt_outs.opt_in(writer.uow, writer.phone)
    is_told = not earlier_reports.is_kept_silent(writer.uow, writer.record, writer.phone)
    return Reply("start", writer.says(Text.STARTED) if is_told else "")


def help_text(writer: Resident, said: Said) -> Reply | None:
    """Say how to report, to HELP and to MENU.

    After a STOP, too: STOP ends texts that nobody has asked for, and HELP asks for this one. From a phone that has just
    written about a private matter, HELP is a call for help, and its helper reads it: no text may come to the phone.
    """
    if not (_is_only(said, Verb.HELP) or _is_only(said, Verb.MENU)):
        return None
    if earlier_reports.is_kept_silent(writer.uow, writer.record, writer.phone):
        return None
    return Reply("help", writer.says(Text.HELP_RESIDENT if writer.takes_new else Text.PAUSED))


def talk(writer: Resident, said: Said) -> Reply | None:
    """Take the words beside a copy of one of Doria's texts as the resident's own; the copy alone is no report.

    Words that suggest nothing go on with an own report that the copy names. All others are taken as ever, but not a
    thank-you: a word or two that suggest nothing open nothing.
    """
    if said.talk is None:
        return None
    words = said.talk.words
    hint = lexicon.hint(words, writer.record.community.zones)
    own = _own_report(writer, said.talk.reference) if words and said.talk.reference is not None else None
    if hint.words or hint.is_private or (own is None and len(words.split()) > _A_THANK_YOU):
        return own_words(writer, Said(words, Command(None, rest=words)))
    if own is not None:
        further_texts.join(writer.uow, writer.record, own, hint, words)
    return Reply(notes.TALK, "")


def _own_report(writer: Resident, reference: str) -> Report | None:
    """Return the open report of this phone that has a reference, or None."""
    return writer.uow.session.scalar(
        select(Report)
        .join(Incident, Incident.id == Report.incident_id)
        .where(
            Report.reference == reference,
            Report.reporter_hash.in_(writer.uow.keyring.phones(writer.phone)),
            Report.community_id == writer.record.id,
            Incident.status.in_(LIVE),
        )
    )


def own_words(writer: Resident, said: Said) -> Reply | None:
    """Take the resident's words as a report; a responder's command alone is none. A long SMS is read as a whole."""
    part = said.part or Part()
    is_of_its_own = part.head is None
    if is_of_its_own and _is_bare(writer, said) and not _adds_to_a_case(writer, said):
        return None
    source = text_words.from_phone(writer.uow, writer.phone)
    words = text_words.words_of(
        writer.uow, writer.record, source, said.text, writer.language, before=part.before, after=part.after
    )
    taken = text_reports.keep(writer.uow, writer.record, words, takes_new=writer.takes_new)
    answer = writer.says(taken.answer, reference=taken.reference) if taken.answer else ""
    if taken.is_kept:
        return Reply(pauses.TEXT_KEPT, writer.if_wanted(answer), drops_number=taken.is_private)
    return Reply(text_reports.RESULT, writer.if_wanted(answer), taken.private_report_id)


def _is_bare(writer: Resident, said: Said) -> bool:
    """Return whether a text holds no words of a resident: it is empty, pictures or digits alone, or a command."""
    return not any(letter.isalpha() for letter in said.text) or _is_responders(writer, said)


def _adds_to_a_case(writer: Resident, said: Said) -> bool:
    """Return whether a bare text may still tell a helper something: `44` may be the plot."""
    if not any(sign.isalnum() for sign in said.text):
        return False
    report = earlier_reports.private_one(writer.uow, writer.uow.keyring.phones(writer.phone))
    return report is not None and writer.uow.session.get_one(Incident, report.incident_id).status.is_live


def not_understood(writer: Resident, _said: Said) -> Reply:
    """Say that the text holds nothing to pass on, and how to report: it is empty, or pictures or digits alone.

    A phone that has just written about a private matter gets no answer: somebody else may hold it.
    """
    is_private = earlier_reports.is_kept_silent(writer.uow, writer.record, writer.phone)
    name = Text.NOTHING_READABLE if writer.takes_new else Text.PAUSED
    return Reply("not-understood", "" if is_private else writer.if_wanted(writer.says(name)))


def _is_responders(writer: Resident, said: Said) -> bool:
    """Return whether a text is only a responder's command: it is from somebody who has lost their role, no report."""
    command: Command = said.command
    if command.verb in _RESPONDERS_OWN and not command.rest and command.reference is None:
        return True
    # MORE is a command for a coordinator only.
    names_one = command.is_led and command.verb is not Verb.MORE and is_valid(command.reference or "")
    return names_one and not lexicon.hint(said.text, writer.record.community.zones).words
