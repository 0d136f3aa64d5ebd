"""Own words of people with a role: filed as a report like anybody's, with the reply that they are no answer."""

from dataclasses import replace

from gateway.incidents import access
from gateway.intake import text_reports
from gateway.sms.sender import Reply, Sender
from menus.text import lexicon
from menus.text.kin import Privacy


def take_words(sender: Sender, said: str) -> Reply:
    """File the words of somebody with a role as a report, if they suggest anything; reply that they are no answer.

    Patrollers and coordinators see things too. A private report gets no reply.
    """
    uow, record, person = sender.uow, sender.record, sender.person
    code = record.community.ussd_codes[0]
    is_on_the_way = access.is_on_the_way(uow.session, sender.person_id)
    words = text_reports.words_of(uow, record, person.phone, said, person.language)
    if is_on_the_way:
        words = replace(words, in_private=None)
    if not words.hint.words and words.in_private is None:
        return sender.reply("not_understood_role", code=code)
    heard = text_reports.keep(uow, record, words)
    if heard.result.startswith(text_reports.PRIVATE):
        return Reply(heard.result, "")
    return Reply(heard.result, sender.reply("kept_as_report", code=code).text)


def is_of_kin(sender: Sender, said: str) -> bool:
    """Return whether words name kin who do harm: `help my husband is beating me` is no call to the patrol."""
    hint = lexicon.hint(said, sender.record.community.zones)
    return hint.is_private and hint.home is not Privacy.UNNAMED


def take_cry(sender: Sender, said: str) -> None:
    """File what a cry for help also reports, unless it is private: armed men are there, no matter who answers."""
    if not lexicon.hint(said, sender.record.community.zones).is_private:
        take_words(sender, said)
