"""The phones of the guided story: whoever acts in it has their phone on."""

from gateway.simulator.network import Network
from gateway.simulator.texts import Power


class StoryPhones:
    """The phones of a network. A visitor may have switched one off: the story switches it on again."""

    def __init__(self, network: Network) -> None:
        self._network = network

    def inbox(self, phone: str) -> list[dict[str, str]]:
        """Return the texts that a phone got, oldest first."""
        self._on(phone)
        return self._network.inbox(phone)

    def send_sms(self, phone: str, to: str, text: str) -> str:
        """Send a text from a phone."""
        self._on(phone)
        return self._network.send_sms(phone, to, text)

    def dial(self, phone: str, code: str) -> tuple[str, bool]:
        """Begin a call."""
        self._on(phone)
        return self._network.calls.dial(phone, code)

    def press(self, phone: str, given: str) -> tuple[str, bool]:
        """Press a key in the call."""
        return self._network.calls.press(phone, given)

    def _on(self, phone: str) -> None:
        if not self._network.is_on(phone):
            self._network.switch(phone, Power.ON)
