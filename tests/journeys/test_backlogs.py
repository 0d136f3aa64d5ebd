"""Stories of many texts of one phone that wait at once: nobody else waits for them, and they keep their order."""

import threading
from datetime import timedelta

from sqlalchemy import select

from gateway.communities.directory import CommunityRecord, Directory
from gateway.http.hops import AWAY
from gateway.sms import inbox
from gateway.storage.models import Inbound
from menus.domain.categories import Category
from menus.text.names import Text
from tests.people import BONDENI, CODE, OTHER, RESIDENT
from tests.town import TOKEN, Town
from workers import jobs

WORDS = "wezi wamevunja nyumba Bondeni mlango kanisa soko haraka sana watu wanne panga bunduki damu"
LONG = (f"{WORDS} " * 25)[:1990]


def keeps(town: Town, phone: str, *texts: str) -> None:
    """Let texts of a phone come in, one a second, while no wakeup reaches a worker."""
    with town.without_hints():
        for number, text in enumerate(texts):
            town.now += timedelta(seconds=1)
            form = {"from": phone, "to": "22384", "text": text, "id": f"kept-{number}", "date": ""}
            assert town.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200


def handled(town: Town) -> list[bool]:
    """Return of each text, the oldest first, whether somebody has acted on it."""
    with town.services.reading() as session:
        return [at is not None for at in session.scalars(select(Inbound.handled_at).order_by(Inbound.id))]


def test_other_callers_get_their_pages_beside_a_backlog_of_sixty_long_texts(town: Town) -> None:
    keeps(town, RESIDENT, *(f"{number} {LONG}" for number in range(60)))
    town.services.is_web = True
    town.services.remake("ussd")
    worker = threading.Thread(target=lambda: [town.handles(60) for _ in range(60 // inbox.AT_ONCE)])
    pages: list[str] = []
    worker.start()
    while worker.is_alive() and len(pages) < 12:
        pages.append(town.hop(OTHER, CODE, "1*2*1*1", f"beside-{len(pages)}"))
    worker.join()
    town.works()
    assert pages
    assert AWAY not in pages
    assert all(handled(town))


def test_one_job_acts_on_a_few_texts_and_the_rest_are_due_again(town: Town) -> None:
    most = inbox.AT_ONCE
    keeps(town, RESIDENT, *(f"habari ya {number}" for number in range(most + 2)))
    jobs.handle_sms(most + 2)
    assert handled(town) == [True] * most + [False] * 2
    town.works()
    assert all(handled(town)), "the last text of a backlog needs no clock"


def test_a_text_that_cannot_be_acted_on_holds_up_no_later_one_and_costs_it_no_try(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    keeps(town, BONDENI, "habari", f"1 {reference}")
    directory = FailsOnce(town.services.database, max_age=0.0)
    town.services.override(directory=directory)
    town.handles(2)
    town.works()
    assert handled(town) == [False, True]
    assert town.said(Text.GOING, to=BONDENI, reference=reference) in town.inbox(BONDENI)
    with town.services.reading() as session:
        assert list(session.scalars(select(Inbound.tries).order_by(Inbound.id))) == [0, 0]
    town.handles(1)
    assert all(handled(town))


class FailsOnce(Directory):
    """A directory that cannot be read the first time."""

    has_failed = False

    def by_sms_code(self, code: str) -> CommunityRecord | None:
        """Return the community of a short code; fail the first time."""
        if not self.has_failed:
            self.has_failed = True
            message = "something that nobody thought of"
            raise RuntimeError(message)
        return super().by_sms_code(code)
