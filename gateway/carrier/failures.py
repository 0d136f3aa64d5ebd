"""Failed calls: whether the text can have been sent."""

import ssl

import requests
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError, ProxyError, SSLError

_NEVER_CONNECTED = (NewConnectionError, ConnectTimeoutError, ProxyError)


def was_never_sent(error: requests.RequestException) -> bool:
    """Return whether a call certainly failed before anything was sent; if False, the text may have been sent."""
    if isinstance(error, requests.ConnectTimeout | ValueError):
        # A ValueError here is an unusable address or header, found before the connection.
        return True
    inner = error.args[0] if error.args else None
    if not isinstance(inner, MaxRetryError):
        return False
    if isinstance(inner.reason, SSLError):
        return any(isinstance(cause, ssl.SSLCertVerificationError) for cause in inner.reason.args)
    return isinstance(inner.reason, _NEVER_CONNECTED)
