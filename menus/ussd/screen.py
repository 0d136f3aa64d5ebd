"""A page on a phone, and the rule that it fits."""

from dataclasses import dataclass

from menus.text import gsm7


class PageTooLongError(ValueError):
    """A page would not fit the narrowest phone; `text` is the page."""

    def __init__(self, text: str) -> None:
        super().__init__(f"page does not fit {gsm7.LIMIT} GSM-7 characters: {text!r}")
        self.text = text


@dataclass(frozen=True)
class Screen:
    """What a phone shows: `text` of at most 160 GSM-7 septets, and whether a key is waited for (`is_open`)."""

    text: str
    is_open: bool = True

    def __post_init__(self) -> None:
        if not gsm7.fits(self.text):
            raise PageTooLongError(self.text)

    @property
    def wire(self) -> str:
        """The page as Africa's Talking wants it: `CON ` while the session goes on, `END ` when it is over."""
        return ("CON " if self.is_open else "END ") + self.text
