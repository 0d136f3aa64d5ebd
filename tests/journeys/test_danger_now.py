"""Stories of danger now: a caller who says so gets help, however the session ends, by one text."""

import pytest
from sqlalchemy import select

from gateway.intake import danger
from gateway.storage.models import EscalationRow, Report
from menus.domain.draft import CallWish
from menus.text.names import Text
from tests.people import BONDENI, CODE, FOCAL, FOCAL_ALTERNATE, LEADER, OTHER, RESIDENT
from tests.town import Town, reference_in

TO_ZONE = ("7", "1", "4", "2")
"""Keys after dialling: after rape, in danger now, in Bondeni. The next page asks for the plot or landmark."""
LANDMARK = "nyuma ya kanisa"


def the_report(town: Town) -> Report:
    """Return the only report."""
    with town.services.reading() as session:
        return session.scalars(select(Report)).one()


@pytest.mark.parametrize("begin", [("7", "1", "4"), ("7", "4", "2")], ids=["adult", "child"])
@pytest.mark.parametrize(("key", "wish"), [("1", CallWish.NOW), ("2", CallWish.NONE)])
def test_one_text_tells_the_zone_the_landmark_and_how_to_get_the_number(
    town: Town, begin: tuple[str, ...], key: str, wish: CallWish
) -> None:
    keys = (*begin, "2", LANDMARK)
    assert town.presses(*keys) == town.page(*keys) == "CON " + town.said(Text.PRIVATE_NUMBER, to=RESIDENT)
    assert town.inbox(FOCAL) == []
    assert town.presses(*keys, key) == "END " + town.said(Text.PRIVATE_BYE_DANGER, to=RESIDENT)
    (alert,) = town.inbox(FOCAL)
    reference = reference_in(alert)
    how = town.said(Text.EXTRA_NUMBER, to=FOCAL, reference=reference) if wish is CallWish.NOW else ""
    assert town.is_a(alert, Text.ALERT_CARE_DANGER, to=FOCAL, where=f" Bondeni ({LANDMARK}).", reference=reference)
    assert alert.endswith(how)
    assert RESIDENT[4:] not in alert
    report = the_report(town)
    assert (report.call_wish, report.reporter_phone) == (wish, RESIDENT if how else None)
    town.passes(minutes=2)
    assert len(town.inbox(FOCAL)) == 1
    assert town.inbox(RESIDENT) == town.inbox(LEADER) == []


@pytest.mark.parametrize(
    ("typed", "status", "is_forgotten"),
    [
        ((LANDMARK,), None, True),
        ((), "Incomplete", False),
        ((), None, False),
        (("1",), "Success", True),
        ((LANDMARK,), "Incomplete", True),
    ],
)
def test_a_line_that_drops_after_the_zone_still_brings_the_helper(
    town: Town, typed: tuple[str, ...], status: str | None, *, is_forgotten: bool
) -> None:
    town.presses(*TO_ZONE, *typed)
    assert town.inbox(FOCAL) == []
    if is_forgotten:
        town.redis.flushdb()
    if status is None:
        town.passes(seconds=danger.WAITS.total_seconds() + 2)
    else:
        town.drops(status=status)
    (alert,) = town.inbox(FOCAL)
    where = f" Bondeni ({LANDMARK})." if typed == (LANDMARK,) else " Bondeni."
    assert town.is_a(alert, Text.ALERT_CARE_DANGER, to=FOCAL, where=where)
    assert town.said(Text.WISH_UNASKED, to=FOCAL) in town.answers(FOCAL, "seen", reference_in(alert))
    town.passes(minutes=3)
    assert len(town.board()) == 1
    assert town.presses(session="next") == town.page(), "nothing is offered again"


