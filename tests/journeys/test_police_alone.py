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


THEFT = "mtu ameiba simu yangu gatina"
MINOR = 'level = "minor"\ntrack = "police"\nsteps = [{ notify = ["coordinator"] }]'


@pytest.mark.parametrize(
    ("words", "ladder", "answer"),
    [
        ("wezi wana bunduki sokoni", MINOR, Text.SENT_POLICE),
        (THEFT, MINOR, Text.SENT_COORDINATORS),
        (THEFT, MINOR.replace("coordinator", "chief"), Text.SENT_OTHERS),
    ],
)
def test_the_answer_to_send_names_those_who_were_told(
    new_town: Callable[..., Town], words: str, ladder: str, answer: Text
) -> None:
    text = load_example("kawangware")
    assert MINOR in text
    town = new_town(text.replace(MINOR, ladder))
    writes(town, RESIDENT, words)
    reference = the_reference(town)
    assert writes(town, STEERS, f"SEND {reference}") == said(town, answer, STEERS, reference=reference)


def test_the_answer_to_send_says_that_the_quiet_hours_let_it_wait(new_town: Callable[..., Town]) -> None:
    quiet = 'mode = "refer-only"\nquiet_hours = "20:00-06:00"'
    town = new_town(load_example("kawangware").replace('mode = "refer-only"', quiet))
    writes(town, RESIDENT, THEFT)
    reference = the_reference(town)
    assert writes(town, STEERS, f"SEND {reference}") == said(town, Text.SENT_LATER, STEERS, reference=reference)
    count = len(town.inbox(STEERS))
    town.passes(minutes=600)
    assert len(town.inbox(STEERS)) > count, "its alert comes in the morning"
