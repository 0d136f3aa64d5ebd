"""Stories of LOWER: a coordinator lowers a level with a reason; a killing and an armed crime stay what they are."""

from typing import Any

import pytest
from sqlalchemy import select

from gateway.incidents import board, drills
from gateway.incidents.drills import Wish
from gateway.storage.models import EscalationRow, Event, Incident
from menus.domain.categories import Category, Harm, Level
from menus.domain.drill import Drill
from menus.domain.escalation_life import EscalationPhase
from menus.domain.timeline import EventKind
from menus.sms import level_words, wording
from menus.text import catalog
from menus.text.names import Text
from tests.people import (
    ALTERNATE,
    BONDENI,
    COORDINATOR,
    DEPUTY,
    FOCAL,
    LANDLORDS,
    LEADER,
    OTHER,
    POLICE,
    RESIDENT,
    STATION,
)
from tests.town import Town

WHY = "a quarrel, no weapon"


def quarrel(town: Town) -> str:
    """Return the reference of a fight in Bondeni of which nobody knew whether there was a weapon: a major incident."""
    return town.reports(RESIDENT, Category.FIGHT_THREAT, harm=Harm.UNSURE)


def level(town: Town, phone: str, level: Level) -> str:
    return wording.level_name(town.language(phone), level)


def told(town: Town, phone: str, reference: str, to: Level, was: Level = Level.MAJOR) -> list[str]:
    """Return the texts to a phone that the level has fallen."""
    names = {"level": level(town, phone, to), "was": level(town, phone, was)}
    return town.got(phone, Text.LOWERED_TOLD, reference=reference, **names)


def history(town: Town, reference: str) -> list[dict[str, Any]]:
    with town.services.reading() as session:
        return board.history(session, board.board_entries(session, reference=reference)[0].incident)


def phases(town: Town, reference: str) -> dict[str, EscalationPhase]:
    with town.services.reading() as session:
        rows = select(EscalationRow).join(Incident, Incident.id == EscalationRow.incident_id)
        return {row.track: row.phase for row in session.scalars(rows.where(Incident.reference == reference))}


def test_a_coordinator_lowers_a_quarrel_and_everybody_who_has_the_alert_reads_it_once(town: Town) -> None:
    reference = quarrel(town)
    town.answers(BONDENI, "going", reference)
    answer = town.texts(COORDINATOR, f"LOWER {reference} minor {WHY}")
    assert town.is_a(answer, Text.LOWERED, COORDINATOR, reference=reference, level="MINOR", was="MAJOR", count="3")
    assert town.incident(reference)["level"] == "minor"
    for phone in (LEADER, BONDENI, POLICE):
        (text,) = told(town, phone, reference, Level.MINOR)
        assert WHY in text
    for phone in (COORDINATOR, LANDLORDS, DEPUTY, ALTERNATE, RESIDENT):
        assert told(town, phone, reference, Level.MINOR) == []
    (event,) = [row for row in history(town, reference) if row["kind"] == EventKind.LOWERED]
    assert event["facts"] == {"was": "major", "to": "minor", "role": "coordinator"}
    assert event["words"] == WHY


def test_the_police_are_called_no_further_and_what_was_answered_stays_answered(town: Town) -> None:
    reference = quarrel(town)
    town.answers(BONDENI, "going", reference)
    town.texts(COORDINATOR, f"LOWER {reference} minor {WHY}")
    town.passes(minutes=60)
    assert town.alerts(ALTERNATE, reference=reference) == town.alerts(STATION, reference=reference) == []
    assert phases(town, reference) == {"patrol": EscalationPhase.ANSWERED, "police": EscalationPhase.STOPPED}
    assert town.track(reference, "patrol")["answered_by_role"] == "patrol"


def test_a_ladder_without_an_answer_goes_on_as_that_of_the_lower_level(town: Town) -> None:
    reference = quarrel(town)
    before = len(town.alerts(LEADER, reference=reference))
    town.texts(COORDINATOR, f"LOWER {reference} minor {WHY}")
    # The leader is the first rung of the minor ladder, and has the alert: no second one comes.
    assert len(town.alerts(LEADER, reference=reference)) == before
    town.passes(minutes=119)
    assert town.alerts(DEPUTY, reference=reference) == town.alerts(COORDINATOR, reference=reference) == []
    # Two hours after the lowering are quiet hours: a minor alert waits for the morning.
    town.passes(minutes=10 * 60)
    assert town.alerts(COORDINATOR, reference=reference)
    assert town.alerts(DEPUTY, reference=reference) == []