@pytest.mark.parametrize(
    ("keys", "phone", "status"),
    [
        (("7", "1", "4"), RESIDENT, "Incomplete"),
        (("7", "4", "2"), RESIDENT, None),
        (("7", "2", "4", "7"), RESIDENT, "Success"),
        (("7", "1", "4"), BONDENI, None),
    ],
    ids=["adult", "child", "types", "patroller"],
)
def test_a_line_that_drops_before_the_zone_brings_the_helper_who_reads_that_no_place_is_known(
    town: Town, keys: tuple[str, ...], phone: str, status: str | None
) -> None:
    town.presses(*keys, phone=phone)
    assert town.inbox(FOCAL) == []
    if status is None:
        town.passes(seconds=danger.WAITS.total_seconds() + 2)
    else:
        town.drops(phone=phone, status=status)
    (alert,) = town.inbox(FOCAL)
    unknown = town.said(Text.PLACE_UNKNOWN, to=FOCAL)
    assert town.is_a(alert, Text.ALERT_CARE_DANGER, to=FOCAL, where=f" {unknown}.")
    assert {told for told, _ in town.carrier.sent} == {FOCAL}
    town.passes(seconds=95)
    assert len(town.board()) == 1
    assert town.presses(session="next", phone=phone) == town.presses(session="one more", phone=phone)


def test_a_zone_that_is_named_after_the_helper_was_alerted_follows_in_a_further_text(town: Town) -> None:
    town.presses("7", "4", "2")
    town.passes(seconds=60)
    town.hop(RESIDENT, CODE, "7*4*2*2", "ATUid_1")
    town.works()
    first, second = town.inbox(FOCAL)
    assert "Bondeni" not in first
    assert town.is_a(second, Text.ALERT_CARE_DANGER, to=FOCAL, where=" Bondeni.")
    assert len(town.board()) == 1


def test_what_is_typed_after_a_long_silence_follows_in_a_further_text(town: Town) -> None:
    town.presses(*TO_ZONE)
    town.passes(seconds=60)
    town.hop(RESIDENT, CODE, "*".join((*TO_ZONE, LANDMARK)), "ATUid_1")
    town.works()
    first, second = town.inbox(FOCAL)
    assert LANDMARK not in first
    assert LANDMARK in second
    town.hop(RESIDENT, CODE, "*".join((*TO_ZONE, LANDMARK, "1")), "ATUid_1")
    town.works()
    reference = reference_in(first)
    assert town.inbox(FOCAL)[-1].endswith(town.said(Text.EXTRA_NUMBER, to=FOCAL, reference=reference))
    assert len(town.board()) == 1


def test_a_star_in_the_landmark_is_no_key_after_redis_was_wiped(town: Town) -> None:
    keys = (*TO_ZONE, "duka A*2*B")
    town.presses(*keys)
    town.redis.flushdb()
    page = town.hop(RESIDENT, CODE, "*".join((*keys, "1")), "ATUid_1")
    assert page == "END " + town.said(Text.PRIVATE_BYE_DANGER, to=RESIDENT)
    report = the_report(town)
    assert (report.place, report.reporter_phone) == ("duka A*2*B", RESIDENT)


def test_a_late_hop_and_a_repeated_one_change_nothing(town: Town) -> None:
    whole = (*TO_ZONE, LANDMARK, "1")
    page = town.presses(*whole)
    for keys in (whole, whole[:-1], whole[:4], whole):
        town.hop(RESIDENT, CODE, "*".join(keys), "ATUid_1")
    assert town.hop(RESIDENT, CODE, "*".join(whole), "ATUid_1") == page
    town.passes(seconds=60)
    assert len(town.inbox(FOCAL)) == len(town.board()) == 1
    assert the_report(town).reporter_phone == RESIDENT


