"""Settings: one module a subject, read once from the environment; all faults are reported together."""

from gateway.settings.limits import ARRIVE_WITHIN, JOIN_WINDOW, SAFE_EVERY, TEXTS_AN_HOUR
from gateway.settings.reading import SECRETS, SettingsError, read_settings
from gateway.settings.settings import Settings

__all__ = [
    "ARRIVE_WITHIN",
    "JOIN_WINDOW",
    "SAFE_EVERY",
    "SECRETS",
    "TEXTS_AN_HOUR",
    "Settings",
    "SettingsError",
    "read_settings",
]