def test_the_safety_checks_end_with_the_level_but_not_for_somebody_who_is_silent(town: Town) -> None:
    reference = quarrel(town)
    town.answers(BONDENI, "going", reference)
    town.answers(LEADER, "going", reference)
    town.passes(minutes=16)
    assert town.got(BONDENI, Text.SAFE_ASKED)
    town.texts(LEADER, "SAFE")
    town.texts(COORDINATOR, f"LOWER {reference} minor {WHY}")
    asked = len(town.got(LEADER, Text.SAFE_ASKED))
    town.passes(minutes=40)
    assert len(town.got(LEADER, Text.SAFE_ASKED)) == asked
    assert [row["category"] for row in town.board()].count(Category.OFFICER_DOWN) == 1


def test_somebody_who_answers_after_the_lowering_is_asked_no_more(town: Town) -> None:
    reference = quarrel(town)
    town.answers(BONDENI, "going", reference)
    town.passes(minutes=16)
    town.texts(COORDINATOR, f"LOWER {reference} minor {WHY}")
    town.texts(BONDENI, "SAFE")
    asked = len(town.got(BONDENI, Text.SAFE_ASKED))
    town.passes(minutes=40)
    assert len(town.got(BONDENI, Text.SAFE_ASKED)) == asked
    assert len(town.board()) == 1


def test_a_lowered_drill_is_told_as_one_and_calls_no_police(town: Town) -> None:
    with town.services.uow() as uow:
        wish = Wish(Category.ROBBERY, "bondeni", Drill.PATROL)
        drills.plan(uow, town.record(), wish)
        reference = drills.begin(uow, town.record(), wish)
    town.works()
    town.texts(COORDINATOR, f"LOWER {reference} minor {WHY}")
    assert town.incident(reference)["level"] == "minor"
    for phone in (COORDINATOR, BONDENI):
        assert catalog.say(town.language(phone), Text.DRILL_WORD) in town.last(phone)
    assert town.inbox(POLICE) == []


def test_police_who_answered_are_told_and_who_cannot_come_then_calls_nobody_else(town: Town) -> None:
    reference = quarrel(town)
    town.answers(POLICE, "seen", reference)
    town.texts(COORDINATOR, f"LOWER {reference} urgent {WHY}")
    assert told(town, POLICE, reference, Level.URGENT)
    town.answers(POLICE, "cannot", reference)
    town.passes(minutes=30)
    assert town.alerts(ALTERNATE, reference=reference) == []
    assert phases(town, reference)["police"] is EscalationPhase.STOPPED


def test_police_brings_them_in_again_after_a_lowering(town: Town) -> None:
    reference = quarrel(town)
    town.texts(COORDINATOR, f"LOWER {reference} minor {WHY}")
    before = len(town.alerts(POLICE, reference=reference))
    assert town.is_a(town.texts(COORDINATOR, f"POLICE {reference}"), Text.POLICE_ASKED, COORDINATOR)
    assert town.incident(reference)["level"] == "major"
    assert len(town.alerts(POLICE, reference=reference)) == before + 1
    town.passes(minutes=6)
    assert town.alerts(ALTERNATE, reference=reference)


def test_police_who_answered_before_a_lowering_are_asked_anew_by_a_raise(town: Town) -> None:
    reference = quarrel(town)
    town.answers(POLICE, "seen", reference)
    town.texts(COORDINATOR, f"LOWER {reference} minor {WHY}")
    town.texts(COORDINATOR, f"POLICE {reference}")
    assert town.incident(reference)["level"] == "major"
    assert phases(town, reference)["police"] is EscalationPhase.ANSWERED
    town.texts(LANDLORDS, f"POLICE {reference}")
    assert town.alerts(ALTERNATE, reference=reference)


def test_a_graver_report_raises_a_lowered_incident_again(town: Town) -> None:
    reference = quarrel(town)
    town.texts(COORDINATOR, f"LOWER {reference} minor {WHY}")
    town.reports(OTHER, Category.FIGHT_THREAT, harm=Harm.WEAPON)
    assert town.incident(reference)["level"] == "major"
    assert phases(town, reference)["police"] is EscalationPhase.CALLING