@pytest.mark.parametrize("is_sent", [True, False], ids=["sent", "dropped"])
def test_a_caller_in_danger_may_report_a_killing_in_the_same_session(town: Town, *, is_sent: bool) -> None:
    keys = (*TO_ZONE, "00", "1", "2", "1", *(["1"] if is_sent else []))
    pages = [town.presses(*keys), town.hop(RESIDENT, CODE, "*".join(keys), "ATUid_1")]
    assert pages[0] == pages[1]
    town.drops()
    town.passes(seconds=95)
    assert sorted(row["level"] for row in town.board()) == ["major", "private"]
    assert len(town.inbox(FOCAL)) == len(town.alerts(LEADER)) == 1


def test_a_caller_who_goes_back_from_danger_keeps_the_helper_and_is_heard_about_the_call(town: Town) -> None:
    town.presses(*TO_ZONE, "0", "0", "2")
    (alert,) = town.inbox(FOCAL)
    assert town.is_a(alert, Text.ALERT_CARE_DANGER, to=FOCAL)
    assert the_report(town).reporter_phone == RESIDENT


def test_a_caller_who_types_another_place_has_left_the_zone_that_they_chose(town: Town) -> None:
    town.presses(*TO_ZONE, "0", "7", "nyuma ya kanisa", "2")
    (alert,) = town.inbox(FOCAL)
    assert LANDMARK in alert
    assert "Bondeni" not in alert


def test_a_silent_helper_is_followed_by_the_alternate(town: Town) -> None:
    town.presses(*TO_ZONE)
    town.drops()
    with town.services.reading() as session:
        due = session.scalars(select(EscalationRow.due_at)).one()
    assert due is not None
    town.passes(seconds=(due - town.now).total_seconds() + 2)
    assert town.is_a(town.last(FOCAL_ALTERNATE), Text.ALERT_CARE_DANGER, to=FOCAL_ALTERNATE)


@pytest.mark.parametrize("typed", ["4", "10:30", "   "])
def test_a_time_without_a_word_is_asked_again(town: Town, typed: str) -> None:
    again = town.presses("7", "1", "3", typed)
    assert again.startswith("CON ")
    assert town.said(Text.PRIVATE_TIME, to=RESIDENT) in again
    assert town.board() == []


@pytest.mark.parametrize("typed", [" ", "--"])
def test_a_landmark_without_a_letter_or_a_digit_is_asked_again(town: Town, typed: str) -> None:
    assert town.said(Text.PRIVATE_PLACE, to=RESIDENT) in town.presses(*TO_ZONE, typed)


@pytest.mark.parametrize(("typed", "shown"), [("plot 1", "plot 1"), ("4", "4"), ("12", "12")])
def test_a_plot_that_is_a_key_elsewhere_reaches_the_helper(town: Town, typed: str, shown: str) -> None:
    town.presses(*TO_ZONE, typed, "2")
    (alert,) = town.inbox(FOCAL)
    assert f"{shown})" in alert


def test_a_number_alone_on_the_page_of_a_typed_place_is_a_plot(town: Town) -> None:
    town.presses("1", "7", "1", "1", "1")
    plot = town.said(Text.PLACE_PLOT, to=RESIDENT, number="1")
    assert the_report(town).place == plot


@pytest.mark.parametrize("further", ["niko chini ya kitanda, mlango umefungwa", "I am under the bed", "nimejificha"])
def test_a_child_that_calls_for_help_or_hides_is_in_danger_now(town: Town, further: str) -> None:
    town.texts(RESIDENT, "baba yangu ananishika vibaya usiku, nina miaka 12, bondeni ploti 7")
    before = len(town.inbox(FOCAL))
    town.texts(RESIDENT, further)
    (told,) = town.inbox(FOCAL)[before:]
    assert town.said(Text.CASES_DANGER, to=FOCAL) in told
    town.texts(OTHER, "baba yangu ananishika vibaya usiku, nina miaka 12, nisaidieni bondeni ploti 7")
    assert town.said(Text.CASES_DANGER, to=FOCAL) in town.last(FOCAL)
    assert town.inbox(RESIDENT) == town.inbox(OTHER) == []
