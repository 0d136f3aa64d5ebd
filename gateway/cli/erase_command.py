"""`doria erase`: show what is kept of a phone number, and erase what may go."""

from collections.abc import Iterator, Mapping

import click
from sqlalchemy.orm import Session

from gateway.association.giving import givers
from gateway.association.votes import households, vouching
from gateway.cli.printing import agrees, is_terminal, say
from gateway.cli.shared import DATA, answered, services_of
from gateway.core.unit_of_work import UnitOfWork
from gateway.errors import Refused
from gateway.intake import erasing, kept
from gateway.services import Services
from gateway.storage import keys
from gateway.upkeep import erased_givers
from menus.domain.erasing import Fate, Kept, fate
from menus.text import phones

_NAMES = {
    Kept.CLOSED_REPORTS: "reports, closed",
    Kept.OPEN_REPORTS: "reports, open",
    Kept.QUESTIONS: "questions and answers",
    Kept.TEXTS_IN: "texts from it",
    Kept.TEXTS_OUT: "texts to it",
    Kept.TEXTS_WAITING: "texts that wait",
    Kept.DRAFTS: "reports broken off",
    Kept.LIVE_DRAFTS: "reports being dialled",
    Kept.LANGUAGE: "language chosen",
    Kept.STOPPED: "STOP",
    Kept.HASHES: "hashes of erased reports",
    Kept.GIVER: "number as a giver",
    Kept.ANSWERED: "answers under More",
    Kept.REMINDERS: "reminders of a baraza",
    Kept.ASKS_FOR_LIST: "requests to be on a list",
    Kept.ROLE: "role",
}
_WHY = {
    Kept.CLOSED_REPORTS: "number, words and place; time, zone and kind stay",
    Kept.OPEN_REPORTS: "within a minute of closing; until then also the number of somebody who asked to be called",
    Kept.QUESTIONS: "with their reports",
    Kept.TEXTS_WAITING: "those about closed reports are never sent; the others still leave, and are erased then",
    Kept.LIVE_DRAFTS: "when the session is over, unless it becomes a report",
    Kept.STOPPED: "without it texts would come again",
    Kept.HASHES: "a day after the report, 90 days after one marked false: they count to the limits of one caller",
    Kept.GIVER: "the receipts stay, without it",
    Kept.ANSWERED: "that the phone has answered; what it answered is kept of nobody",
    Kept.REMINDERS: "no text is sent",
    Kept.ROLE: "the place in the community file, its texts, and what was done in the role",
}
_FATES = {Fate.ERASED: "erased now", Fate.FOLLOWS: "follows", Fate.GOES: "goes by itself", Fate.STAYS: "stays"}
_GOING = frozenset({Fate.ERASED, Fate.FOLLOWS})
_LISTED = ("a place on the list of households: it goes; a vote that is open does not change",)
_ELSEWHERE = (
    "not erased here: texts to others that quoted its words go 30 days after they were written; backups keep what they"
    " hold until they are deleted, so erase again after restoring one"
)


@click.command()
@click.argument("phone")
@click.option("--why", required=True, metavar="TEXT", help="The reason; it is kept sealed, in the record.")
@click.option("--yes", is_flag=True, help="Do not ask whether to erase it.")
@DATA
@answered
def erase(phone: str, why: str, yes: bool, data: str | None) -> None:  # noqa: FBT001 - click calls by name
    """Erase what is kept of a phone number: closed reports now, open ones when they close."""
    services = services_of(data)
    number = _number(services, phone)
    reason = why.strip()
    if not reason:
        message = "say why (--why TEXT): it is written down"
        raise Refused(message)
    with services.reading() as session:
        found = _found(services, session, number)
    is_listed = _is_listed(services, number)
    if not found and not is_listed:
        message = "nothing is kept of this number; nothing was erased"
        raise Refused(message)
    for line in (*_lines(found), *_LISTED[: int(is_listed)], *_role(services, number), _ELSEWHERE):
        say(line)
    if not is_listed and not any(fate(one) in _GOING for one in found):
        message = "nothing of it can be erased now; nothing was erased"
        raise Refused(message)
    if not yes and not is_terminal():
        message = "nothing was erased: nobody can be asked here, so say --yes to erase it"
        raise Refused(message)
    if not yes and not agrees("erase it?"):
        message = "nothing was erased"
        raise Refused(message)
    keys.note(services.database)

    def act(uow: UnitOfWork) -> bool:
        for record in services.directory.communities():
            households.strike(uow, record, number)
        return erased_givers.ask(uow, number, reason)

    is_left = services.do(act)
    say("erased; what is left follows by itself" if is_left else "erased")


def _found(services: Services, session: Session, number: str) -> dict[Kept, int]:
    """Return how many things of each kind are kept of a number (E.164), here and in the association's rooms."""
    hashes = services.keyring.phones(number)
    beside = {
        Kept.GIVER: givers.linked(session, hashes),
        Kept.ASKS_FOR_LIST: vouching.waiting(session, services.keyring, number),
    }
    found = kept.of_phone(session, erasing.phone_of(session, hashes))
    return {**found, **{one: count for one, count in beside.items() if count}}


def _is_listed(services: Services, number: str) -> bool:
    """Return whether a number is on the list of households of a community."""
    with services.reading() as session:
        records = services.directory.communities()
        return any(households.is_listed(session, services.keyring, one.id, number) for one in records)


def _number(services: Services, phone: str) -> str:
    """Return a number as E.164, read as one of the communities' country; raise Refused if it is none."""
    known = services.directory.countries()
    read = {found for country in known or [phones.HOME] if (found := phones.normalise(phone, country)) is not None}
    if len(read) > 1:
        message = "this number may be one of several countries: write it with + and the country's code"
        raise Refused(message)
    if not read:
        message = "that is no phone number: write it like 0711000009 or +254711000009 (examples)"
        raise Refused(message)
    return next(iter(read))


def _lines(found: Mapping[Kept, int]) -> Iterator[str]:
    yield "kept of this number:"
    for one, number in found.items():
        why = _WHY.get(one)
        said = f"{_FATES[fate(one)]}{f' ({why})' if why else ''}"
        yield f"  {_NAMES[one]:<25} {number:>4}  {said}"


def _role(services: Services, number: str) -> Iterator[str]:
    """Yield what to do about the number of a person with a role; nobody's name is printed."""
    for record in services.directory.communities_of(number):
        person = record.by_phone(number)
        roles = ", ".join(sorted(role.value for role in person.roles)) if person is not None else ""
        key = record.community.key
        yield (
            f"this is the number of a {roles} of {key}: `doria people set-phone {key}` gives them another one, a new"
            " community file removes them; what they reported as a resident is erased"
        )
