"""A browser for `doria up` under test, as somebody outside would write one: HTTP, forms and cookies, and no more."""

import re

import requests

from tests.up import TIMEOUT, Running, wait_for


class Browser:
    """A browser that reads pages and sends forms, and knows nothing of Doria but its addresses."""

    def __init__(self, running: Running, address: str | None = None) -> None:
        """Take a `doria up` that runs, and the address of its desk if a proxy stands in front."""
        self._running, self._address = running, address or running.desk
        self.session = requests.Session()

    def opens(self, path: str) -> requests.Response:
        """Open a page."""
        return self.session.get(self._address + path, timeout=TIMEOUT)

    def signs_in(self, phone: str) -> requests.Response:
        """Sign in with a code that a phone asks for and gets."""
        known = len(self._running.inbox(phone))

        def codes() -> list[str]:
            # Alerts may come meanwhile.
            return re.findall(r"\b\d{4} \d{4}\b", " ".join(self._running.inbox(phone)[known:]))

        self._running.texts(phone, "DESK")
        wait_for(lambda: bool(codes()))
        form = self.opens("/desk/sign-in")
        assert form.status_code == 200
        token = re.search(r'name="csrf_token" value="([^"]+)"', form.text)
        assert token is not None
        fields = {"csrf_token": token[1], "code": codes()[0]}
        return self.session.post(f"{self._address}/desk/sign-in", data=fields, timeout=TIMEOUT)

    def sees(self, reference: str) -> bool:
        """Return whether the board lists an incident."""
        page = self.opens("/desk/")
        return page.status_code == 200 and f'data-reference="{reference}"' in page.text
