"""`doria dial`: a USSD phone in the terminal, connected to a running gateway."""

import uuid
from collections.abc import Sequence

import click
import requests

from gateway.cli.printing import say_lines
from gateway.errors import Refused
from menus.text import countries, phones

_TIMEOUT = 10


class Phone:
    """One session from dialling to its end; `home` is the country of national numbers, or None."""

    def __init__(self, url: str, token: str, code: str, phone: str, home: str | None) -> None:
        number = phones.normalise(phone, home)
        if number is None:
            example = "+254711000001" if home in {phones.HOME, None} else countries.mobile_examples(str(home))[0]
            message = f"{phone} is no phone number; try one like {example}"
            raise Refused(message)
        self._hook = f"{url.rstrip('/')}/at/{token}/ussd"
        self._form = {
            "sessionId": uuid.uuid4().hex,
            "phoneNumber": number,
            "networkCode": "99999",
            "serviceCode": code,
            "text": "",
        }

    def talk(self, stems: Sequence[str] = ()) -> None:
        """Show each page and ask for the next key, until the session ends.

        Keys dialled behind one of the codes `stems` are the first keys of the session.
        """
        typed = self._dial(stems)
        while True:
            page = self._hop("*".join(typed))
            say_lines(["", *page[4:].split("\n"), ""])
            if not page.startswith("CON "):
                return
            typed.append(click.prompt("", prompt_suffix="> ", default="", show_default=False))

    def _dial(self, stems: Sequence[str]) -> list[str]:
        dialled = self._form["serviceCode"].strip().removesuffix("#")
        known = (stem.removesuffix("#") for stem in sorted(stems, key=len, reverse=True))
        stem = next((stem for stem in known if dialled.startswith(stem + "*")), None)
        if stem is None:
            return []
        self._form["serviceCode"] = stem + "#"
        return dialled[len(stem) + 1 :].split("*")

    def _hop(self, text: str) -> str:
        try:
            answer = requests.post(self._hook, data={**self._form, "text": text}, timeout=_TIMEOUT)
        except requests.RequestException:
            message = "the gateway does not answer; is `doria up` running there?"
            raise Refused(message) from None
        if answer.status_code != requests.codes.ok:
            message = f"the gateway answered {answer.status_code}; is this its data folder?"
            raise Refused(message)
        return answer.text
