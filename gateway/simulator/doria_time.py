"""The simulated time of Doria, as the network moves it: over Doria's own address, as any visitor does."""

from urllib.parse import urlsplit

import requests

_TIMEOUT = (2.0, 10.0)


class DoriaTime:
    """The simulated time of the Doria whose webhooks have the root `callback`."""

    def __init__(self, callback: str) -> None:
        parts = urlsplit(callback)
        self._address = f"{parts.scheme}://{parts.netloc}/simulator/time"

    def to_next_rung(self) -> bool:
        """Move the time to the next rung that is due; return False if there is none, or if Doria does not answer."""
        try:
            with requests.Session() as session:
                # Use no proxy: Doria is on this machine, or at the address given.
                session.trust_env = False
                answer = session.post(self._address, json={"to": "next-rung"}, timeout=_TIMEOUT)
        except requests.RequestException:
            return False
        return bool(answer.ok)
