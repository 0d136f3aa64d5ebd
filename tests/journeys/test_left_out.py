"""Stories of people whom a new community file leaves out while they are on their way."""

from sqlalchemy import update

from gateway.communities.directory import Directory
from gateway.communities.file import load_example
from gateway.escalation.changed_people import NAMELESS, leavers
from gateway.storage.models import CommunityVersion
from menus.domain.categories import Category
from menus.text.names import Text
from tests.people import BONDENI, COORDINATOR, KIAMUTISYA, LEADER, RESIDENT
from tests.town import Town

FILE = load_example("mlango-kubwa")


def without(town: Town, phone: str) -> str:
    """Return the file of the example without a person."""
    blocks = FILE.split("[[people]]")
    (own,) = [block for block in blocks[1:] if f'"{phone}"' in block]
    rest = own.partition("[[")
    kept = "[[people]]".join(block for block in blocks if block is not own)
    assert town.person(phone).name not in kept
    return kept + rest[1] + rest[2]


def test_the_ladder_goes_on_when_the_file_leaves_out_who_was_going_and_coordinators_read_it(town: Town) -> None:
    name = town.person(BONDENI).name
    reference = town.reports(RESIDENT, Category.BREAK_IN, zone="bondeni")
    town.answers(BONDENI, "going", reference)
    town.passes(seconds=5)
    assert town.alerts(LEADER) == []
    town.loads(without(town, BONDENI))
    town.passes(seconds=5)
    assert town.alerts(LEADER) == [town.alert_to(LEADER, reference)]
    assert town.track(reference, "patrol")["answered_by_role"] is None
    told = town.got(COORDINATOR, Text.LEFT_FILE, reference=reference, said=name)
    assert len(told) == 1
    town.passes(minutes=2)
    assert town.got(COORDINATOR, Text.LEFT_FILE, reference=reference, said=name) == told, "it is told once"
    assert town.answers(LEADER, "going", reference) == town.said(Text.GOING, to=LEADER, reference=reference)


def test_who_supports_leads_when_the_file_leaves_out_the_lead(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN, zone="bondeni")
    town.answers(BONDENI, "going", reference)
    town.answers(LEADER, "going", reference)
    town.loads(without(town, BONDENI))
    town.passes(seconds=5)
    assert town.last(LEADER) == town.said(Text.GOING, to=LEADER, reference=reference)
    assert town.track(reference, "patrol")["answered_by_role"] == "patrol-leader"


def test_a_file_that_leaves_out_who_went_nowhere_tells_nobody(town: Town) -> None:
    town.reports(RESIDENT, Category.GUN_KILLING)
    town.loads(without(town, KIAMUTISYA))
    town.passes(seconds=5)
    assert not town.got(COORDINATOR, Text.LEFT_FILE)


def test_coordinators_read_it_even_if_no_file_is_left_that_names_the_person(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN, zone="bondeni")
    town.answers(BONDENI, "going", reference)
    town.loads(without(town, BONDENI))
    erase_the_first_file(town)
    town.passes(seconds=5)
    assert town.got(COORDINATOR, Text.LEFT_FILE, reference=reference, said=NAMELESS)


def test_an_old_file_is_read_beforehand_and_not_where_the_clock_writes(town: Town) -> None:
    name = town.person(BONDENI).name
    town.loads(without(town, BONDENI))
    directory = Directory(town.services.database, max_age=0.0)
    (record,) = directory.communities()
    with town.services.reading() as session:
        (left,) = session.scalars(leavers()).all()
    assert not directory.has_read(record, left)
    directory.read_former(leavers())
    erase_the_first_file(town)
    former = directory.former(record, left)
    assert former is not None
    assert former.name == name


def erase_the_first_file(town: Town) -> None:
    """Erase the text of the first version, as Doria does some time after it was replaced."""
    with town.services.uow() as uow:
        uow.session.execute(update(CommunityVersion).where(CommunityVersion.version == 1).values(body=""))