@pytest.mark.parametrize(
    ("category", "harm"),
    [
        (Category.GUN_KILLING, Harm.NONE),
        (Category.GUN_KILLING, Harm.UNSURE),
        (Category.ROBBERY, Harm.WEAPON),
        (Category.FIGHT_THREAT, Harm.WEAPON_AND_HURT),
    ],
)
def test_a_killing_and_an_armed_crime_are_never_lowered(town: Town, category: Category, harm: Harm) -> None:
    reference = town.reports(RESIDENT, category, harm=harm)
    for text in (f"LOWER {reference} minor {WHY}", f"{reference} PUNGUZA 2 {WHY}", f"LOWER {reference}"):
        answer = town.texts(COORDINATOR, text)
        assert answer == town.said(Text.LOWER_NEVER, to=COORDINATOR, reference=reference)
    assert town.incident(reference)["level"] == "major"
    assert told(town, LEADER, reference, Level.MINOR) == []


def test_an_alarm_is_never_lowered(town: Town) -> None:
    town.texts(BONDENI, "5")
    (alarm,) = town.board()
    answer = town.texts(COORDINATOR, f"LOWER {alarm['reference']} minor {WHY}")
    assert answer == town.said(Text.LOWER_NEVER, to=COORDINATOR, reference=alarm["reference"])


@pytest.mark.parametrize("note", ["3 REF they have guns", "REF wana bunduki", "NOTE REF he has a panga"])
def test_a_weapon_in_a_note_of_the_patrol_keeps_the_level(town: Town, note: str) -> None:
    reference = quarrel(town)
    town.answers(BONDENI, "going", reference)
    town.texts(BONDENI, note.replace("REF", reference))
    answer = town.texts(COORDINATOR, f"LOWER {reference} minor {WHY}")
    assert answer == town.said(Text.LOWER_NEVER, to=COORDINATOR, reference=reference)
    assert town.incident(reference)["level"] == "major"


def test_a_weapon_in_the_note_of_an_incident_that_was_joined_keeps_the_level(town: Town) -> None:
    into = quarrel(town)
    other = town.reports(OTHER, Category.BREAK_IN, zone="market", harm=Harm.UNSURE)
    town.answers(LEADER, "going", other)
    town.texts(LEADER, f"3 {other} wana bunduki")
    town.confirms(COORDINATOR, f"JOIN {into} {other}")
    answer = town.texts(COORDINATOR, f"LOWER {into} minor {WHY}")
    assert answer == town.said(Text.LOWER_NEVER, to=COORDINATOR, reference=into)


def test_a_red_text_that_was_split_off_is_still_never_lowered(town: Town) -> None:
    into = quarrel(town)
    town.texts(OTHER, "wezi wana bunduki hapa market")
    other = next(row["reference"] for row in town.board() if row["reference"] != into)
    town.texts(COORDINATOR, f"SEND {other}")
    town.confirms(COORDINATOR, f"JOIN {into} {other}")
    town.texts(COORDINATOR, f"SPLIT {other}")
    assert town.incident(other)["level"] == "major"
    answer = town.texts(COORDINATOR, f"LOWER {other} minor {WHY}")
    assert answer == town.said(Text.LOWER_NEVER, to=COORDINATOR, reference=other)


def test_a_reason_that_tells_of_a_weapon_lowers_nothing(town: Town) -> None:
    reference = quarrel(town)
    answer = town.texts(COORDINATOR, f"LOWER {reference} minor he had a panga but ran")
    assert answer == town.said(Text.LOWER_NEVER, to=COORDINATOR, reference=reference)
    assert town.incident(reference)["level"] == "major"


def test_without_a_level_or_a_reason_the_answer_asks_for_it(town: Town) -> None:
    reference = quarrel(town)
    names = {
        "reference": reference,
        "level": "MAJOR",
        "levels": level_words.named("en", (Level.URGENT, Level.MINOR)),
    }
    how = town.said(Text.LOWER_HOW, to=COORDINATOR, **names)
    for text in (
        f"LOWER {reference}",
        "LOWER",
        f"LOWER {reference} a quarrel",
        f"LOWER {reference} major {WHY}",
        f"LOWER {reference} hazard {WHY}",
    ):
        assert town.texts(COORDINATOR, text) == how
    for text in (f"LOWER {reference} minor", f"LOWER {reference} 3 ..."):
        assert town.is_a(town.texts(COORDINATOR, text), Text.SAY_MORE, COORDINATOR)
    assert town.incident(reference)["level"] == "major"


