"""The sessions of the load: new phones that dial, and press keys one after the other as their transcripts grow."""

from collections.abc import Iterator, Sequence
from itertools import count

from tests.bench import load
from tests.chaos.reports import reference_on
from tests.people import CODE, KILLING
from tests.town import TOKEN

PATH = f"/at/{TOKEN}/ussd"
_numbers = count(1)
MORE, HELPLINES, BARAZAS, PROJECTS, LANGUAGE, BACK = "0", "7", "3", "4", "6", "0"
GUN, COMPLAINT, FIRE = "1", "9", "8"
_COMMON = (
    (MORE, BARAZAS, BACK, HELPLINES),
    (GUN, BACK, FIRE, BACK),
    (MORE, PROJECTS, BACK, BACK),
    (COMPLAINT, BACK, MORE, HELPLINES),
)
"""Keys after dialling on pages that keep no draft. The helplines are a last page."""
_LANGUAGE = (MORE, LANGUAGE, MORE, HELPLINES)
_ONE_IN = 20
"""One session in so many chooses the language. A guess, to be tested: a phone does it once."""
_WALK = (MORE, BARAZAS, BACK, PROJECTS, BACK, BACK, GUN, BACK, COMPLAINT, BACK)
"""Keys that lead round and round, from the main page to the main page."""


_NO_ANSWER = "999 / 112"
"""The numbers as the pages write them that say that Doria is away, or that a code is not in use. No other page does."""


def is_page(answer: bytes) -> bool:
    """Return whether an answer is a page of the menu, and none that says that Doria cannot answer."""
    page = answer.partition(b"\r\n\r\n")[2].decode()
    return load.is_ok(answer) and page.startswith(("CON ", "END ")) and _NO_ANSWER not in page


def is_answered(answer: bytes) -> bool:
    """Return whether an answer is an open page, or acknowledges a report."""
    return is_open(answer) or is_filed(answer)


def is_open(answer: bytes) -> bool:
    """Return whether an answer is a page after which the session goes on."""
    return is_page(answer) and b"\r\n\r\nCON " in answer


def is_filed(answer: bytes) -> bool:
    """Return whether an answer acknowledges a report: it is a last page with a valid reference."""
    return load.is_ok(answer) and reference_on(answer.partition(b"\r\n\r\n")[2].decode()) is not None


class Session:
    """A session of a new phone that dials a code."""

    def __init__(self, code: str = CODE) -> None:
        number = next(_numbers)
        self.phone = f"+2547{number + 12_000_000:08}"
        self._fields = {
            "sessionId": f"ATUid_{number:032x}",
            "phoneNumber": self.phone,
            "networkCode": "63902",
            "serviceCode": code,
        }

    def hop(self, address: str, keys: Sequence[str]) -> bytes:
        """Return the request of the hop after these keys."""
        return load.form(address, PATH, **self._fields, text="*".join(keys))

    def hops(self, address: str, keys: Sequence[str]) -> list[bytes]:
        """Return the requests of the whole session: dialling, and each key."""
        return [self.hop(address, keys[:length]) for length in range(len(keys) + 1)]


def mixed(address: str, number: int) -> list[list[bytes]]:
    """Return so many sessions of five hops on pages that keep no draft."""
    return [Session().hops(address, keys) for keys, _ in zip(mix(), range(number), strict=False)]


def mix() -> Iterator[Sequence[str]]:
    """Yield the keys of session after session."""
    for number in count(1):
        yield _LANGUAGE if number % _ONE_IN == 0 else _COMMON[number % len(_COMMON)]


def walk(length: int) -> list[str]:
    """Return so many keys that lead round over pages that keep no draft."""
    return [_WALK[number % len(_WALK)] for number in range(length)]


def reports(address: str, number: int) -> list[list[bytes]]:
    """Return the sessions of so many reports of a killing, up to the hop that sends it."""
    return [Session().hops(address, KILLING) for _ in range(number)]
