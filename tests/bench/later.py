"""Parts of the bench that may be missing: a part that needs one says so in its table, and the others go on."""

import importlib
from collections.abc import Callable
from typing import Any

from tests.bench.report import Figure


def found(module: str, name: str) -> Callable[..., Any] | None:
    """Return a function of a module by its name; None if there is none."""
    try:
        made = getattr(importlib.import_module(module), name, None)
    except ModuleNotFoundError:
        return None
    return made if callable(made) else None


def missing(what: str, module: str, name: str) -> Figure:
    """Return the row that says what is missing."""
    return Figure(what, f"not measured: {module}.{name} is missing")
