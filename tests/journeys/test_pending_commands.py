"""Stories of commands that wait for their code: only a known one acts, and only as itself."""

import pytest
from sqlalchemy import select, text

from gateway.communities.file import load_example
from gateway.storage.models import Confirmation
from menus.text.names import Text
from tests.people import CODE, COORDINATOR, KILLING, RESIDENT
from tests.town import Town, code_in, reference_in


@pytest.mark.parametrize("command", ["CLOSE", "FALSE"])
@pytest.mark.parametrize("verb", ["reopen", "", "FALSE", "say"])
def test_a_command_that_doria_does_not_know_changes_nothing_and_the_sender_reads_so(
    town: Town, command: str, verb: str
) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    code = code_in(town.texts(COORDINATOR, f"{command} {reference} settled"))
    with town.services.uow() as uow:
        uow.session.execute(text("UPDATE confirmations SET verb = :verb"), {"verb": verb})
    before = len(town.carrier.sent)
    assert town.texts(COORDINATOR, f"YES {code}") == town.said(Text.EXPIRED, to=COORDINATOR)
    assert len(town.carrier.sent) == before + 1
    assert town.incident(reference)["status"] == "open"


def test_a_command_that_doria_knows_still_acts_beside_one_that_it_does_not(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    town.texts(COORDINATOR, f"FALSE {reference} a firework")
    with town.services.uow() as uow:
        uow.session.execute(text("UPDATE confirmations SET verb = 'reopen'"))
    code = code_in(town.texts(COORDINATOR, f"CLOSE {reference} settled"))
    assert town.texts(COORDINATOR, f"YES {code}") == town.said(Text.CLOSED, to=COORDINATOR, reference=reference)
    assert town.incident(reference)["status"] == "closed"


def test_the_stored_words_of_each_command_are_as_before(town: Town) -> None:
    for said in ("SAY market meeting", "SAY all meeting"):
        town.texts(COORDINATOR, said)
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    for said in (f"CLOSE {reference} settled", f"FALSE {reference} a firework"):
        town.texts(COORDINATOR, said)
    with town.services.reading() as session:
        verbs = session.execute(text("SELECT verb FROM confirmations ORDER BY id")).scalars().all()
        words = session.scalars(select(Confirmation.words).order_by(Confirmation.id)).all()
    assert verbs == ["say", "say", "close", "false"]
    assert words == ["market\nmeeting", "\nmeeting", "settled", "a firework"]


def test_a_text_to_a_zone_that_is_gone_goes_to_nobody(town: Town) -> None:
    code = code_in(town.texts(COORDINATOR, "SAY market meeting at nine"))
    town.loads(load_example("mlango-kubwa").replace('key = "market"', 'key = "bazaar"'))
    before = len(town.carrier.sent)
    answer = town.texts(COORDINATOR, f"YES {code}")
    assert town.carrier.sent[before:] == [(COORDINATOR, answer)]
    zones = ", ".join(zone.name("en") for zone in town.community.zones)
    assert town.is_a(answer, Text.SAY_WHERE, COORDINATOR, said=zones)
