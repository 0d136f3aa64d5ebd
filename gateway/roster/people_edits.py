"""Edits of people at the desk: the file that they lead to, whom they concern, and its new version.

The pages of a new file are made before a transaction begins: that takes a second or two.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from gateway.communities.directory import CommunityRecord
from gateway.communities.edits import Edit
from gateway.communities.file import parse, read
from gateway.communities.loading import Signed
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging.notices import notify
from gateway.roster import new_versions
from gateway.roster.desk_access import ended_access
from gateway.roster.phone_notices import short_name
from menus.domain import decisions, new_numbers, people_changes
from menus.domain.community import Community, Person
from menus.domain.people_changes import Change, Field
from menus.domain.roles import Role
from menus.domain.tenures import KnownTenures
from menus.text.names import Text

_MOST_NAMES = 20
"""Names that a text may tell at most: it is cut after a few anyway."""


class NotFollowedError(Exception):
    """Somebody would get a number, and Doria could not tell that they are the same person. Its value is their name."""


@dataclass(frozen=True)
class Wanted:
    """An edit of people that somebody asks for, with the reason and the decision (`D12`, or nothing) that it names.

    `people` are the rows of those whom it changes or takes out, by the number of each when it was asked for.
    """

    edit: Edit
    why: str
    decision: str = ""
    people: Mapping[str, int] = field(default_factory=dict)

    def to_json(self) -> str:
        """Return all of it as text."""
        edit = {"changed": dict(self.edit.changed), "added": self.edit.added, "removed": self.edit.removed}
        held = {"edit": edit, "why": self.why, "decision": self.decision, "people": dict(self.people)}
        return json.dumps(held, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Wanted":
        """Return what a text holds."""
        made = json.loads(text)
        edit = made["edit"]
        wanted = Edit(edit["changed"], tuple(edit["added"]), tuple(edit["removed"]))
        # An earlier release kept no rows.
        return cls(wanted, made["why"], made["decision"], made.get("people", {}))

    def kept(self, record: CommunityRecord) -> "Wanted":
        """Return it with the rows of those whom it concerns, as it is kept until somebody decides."""
        return replace(self, people={one: record.person_ids[one] for one in (*self.edit.changed, *self.edit.removed)})

    def followed(self, record: CommunityRecord) -> "Wanted":
        """Return it by the numbers that those whom it concerns have now.

        A number that is somebody else's by now names nobody: the edit cannot be made.
        """

        def now(phone: str) -> str:
            if phone not in self.people:
                return phone
            person = record.person(self.people[phone])
            if person is not None:
                return person.phone
            return phone if record.by_phone(phone) is None else ""

        changed = {now(phone): values for phone, values in self.edit.changed.items()}
        removed = tuple(now(phone) for phone in self.edit.removed)
        return replace(self, edit=replace(self.edit, changed=changed, removed=removed))

    @property
    def reason(self) -> str:
        """The reason that is kept with the version."""
        return decisions.reason(self.decision, self.why)


@dataclass(frozen=True)
class Made:
    """A file with other people that was made of the text `body`, and the changes that it brings."""

    body: str
    text: str
    before: Community
    after: Community
    changes: tuple[Change, ...]

    @property
    def names(self) -> str:
        """The names of everybody whom it concerns, as a text tells them."""
        return ", ".join(change.person.name for change in self.changes[:_MOST_NAMES])


def make(body: str, edit: Edit, at: datetime, *, tenures: KnownTenures, is_final: bool = False) -> Made:
    """Return the file that an edit makes of the text of another one. With `is_final` every page of it is made, too.

    Raise Refused or CommunityFileError if there is no such file, and NotFollowedError if a number would come to
    somebody who cannot be told from a stranger: their alerts and their texts must not be lost on the way. Covers of
    people who change leave the file if they are over by then: nobody has to patrol for a night that is past. `tenures`
    are the tenures of lately: nobody comes back with another one unseen.
    """
    from gateway.communities import editing  # noqa: PLC0415 - people change seldom, and processes start faster

    before = parse(body)
    over = {
        place
        for place, cover in enumerate(before.covers)
        if cover.ends <= at and not {cover.phone, cover.instead_of}.isdisjoint(edit.changed)
    }
    text = editing.edited(body, replace(edit, dropped_covers=edit.dropped_covers | over))
    after = read(text, before) if is_final else parse(text)
    moved = new_numbers.moved(before, after)
    known, now = ({person.phone: person for person in community.people} for community in (before, after))
    changed = {old: str(values.get("phone", old)) for old, values in edit.changed.items()}
    for old, new in changed.items():
        if new not in {old, moved.get(old)}:
            raise NotFollowedError(known[old].name)
    changes = (
        *(Change(None, now[str(values["phone"])]) for values in edit.added),
        *(Change(known[old], None) for old in edit.removed),
        *(Change(known[old], now[new]) for old, new in changed.items() if known[old] != now[new]),
    )
    return Made(body, text, before, after, people_changes.with_tenures(changes, tenures))


def store(
    uow: UnitOfWork, record: CommunityRecord, made: Made, wanted: Wanted, asker: Person, agreed_by: Person | None = None
) -> None:
    """Store the file as a new version, and tell those whom it concerns; raise as `new_versions.store` does.

    `agreed_by` is the second officer, if there was one. A person who is removed, or gets another number, is
    signed out. A person whose change needs two officers reads of it, and can object. `phone_notices` tells of a number
    that changes alone.
    """
    by = asker.name if agreed_by is None else f"{asker.name}, confirmed by {agreed_by.name}"
    new_versions.store(uow, record, made.text, made.body, Signed(by, wanted.reason), by=asker)
    asker_id = record.person_ids[asker.phone]
    for change in made.changes:
        if change.was is not None and change.now is None:
            ended_access.end_all(uow, record.person_ids[change.was.phone], asker_id)
    guarded = [change for change in made.changes if change.is_guarded]
    if not guarded:
        return
    # `agree` tells the officer who agreed.
    known = {asker.phone, agreed_by.phone if agreed_by is not None else ""}
    for officer in record.community.having((Role.OVERSIGHT,)):
        if officer.phone not in known:
            notify(uow, record, officer, Text.PEOPLE_CHANGED, said=made.names, by=short_name(asker))
            known.add(officer.phone)
    for change in guarded:
        was, now = change.was, change.now
        if was is None or now is None or {was.phone, now.phone} & known or change.fields == (Field.PHONE,):
            continue
        notify(uow, record, now, Text.PEOPLE_CHANGED, said=now.name, by=short_name(asker))
