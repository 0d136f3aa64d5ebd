"""A passkey for the tests, as a phone makes and uses one, without a browser: its origin and counter can be chosen."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from cbor2 import dumps
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import bytes_to_base64url as letters

from tests.desk import Shown

_PRESENT, _VERIFIED, _MAY_BE_BACKED_UP, _IS_BACKED_UP, _HAS_KEY = 0x01, 0x04, 0x08, 0x10, 0x40
_ES256, _EC2, _P256 = -7, 2, 1


@dataclass
class Passkey:
    """A passkey of a phone. `count` is its counter; one that is backed up counts nothing."""

    origin: str
    host: str
    name: bytes = b"a passkey of the tests"
    count: int = 0
    is_backed_up: bool = False
    verifies: bool = True
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def makes(self, page: Shown, do: str = "create") -> str:
        """Return the answer to the page that asks for a new passkey."""
        data = self._client_data("webauthn.create", options(page, do)["challenge"])
        numbers = self.key.public_key().public_numbers()
        point = {-2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        public = dumps({1: _EC2, 3: _ES256, -1: _P256, **point})
        about = self._about(_HAS_KEY) + bytes(16) + len(self.name).to_bytes(2, "big") + self.name + public
        attestation = dumps({"fmt": "none", "attStmt": {}, "authData": about})
        return self._answer(clientDataJSON=letters(data), attestationObject=letters(attestation))

    def answers(self, page: Shown) -> str:
        """Return the answer to a page that asks for a passkey."""
        data, about = self._client_data("webauthn.get", options(page, "get")["challenge"]), self._about(0)
        signature = self.key.sign(about + hashlib.sha256(data).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            clientDataJSON=letters(data), authenticatorData=letters(about), signature=letters(signature)
        )

    def _about(self, more: int) -> bytes:
        flags = _PRESENT | (_VERIFIED if self.verifies else 0) | more
        flags |= (_MAY_BE_BACKED_UP | _IS_BACKED_UP) if self.is_backed_up else 0
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client_data(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _answer(self, **response: str) -> str:
        known = letters(self.name)
        return json.dumps({"id": known, "rawId": known, "type": "public-key", "response": response})


def options(page: Shown, do: str) -> dict[str, Any]:
    """Return what a page gives the browser, to make a passkey (`create`) or to use one (`get`)."""
    (asked,) = page.root.all("input", data_passkey=do)
    found: dict[str, Any] = json.loads(asked.attributes["data-options"])
    return found
