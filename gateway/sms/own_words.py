"""A responder's own words: an SMS that is no command is kept as a report, and the reply says that it is no answer."""

from dataclasses import replace

from gateway.incidents import whereabouts
from gateway.intake import earlier_reports, text_reports, text_words
from gateway.sms.arrivals import CONTINUED, Part
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Inbound
from menus.text import lexicon
from menus.text.names import Text
from menus.text.privacy import Privacy


def file_own_words(sender: Sender, said: str) -> Reply:
    """Keep what somebody with a role wrote as a report, like anybody's, and reply that it is no answer.

    Patrollers and coordinators see things, too. Words that suggest nothing are not kept, unless the phone has just
    written about a private matter. A private matter gets no reply.
    """
    part = sender.arrival.part if sender.arrival is not None else None
    words = _words_of(sender, said, Part(after=part.after) if part is not None else Part())
    if not words.hint.words and not words.hint.is_private and words.in_private is None:
        return sender.reply(Text.NOT_UNDERSTOOD_ROLE, code=_code(sender))
    taken = text_reports.keep(sender.uow, sender.record, words)
    if taken.private_report_id is not None:
        return Reply(text_reports.RESULT, "", taken.private_report_id)
    return _kept(sender, words, taken)


def _kept(sender: Sender, words: text_words.Words, taken: text_reports.TextTaken) -> Reply:
    """Reply that the words are kept as a report: with its reference if nobody was sent to it yet.

    A phone that has just written about a private matter gets no reply: somebody else may hold it.
    """
    if words.in_private is not None:
        return Reply(text_reports.RESULT, "")
    name = Text.KEPT_WITH_REFERENCE if taken.awaits_review and taken.reference else Text.KEPT_AS_REPORT
    return Reply(text_reports.RESULT, sender.reply(name, code=_code(sender), reference=taken.reference).text)


def go_on(sender: Sender, said: str, part: Part, head: Inbound) -> Reply:
    """Add a further part of a long SMS to the report that its first part was; it gets no answer of its own.

    If the first part alone was not understood, keep both parts as a report.
    """
    words = _words_of(sender, said, part)
    if not words.hint.words and not words.hint.is_private and words.in_private is None:
        return Reply(CONTINUED, "")
    was_kept = head.result == text_reports.RESULT
    taken = text_reports.keep(sender.uow, sender.record, words if was_kept else replace(words, said=words.whole))
    if was_kept or taken.private_report_id is not None:
        return Reply(text_reports.RESULT, "", taken.private_report_id)
    return _kept(sender, words, taken)


def _words_of(sender: Sender, said: str, part: Part) -> text_words.Words:
    """Return what the sender wrote. On the way to an incident, it does not continue a private text."""
    words = text_words.words_of(
        sender.uow,
        sender.record,
        text_words.from_phone(sender.uow, sender.person.phone),
        said,
        sender.person.language,
        before=part.before,
        after=part.after,
    )
    if words.hint.is_doubtful and not words.hint.is_private_by_rule:
        # Much of what responders write is a clumsy answer. It needs a reply more than a vague doubt needs silence.
        words = replace(words, hint=lexicon.as_open(words.hint))
    is_on_the_way = whereabouts.is_on_the_way(sender.uow.session, sender.person_id)
    return replace(words, in_private=None) if is_on_the_way else words


def _code(sender: Sender) -> str:
    return sender.record.community.ussd_codes[0]


def may_be_private(sender: Sender, said: str, *, in_doubt: bool = False) -> bool:
    """Return whether words are of a private matter, or may go on with one that this phone wrote about.

    `in_doubt`: words of which only the model thinks so count, too.
    """
    if earlier_reports.wrote_in_private(sender.uow, sender.person.phone):
        return True
    hint = lexicon.hint(said, sender.record.community.zones)
    return hint.is_private if in_doubt else hint.is_private_by_rule


def is_of_kin(sender: Sender, said: str) -> bool:
    """Return whether words name relatives who do harm: `help my husband is beating me` is no call to the patrol."""
    hint = lexicon.hint(said, sender.record.community.zones)
    return hint.is_private_by_rule and hint.home is not Privacy.UNNAMED


def file_cry(sender: Sender, said: str) -> None:
    """Keep the words of a cry for help as a report, too: armed men need a response even if somebody answers the cry.

    Private words are not kept.
    """
    if not lexicon.hint(said, sender.record.community.zones).is_private_by_rule:
        file_own_words(sender, said)
