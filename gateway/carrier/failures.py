"""Failed calls: whether the text can have been sent."""

import ssl

import requests
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError, ProxyError, SSLError

from gateway.carrier.calls import CallFailed
from gateway.carrier.contract import Deferred, Unknown
from menus.domain.outcomes import Cause

_NEVER_CONNECTED = (NewConnectionError, ConnectTimeoutError, ProxyError)


def broken_off(failed: CallFailed) -> Deferred | Unknown:
    """Return the outcome of a call that failed: the text was certainly not sent, or it may have been."""
    if not failed.has_sent or was_never_sent(failed.error):
        return Deferred(Cause.PROVIDER_AWAY, str(failed))
    return Unknown(Cause.NO_ANSWER, str(failed))


def was_never_sent(error: requests.RequestException) -> bool:
    """Return whether a call certainly failed before anything was sent; if False, the text may have been sent.

    A request to a proxy is sent before the proxy answers, so the error says more than the bytes that have left.
    """
    if isinstance(error, requests.ConnectTimeout | ValueError):
        # A ValueError here is an unusable address or header, found before the connection.
        return True
    inner = error.args[0] if error.args else None
    if not isinstance(inner, MaxRetryError):
        return False
    if isinstance(inner.reason, SSLError):
        return any(isinstance(cause, ssl.SSLCertVerificationError) for cause in inner.reason.args)
    return isinstance(inner.reason, _NEVER_CONNECTED)