@pytest.mark.parametrize("said", ["minor", "MINOR", "ndogo", "Ndo", "3", "min"])
def test_a_level_is_named_in_any_language_in_short_or_by_its_digit(town: Town, said: str) -> None:
    reference = quarrel(town)
    town.texts(COORDINATOR, f"PUNGUZA {reference} {said}: ugomvi tu")
    assert town.incident(reference)["level"] == "minor"


def test_without_a_reference_the_one_open_incident_is_meant(town: Town) -> None:
    reference = quarrel(town)
    town.texts(COORDINATOR, f"LOWER minor {WHY}")
    assert town.incident(reference)["level"] == "minor"


def test_the_lowest_level_says_that_there_is_none_below(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    answer = town.texts(COORDINATOR, f"LOWER {reference} minor {WHY}")
    assert answer == town.said(Text.LOWER_NOT, to=COORDINATOR, reference=reference, level="MINOR")


def test_nobody_else_lowers_a_level(town: Town) -> None:
    reference = quarrel(town)
    assert town.texts(LEADER, f"LOWER {reference} minor {WHY}") == town.said(Text.NOT_YOURS_PATROL, to=LEADER)
    assert town.texts(POLICE, f"LOWER {reference} minor {WHY}") == town.said(Text.NOT_YOURS, to=POLICE)
    town.texts(RESIDENT, f"LOWER {reference} minor {WHY}")
    town.texts(FOCAL, f"LOWER {reference} minor {WHY}")
    assert town.incident(reference)["level"] == "major"


def test_a_report_that_awaits_review_is_sent_first(town: Town) -> None:
    town.texts(OTHER, "kuna wizi hapa bondeni")
    (waiting,) = town.board()
    answer = town.texts(COORDINATOR, f"LOWER {waiting['reference']} minor {WHY}")
    assert answer == town.said(Text.SEND_FIRST, to=COORDINATOR, reference=waiting["reference"])


def test_a_name_and_a_number_in_the_reason_are_crossed_out_for_the_others_and_kept_in_the_record(town: Town) -> None:
    reference = quarrel(town)
    why = "Wanjiku Kamau alinipigia 0712345678, ugomvi"
    town.texts(COORDINATOR, f"LOWER {reference} urgent {why}")
    (text,) = told(town, POLICE, reference, Level.URGENT)
    assert "Wanjiku" not in text
    assert "0712345678" not in text
    with town.services.reading() as session:
        assert session.scalars(select(Event.words).where(Event.kind == EventKind.LOWERED)).one() == why


def test_a_fire_falls_to_a_hazard(town: Town) -> None:
    page = town.dials(RESIDENT, "*384*77#", "8", "2", "1", "1")
    assert page
    (fire,) = town.board()
    town.texts(COORDINATOR, f"LOWER {fire['reference']} hazard ni moshi wa jiko tu")
    assert town.incident(fire["reference"])["level"] == "hazard"
    town.passes(minutes=30)


@pytest.mark.parametrize(
    "text", ["lower your voice they come", "punguza kelele kuna watu", "lower 3 men at the bridge"]
)
def test_the_word_in_a_residents_report_or_in_news_is_no_command(town: Town, text: str) -> None:
    reference = quarrel(town)
    town.texts(OTHER, text)
    town.texts(BONDENI, text)
    assert town.incident(reference)["level"] == "major"


def test_an_answer_that_tells_of_a_killing_keeps_the_level(town: Town) -> None:
    reference = quarrel(town)
    town.texts(COORDINATOR, f"ASK {reference} what happened?")
    town.presses("0", "1", "1", "amepigwa risasi, amekufa", session="look")
    answer = town.texts(COORDINATOR, f"LOWER {reference} minor {WHY}")
    assert town.is_a(answer, Text.LOWER_NEVER, COORDINATOR, reference=reference)
    assert town.incident(reference)["level"] == "major"
