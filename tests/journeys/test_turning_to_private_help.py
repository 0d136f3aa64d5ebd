"""Stories of callers who turn to private help: the report that they leave is never sent or shown again."""

import pytest

from menus.text.names import Text
from tests.people import BONDENI, CODE, COORDINATOR, FOCAL, KILLING, LEADER, OVERSIGHT, POLICE, RESIDENT, THEFT
from tests.town import Town, reference_in

TO_PRIVATE = ("1", "2", "1", "3", "1", "7")
"""The keys of a killing up to the confirming page, then Change, What, and private help."""


@pytest.mark.parametrize("further", [(), ("1",), ("1", "1"), ("1", "4"), ("2", "3"), ("4",), ("4", "1"), ("5",)])
def test_a_killing_that_became_private_before_it_was_sent_is_never_sent(town: Town, further: tuple[str, ...]) -> None:
    town.presses(*TO_PRIVATE, *further)
    town.drops()
    town.passes(minutes=3)
    for phone in (LEADER, BONDENI, POLICE, COORDINATOR):
        assert town.inbox(phone) == []
    assert town.presses(session="next") == town.page()


@pytest.mark.parametrize("status", ["Incomplete", "Success"])
@pytest.mark.parametrize(
    "keys", [(*TO_PRIVATE, "1", "2"), (*TO_PRIVATE, "4", "2", "2", "1", "2"), (*TO_PRIVATE, "1", "1")]
)
def test_a_private_report_is_shown_to_nobody_who_holds_the_phone(
    town: Town, keys: tuple[str, ...], status: str
) -> None:
    danger = keys[len(TO_PRIVATE)] == "4"
    bye = Text.PRIVATE_BYE_DANGER if danger else Text.PRIVATE_BYE
    assert town.presses(*keys) == "END " + town.said(bye, to=RESIDENT)
    (told,) = town.inbox(FOCAL)
    town.drops(status=status)
    town.passes(seconds=200)
    page = town.presses(session="next")
    assert page == town.page()
    assert reference_in(told) not in page
    for phone in (LEADER, BONDENI, POLICE, COORDINATOR):
        assert town.inbox(phone) == []


def test_a_report_that_was_sent_in_silence_is_not_offered_after_private_help(town: Town) -> None:
    town.presses("1", "2", "1")
    town.passes(seconds=100)
    assert town.inbox(LEADER)
    town.hop(RESIDENT, CODE, "1*2*1*3*1*7*1*2", "ATUid_1")
    town.works()
    assert town.presses(session="next") == town.page()


def test_a_complaint_that_began_as_a_killing_tells_police_nothing(town: Town) -> None:
    town.presses("1", "2", "1", "3", "1", "9", "3", "1", "1")
    town.drops()
    town.passes(minutes=3)
    assert town.inbox(POLICE) == town.inbox(LEADER) == []
    assert len(town.inbox(OVERSIGHT)) == 1
    assert town.presses(session="next") == town.page()


def test_private_help_is_one_key_from_what_is_offered(town: Town) -> None:
    town.presses("4", "2", "4")
    town.drops()
    assert town.is_a(town.presses(session="next"), Text.OFFER, place="Bondeni")
    assert town.presses("7", session="next") == town.page("7")
    town.presses("7", "1", "2", session="next")
    assert town.presses(session="third") == town.page()


def test_a_report_that_was_not_taken_is_not_offered(town: Town) -> None:
    town.services.remake("ussd")
    town.services.override(settings=town.services.settings.model_copy(update={"doria_reports_an_hour": 1}))
    town.presses(*THEFT, session="first")
    assert town.presses(*THEFT, session="second") == "END " + town.said(Text.LIMITED, to=RESIDENT)
    page = town.presses(*KILLING, session="third")
    assert town.is_a(page, Text.FILED_MAJOR)
    assert town.alert_to(LEADER, reference_in(page)) in town.inbox(LEADER)


def test_a_person_who_wants_no_call_is_still_seen_by_the_helper(town: Town) -> None:
    town.presses("7", "2", "1")
    reference = reference_in(town.inbox(FOCAL)[0])
    assert town.said(Text.WISH_NONE, to=FOCAL) in town.texts(FOCAL, reference)


def test_a_text_before_a_killing_that_breaks_off_holds_it_back_in_no_way(town: Town) -> None:
    for text in ("habari", "bunduki", "wameiba simu"):
        town.texts(RESIDENT, text)
        town.passes(seconds=12)
    town.presses("1", "3")
    town.drops()
    reference = str(town.board()[0]["reference"])
    assert town.inbox(LEADER) == [town.alert_to(LEADER, reference, mark="unconfirmed")]
    assert town.is_a(town.presses(session="next"), Text.OFFER_SENT, reference=reference)


