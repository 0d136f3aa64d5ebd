"""`doria decision`: the operator writes a decision down. A change of leaders or of the mode must name one."""

import click

from gateway.association import decisions
from gateway.association.decisions import NumberTakenError
from gateway.cli.pause_commands import community_of
from gateway.cli.printing import say
from gateway.cli.shared import DATA, answered, services_of
from gateway.errors import Refused
from gateway.services import Services
from gateway.storage import keys
from menus.domain import baraza, settings_changes
from menus.domain.community import Community
from menus.domain.decisions import named

NAMED = click.option("--decision", metavar="D12", help="The decision of the association that this change rests on.")
_DECIDED = "leaders, roles, mode, stage, what is given, or papers by which it patrols"
_HOW = 'name the decision with --decision D12; `doria decision KEY "text"` writes one down'


@click.command("decision")
@click.argument("key")
@click.argument("text")
@click.option("--number", metavar="D12", help="The number that the minutes give it; without one the next number.")
@DATA
@answered
def decision(key: str, text: str, number: str | None, data: str | None) -> None:
    """Write a decision of the association down, as it was read out at the meeting. Names are crossed out."""
    services = services_of(data)
    record = community_of(services, key)
    kept = named(number) if number is not None else None
    if number is not None and kept is None:
        message = f"{number} is no number of a decision; accepted: the letter D and its digits, such as D12"
        raise Refused(message)
    if not any(map(str.isalnum, text)) or len(text) > baraza.LONGEST_WORDS:
        message = f"a decision has words, at most {baraza.LONGEST_WORDS} letters; nothing was written down"
        raise Refused(message)
    keys.note(services.database)
    try:
        with services.uow() as uow:
            wanted = int(kept[1:]) if kept is not None else None
            made = decisions.write_down(uow, record, text, by=None, number=wanted)
    except NumberTakenError:
        message = f"{kept} is written down already; nothing was changed"
        raise Refused(message) from None
    say(f"{made.number}: {made.words}")


def resting_on(services: Services, before: Community | None, after: Community, typed: str | None) -> str | None:
    """Return the decision (`D12`) that a change names; None if it names none and needs none.

    Raise Refused if one is missing, or if there is no such decision. The first file of a community needs none.
    """
    found = named(typed) if typed is not None else None
    if typed is not None and found is None:
        message = f"{typed} is no number of a decision; accepted: the letter D and its digits, such as D12"
        raise Refused(message)
    if found is None:
        if before is not None and settings_changes.needs_decision(before, after):
            message = f"this changes what the association must decide ({_DECIDED}): {_HOW}"
            raise Refused(message)
        return None
    with services.reading() as session:
        record = next((one for one in services.directory.communities() if one.community.key == after.key), None)
        is_known = record is not None and decisions.find(session, record.id, found) is not None
    if not is_known:
        message = f'there is no decision {found} in {after.key}; `doria decision {after.key} "text"` writes one down'
        raise Refused(message)
    return found
