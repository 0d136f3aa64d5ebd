"""The acts of the guided story: the people press keys and send texts, and everything else is Doria's own work.

An act that begins again does no harm: what was done stays done.
"""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any, Protocol, Self

from gateway.simulator import story_rules as rules
from gateway.simulator.people import Holder
from gateway.simulator.story_rules import Cast, Part
from gateway.simulator.story_words import Trouble

_LOOK = 0.1
_SOON = 2.0
"""Seconds in which Doria has read a text, whether it answers or not. A guess."""
_MOST_RUNGS = 6
"""The most rungs of all ladders after which the deputy has the alert. A guess."""


class Phones(Protocol):
    """The phones that the story plays on; the network is one."""

    def inbox(self, phone: str) -> list[dict[str, str]]:
        """Return the texts that a phone got, oldest first."""

    def send_sms(self, phone: str, to: str, text: str) -> str:
        """Send a text from a phone."""

    def dial(self, phone: str, code: str) -> tuple[str, bool]:
        """Begin a call; return its first page, and whether it goes on."""

    def press(self, phone: str, given: str) -> tuple[str, bool]:
        """Press a key in the call; return the next page, and whether it goes on."""


class TroubleError(Exception):
    """A step cannot go on; `name` is the person on whose phone it stopped."""

    def __init__(self, trouble: Trouble, name: str = "") -> None:
        super().__init__(trouble)
        self.trouble, self.name = trouble, name


@dataclass(frozen=True)
class Progress:
    """The progress of one run: the steps that are done, and the reference of its incident.

    `open_before` is the reference of a run that was not told to its end.
    """

    run: int = 1
    step: int = 0
    reference: str | None = None
    open_before: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Any) -> Self:
        """Return what `as_json` gave; raise ValueError, KeyError or TypeError for anything else."""
        texts = (kept["reference"], kept["open_before"])
        if not all(text is None or isinstance(text, str) for text in texts):
            raise ValueError(texts)
        return cls(int(kept["run"]), int(kept["step"]), *texts)


class Telling:
    """The acts of one run; the progress that they make is given to `keep`."""

    def __init__(
        self,
        phones: Phones,
        cast: Cast,
        to_next_rung: Callable[[], bool],
        progress: Progress,
        keep: Callable[[Progress], None],
        patience: float,
    ) -> None:
        self._phones, self._cast, self._to_next_rung = phones, cast, to_next_rung
        self._now, self._keep, self._patience = progress, keep, patience
        self._leader, self._deputy, self._police, self._coordinator = (cast.people[part] for part in Part)

    def tell(self, step: int) -> None:
        """Do a step, from 1 on; raise TroubleError if it cannot go on."""
        (self._killing, self._silence, self._answer, self._police_answer, self._over, self._closing)[step - 1]()

    def _killing(self) -> None:
        if self._now.open_before is not None:
            self._close(self._now.open_before)
            self._keeps(replace(self._now, open_before=None))
        if self._now.reference is None:
            for holder in (self._leader, self._deputy):
                self._comes_on_duty(holder)
            self._keeps(replace(self._now, reference=self._reports()))
        self._has_alert(self._leader)

    def _silence(self) -> None:
        for _ in range(_MOST_RUNGS):
            if self._is_alerted(self._deputy, 0):
                return
            if not self._to_next_rung():
                break
            if self._is_alerted(self._deputy, self._patience / 2):
                return
        raise TroubleError(Trouble.NO_CLIMB, self._deputy.name)

    def _answer(self) -> None:
        self._says(self._deputy, f"1 {self._reference}")

    def _police_answer(self) -> None:
        self._has_alert(self._police)
        self._says(self._police, f"1 {self._reference}")

    def _over(self) -> None:
        self._says(self._deputy, f"3 {self._reference}")
        self._says(self._deputy, f"4 {self._reference} {rules.note_in(self._deputy.language)}")

    def _closing(self) -> None:
        self._close(self._reference)

    def _close(self, reference: str) -> None:
        """Let the coordinator close an incident. Of one that is closed already no code is asked."""
        before = len(self._phones.inbox(self._coordinator.phone))
        self._says(self._coordinator, f"CLOSE {reference} settled")

        def codes(texts: list[str]) -> list[str]:
            return [code for text in texts[before:] if (code := rules.code_in(text)) is not None]

        # Another text may have come before the one that asks.
        for code in self._comes(self._coordinator, codes, min(self._patience, _SOON))[-1:]:
            self._says(self._coordinator, f"YES {code}")

    @property
    def _reference(self) -> str:
        return self._now.reference or ""

    def _keeps(self, progress: Progress) -> None:
        self._now = progress
        self._keep(progress)

    def _reports(self) -> str:
        """Let the resident report a killing; return the reference that the call tells."""
        phone, zones = rules.resident(self._now.run), [zone.names for zone in self._cast.place.zones]
        page, is_open = self._phones.dial(phone, self._cast.place.ussd_codes[0])
        for _ in range(rules.MOST_PAGES):
            if not is_open:
                break
            page, is_open = self._phones.press(phone, rules.key_on(page, self._cast.zone(self._now.run), zones))
        reference = None if is_open else rules.reference_in(page)
        if reference is None:
            raise TroubleError(Trouble.NO_REPORT)
        return reference

    def _comes_on_duty(self, holder: Holder) -> None:
        """Let a person say that they are on duty. Doria does not answer it twice within minutes."""
        self._texts(holder, "ON", min(self._patience, _SOON))

    def _says(self, holder: Holder, text: str) -> list[str]:
        """Let a person text Doria; return what came to the phone after it, the answer and whatever came before it."""
        answers = self._texts(holder, text, self._patience)
        if not answers:
            raise TroubleError(Trouble.NO_ANSWER, holder.name)
        return answers

    def _texts(self, holder: Holder, text: str, patience: float) -> list[str]:
        before = len(self._phones.inbox(holder.phone))
        self._phones.send_sms(holder.phone, self._cast.place.sms_codes[0], text)
        return self._comes(holder, lambda texts: texts[before:], patience)

    def _has_alert(self, holder: Holder) -> None:
        if not self._is_alerted(holder, self._patience):
            raise TroubleError(Trouble.NO_ALERT, holder.name)

    def _is_alerted(self, holder: Holder, patience: float) -> bool:
        return bool(self._comes(holder, lambda texts: [one for one in texts if self._reference in one], patience))

    def _comes(self, holder: Holder, wanted: Callable[[list[str]], list[str]], patience: float) -> list[str]:
        """Wait for texts on a phone, and return those that are wanted; empty if none came in time."""
        until = time.monotonic() + patience
        while True:
            found = wanted([one["text"] for one in self._phones.inbox(holder.phone)])
            if found or time.monotonic() >= until:
                return found
            time.sleep(_LOOK)
