"""A responder's own words: an SMS that is no command is kept as a report, and the reply says that it is no answer."""

from dataclasses import replace

from gateway.incidents import access
from gateway.intake import text_reports
from gateway.sms.sender import Reply, Sender
from menus.text import lexicon
from menus.text.kin import Privacy
from menus.text.names import Text


def file_own_words(sender: Sender, said: str) -> Reply:
    """Keep what somebody with a role wrote as a report, like anybody's, and reply that it is no answer.

    Patrollers and coordinators see things, too. Words that suggest nothing are not kept, unless the phone has just
    written about a private matter. A private matter gets no reply.
    """
    uow, record, person = sender.uow, sender.record, sender.person
    code = record.community.ussd_codes[0]
    is_on_the_way = access.is_on_the_way(uow.session, sender.person_id)
    words = text_reports.words_of(uow, record, person.phone, said, person.language)
    if is_on_the_way:
        words = replace(words, in_private=None)
    if not words.hint.words and words.in_private is None:
        return sender.reply(Text.NOT_UNDERSTOOD_ROLE, code=code)
    taken = text_reports.keep(uow, record, words)
    if taken.private_report_id is not None:
        return Reply(text_reports.RESULT, "", taken.private_report_id)
    return Reply(text_reports.RESULT, sender.reply(Text.KEPT_AS_REPORT, code=code).text)


def is_of_kin(sender: Sender, said: str) -> bool:
    """Return whether words name relatives who do harm: `help my husband is beating me` is no call to the patrol."""
    hint = lexicon.hint(said, sender.record.community.zones)
    return hint.is_private and hint.home is not Privacy.UNNAMED


def file_cry(sender: Sender, said: str) -> None:
    """Keep the words of a cry for help as a report, too: armed men need a response even if somebody answers the cry.

    Private words are not kept.
    """
    if not lexicon.hint(said, sender.record.community.zones).is_private:
        file_own_words(sender, said)
