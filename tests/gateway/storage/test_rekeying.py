"""Rekeying: everything is sealed with the newest key, however often it was stopped, and then the old key may go."""

import os

import pytest
from sqlalchemy import LargeBinary, select, text, type_coerce, update
from sqlalchemy.exc import DBAPIError

from gateway.association.giving import accounts, givers
from gateway.communities.file import load_example
from gateway.core import sealing_marks
from gateway.storage import keys
from gateway.storage.database import Database
from gateway.storage.models import HashKey, Inbound, LanguageChoice, OptOutRow, PersonRow, Report, SealingKey
from gateway.storage.rekeying import StillInUseError, rekey
from gateway.storage.sealing import Keyring
from menus.text.names import Text
from tests.gateway.cli.test_books import fills
from tests.people import CODE, COORDINATOR, FOCAL, LEADER, OTHER, RESIDENT, THEFT, small
from tests.people import OTHER as GIVER
from tests.town import TOKEN, Town, reference_in

OLD, NEW, OTHER_KEY = "o" * 40, "n" * 40, "x" * 40


@pytest.fixture
def url(database_url: str, redis_url: str) -> str:
    """Give a database that was filled with the old key: open reports, a call, a private text, an opt-out."""
    town = Town(database_url, redis_url, small(load_example("mlango-kubwa")), secret_key=OLD)
    keys.note(town.services.database)
    town.dials(RESIDENT, CODE, *THEFT[:-1], "2")
    town.dials(OTHER, CODE, *THEFT)
    town.texts(OTHER, "STOP")
    town.texts(RESIDENT, "kuna wezi sokoni")
    town.presses("7", "2", "2", session="private")
    town.close()
    return database_url


def town_with(url: str, redis_url: str, newest: str, *older: str) -> Town:
    """Return the same town with other keys."""
    return Town(url, redis_url, secret_key=newest, old_secret_keys=list(older))  # type: ignore[arg-type]


class Stopped(Exception):  # noqa: N818 - it stands for a kill
    """The process was killed."""


def test_after_rekeying_the_newest_key_alone_reads_and_finds_everything(url: str, redis_url: str) -> None:
    told: list[str] = []
    during = town_with(url, redis_url, NEW, OLD)
    with during.services.reading() as session:
        before = session.execute(
            select(Report.reference, Report.reporter_phone, Report.words).order_by(Report.id)
        ).all()
    assert rekey(during.services.database, told.append) == {}
    during.close()
    assert any("messages.phone" in line for line in told)
    after = town_with(url, redis_url, NEW)
    keys.check(after.services.database)
    with after.services.reading() as session:
        assert (
            session.execute(select(Report.reference, Report.reporter_phone, Report.words).order_by(Report.id)).all()
            == before
        )
    # Numbers are found: in My reports, as people with a role, and as phones that sent STOP.
    assert reference_in(after.dials(OTHER, CODE, "0", "1", "1")) in {row.reference for row in before}
    assert after.texts(OTHER, "STOP", sms_id="after-stop") == ""
    assert after.texts(COORDINATOR, "LIST", sms_id="after-list")
    assert after.texts(LEADER, "ON", sms_id="after-on")
    after.close()


def test_hashes_are_made_anew_where_a_number_is_held_and_found_by_their_old_key_elsewhere(
    url: str, redis_url: str
) -> None:
    during = town_with(url, redis_url, NEW, OLD)
    rekey(during.services.database, lambda _line: None)
    during.close()
    newest = Keyring((NEW,))
    after = town_with(url, redis_url, NEW)
    with after.services.reading() as session:
        assert newest.phone(LEADER) in session.scalars(select(PersonRow.phone_hash)).all()
        assert {len(key) for key in session.scalars(select(HashKey.key))} == {64}
        assert session.scalars(select(OptOutRow.phone_hash)).one() in after.services.keyring.phones(OTHER)
        assert len(session.scalars(select(SealingKey)).all()) == 1
    after.close()


def test_a_chosen_language_is_found_by_every_key_and_there_is_one_of_each_phone(url: str, redis_url: str) -> None:
    before = Town(url, redis_url, load_example("mlango-kubwa"), secret_key=OLD)
    before.dials(FOCAL, CODE, "0", "6")
    before.dials(RESIDENT, CODE, "0", "6")
    before.close()
    during = town_with(url, redis_url, NEW, OLD)
    english = during.dials(FOCAL, CODE)
    assert english == during.dials(RESIDENT, CODE)
    swahili = during.dials(RESIDENT, CODE, "0", "6")
    assert swahili != english
    rekey(during.services.database, lambda _line: None)
    during.close()
    after = town_with(url, redis_url, NEW)
    assert [after.dials(phone, CODE) for phone in (FOCAL, RESIDENT)] == [english, swahili]
    with after.services.reading() as session:
        hashes = session.scalars(select(LanguageChoice.phone_hash)).all()
    assert sorted(hashes) == sorted(Keyring((NEW,)).phone(phone) for phone in (FOCAL, RESIDENT))
    after.close()


