"""A command of the association: whose it is, how its words are read, and what it does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from gateway.sms.sender import Reply, Sender
from menus.domain.roles import Role
from menus.sms.association_verbs import AssociationVerb

T = TypeVar("T")


@dataclass(frozen=True)
class AssociationCommand(Generic[T]):
    """One command.

    `roles` may use it. `read` takes the words behind the verb, as they are written, and gives what is asked; None if
    they are not the full form: then the text is read as if the verb did not exist. `obey` does it; None leaves the
    text to the next interpreter, where its words are none for the sender's community.
    """

    roles: frozenset[Role]
    read: Callable[[Sequence[str]], T | None]
    obey: Callable[[Sender, T], Reply | None]


Commands = Mapping[AssociationVerb, AssociationCommand[Any]]
"""The commands of one subject. Two subjects may share a verb: the letter of the number says which is meant."""
