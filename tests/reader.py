"""Reading what a phone shows as its reader does: by the name of a text in the catalogue, never by its wording."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from string import Formatter

from sqlalchemy import select

from gateway.alerts.alert_facts import facts_with_words
from gateway.communities.directory import CommunityRecord
from gateway.services import Services
from gateway.storage.models import Incident, Notification, Report
from menus.domain.categories import Track
from menus.domain.community import Community, Person
from menus.domain.first_told import FirstTold
from menus.sms import alert_wording, wording
from menus.text import catalog
from menus.text.names import Text
from menus.ussd import endings, flow
from tests.people import CODE, RESIDENT

ALERTS = (Text.ALERT_PATROL, Text.ALERT_POLICE, Text.ALERT_CARE, Text.ALERT_CARE_DANGER, Text.ALERT_OVERSIGHT)
"""The alert of each track, and that of a caller in danger who asked for private help."""
_OPTIONAL = {"extras", "harm", "said", "where", "words"}
"""Placeholders whose value may be empty."""
_SHAPES = {"count": r"\d+", "reference": r"\d+"}
"""Placeholders whose value is a number; any other value is words."""
_WORDS = r"\S(?:.*?\S)?"


class Reader(ABC):
    """The texts and pages that Doria should show to a phone, and those that it has shown."""

    services: Services
    now: datetime

    @abstractmethod
    def inbox(self, phone: str) -> list[str]:
        """Return the texts that a phone was sent."""

    def record(self, phone: str = RESIDENT) -> CommunityRecord:
        """Return the community of a person with a role; for a resident, the one that they dial."""
        known = self.services.directory.communities()
        own = [record for record in known if record.by_phone(phone) is not None]
        return (own or [record for record in known if CODE in record.community.ussd_codes])[0]

    @property
    def community(self) -> Community:
        """The community that residents dial."""
        return self.record().community

    def language(self, phone: str) -> str:
        """Return the language of a person with a role; for a resident, that of their community."""
        record = self.record(phone)
        person = record.by_phone(phone)
        return person.language if person is not None else record.community.language

    def person(self, phone: str) -> Person:
        """Return the person with a role who has a phone."""
        person = self.record(phone).by_phone(phone)
        assert person is not None
        return person

    def last(self, phone: str) -> str:
        """Return the last text that a phone was sent."""
        return self.inbox(phone)[-1]

    def said(self, text: Text, to: str, language: str = "", **values: str) -> str:
        """Return a text of the catalogue as a person gets it, in another language if one is given.

        A text that names a reference names that of the newest report, if no other is given.
        """
        community, language = self.record(to).community, language or self.language(to)
        values = {"code": community.ussd_codes[0], **values}
        if "{reference}" in catalog.catalog(language)[text] and "reference" not in values:
            with self.services.reading() as session:
                newest = select(Report.reference).order_by(Report.id.desc()).limit(1)
                values["reference"] = session.scalars(newest).one()
        return wording.say(community, language, text, **values)

    def values_of(self, shown: str, text: Text, to: str, language: str = "", **values: str) -> dict[str, str] | None:
        """Return the values in a page or an SMS, if it is the text of that name with these values; None if not."""
        template = catalog.catalog(language or self.language(to))[text]
        known = {**self.record(to).community.words, **values}
        return values_in(shown.removeprefix("CON ").removeprefix("END "), template, known)

    def is_a(self, shown: str, text: Text, to: str = RESIDENT, language: str = "", **values: str) -> bool:
        """Return whether a page or an SMS is the text of that name, with these values and any others."""
        return self.values_of(shown, text, to, language, **values) is not None

    def got(self, phone: str, text: Text, **values: str) -> list[str]:
        """Return the SMS of that name, with these values and any others, that a phone was sent."""
        return [shown for shown in self.inbox(phone) if self.is_a(shown, text, phone, **values)]

    def alerts(self, phone: str, **values: str) -> list[str]:
        """Return the alerts, with these values and any others, that a phone was sent."""
        return [shown for shown in self.inbox(phone) if any(self.is_a(shown, one, phone, **values) for one in ALERTS)]

    def alert_to(self, phone: str, reference: str, *, mark: str = "") -> str:
        """Return the alert of an incident, as it is now, to a person who was notified of it on one track."""
        record = self.record(phone)
        person = record.by_phone(phone)
        assert person is not None
        with self.services.reading() as session:
            incident = session.scalars(select(Incident).where(Incident.reference == reference)).one()
            track = session.scalars(
                select(Notification.track).where(
                    Notification.incident_id == incident.id, Notification.person_id == record.person_ids[phone]
                )
            ).one()
            facts = facts_with_words(session, record, incident)
        if mark:
            facts = replace(facts, mark=mark)
        return alert_wording.alert(record.community, person.language, Track(track), facts)

    def page(
        self, *keys: str, language: str = "", reference: str = "", told: FirstTold | None = FirstTold.LEADER
    ) -> str:
        """Return the page to which keys lead from the main page; `reference` and `told` count if they send a report."""
        community = self.community
        today = self.now.astimezone(community.timezone).date()
        context = flow.SessionContext(community, language or community.language, today=today)
        result = flow.advance(context, "*".join(keys))
        if isinstance(result.effect, flow.File):
            return endings.filed(context, result.effect.draft, reference, told).wire
        assert result.screen is not None
        return result.screen.wire


def values_in(shown: str, template: str, known: Mapping[str, str]) -> dict[str, str] | None:
    """Return the values that a text has at the placeholders of a template; None if it is another text."""
    parts = _parts(template)
    # Most texts are told apart by the words between the values. A pattern takes a hundred times longer (measured).
    if any(literal.strip() not in shown for literal, _ in parts):
        return None
    pattern, seen = "", set()
    for literal, name in parts:
        pattern += re.escape(literal)
        if name is None:
            continue
        if name in known:
            pattern += re.escape(known[name])
        elif name in seen:
            pattern += f"(?P={name})"
        else:
            seen.add(name)
            pattern = _with_value(pattern, name)
    found = re.fullmatch(pattern, shown, re.DOTALL)
    return {name: value or "" for name, value in found.groupdict().items()} if found is not None else None


@cache
def _parts(template: str) -> tuple[tuple[str, str | None], ...]:
    """Return the words of a template, each with the name of the value behind it."""
    return tuple((literal, name) for literal, name, _, _ in Formatter().parse(template))


def _with_value(pattern: str, name: str) -> str:
    """Return a pattern that goes on with any value; an optional one is left out together with the space before it."""
    value = f"(?P<{name}>{_SHAPES.get(name, _WORDS)})"
    if name not in _OPTIONAL:
        return pattern + value
    if pattern.endswith(r"\ "):
        return pattern.removesuffix(r"\ ") + f"(?: {value})? ?"
    return pattern + f" ?{value}? ?"
