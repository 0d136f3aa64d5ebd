"""Words for residents: why Doria refuses a message of a coordinator that may name, expose or hurt somebody."""

from gateway.sms.sender import Reply, Sender
from menus.text import course_codes, gsm7, harm, long_numbers, redaction
from menus.text.harm import Harm
from menus.text.names import Text

NUMBER = "0..."
"""An answer quotes this of a long number: the number itself must not leave."""
_HARMS = ((Harm.VIOLENCE, Text.SAY_VIOLENCE), (Harm.TELLING, Text.SAY_TELLS))
"""The graver harm comes first."""


def refuse_harm(sender: Sender, said: str) -> Reply | None:
    """Refuse words that call for violence, or that tell who reported or where a suspect lives, and quote them.

    The code of a second chance is refused, too: somebody may know whose it is.
    """
    if course_codes.codes_in(gsm7.plain(said)):
        return sender.reply(Text.SAY_COURSE)
    found = harm.found_in(gsm7.plain(said))
    for kind, name in _HARMS:
        words = dict.fromkeys(one.words for one in found if one.kind is kind)
        if words:
            return sender.reply_quoting(name, ", ".join(words))
    return None


def may_name(sender: Sender, said: str) -> list[str]:
    """Return what in a text for residents may name somebody: names, long numbers, and words of no vocabulary."""
    community = sender.record.community
    plain = gsm7.plain(said)
    without = long_numbers.without_long_numbers(plain, community.country)
    without = harm.without_harm(without, redaction.CROSSED_OUT, {Harm.NUMBER})
    return [*redaction.doubtful_in(without, community), *([NUMBER] if without != plain else [])]
