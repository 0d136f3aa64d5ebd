"""Pay addresses: the two addresses that the network of mobile money tells of payments, and what it refuses in them."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

_UNWANTED = ("m-pesa", "mpesa", "safaricom", "exe", "cmd", "sql", "query")
"""Words that no address may hold, in any case (integrators of Daraja tell so): they look like attacks or like the
network itself. A random token may hold one by chance.
"""
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class AddressFault(StrEnum):
    """The fault of a root to which no payment is told. The values name the words of the command."""

    NO_ROOT = "no-root"
    """It is no address of a server alone: `https://host`, perhaps with a port."""
    NOT_SAFE = "not-safe"
    """It is not encrypted, and not of this machine."""
    UNWANTED_WORD = "unwanted-word"


@dataclass(frozen=True)
class PayAddresses:
    """The address of the confirmation of a payment, and that of its validation."""

    confirmation: str
    validation: str


def of_root(root: str, token: str) -> PayAddresses | AddressFault:
    """Return the addresses below the root that the world sees (`https://doria.example`), with the webhooks' token."""
    try:
        parts = urlsplit(root)
        is_root = bool(parts.hostname) and parts.port != 0 and not (parts.username or parts.query or parts.fragment)
    except ValueError:
        return AddressFault.NO_ROOT
    is_plain = root.isascii() and root.isprintable() and " " not in root
    if not is_root or not is_plain or parts.scheme not in {"http", "https"} or parts.path.strip("/"):
        return AddressFault.NO_ROOT
    if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        return AddressFault.NOT_SAFE
    base = f"{root.rstrip('/')}/pay/{token}"
    if any(word in base.lower() for word in _UNWANTED):
        return AddressFault.UNWANTED_WORD
    return PayAddresses(f"{base}/confirmation", f"{base}/validation")
