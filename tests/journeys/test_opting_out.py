"""Stories of STOP: every way to ask for it counts, and nothing else does."""

import pytest

from gateway.communities.file import load_example
from menus.domain.categories import Category
from menus.text import gsm7
from menus.text.names import Text
from tests.people import BONDENI, CODE, COORDINATOR, KIAMUTISYA, LEADER, OTHER, POLICE, RESIDENT, RESIDENTS
from tests.town import Town

STRANGER = RESIDENTS[5]
STOPS = (
    "STOP please",
    "please stop",
    "STOPALL",
    "UNSUBSCRIBE",
    "STOP STOP STOP",
    "S T O P",
    "Acha kunitumia meseji",
    "Msinitumie",
    "KOMESHA",
    "stop sending me messages",
    "CANCEL",
    "END",
    "quit",
    "Arr\u00eat",
    "STOP MLATA",
    "\u200eSTOP\ufeff",
    "\u201cStop\u201d",
    "STOP 22384",
    "tafadhali acha",
    "opt out",
)


def test_a_resident_who_asks_for_no_more_texts_gets_one_more_and_then_none(town: Town) -> None:
    stopped = {town.said(Text.STOPPED, to=RESIDENT, language=language) for language in ("en", "sw")}
    assert {town.texts(phone, text) for phone, text in zip(RESIDENTS, STOPS, strict=True)} == stopped
    assert town.board() == []
    assert {town.texts(phone, "wana bunduki sokoni") for phone in RESIDENTS} == {""}
    assert {row["flag"] for row in town.board()} == {"red"}, "their words are heard as before"


def test_a_cry_that_begins_like_a_stop_is_a_report(town: Town) -> None:
    cries = (
        "STOP THIEF",
        "Acha kuniua",
        "stop him he has a knife",
        "acha kupiga mtoto",
        "end of the road wana bunduki",
    )
    for phone, text in zip(RESIDENTS, cries, strict=False):
        town.texts(phone, text)
    assert len(town.board()) == len(cries)
    town.passes(minutes=31)
    for phone in RESIDENTS[: len(cries)]:
        assert town.texts(phone, "kuna wezi sokoni"), "and the answers go on"


@pytest.mark.parametrize("text", ["CANCEL", "END", "Quit please", "STOP REF", "acha REF", "REF stop"])
def test_a_resident_with_an_open_report_is_asked_what_they_mean(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    answer = town.texts(RESIDENT, text.replace("REF", reference))
    assert answer in {town.said(Text.STOP_OR_REPORT, to=RESIDENT, language=language) for language in ("en", "sw")}
    assert town.incident(reference)["status"] == "open"
    town.passes(seconds=15)
    assert town.texts(RESIDENT, "kuna wezi wengine"), "they get texts as before"


def test_stop_alone_is_a_stop_also_with_an_open_report(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    assert town.texts(RESIDENT, "STOP") == town.said(Text.STOPPED, to=RESIDENT)
    assert town.incident(reference)["status"] == "open"


def test_a_report_that_is_closed_or_private_asks_nothing(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    town.texts(COORDINATOR, f"CLOSE {reference} quiet")
    assert town.texts(RESIDENT, f"STOP {reference}") == town.said(Text.STOPPED, to=RESIDENT)
    town.dials(OTHER, CODE, "7", "2", "2")
    town.dials(STRANGER, CODE, "9", "2", "Anauza ulinzi", "1")
    for phone in (OTHER, STRANGER):
        assert town.texts(phone, "CANCEL") == town.said(Text.STOPPED, to=phone)


@pytest.mark.parametrize("text", ["STOP", "CANCEL"])
def test_a_stop_after_a_private_text_leaves_no_text_on_that_phone(town: Town, text: str) -> None:
    town.texts(RESIDENT, "mume wangu ananipiga")
    assert town.texts(RESIDENT, text) == ""
    assert town.texts(OTHER, "kuna wezi sokoni")
    town.passes(minutes=31)
    assert town.texts(RESIDENT, "kuna wezi sokoni") == "", "but it counts"


@pytest.mark.parametrize("text", ["CANCEL", "END", "QUIT", "STOP REF"])
def test_a_patroller_who_was_alerted_is_asked_and_stays_on_duty(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    for answer in ("", f"1 {reference}"):
        if answer:
            town.texts(LEADER, answer)
        town.passes(seconds=15)
        asked = town.texts(LEADER, text.replace("REF", reference))
        assert asked == town.said(Text.STOP_OR_ANSWER, to=LEADER)
        assert gsm7.fits(asked)
    assert town.incident(reference)["tracks"]["patrol"]["answered_by_role"] == "patrol-leader"
    assert town.got(COORDINATOR, Text.STOPPED_DUTY) == []


@pytest.mark.parametrize("text", ["CANCEL", "END"])
def test_a_patroller_with_an_open_alarm_is_asked_and_the_alarm_goes_on(town: Town, text: str) -> None:
    town.texts(BONDENI, "5")
    reference = str(town.board()[0]["reference"])
    assert town.texts(BONDENI, text) == town.said(Text.STOP_OR_ANSWER, to=BONDENI)
    assert town.incident(reference)["status"] == "open"


@pytest.mark.parametrize("text", ["STOP please", "Acha kunitumia meseji", "CANCEL", "END", "S T O P"])
def test_a_patroller_with_nothing_open_goes_off_duty_and_the_leader_is_told(town: Town, text: str) -> None:
    assert town.texts(KIAMUTISYA, text) == town.said(Text.OFF, to=KIAMUTISYA)
    assert town.got(LEADER, Text.STOPPED_DUTY)


def test_stop_never_silences_the_alerts_of_a_role(town: Town) -> None:
    assert town.texts(POLICE, "stop sending me messages") == town.said(Text.STOPPED_ROLE, to=POLICE)
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    assert town.alerts(POLICE, reference=reference)


def test_stop_beside_other_words_does_not_take_a_patroller_off_duty(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    assert town.texts(BONDENI, f"STOP {reference} the thief runs to the river") == town.said(
        Text.KEPT_WITH_REFERENCE, to=BONDENI
    )
    assert town.got(LEADER, Text.STOPPED_DUTY) == []


def test_a_call_under_duress_is_not_shown_by_the_answer_to_cancel(town: Town) -> None:
    town.loads(town_with_duress())
    town.texts(BONDENI, "SAFE mawingu")
    assert town.board()[0]["flag"] == "duress"
    assert town.texts(BONDENI, "CANCEL") == town.said(Text.OFF, to=BONDENI)


def town_with_duress() -> str:
    """Return the example file with a duress word."""
    return load_example("mlango-kubwa").replace(f'phone = "{BONDENI}"', f'phone = "{BONDENI}"\nduress = "mawingu"')
