"""Parts: each is made once, when it is first used, and may be replaced by its name."""

from dataclasses import dataclass, fields
from functools import cached_property


@dataclass
class Parts:
    """A dataclass whose cached properties are parts."""

    def override(self, **parts: object) -> None:
        """Use these parts, by name, instead of those of the settings; raise LookupError for an unknown name.

        A part that was made from an old part keeps it until `remake` is called for it.
        """
        for name, part in parts.items():
            if name in {one.name for one in fields(self)}:
                setattr(self, name, part)
            else:
                self.__dict__[self._made(name)] = part

    def remake(self, *names: str) -> None:
        """Make these parts anew at their next use."""
        for name in names:
            self.__dict__.pop(self._made(name), None)

    def is_made(self, name: str) -> bool:
        """Return whether a part is in use: only then it is to be closed. Raise LookupError for an unknown name."""
        return self._made(name) in self.__dict__

    def _made(self, name: str) -> str:
        """Return the name of a part that is made once, when it is first used; raise LookupError for any other."""
        is_made_once = isinstance(getattr(type(self), name, None), cached_property)
        if not is_made_once:
            message = f"no part is called {name}"
            raise LookupError(message)
        return name