def test_a_killing_that_broke_off_twice_is_sent_once_its_place_is_known(town: Town) -> None:
    town.presses("1", "7")
    town.drops()
    (held,) = town.board()
    assert town.inbox(LEADER) == []
    town.presses("1", "2", session="second")
    town.drops(session="second")
    assert str(held["reference"]) in town.inbox(LEADER)[0]
    assert [row["status"] for row in town.board()] == ["open"]


TURNED = {"private": ("7", "2", "2"), "complaint": ("9", "1", "1", "1"), "theft": ("4", "1", "4", "1")}


@pytest.mark.parametrize("to", TURNED)
def test_a_report_sent_for_a_silent_session_stays_as_it_was_when_the_session_goes_on_with_something_else(
    town: Town, to: str
) -> None:
    town.presses("1", "2", session="silent")
    town.passes(seconds=95)
    (killing,) = town.board()
    before = {phone: len(town.inbox(phone)) for phone in (LEADER, POLICE, BONDENI)}
    keys = ("1", "2", "00", *TURNED[to])
    for number in range(3, len(keys) + 1):
        town.hop(RESIDENT, CODE, "*".join(keys[:number]), "silent")
    town.works()
    other, still = town.board()
    assert {**still, "cost_kes": killing["cost_kes"]}.items() >= {"category": "gun-killing", "reports": 1}.items()
    assert other["reference"] != killing["reference"]
    if to == "private":
        assert town.alerts(FOCAL, reference=str(other["reference"]))
    if to == "complaint":
        assert town.inbox(OVERSIGHT)
    if to != "theft":
        assert before == {phone: len(town.inbox(phone)) for phone in (LEADER, POLICE, BONDENI)}


@pytest.mark.parametrize(
    "keys",
    [
        ("1", "2", "00"),
        ("1", "2", "0", "0"),
        ("1", "2", "00", "3"),
        ("1", "2", "1", "3", "1"),
        ("1", "2", "00", "0", "6"),
    ],
)
@pytest.mark.parametrize("how", ["silence", "event"])
def test_a_person_who_goes_back_from_a_killing_and_falls_silent_is_heard_all_the_same(
    town: Town, keys: tuple[str, ...], how: str
) -> None:
    town.presses(*keys, session="back")
    if how == "event":
        town.drops("back")
    else:
        town.passes(seconds=95)
    town.works()
    (sent,) = town.board()
    assert sent["unconfirmed"]
    assert town.inbox(LEADER) == [town.alert_to(LEADER, str(sent["reference"]), mark="unconfirmed")]


@pytest.mark.parametrize("keys", ["1*5*00", "1*1*00", "1*3*0*0", "1*2*00*3", "1*2*1*3*1"])
@pytest.mark.parametrize("first", [True, False], ids=["first post", "behind a bare dial"])
def test_keys_that_come_at_once_are_heard_as_if_pressed_one_by_one(town: Town, keys: str, *, first: bool) -> None:
    if not first:
        town.hop(RESIDENT, CODE, "", "deep")
    town.hop(RESIDENT, CODE, keys, "deep")
    town.passes(seconds=95)
    (sent,) = town.board()
    assert (sent["category"], sent["unconfirmed"], sent["status"]) == ("gun-killing", True, "open")


@pytest.mark.parametrize(
    ("keys", "language"),
    [("1*2*00*7", "sw"), ("1*2*00*7*00", "sw"), ("1*2*1*3*1*9*1", "sw"), ("1*2*00*7*00*0*6", "en")],
)
def test_keys_that_come_at_once_and_turn_away_leave_nothing_behind(town: Town, keys: str, language: str) -> None:
    town.hop(RESIDENT, CODE, keys, "deep")
    town.passes(seconds=95)
    assert town.board() == []
    assert town.presses(session="next") == town.page(language=language)


def test_a_person_who_goes_on_with_what_was_sent_and_then_cancels_is_told_that_it_was_sent(town: Town) -> None:
    town.presses("1", "2", session="first")
    town.drops("first")
    reference = str(town.board()[0]["reference"])
    page = town.presses("1", "1", "0", session="second")
    assert town.is_a(page, Text.CANCELLED_SENT, reference=reference)
    assert town.got(COORDINATOR, Text.WITHDRAWN, reference=reference)


def test_whom_it_is_about_stays_when_what_it_is_changes(town: Town) -> None:
    end = town.dials(RESIDENT, CODE, "1", "2", "1", "3", "4", "3", "3", "1", "2", "2", "1", "1")
    assert town.is_a(end, Text.FILED_ACCUSED)
    assert town.inbox(POLICE) == []
    assert town.inbox(OVERSIGHT)
