"""Stories of a connection to PostgreSQL that is lost in the middle: the page comes, and nothing is done twice."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, event, func, select

from gateway.carrier.contract import Accepted
from gateway.communities.directory import Directory
from gateway.communities.file import load_example
from gateway.messaging import outbox
from gateway.storage.models import Attempt, Inbound, Message, OptOutRow, ReceiptRow, Report
from gateway.storage.states import MessageState
from menus.domain.categories import Category
from menus.domain.messages import Lane, MessageKind
from menus.text.names import Text
from tests.busy import Stopwatch
from tests.conftest import fresh_postgres
from tests.cut_lines import Cut, Line, line_to
from tests.people import CODE, KILLING, LEADER, RESIDENT, RESIDENTS
from tests.pieces import piece_of
from tests.town import TOKEN, Town

pytestmark = pytest.mark.postgres
ALL_CUTS = list(Cut)
COMMITS = [Cut.BEFORE_THE_COMMIT, Cut.AFTER_THE_COMMIT]


@pytest.fixture
def line(postgres_url: str) -> Iterator[Line]:
    with line_to(postgres_url) as made:
        yield made


@pytest.fixture
def town(line: Line, postgres_url: str, postgres_template: tuple[str, str], redis_url: str) -> Iterator[Town]:
    """Give a community on PostgreSQL whose line can be cut, and that waits for a slow machine."""
    url = fresh_postgres(postgres_url, "doria_tests_cut", postgres_template[0])
    made = Town(line.url(url), redis_url, load_example("mlango-kubwa"), keeps_database=False)
    assert made.board() == []
    yield made
    line.mend()
    made.close()


def reports(town: Town) -> int:
    with town.services.reading() as session:
        return session.scalar(select(func.count()).select_from(Report)) or 0


@pytest.mark.parametrize("cut", ALL_CUTS)
def test_a_report_is_filed_once_and_its_page_comes_within_a_second(town: Town, line: Line, cut: Cut) -> None:
    for text in ("", "1", "1*2", "1*2*1"):
        assert town.hop(RESIDENT, CODE, text, "cut").startswith("CON ")
    line.statement, line.cuts = b"INTO reports", [cut]
    watch = Stopwatch()
    page = town.hop(RESIDENT, CODE, "*".join(KILLING), "cut")
    assert watch.seconds < 1
    assert line.cuts == []
    assert piece_of(Text.FILED_MAJOR) in page
    town.works()
    assert reports(town) == 1
    assert len(town.alerts(LEADER)) == 1
    assert town.hop(RESIDENT, CODE, "*".join(KILLING), "cut") == page


def test_a_report_is_filed_though_no_connection_can_be_made_for_a_moment(town: Town, line: Line) -> None:
    for text in ("", "1", "1*2", "1*2*1"):
        town.hop(RESIDENT, CODE, text, "down")
    line.cuts, line.down = [Cut.BEFORE_THE_COMMIT], 0.3
    assert piece_of(Text.FILED_MAJOR) in town.hop(RESIDENT, CODE, "*".join(KILLING), "down")
    assert reports(town) == 1


def test_a_server_that_stays_away_gives_the_emergency_numbers_in_time(town: Town, line: Line) -> None:
    for text in ("", "1", "1*2", "1*2*1"):
        town.hop(RESIDENT, CODE, text, "away")
    town.services.is_web = True
    town.services.override(directory=Directory(town.services.database, timeout=0.4))
    line.cuts, line.down = [Cut.BEFORE_THE_COMMIT], 30
    watch = Stopwatch()
    page = town.hop(RESIDENT, CODE, "*".join(KILLING), "away")
    assert watch.seconds < 1
    assert page.startswith("END ")
    assert "999" in page


def test_a_backend_that_is_ended_in_the_middle_costs_no_report(town: Town, postgres_url: str) -> None:
    for text in ("", "1", "1*2", "1*2*1"):
        town.hop(RESIDENT, CODE, text, "ended")
    ended: list[int] = []

    def end(connection: Connection, _cursor: object, statement: str, *_more: Any) -> None:
        if "INTO reports" in statement and not ended:
            driver: Any = connection.connection.driver_connection
            ended.append(driver.info.backend_pid)
            with psycopg.connect(postgres_url, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s, 5000)", (ended[0],))

    event.listen(town.services.database.engine, "after_cursor_execute", end)
    page = town.hop(RESIDENT, CODE, "*".join(KILLING), "ended")
    event.remove(town.services.database.engine, "after_cursor_execute", end)
    assert len(ended) == 1
    assert piece_of(Text.FILED_MAJOR) in page
    assert reports(town) == 1


CONVERSATIONS = {
    "a killing": KILLING,
    "a killing that is cancelled": ("1", "2", "1", "0"),
    "a place that is typed": ("4", "7", "nyuma ya duka", "4", "1"),
    "private help": ("7", "2", "2", "1"),
    "a complaint": ("9", "1", "Alichukua pesa", "1"),
    "back to the main page": ("1", "2", "00", "4", "2", "4", "1"),
    "another language": ("0", "6", "1"),
}


@pytest.mark.parametrize("cut", COMMITS)
@pytest.mark.parametrize("keys", CONVERSATIONS.values(), ids=CONVERSATIONS.keys())
def test_a_conversation_whose_every_commit_is_cut_shows_the_same_pages(
    town: Town, line: Line, keys: tuple[str, ...], cut: Cut
) -> None:
    def pages(phone: str, session: str, *, is_cut: bool) -> list[str]:
        shown = []
        for number in range(len(keys) + 1):
            line.cuts = [cut] if is_cut else []
            shown.append(re.sub(r"\d{5,}", "#", town.hop(phone, CODE, "*".join(keys[:number]), session)))
        line.cuts = []
        return shown

    calm = pages(RESIDENTS[3], "calm", is_cut=False)
    before = reports(town)
    assert pages(RESIDENTS[4], "cut", is_cut=True) == calm
    assert reports(town) == 2 * before


@pytest.mark.parametrize("cut", COMMITS)
def test_what_the_network_posts_is_kept_once(town: Town, line: Line, cut: Cut) -> None:
    town.reports(RESIDENT, Category.GUN_KILLING)
    posts: list[tuple[str, dict[str, str], type[Any]]] = [
        ("sms", {"from": LEADER, "to": "22384", "text": "ON", "id": "cut"}, Inbound),
        ("receipts", {"id": "id-0", "status": "Success", "phoneNumber": LEADER}, ReceiptRow),
        ("opt-out", {"senderId": "22384", "phoneNumber": RESIDENTS[5]}, OptOutRow),
    ]
    for path, form, table in posts:
        line.cuts = [cut]
        assert town.web.post(f"/at/{TOKEN}/{path}", data=form).status_code == 200
        assert line.cuts == []
        with town.services.reading() as session:
            assert session.scalar(select(func.count()).select_from(table)) == 1, path
    town.works()
    assert town.got(LEADER, Text.ON) == [town.said(Text.ON, to=LEADER)]


@pytest.mark.parametrize("cut", COMMITS)
def test_an_sms_is_acted_on_once(town: Town, line: Line, cut: Cut) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    form = {"from": LEADER, "to": "22384", "text": f"1 {reference}", "id": "acts"}
    assert town.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200
    line.cuts = [cut]
    town.works()
    assert line.cuts == []
    assert town.got(LEADER, Text.GOING) == [town.said(Text.GOING, to=LEADER, reference=reference)]
    assert town.track(reference, "patrol")["answered_by_role"] == "patrol-leader"


@pytest.mark.parametrize("cut", COMMITS)
def test_a_text_that_has_left_is_settled_once_and_not_sent_again(town: Town, line: Line, cut: Cut) -> None:
    community = town.services.directory.communities()[0]
    text = outbox.OutgoingText(MessageKind.ALERT, Lane.RED, "MLATA: once", (LEADER,))
    with town.without_hints(), town.services.uow() as uow:
        outbox.queue(uow, community, text)
    town.carrier.outcomes = {LEADER: [Accepted("once", Decimal("0.8"))]}
    # The first commit is that of the claim.
    line.cuts = [None, cut]
    town.sends(1)
    assert line.cuts == []
    with town.services.reading() as session:
        assert session.scalar(select(func.count()).select_from(Attempt)) == 1
        (row,) = session.scalars(select(Message))
        assert (row.state, row.cost) == (MessageState.SENT, Decimal("0.8"))
    town.passes(minutes=1)
    assert town.inbox(LEADER) == ["MLATA: once"]


def test_a_text_whose_claim_is_cut_leaves_at_once(town: Town, line: Line) -> None:
    community = town.services.directory.communities()[0]
    text = outbox.OutgoingText(MessageKind.ALERT, Lane.RED, "MLATA: once", (LEADER,))
    with town.without_hints(), town.services.uow() as uow:
        outbox.queue(uow, community, text)
    line.cuts = [Cut.BEFORE_THE_COMMIT]
    town.sends(1)
    assert town.inbox(LEADER) == ["MLATA: once"]
