"""A page on a phone, and the rule that every page fits."""

from dataclasses import dataclass

from menus.text import gsm7


class PageTooLongError(ValueError):
    """A page does not fit 160 GSM-7 characters; `text` is the page."""

    def __init__(self, text: str) -> None:
        super().__init__(f"page does not fit {gsm7.LIMIT} GSM-7 characters: {text!r}")
        self.text = text


@dataclass(frozen=True)
class Screen:
    """One page: `text` of at most 160 GSM-7 septets; `is_open` says that the session waits for a key."""

    text: str
    is_open: bool = True

    def __post_init__(self) -> None:
        if not gsm7.fits(self.text):
            raise PageTooLongError(self.text)

    @property
    def wire(self) -> str:
        """The page as Africa's Talking expects it: `CON ` in front while the session goes on, else `END `."""
        return ("CON " if self.is_open else "END ") + self.text
