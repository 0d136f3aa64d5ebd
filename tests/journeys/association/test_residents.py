"""Stories of residents who ask who leads, by which rules, where help is, and who say whether they feel safe."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from gateway.association.pulse import answers
from gateway.communities.file import load_example
from gateway.storage.models import Message, PulseCount, PulsePhone
from menus.domain.pulse import PulseAnswer, PulseKind
from menus.text.names import Text
from tests.people import CODE, FOCAL, RESIDENT, RESIDENTS
from tests.town import Town

MADE = """
[leadership]
chosen_on = 2026-03-12
decision = "D12"

[[rules]]
text = { sw = "Hatubebi silaha (mfano)", en = "We carry no weapons (example)" }

[[referrals]]
kind = "food"
name = "Kitchen (example)"
number = "1192"
zones = ["bondeni"]
checked_on = 2026-11-01

[[referrals]]
kind = "work"
name = "Workshop (example)"
number = "1193"
checked_on = 2025-01-01
"""


def counted(town: Town, kind: PulseKind = PulseKind.SAFE) -> dict[str, dict[PulseAnswer, int]]:
    period = "2026" if kind is PulseKind.TRUST else f"{town.now:%Y-%m}"
    with town.services.reading() as session:
        return answers.counts(session, town.record().id, kind, period)


def in_english(town: Town, phone: str) -> None:
    town.dials(phone, CODE, "0", "6")


def test_who_leads_is_read_with_the_day_of_the_choice(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa") + MADE)
    in_english(town, RESIDENT)
    page = town.dials(RESIDENT, CODE, "0", "8")
    assert "12/03/2026" in page
    assert "(example)" not in page
    assert "We carry no weapons (example)" in town.dials(RESIDENT, CODE, "0", "8", "2")


def test_without_rules_in_the_file_the_floors_are_read(town: Town) -> None:
    page = town.dials(RESIDENT, CODE, "0", "8", "2")
    assert town.said(Text.RULE_WEAPONS, to=RESIDENT) in page


def test_names_stand_there_only_where_their_people_agreed(new_town: Callable[..., Town]) -> None:
    """Nobody's name is read by residents unless their own line in the file says that they agreed."""
    text = load_example("mlango-kubwa")
    town = new_town(text)
    assert town.said(Text.NAMES_NONE, to=RESIDENT) in town.dials(RESIDENT, CODE, "0", "8", "4")
    agreed = text.replace('name = "Patrol leader (example)"', 'name = "Patrol leader (example)"\npublic_name = true')
    town = new_town(agreed)
    assert "Patrol leader (example)" in town.dials(RESIDENT, CODE, "0", "8", "4")


def test_a_complaint_about_us_goes_to_oversight(town: Town) -> None:
    page = town.dials(RESIDENT, CODE, "0", "8", "3")
    assert page == town.dials(RESIDENT, CODE, "9")


def test_referrals_older_than_180_days_since_checking_are_hidden(new_town: Callable[..., Town]) -> None:
    """Referral needs no name; list lines older than 180 days since checking are hidden."""
    town = new_town(load_example("mlango-kubwa") + MADE)
    kinds = town.dials(RESIDENT, CODE, "0", "8", "5")
    assert town.said(Text.REFERRAL_FOOD, to=RESIDENT) in kinds
    assert town.said(Text.REFERRAL_WORK, to=RESIDENT) not in kinds
    assert "Kitchen (example) 1192 (Bondeni)" in town.dials(RESIDENT, CODE, "0", "8", "5", "1")
    # It was checked on the first of the month.
    for days, is_shown in ((180, True), (181, False)):
        town.now = datetime(2026, 11, 1, 9, tzinfo=UTC) + timedelta(days=days)
        kinds = town.dials(RESIDENT, CODE, "0", "8", "5")
        assert (town.said(Text.REFERRAL_FOOD, to=RESIDENT) in kinds) is is_shown
        assert ("Kitchen" in town.dials(RESIDENT, CODE, "0", "8", "5", "1")) is is_shown


def test_a_helper_keeps_the_cases_and_reads_who_leads_beside_them(town: Town) -> None:
    assert town.dials(FOCAL, CODE, "0", "9") == town.dials(RESIDENT, CODE, "0", "8")


def test_the_answers_of_one_phone_count_once_a_month(town: Town) -> None:
    """Answers of one phone count once a month; score by zone appears only with >= 10 answers."""
    for _ in range(3):
        assert town.said(Text.PULSE_TRUST, to=RESIDENT) in town.dials(RESIDENT, CODE, "0", "9", "2", "3")
    zone = town.record().community.zones[1].key
    assert counted(town) == {zone: {PulseAnswer.BAD: 1}}
    town.now += timedelta(days=32)
    town.dials(RESIDENT, CODE, "0", "9", "2", "1")
    assert counted(town) == {zone: {PulseAnswer.VERY_GOOD: 1}}


def test_nobody_is_asked_by_sms_and_nothing_ties_an_answer_to_a_phone(town: Town) -> None:
    for number, phone in enumerate(RESIDENTS[:4]):
        town.dials(phone, CODE, "0", "9", "1", str(number + 1))
        town.dials(phone, CODE, "0", "9", "1", str(number + 1), "2")
    with town.services.reading() as session:
        assert session.scalars(select(Message)).all() == []
        phones, counts = session.scalars(select(PulsePhone)).all(), session.scalars(select(PulseCount)).all()
    assert {column.key for column in PulseCount.__table__.c} & {"phone_hash", "at", "id"} == set()
    assert {column.key for column in PulsePhone.__table__.c} & {"answer", "zone", "at", "id"} == set()
    assert len({row.ends_at for row in phones if row.kind is PulseKind.SAFE}) == 1
    assert sum(row.count for row in counts) == len(phones)


def test_stop_is_honoured(town: Town) -> None:
    """Opt-out honoured; shown only >= 10."""
    town.dials(RESIDENT, CODE, "0", "5", "3")
    town.dials(RESIDENT, CODE, "0", "9", "1", "1")
    assert counted(town) == {}


def test_an_erased_number_leaves_no_hash_and_keeps_the_count(town: Town) -> None:
    town.dials(RESIDENT, CODE, "0", "9", "1", "1")
    town.dials(RESIDENT, CODE, "0", "5", "2")
    town.dials(RESIDENT, CODE, "0", "5", "2", "1")
    town.passes(minutes=2)
    with town.services.reading() as session:
        assert session.scalars(select(PulsePhone)).all() == []
    assert sum(sum(zone.values()) for zone in counted(town).values()) == 1
