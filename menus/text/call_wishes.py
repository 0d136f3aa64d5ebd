"""Call wishes: whether, and when, somebody who asked for private help may be called, in words for a helper."""

from menus.domain.draft import CallWish
from menus.text import gsm7, phones
from menus.text.catalog import say
from menus.text.names import Text

_LONGEST = 40


def call_wish(language: str, wish: CallWish | None, at: str) -> str:
    """Return the words for a wish. `at` is a time as it was typed.

    Somebody whom nobody asked (None) is never told as wanting no call.
    """
    if wish is None:
        return say(language, Text.WISH_UNASKED)
    if wish is CallWish.NONE:
        return say(language, Text.WISH_NONE)
    moment = say(language, Text.WISH_NOW) if wish is CallWish.NOW else phones.without_numbers(gsm7.plain(at))
    return say(language, Text.WISH_CALL, when=gsm7.cut(moment, _LONGEST))