@pytest.mark.parametrize("lines", [1, 2, 5, 9])
def test_it_can_be_killed_at_any_moment_and_run_again(url: str, redis_url: str, lines: int) -> None:
    told: list[str] = []

    def until_killed(line: str) -> None:
        told.append(line)
        if len(told) == lines:
            raise Stopped

    during = town_with(url, redis_url, NEW, OLD)
    with pytest.raises(Stopped):
        rekey(during.services.database, until_killed)
    during.close()
    alone = Database(url.replace("postgresql:", "postgresql+psycopg:"), Keyring((NEW,)))
    with pytest.raises(keys.WrongKeyError):
        keys.check(alone)
    alone.close()
    again = town_with(url, redis_url, NEW, OLD)
    assert again.texts(LEADER, "ON", sms_id="again-on")
    assert rekey(again.services.database, told.append) == {}
    again.close()
    after = town_with(url, redis_url, NEW)
    keys.check(after.services.database)
    assert after.inbox(FOCAL) == []
    assert after.texts(LEADER, "LIST", sms_id="after-list") != after.said(Text.NOT_UNDERSTOOD, to=LEADER)
    after.close()


def test_the_old_key_is_wrong_once_it_was_let_go(url: str, redis_url: str) -> None:
    during = town_with(url, redis_url, NEW, OLD)
    rekey(during.services.database, lambda _line: None)
    during.close()
    for given in ((OLD,), (OTHER_KEY,), (OTHER_KEY, OLD)):
        database = Database(url.replace("postgresql:", "postgresql+psycopg:"), Keyring(given))
        with pytest.raises(keys.WrongKeyError):
            keys.check(database)
        database.close()


def test_a_value_that_no_key_opens_is_counted_and_no_key_is_let_go(url: str, redis_url: str) -> None:
    during = town_with(url, redis_url, NEW, OLD)
    with during.services.database.write() as session:
        foreign = Keyring((OTHER_KEY,)).seal("words", "reports.words", 1)
        table = Report.metadata.tables["reports"]
        session.execute(update(table).where(table.c.id == 1).values(words=type_coerce(foreign, LargeBinary)))
    assert rekey(during.services.database, lambda _line: None) == {"reports.words": 1}
    with during.services.reading() as session:
        assert len(session.scalars(select(SealingKey)).all()) == 2
    during.close()


def test_what_a_process_with_the_old_key_writes_behind_a_pass_is_sealed_by_the_next(url: str, redis_url: str) -> None:
    during = town_with(url, redis_url, NEW, OLD)
    older = town_with(url, redis_url, OLD)
    told: list[str] = []

    def write_behind(line: str) -> None:
        told.append(line)
        if line.startswith("inbound_sms.text") and len(told) < 40:
            form = {"from": RESIDENT, "to": "22384", "text": "wezi sokoni", "id": f"behind-{len(told)}", "date": ""}
            assert older.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200
            told.extend([""] * 20)

    assert rekey(during.services.database, write_behind) == {}
    during.close()
    older.services.close()
    after = town_with(url, redis_url, NEW)
    with after.services.reading() as session:
        assert [row.text for row in session.scalars(select(Inbound))].count("wezi sokoni") == 2
    after.close()


def test_no_key_goes_while_a_process_seals_with_it(url: str, redis_url: str) -> None:
    during = town_with(url, redis_url, NEW, OLD)
    older = town_with(url, redis_url, OLD)
    older.services.is_lasting = True
    older.texts(RESIDENT, "wezi sokoni", sms_id="by-the-old-key")

    def others() -> list[str]:
        with during.services.reading() as session:
            return sealing_marks.with_other_keys(session, during.now, NEW)

    with pytest.raises(StillInUseError, match=f"process {os.getpid()} on .* still sealed with another SECRET_KEY"):
        rekey(during.services.database, lambda _line: None, others)
    with during.services.reading() as session:
        assert len(session.scalars(select(SealingKey)).all()) == 2
    older.services.close()
    during.now += sealing_marks.FRESH
    assert rekey(during.services.database, lambda _line: None, others) == {}
    during.close()
    alone = Database(url.replace("postgresql:", "postgresql+psycopg:"), Keyring((NEW,)))
    keys.check(alone)
    alone.close()


def test_a_process_that_slept_while_its_key_was_let_go_writes_nothing(url: str, redis_url: str) -> None:
    older = town_with(url, redis_url, OLD)
    older.services.is_lasting = True
    during = town_with(url, redis_url, NEW, OLD)
    rekey(during.services.database, lambda _line: None)
    form = {"from": RESIDENT, "to": "22384", "text": "wezi sokoni", "id": "late", "date": ""}
    assert older.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 503, "the network posts it again"
    assert during.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200
    with pytest.raises(keys.WrongKeyError), older.services.uow():
        pass
    older.services.close()
    during.close()


def test_movements_of_money_are_left_alone_and_givers_are_found_by_the_new_key(url: str, redis_url: str) -> None:
    before = town_with(url, redis_url, OLD)
    number = fills(before)
    before.close()
    during = town_with(url, redis_url, NEW, OLD)
    assert rekey(during.services.database, lambda _line: None) == {}
    during.close()
    after = town_with(url, redis_url, NEW)
    with after.services.reading() as session:
        known = givers.of_phone(session, after.record(), after.services.keyring.phones(GIVER))
        assert known is not None
        assert known.number == number
        assert accounts.is_in_balance(accounts.balances(session, after.record()))
    with pytest.raises(DBAPIError, match="never changed"), after.services.uow() as uow:
        uow.session.execute(text("DELETE FROM movements"))
    after.places()
    after.close()
