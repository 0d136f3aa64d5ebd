"""The order in which an SMS is read: of all interpreters that could answer a text, the first one does."""

import contextlib
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from gateway.communities.file import load_example
from gateway.sms import commands, people, residents, router
from gateway.sms.reading import Said
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Inbound
from menus.domain import references
from menus.sms import quoting
from menus.sms.verbs import Verb
from tests.people import BONDENI, CODE, COORDINATOR, KIAMUTISYA, KILLING, POLICE, RESIDENT, RESIDENTS
from tests.town import Town, reference_in

STRANGER = RESIDENTS[5]
DURESS = "mawingu"
REF = references.mint(4711)
AT_THE_INCIDENT, AT_HOME = BONDENI, KIAMUTISYA
"""Two members of the patrol: one goes to a killing, the other one does not."""


class Undone(Exception):  # noqa: N818
    """Raised to undo what an interpreter did when it was asked alone."""


@pytest.fixture
def town(database_url: str, redis_url: str) -> Iterator[Town]:
    """Give a town with a killing, a patroller who goes there, and duress words."""
    text = load_example("mlango-kubwa")
    for phone in (AT_THE_INCIDENT, POLICE):
        text = text.replace(f'phone = "{phone}"', f'phone = "{phone}"\nduress = "{DURESS}"')
    made = Town(database_url, redis_url, text)
    made.texts(AT_THE_INCIDENT, f"1 {reference_in(made.dials(RESIDENT, CODE, *KILLING))}")
    yield made
    made.close()


def alone(town: Town, phone: str, text: str) -> dict[str, Reply]:
    """Return each interpreter that answers a text if it is asked alone, with its reply, in the order of the router."""
    (record,) = town.services.directory.communities()
    read = quoting.read(text, [record.community.short])
    said = Said(read.text, read.command, read.talk)
    person = record.by_phone(phone)
    replies: dict[str, Reply] = {}
    for number in range(len(router.FOR_PEOPLE if person is not None else router.FOR_RESIDENTS)):
        with contextlib.suppress(Undone), town.services.uow() as uow:
            if person is not None:
                name = router.FOR_PEOPLE[number].__name__
                reply = router.FOR_PEOPLE[number](Sender(uow, record, person), said)
            else:
                name = router.FOR_RESIDENTS[number].__name__
                reply = router.FOR_RESIDENTS[number](residents.resident(uow, record, phone, text), said)
            if reply is not None:
                replies[name] = reply
            raise Undone
    return replies


@pytest.mark.parametrize(
    ("phone", "text", "answering"),
    [
        (AT_THE_INCIDENT, DURESS, "duress_word any_words"),
        (AT_THE_INCIDENT, f"Fwd: MLATA: {DURESS}", "duress_word any_words"),
        (AT_THE_INCIDENT, f"MLATA {REF} {DURESS}", "duress_word talk any_words"),
        (AT_THE_INCIDENT, f"MLATA {REF}", "talk any_words"),
        (AT_THE_INCIDENT, f"MLATA {REF} nisaidie", "talk cry_for_help any_words"),
        (COORDINATOR, f"MLATA {REF} 1", "talk any_words"),
        (STRANGER, f"MLATA {REF} wana bunduki", "talk own_words not_understood"),
        (STRANGER, "CANCEL please", "stop own_words not_understood"),
        (STRANGER, "STOP THIEF", "own_words not_understood"),
        (COORDINATOR, "CANCEL", "any_command any_words"),
        (COORDINATOR, "PHONE Patrol leader (example) 0712 000 777", "another_phone any_words"),
        (AT_HOME, "PHONE Patrol leader (example) 0712 000 777", "any_words"),
        (AT_THE_INCIDENT, f"SAFE {DURESS}", "duress_word likely_answer news_of_patrol any_words"),
        (AT_THE_INCIDENT, f"5 {DURESS}", "duress_word any_command any_words"),
        (AT_THE_INCIDENT, f"YES 1234 {DURESS}", "duress_word confirmation_code any_words"),
        (AT_THE_INCIDENT, f"nisaidie {DURESS}", "duress_word cry_for_help any_words"),
        (POLICE, f"HELP {DURESS} my husband is beating me", "duress_word harm_by_kin news any_command any_words"),
        (COORDINATOR, "YES 1234", "confirmation_code any_words"),
        (AT_THE_INCIDENT, "HELP my husband is beating me", "harm_by_kin any_command any_words"),
        (COORDINATOR, "HELP my husband is beating me", "harm_by_kin news any_command any_words"),
        (AT_THE_INCIDENT, "nisaidie", "cry_for_help any_words"),
        (AT_THE_INCIDENT, "3 wamenizunguka", "cry_for_help any_words"),
        (AT_THE_INCIDENT, "4 wamenivamia na bunduki", "cry_for_help news any_command any_words"),
        (AT_HOME, "tuma backup", "cry_for_help any_command any_words"),
        (COORDINATOR, "tuma backup", "any_command any_words"),
        (AT_THE_INCIDENT, "4 men with guns", "news any_command any_words"),
        (COORDINATOR, "HELP men with guns", "news any_command any_words"),
        (AT_HOME, "HELP men with guns", "any_command any_words"),
        (AT_THE_INCIDENT, "4 all quiet", "any_command any_words"),
        (AT_THE_INCIDENT, "OK", "any_command any_words"),
        (AT_THE_INCIDENT, "hali ni tulivu", "likely_answer news_of_patrol any_words"),
        (AT_THE_INCIDENT, "bado haijatulia", "news_of_patrol any_words"),
        (AT_HOME, "bado haijatulia", "any_words"),
        (AT_HOME, "kuna wezi sokoni", "any_words"),
        (AT_HOME, "?!", "any_words"),
        (STRANGER, "STOP", "stop own_words not_understood"),
        (STRANGER, "START", "start own_words not_understood"),
        (STRANGER, "HELP", "help_text own_words not_understood"),
        (STRANGER, "HELP thieves in the market", "own_words not_understood"),
        (STRANGER, "kuna wezi sokoni", "own_words not_understood"),
        (STRANGER, DURESS, "own_words not_understood"),
        (STRANGER, "LIST", "not_understood"),
        (STRANGER, "YES 1234", "own_words not_understood"),
        (STRANGER, "12 34", "not_understood"),
    ],
)
def test_the_first_of_the_interpreters_that_could_answer_does(
    town: Town, phone: str, text: str, answering: str
) -> None:
    replies = alone(town, phone, text)
    assert " ".join(replies) == answering
    town.texts(phone, text)
    with town.services.reading() as session:
        result = session.scalars(select(Inbound.result).order_by(Inbound.id.desc())).first()
    assert result == replies[answering.split(maxsplit=1)[0]].result


def test_the_last_interpreter_answers_any_text_so_that_nobody_is_left_without_one() -> None:
    assert router.FOR_PEOPLE[-1] is people.any_words
    assert router.FOR_RESIDENTS[-1] is residents.not_understood


def test_beside_a_cry_the_same_interpreters_read_in_the_same_order() -> None:
    assert router.FOR_PEOPLE[-len(people.READ_WITH_A_CRY) :] == people.READ_WITH_A_CRY


def test_each_verb_has_one_place() -> None:
    """OK is read as ACK or as SAFE, and YES is an interpreter of its own."""
    places = [*commands.PLAIN, *commands.ON_INCIDENT, Verb.YES]
    assert sorted(places) == sorted(Verb)
