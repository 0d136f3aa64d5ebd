"""Stories of a community without a patrol: police contacts who answered read what comes later."""

from collections.abc import Callable

import pytest

from gateway.communities.file import load_example
from menus.sms import wording
from menus.text.names import Text
from tests.people import RESIDENT
from tests.town import Town

CONTACT, ALTERNATE, STEERS = "+254700000231", "+254700000232", "+254700000221"


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Return a community without a patrol, where an armed robbery was sent to the police."""
    town = new_town(load_example("kawangware"))
    writes(town, RESIDENT, "wezi wana bunduki sokoni")
    writes(town, STEERS, f"SEND {the_reference(town)}")
    return town


def writes(town: Town, phone: str, text: str) -> str:
    """Send an SMS to the community's code; return the answer."""
    (record,) = town.services.directory.communities()
    return town.texts(phone, text, to=record.community.sms_codes[0])


def the_reference(town: Town) -> str:
    """Return the reference of the only incident."""
    (row,) = town.board()
    return str(row["reference"])


def said(town: Town, name: Text, to: str, **values: str) -> str:
    """Return the text of that name as a person of the community reads it."""
    (record,) = town.services.directory.communities()
    person = record.by_phone(to)
    assert person is not None
    return wording.say(record.community, person.language, name, **values)


def test_later_words_reach_the_police_contact_who_answered_with_names_crossed_out(town: Town) -> None:
    reference = the_reference(town)
    writes(town, RESIDENT, "wamepigwa risasi watu wawili")
    before = len(town.inbox(CONTACT)), len(town.inbox(ALTERNATE))
    writes(town, CONTACT, f"1 {reference}")
    town.passes(seconds=70)
    writes(town, RESIDENT, "wamekimbilia Congo, mmoja anaitwa Wanjiku Kamau 0722123456")
    *_, told = town.inbox(CONTACT)
    assert len(town.inbox(CONTACT)) == before[0] + 2
    assert reference in told
    assert "Congo" in told
    assert not any(name in told for name in ("Wanjiku", "0722123456", RESIDENT))
    assert len(town.inbox(ALTERNATE)) == before[1], "who has not answered reads of new weapons only"
    writes(town, CONTACT, f"2 {reference}")
    town.passes(seconds=70)
    count = len(town.inbox(CONTACT))
    writes(town, RESIDENT, "wamerudi sokoni")
    assert len(town.inbox(CONTACT)) == count, "who cannot come reads no more of it"


def test_words_that_accuse_the_police_are_read_by_coordinators_and_not_by_the_police(town: Town) -> None:
    writes(town, CONTACT, f"1 {the_reference(town)}")
    town.passes(seconds=70)
    count = len(town.inbox(CONTACT))
    writes(town, RESIDENT, "wamekimbia na polisi")
    assert any("wamekimbia na polisi" in text for text in town.inbox(STEERS))
    assert len(town.inbox(CONTACT)) == count


def test_texts_offer_no_team_where_none_can_be_sent(town: Town) -> None:
    reference = the_reference(town)
    town.passes(minutes=2)
    assert writes(town, STEERS, f"SEND {reference}") == said(town, Text.ALREADY_SENT_REFER, STEERS, reference=reference)
    assert writes(town, STEERS, f"POLICE {reference}") == said(town, Text.POLICE_ASKED, STEERS, reference=reference)
    assert writes(town, STEERS, "MENU") == said(town, Text.HELP_COORDINATOR_REFER, STEERS)
