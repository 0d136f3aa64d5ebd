"""Calls that failed: whether anything can have been handed over."""

import ssl

import requests
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError, ProxyError, SSLError

_NEVER_CONNECTED = (NewConnectionError, ConnectTimeoutError, ProxyError)


def was_never_sent(error: requests.RequestException) -> bool:
    """Tell whether a call failed before anything was handed over; where that is not sure, it may have been."""
    if isinstance(error, requests.ConnectTimeout | ValueError):
        # A ValueError here is an address or a header that cannot be used, found before connecting.
        return True
    inner = error.args[0] if error.args else None
    if not isinstance(inner, MaxRetryError):
        return False
    if isinstance(inner.reason, SSLError):
        return any(isinstance(cause, ssl.SSLCertVerificationError) for cause in inner.reason.args)
    return isinstance(inner.reason, _NEVER_CONNECTED)
