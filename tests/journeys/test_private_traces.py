"""Stories of private help: soon after its session, or half an hour after a text, at most a number leads to a phone."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from gateway.communities.file import load_example
from gateway.incidents import disclosure
from gateway.storage.models import HiddenSession, Inbound, Incident, PersonRow, Report
from menus.text.names import Text
from tests import traces
from tests.people import BONDENI, CODE, COORDINATOR, FOCAL, FOCAL_ALTERNATE, LEADER, OTHER, RESIDENT
from tests.shelf import KEY, event, posts
from tests.town import TOKEN, Town, reference_in

PRIVATE_WORDS = "mume wangu ananichapa"
OPEN_WORDS = "kuna wezi sokoni"


def stored(town: Town) -> list[Inbound]:
    """Return the stored SMS, oldest first."""
    with town.services.reading() as session:
        return list(session.scalars(select(Inbound).order_by(Inbound.id)))


@pytest.mark.parametrize("phone", [RESIDENT, BONDENI], ids=["resident", "patroller"])
def test_a_private_text_keeps_neither_its_words_nor_its_number_and_reads_like_any_other(town: Town, phone: str) -> None:
    with capture_logs() as lines:
        town.texts(phone, PRIVATE_WORDS)
    (row,) = stored(town)
    with town.services.reading() as session:
        report = session.scalars(select(Report)).one()
    assert (row.result, row.private_report_id, row.from_phone, row.text) == ("words", report.id, None, "")
    log = [line for line in lines if line["event"] == "sms.handled"]
    assert log == [{"event": "sms.handled", "log_level": "info", "result": "words"}]


def test_a_further_text_joins_for_half_an_hour_and_then_nothing_leads_to_the_report(town: Town) -> None:
    town.texts(RESIDENT, PRIVATE_WORDS)
    town.passes(minutes=29)
    town.texts(RESIDENT, "niko bondeni")
    assert "Bondeni" in town.inbox(FOCAL)[-1]
    assert len(town.board()) == 1
    town.passes(minutes=70)
    assert {(row.result, row.private_report_id, row.from_hash, row.from_phone, row.text) for row in stored(town)} == {
        ("words", None, None, None, "")
    }


def test_the_link_is_kept_as_long_as_a_further_text_may_join_and_no_longer(town: Town) -> None:
    town.texts(RESIDENT, PRIVATE_WORDS)
    town.texts(LEADER, OPEN_WORDS)
    town.passes(minutes=29)
    assert [row.private_report_id is not None for row in stored(town)] == [True, False]
    town.passes(minutes=7)
    private, open_one = stored(town)
    assert (private.private_report_id, private.from_hash) == (None, None)
    assert open_one.from_hash is not None


def test_a_phone_that_sent_stop_still_finds_its_private_report_again(town: Town) -> None:
    town.texts(RESIDENT, "STOP")
    town.texts(RESIDENT, PRIVATE_WORDS)
    town.passes(seconds=30)
    assert town.texts(RESIDENT, "niko bondeni") == ""
    assert len(town.board()) == 1


def test_a_closed_private_report_is_continued_by_no_text(town: Town) -> None:
    town.texts(RESIDENT, PRIVATE_WORDS)
    town.texts(FOCAL, f"CLOSE {reference_in(town.inbox(FOCAL)[-1])} helped")
    town.passes(seconds=30)
    assert town.texts(RESIDENT, OPEN_WORDS) == "", "whoever reads the phone may not know that it wrote"
    assert town.inbox(COORDINATOR)


DIALLED = {
    "wants no call": ("7", "2", "1"),
    "wants a call now": ("7", "2", "2"),
    "wants a call at a time": ("7", "1", "3", "Kesho saa tatu"),
    "in danger now": ("7", "3", "4", "2", "1", "2"),
    "in danger, and dropped after the zone": ("7", "3", "4", "2"),
    "in danger, and dropped after the landmark": ("7", "4", "2", "2", "nyuma ya kanisa"),
    "in danger, and may be called": ("7", "2", "4", "2", "nyuma ya kanisa", "1"),
    "in danger at a typed place": ("7", "2", "4", "7", "nyuma ya kanisa", "2"),
    "a child who is safe": ("7", "4", "1"),
    "turned from a killing": ("1", "2", "1", "3", "1", "7", "2", "1"),
    "went back from a robbery": ("2", "1", "00", "7", "2", "2"),
    "dropped on the way": ("7", "1"),
    "turned and dropped": ("1", "2", "00", "7", "1"),
    "only the numbers": ("7", "5"),
    "after a look at My reports": ("0", "1", "00", "7", "2", "1"),
    "in another language": ("0", "6", "7", "2", "1"),
    "and then in another language": ("7", "2", "1", "0", "6"),
}
CALLED = {"wants a call now", "wants a call at a time", "went back from a robbery", "in danger, and may be called"}


@pytest.mark.parametrize("status", ["Success", "Incomplete", None], ids=["ended", "dropped", "silent"])
@pytest.mark.parametrize("journey", DIALLED)
def test_soon_after_a_private_session_nothing_on_the_disk_leads_to_its_phone(
    town: Town, journey: str, status: str | None
) -> None:
    with capture_logs() as lines:
        town.presses(*DIALLED[journey], session="ATUid_secret")
        if status is not None:
            town.drops("ATUid_secret", status=status)
        town.passes(minutes=6)
    assert traces.found_in(town, RESIDENT, "ATUid_secret") == ({"sealed number"} if journey in CALLED else set())
    assert "secret" not in str(lines)
    assert RESIDENT[4:] not in str(lines)
    town.now += timedelta(days=8)
    town.ticks()
    assert traces.found_in(town, RESIDENT, "ATUid_secret") == set(), (
        "the number waits for a call for seven days at most"
    )


def test_the_search_finds_what_an_open_report_keeps(town: Town) -> None:
    town.presses("4", "2", "4", "2", session="ATUid_open")
    town.passes(minutes=6)
    found = {"hash of the number", "key of ATUid_open", "sealed number"}
    assert traces.found_in(town, RESIDENT, "ATUid_open") == found


def test_a_language_that_was_chosen_before_outlives_a_private_session_that_chose_another(town: Town) -> None:
    town.presses("0", "6", session="ATUid_first")
    town.passes(minutes=6)
    page = town.presses("0", "6", "7", "2", "1", session="ATUid_secret")
    town.passes(minutes=1)
    assert town.hop(RESIDENT, CODE, "0*6*7*2*1", "ATUid_secret") == page
    town.passes(minutes=6)
    assert traces.found_in(town, RESIDENT, "ATUid_first", "ATUid_secret") == {"hash of the number"}
    assert town.is_a(town.presses(session="ATUid_third"), Text.MAIN, language="en")


def test_redis_knows_a_session_no_longer_than_it_may_live(town: Town) -> None:
    town.presses("7", "2", "2", session="ATUid_secret")
    names = town.redis.keys("ussd:*")
    assert names
    assert all(0 < int(str(town.redis.ttl(name))) <= 240 for name in names)


@pytest.mark.parametrize("journey", ["wants a call now", "in danger at a typed place", "went back from a robbery"])
def test_while_the_session_lives_the_same_post_gives_the_same_bytes_and_files_once(town: Town, journey: str) -> None:
    keys = DIALLED[journey]
    page = town.presses(*keys, session="ATUid_secret")
    for seconds in (1, 30, 140):
        town.passes(seconds=seconds)
        if seconds == 30:
            town.redis.flushdb()
        assert town.hop(RESIDENT, CODE, "*".join(keys), "ATUid_secret") == page
    assert [row["level"] for row in town.board()] == ["private"]
    town.works()
    assert len(town.inbox(FOCAL)) == 1


def test_a_copy_that_a_proxy_posts_just_after_the_end_files_nothing(town: Town) -> None:
    page = town.presses("7", "2", "2", session="ATUid_secret")
    town.drops("ATUid_secret", status="Success")
    for _ in range(3):
        town.passes(seconds=15)
        assert town.hop(RESIDENT, CODE, "7*2*2", "ATUid_secret") == page
    assert len(town.board()) == 1
    town.passes(seconds=60)
    with town.services.reading() as session:
        assert session.scalars(select(HiddenSession)).all() == [], "a copy makes the session live no longer"


def test_the_tie_of_a_session_ends_a_minute_after_the_network_says_that_it_ended(town: Town) -> None:
    town.presses("7", "2", "2", session="ATUid_secret")
    town.drops("ATUid_secret", status="Success")
    assert not town.redis.keys("ussd:*")
    town.passes(seconds=59)
    with town.services.reading() as session:
        assert len(session.scalars(select(HiddenSession)).all()) == 1
    town.passes(seconds=60)
    with town.services.reading() as session:
        assert session.scalars(select(HiddenSession)).all() == []


def test_a_draft_that_was_offered_and_a_killing_that_was_sent_lead_from_nothing_private_to_the_caller(
    town: Town,
) -> None:
    town.presses("3", "2", session="ATUid_first")
    town.passes(seconds=100)
    town.presses("7", "2", "1", session="ATUid_secret")
    town.drops("ATUid_secret", status="Success")
    town.passes(minutes=6)
    assert traces.found_in(town, RESIDENT, "ATUid_first", "ATUid_secret") == set()


def test_a_killing_sent_for_a_silent_caller_who_then_turned_to_private_help_names_nobody(town: Town) -> None:
    town.presses("1", "2", session="ATUid_secret")
    town.passes(seconds=95)
    assert town.inbox(LEADER)
    town.hop(RESIDENT, CODE, "1*2*00*7*2*1", "ATUid_secret")
    town.passes(minutes=6)
    assert traces.found_in(town, RESIDENT, "ATUid_secret") == set()
    assert {row["level"] for row in town.board()} == {"major", "private"}


def test_an_answer_to_a_question_keeps_no_key_of_its_session(town: Town) -> None:
    reference = reference_in(town.presses("4", "2", "4", "1", session="ATUid_first"))
    town.texts(COORDINATOR, f"ASK {reference} which door")
    town.presses("0", "1", "1", "the blue one", "00", "7", "2", "1", session="ATUid_secret")
    town.passes(minutes=6)
    left = traces.found_in(town, RESIDENT, "ATUid_secret")
    assert left <= {"hash of the number"}, "the theft that the caller reported openly is still theirs"


@pytest.mark.parametrize("words", [PRIVATE_WORDS, "nimebakwa na mjomba nyumbani", "dad is drunk again"])
@pytest.mark.parametrize("phone", [RESIDENT, OTHER])
def test_half_an_hour_after_a_private_text_only_the_number_for_the_helper_leads_to_its_phone(
    town: Town, words: str, phone: str
) -> None:
    with capture_logs() as lines:
        town.texts(phone, words)
        town.passes(seconds=40)
        town.texts(phone, "niko bondeni")
        town.passes(minutes=36)
    assert traces.found_in(town, phone) == {"sealed number"}
    assert phone[4:] not in str(lines)
    town.answers(FOCAL, "over", reference_in(town.inbox(FOCAL)[-1]))
    assert traces.found_in(town, phone) == set(), "the number goes with the end of the case"


def _without_an_id(town: Town) -> Callable[[], object]:
    form = {"from": RESIDENT, "to": "22384", "text": PRIVATE_WORDS, "date": town.now.isoformat()}
    post = partial(town.web.post, f"/at/{TOKEN}/sms", data=form)
    assert post().status_code == 200
    return post


def _by_the_backup_phone(town: Town) -> Callable[[], object]:
    texts = {"messageId": "hash", "message": PRIVATE_WORDS, "phoneNumber": RESIDENT, "receivedAt": town.now.isoformat()}
    post = partial(posts, town.web, event("sms:received", **texts), town.now)
    assert post() == 200
    return post


@pytest.mark.parametrize("post", [_without_an_id, _by_the_backup_phone])
def test_an_id_that_is_made_of_a_number_goes_with_the_tie_and_its_text_still_acts_once(
    new_town: Callable[..., Town], post: Callable[[Town], Callable[[], object]]
) -> None:
    town = new_town(load_example("mlango-kubwa"), doria_second_signing_key=KEY)
    posted_again = post(town)
    town.works()
    assert "id made of the number" in traces.found_in(town, RESIDENT)
    town.passes(minutes=36)
    assert traces.found_in(town, RESIDENT) == {"sealed number"}
    posted_again()
    town.works()
    assert len(stored(town)) == len(town.board()) == 1


def test_ids_of_the_network_go_with_the_tie_whichever_way_the_text_came_again(town: Town) -> None:
    date = town.now.isoformat()
    town.texts(RESIDENT, PRIVATE_WORDS, sms_id="ATXid_secret", date=date)
    town.waits_at_the_network(RESIDENT, PRIVATE_WORDS, id=7)
    town.fetches()
    ids = ("ATXid_secret", "fetched-fake-7")
    assert {f"id of {name}" for name in ids} <= traces.found_in(town, RESIDENT, *ids)
    town.passes(minutes=36)
    assert traces.found_in(town, RESIDENT, *ids) == {"sealed number"}
    town.texts(RESIDENT, PRIVATE_WORDS, sms_id="ATXid_secret", date=date)
    assert traces.found_in(town, RESIDENT, *ids) == {"sealed number"}
    assert len(stored(town)) == len(town.board()) == 1


def test_a_fetch_after_the_tie_was_cut_brings_no_id_back(town: Town) -> None:
    date = town.now.isoformat()
    town.texts(RESIDENT, PRIVATE_WORDS, sms_id="ATXid_secret", date=date)
    town.waits_at_the_network(RESIDENT, PRIVATE_WORDS, id=7)
    town.passes(minutes=36)
    town.fetches()
    town.texts(RESIDENT, PRIVATE_WORDS, sms_id="ATXid_secret", date=date)
    assert traces.found_in(town, RESIDENT, "ATXid_secret", "fetched-fake-7") == {"sealed number"}
    assert len(stored(town)) == len(town.board()) == 1


def test_the_same_private_words_at_another_time_are_another_report(town: Town) -> None:
    town.texts(RESIDENT, PRIVATE_WORDS, date=town.now.isoformat())
    town.passes(minutes=36)
    town.texts(OTHER, PRIVATE_WORDS, date=town.now.isoformat())
    assert len(town.board()) == 2


def test_no_person_with_a_role_is_noted_as_having_written_at_the_time_of_a_private_report(town: Town) -> None:
    town.passes(minutes=3)
    town.texts(BONDENI, PRIVATE_WORDS)
    with town.services.reading() as session:
        filed = session.scalars(select(Report.created_at)).one()
        assert filed not in session.scalars(select(PersonRow.last_wrote_at)).all()
    town.passes(minutes=3)
    town.texts(BONDENI, "ON")
    with town.services.reading() as session:
        assert town.now in session.scalars(select(PersonRow.last_wrote_at)).all()


def test_a_number_that_was_shown_is_erased_an_hour_later(town: Town) -> None:
    town.presses("7", "2", "2", session="ATUid_secret")
    reference = reference_in(town.inbox(FOCAL)[-1])
    with town.services.uow() as uow:
        assert disclosure.reveal(uow, reference, disclosure.Look("Asha", "to ring")) is not None
    town.passes(minutes=50)
    assert traces.found_in(town, RESIDENT, "ATUid_secret") >= {"sealed number"}
    town.passes(minutes=20)
    assert "sealed number" not in traces.found_in(town, RESIDENT)


def test_a_number_is_erased_once_the_helper_has_closed_the_matter(town: Town) -> None:
    town.presses("7", "2", "2", session="ATUid_secret")
    town.texts(FOCAL, f"CLOSE {reference_in(town.inbox(FOCAL)[-1])} helped")
    town.passes(minutes=7)
    assert "sealed number" not in traces.found_in(town, RESIDENT)


def test_a_helper_who_asked_for_help_is_named_by_nothing_once_the_matter_is_closed(town: Town) -> None:
    town.presses("7", "1", "1", session="ATUid_secret", phone=FOCAL)
    with town.services.reading() as session:
        reference = session.scalars(select(Incident.reference)).one()
        assert session.scalars(select(Incident.person_id)).one() is not None
    town.texts(FOCAL_ALTERNATE, f"CLOSE {reference} helped")
    town.passes(minutes=7)
    with town.services.reading() as session:
        assert session.scalars(select(Incident.person_id)).one() is None
