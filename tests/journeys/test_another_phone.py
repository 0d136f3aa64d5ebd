"""Stories of somebody who gets another number by SMS: a coordinator asks, and two other phones agree."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from gateway.communities import editing, history, loading
from gateway.communities.file import load_example, parse
from gateway.communities.records import body_of
from gateway.errors import Refused
from gateway.storage.models import PhoneChange
from menus.domain import phone_changes as rules
from menus.domain.categories import Category
from menus.domain.community import Community
from menus.domain.retention.periods import REQUESTS
from menus.text import gsm7
from menus.text.names import Text
from tests.people import BONDENI, COORDINATOR, FOCAL, LANDLORDS, LEADER, OVERSIGHT, POLICE, RESIDENT
from tests.town import Town, code_in

NEW = "+254712000777"
FILE = load_example("mlango-kubwa")


def asks(town: Town, phone: str = LEADER, new: str = NEW, by: str = COORDINATOR) -> str:
    """Ask by SMS that the person with a phone gets a new number; return the answer."""
    return town.texts(by, f"PHONE {town.person(phone).name} {new}")


def code_of(town: Town, phone: str) -> str:
    """Return the code in the last text of a phone."""
    return code_in(town.last(phone))


def is_changed(town: Town, old: str = LEADER, new: str = NEW) -> bool:
    """Return whether the new number has taken the place of the old one."""
    community = town.services.directory.communities()[0].community
    phones = {person.phone for person in community.people}
    assert (new in phones) != (old in phones)
    return new in phones


def wrong(code: str, more: int = 1) -> str:
    """Return another code. Each is tried once here: the same text within a moment is an echo of the network."""
    return f"{(int(code) + more) % 10_000:04}"


def test_the_new_phone_and_a_second_officer_change_a_number_and_everybody_concerned_reads_it(town: Town) -> None:
    name = town.person(LEADER).name
    answer = asks(town)
    assert town.is_a(answer, Text.PHONE_ASKED, COORDINATOR, last="777")
    assert NEW not in answer
    for other in (LANDLORDS, OVERSIGHT):
        assert town.got(other, Text.PHONE_CONFIRM, last="777")
    assert town.got(LEADER, Text.PHONE_CONFIRM_OLD, last="777")
    code = code_of(town, NEW)
    assert name not in town.last(NEW), "a stranger may hold it"
    second = code_of(town, LANDLORDS)
    assert town.texts(NEW, f"YES {code}") == town.said(Text.PHONE_PROVEN, to=NEW, language="sw")
    assert not is_changed(town)
    assert town.is_a(town.texts(LANDLORDS, f"YES {second}"), Text.PHONE_DONE, LANDLORDS)
    assert is_changed(town)
    assert town.got(NEW, Text.PHONE_DONE_NEW)
    assert town.inbox(LEADER)[-1] == town.said(Text.PHONE_DONE_OLD, to=LEADER, language="sw")
    assert town.got(COORDINATOR, Text.PHONE_DONE)
    assert town.got(OVERSIGHT, Text.PHONE_CHANGED)
    assert not town.got(LANDLORDS, Text.PHONE_CHANGED), "who confirmed it has read the answer"
    with town.services.reading() as session:
        newest, first = history.versions(session, "mlango-kubwa")
    assert newest.by == f"{town.person(COORDINATOR).name}, confirmed by {town.person(LANDLORDS).name}"
    assert first.by is None
    assert all(gsm7.fits(text) for _, text in town.carrier.sent)


@pytest.mark.parametrize("confirmer", [LANDLORDS, OVERSIGHT, LEADER])
def test_the_second_person_may_be_first_and_may_be_the_old_phone(town: Town, confirmer: str) -> None:
    asks(town)
    first, code = code_of(town, confirmer), code_of(town, NEW)
    assert town.texts(confirmer, f"NDIO {first}") == town.said(Text.PHONE_CONFIRMED, to=confirmer)
    assert not is_changed(town)
    assert town.is_a(town.texts(NEW, f"ndio {code}"), Text.PHONE_DONE_NEW, NEW)
    assert is_changed(town)


def test_open_alerts_go_to_the_new_number_and_only_its_answers_count(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    asks(town)
    code, second = code_of(town, NEW), code_of(town, LANDLORDS)
    town.texts(NEW, f"YES {code}")
    town.texts(LANDLORDS, f"YES {second}")
    town.passes(seconds=5)
    assert town.alerts(NEW) == [town.alert_to(NEW, reference)]
    town.answers(LEADER, "going", reference)
    assert town.track(reference, "patrol")["answered_by_role"] is None, "the old phone has no role any more"
    assert town.answers(NEW, "going", reference) == town.said(Text.GOING, to=NEW, reference=reference)
    assert town.track(reference, "patrol")["answered_by_role"] == "patrol-leader"


def test_whoever_holds_one_officers_phone_takes_over_nobody(town: Town) -> None:
    asks(town)
    code = code_of(town, NEW)
    for phone in (COORDINATOR, NEW, COORDINATOR):
        town.texts(phone, f"YES {code}")
    assert not is_changed(town)
    other = "+254712000778"
    answer = asks(town, COORDINATOR, other)
    assert town.is_a(answer, Text.PHONE_ASKED, COORDINATOR)
    assert not town.got(COORDINATOR, Text.PHONE_CONFIRM_OLD), "the asker's own phone is no second one"
    code = code_of(town, other)
    for phone in (other, COORDINATOR):
        town.texts(phone, f"YES {code}")
    assert not is_changed(town, COORDINATOR, other)


def test_what_a_stolen_phone_has_asked_ends_when_its_officer_gets_another_number(town: Town) -> None:
    asks(town)
    code, second = code_of(town, NEW), code_of(town, LANDLORDS)
    town.loads(FILE.replace(COORDINATOR, "+254712000999"))
    assert town.texts(NEW, f"YES {code}") == town.said(Text.PHONE_LAPSED, to=NEW, language="sw")
    assert town.texts(LANDLORDS, f"YES {second}") == town.said(Text.EXPIRED, to=LANDLORDS)
    assert not is_changed(town)


@pytest.mark.parametrize("lost", [COORDINATOR, LANDLORDS])
def test_whoever_loses_the_role_meanwhile_neither_asks_nor_confirms(town: Town, lost: str) -> None:
    asks(town)
    code, second = code_of(town, NEW), code_of(town, LANDLORDS)
    town.texts(LANDLORDS, f"YES {second}")
    roles = "" if lost == COORDINATOR else ', "treasurer"'
    before = f'phone = "{lost}"\nroles = ["coordinator"{roles}]'
    assert before in FILE
    town.loads(FILE.replace(before, f'phone = "{lost}"\nroles = ["chief"]'))
    assert town.texts(NEW, f"YES {code}") == town.said(Text.PHONE_PROVEN, to=NEW, language="sw")
    assert not is_changed(town)


def test_two_coordinators_cannot_give_a_helpers_number_to_another_phone(town: Town) -> None:
    asks(town, FOCAL)
    assert not town.got(LANDLORDS, Text.PHONE_CONFIRM)
    code, second = code_of(town, NEW), code_of(town, OVERSIGHT)
    town.texts(NEW, f"YES {code}")
    town.texts(OVERSIGHT, f"YES {second}")
    assert is_changed(town, FOCAL)


def test_three_wrong_codes_of_the_new_phone_end_it(town: Town) -> None:
    asks(town)
    code = code_of(town, NEW)
    for left in (2, 1):
        answer = town.texts(NEW, f"YES {wrong(code, left)}")
        assert answer == town.said(Text.PHONE_WRONG, to=NEW, language="sw", count=str(left))
    assert town.texts(NEW, f"YES {wrong(code, 3)}") == town.said(Text.PHONE_LAPSED, to=NEW, language="sw")
    assert town.got(COORDINATOR, Text.PHONE_ENDED)
    assert town.texts(NEW, f"YES {code}") == town.said(Text.PHONE_LAPSED, to=NEW, language="sw")
    assert town.texts(LANDLORDS, f"YES {code_of(town, LANDLORDS)}") == town.said(Text.EXPIRED, to=LANDLORDS)
    assert not is_changed(town)


def test_three_wrong_codes_of_a_confirmer_end_it_for_all(town: Town) -> None:
    asks(town)
    code, of_oversight, of_landlords = (code_of(town, phone) for phone in (NEW, OVERSIGHT, LANDLORDS))
    for number in range(1, rules.TRIES):
        assert town.texts(LANDLORDS, f"YES {wrong(of_landlords, number)}") == town.said(Text.EXPIRED, to=LANDLORDS)
    last = town.texts(LANDLORDS, f"YES {wrong(of_landlords, rules.TRIES)}")
    assert last == town.said(Text.PHONE_LAPSED, to=LANDLORDS)
    assert town.got(COORDINATOR, Text.PHONE_ENDED)
    town.texts(NEW, f"YES {code}")
    town.texts(OVERSIGHT, f"YES {of_oversight}")
    assert not is_changed(town)


@pytest.mark.parametrize("stolen", [LEADER, LANDLORDS])
def test_a_thief_with_the_old_phone_cannot_keep_its_number_by_wrong_codes(town: Town, stolen: str) -> None:
    asks(town, stolen)
    code, of_old, of_oversight = (code_of(town, phone) for phone in (NEW, stolen, OVERSIGHT))
    for number in range(1, rules.TRIES + 1):
        assert town.is_a(town.texts(stolen, f"YES {wrong(of_old, number)}"), Text.EXPIRED, stolen)
    town.texts(NEW, f"YES {code}")
    town.texts(OVERSIGHT, f"YES {of_oversight}")
    assert is_changed(town, stolen)


def test_a_thief_with_a_coordinators_phone_does_not_end_what_others_ask_for_that_coordinator(town: Town) -> None:
    asks(town, LANDLORDS)
    code, of_oversight = code_of(town, NEW), code_of(town, OVERSIGHT)
    asks(town, LANDLORDS, new="+254712000778", by=LANDLORDS)
    of_thief, of_asker = code_of(town, "+254712000778"), code_of(town, COORDINATOR)
    town.texts(NEW, f"YES {code}")
    town.texts(OVERSIGHT, f"YES {of_oversight}")
    assert is_changed(town, LANDLORDS)
    town.texts("+254712000778", f"YES {of_thief}")
    town.texts(COORDINATOR, f"YES {of_asker}")
    assert is_changed(town, LANDLORDS), "what the stolen phone asked for has ended"


def test_codes_that_come_after_an_hour_change_nothing(town: Town) -> None:
    asks(town)
    code, second = code_of(town, NEW), code_of(town, LANDLORDS)
    town.passes(minutes=rules.VALID_FOR.total_seconds() / 60 - 1)
    assert town.texts(NEW, f"YES {code}") == town.said(Text.PHONE_PROVEN, to=NEW, language="sw")
    town.passes(minutes=2)
    assert town.texts(LANDLORDS, f"YES {second}") == town.said(Text.EXPIRED, to=LANDLORDS)
    assert town.texts(NEW, f"YES {code}") == town.said(Text.PHONE_LAPSED, to=NEW, language="sw")
    assert not is_changed(town)


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("PHONE", Text.PHONE_HOW),
        ("SIMU 0712 000 777", Text.PHONE_HOW),
        ("SIMU Patrol leader (example)", Text.PHONE_HOW),
        ("PHONE Zebedayo 0712 000 777", Text.PHONE_WHO),
        ("PHONE Coordinator 0712 000 777", Text.PHONE_SEVERAL),
        ("PHONE Patrol leader (example) 0712", Text.PHONE_NO_NUMBER),
        ("PHONE Patrol leader (example) 020 222 2222", Text.PHONE_LANDLINE),
        ("PHONE Patrol leader (example) +256772100101", Text.PHONE_FOREIGN),
        (f"PHONE Patrol leader (example) {LEADER}", Text.PHONE_SAME),
        (f"PHONE Patrol leader (example) {COORDINATOR}", Text.PHONE_YOURS),
        (f"PHONE Patrol leader (example) {POLICE}", Text.PHONE_TAKEN),
    ],
)
def test_what_cannot_be_done_is_answered_clearly_and_nobody_is_texted(town: Town, written: str, answer: Text) -> None:
    before = len(town.carrier.sent)
    assert town.is_a(town.texts(COORDINATOR, written), answer, COORDINATOR)
    assert len(town.carrier.sent) == before + 1
    with town.services.reading() as session:
        assert session.scalar(select(func.count(PhoneChange.id))) == 0


def test_news_of_a_stolen_phone_is_no_command_and_only_a_coordinator_has_it(town: Town) -> None:
    town.texts(COORDINATOR, "phone snatchers with a gun at bondeni, plot 45")
    assert len(town.board()) == 1
    town.texts(BONDENI, f"PHONE {town.person(LEADER).name} {NEW}")
    town.texts(RESIDENT, f"PHONE {town.person(LEADER).name} {NEW}")
    assert town.inbox(NEW) == []


def test_requests_are_limited_and_a_new_one_takes_the_place_of_the_last(town: Town) -> None:
    asks(town)
    first, second = code_of(town, NEW), code_of(town, LANDLORDS)
    other = "+254712000778"
    asks(town, new=other)
    assert town.texts(NEW, f"YES {first}") == town.said(Text.PHONE_LAPSED, to=NEW, language="sw")
    assert town.texts(LANDLORDS, f"YES {second}") == town.said(Text.EXPIRED, to=LANDLORDS)
    for number in range(2, rules.MOST_ASKED):
        assert town.is_a(asks(town, new=f"+25471200078{number}"), Text.PHONE_ASKED, COORDINATOR)
    assert asks(town, new="+254712000799") == town.said(Text.PHONE_OFTEN, to=COORDINATOR)
    assert town.inbox("+254712000799") == []
    town.now += rules.DAY
    assert town.is_a(asks(town, new="+254712000799"), Text.PHONE_ASKED, COORDINATOR)


def test_two_requests_wait_for_one_officer_side_by_side(town: Town) -> None:
    other = "+254712000778"
    asks(town)
    first, of_first = code_of(town, NEW), code_of(town, LANDLORDS)
    asks(town, BONDENI, other)
    second, of_second = code_of(town, other), code_of(town, LANDLORDS)
    for phone, code in ((NEW, first), (other, second), (LANDLORDS, of_first), (LANDLORDS, of_second)):
        town.texts(phone, f"YES {code}")
    assert is_changed(town)
    assert is_changed(town, BONDENI, other)


def test_where_no_officer_may_confirm_the_answer_names_the_operators_command(new_town: Callable[..., Town]) -> None:
    lonely = FILE.replace('roles = ["coordinator", "treasurer"]', 'roles = ["treasurer"]')
    lonely = re.sub(r'\[\[people\]\]\nname = "Oversight.*\n(?:.+\n)*\n', "", lonely)
    # The reader of complaints is the only coordinator's neighbour here, and not one who could confirm for oneself.
    lonely = lonely.replace('roles = ["coordinator"]', 'roles = ["coordinator", "oversight"]')
    town = new_town(lonely)
    assert town.is_a(asks(town), Text.PHONE_ASKED_OLD, COORDINATOR)
    code, old = code_of(town, NEW), code_of(town, LEADER)
    assert asks(town, COORDINATOR, "+254712000778") == town.said(Text.PHONE_NOBODY, to=COORDINATOR)
    assert town.inbox("+254712000778") == []
    town.texts(NEW, f"YES {code}")
    town.texts(LEADER, f"YES {old}")
    assert is_changed(town), "the old phone alone is enough"


def test_people_who_have_changed_meanwhile_are_left_as_they_are(town: Town) -> None:
    asks(town)
    code, second = code_of(town, NEW), code_of(town, LANDLORDS)
    town.texts(NEW, f"YES {code}")
    town.loads(FILE.replace(BONDENI, NEW))
    assert town.texts(LANDLORDS, f"YES {second}") == town.said(Text.PHONE_GONE, to=LANDLORDS)
    assert town.person(LEADER).name
    assert town.person(NEW).roles


def test_the_comments_of_the_file_stay_and_requests_are_forgotten(town: Town) -> None:
    asks(town)
    code, second = code_of(town, NEW), code_of(town, LANDLORDS)
    town.texts(NEW, f"YES {code}")
    town.texts(LANDLORDS, f"YES {second}")
    with town.services.reading() as session:
        assert body_of(session, "mlango-kubwa") == FILE.replace(LEADER, NEW)
    town.now += REQUESTS + timedelta(minutes=1)
    town.ticks()
    with town.services.reading() as session:
        assert session.scalar(select(func.count(PhoneChange.id))) == 0


@pytest.mark.parametrize("said", ["Yes gunmen are shooting at people in bondeni", "Ndio, moto mkubwa unawaka bondeni"])
def test_a_stranger_whose_number_was_meant_by_mistake_is_heard_when_they_report(town: Town, said: str) -> None:
    asks(town)
    before = len(town.board())
    town.texts(NEW, said)
    assert len(town.board()) == before + 1
    with town.services.reading() as session:
        assert session.scalar(select(PhoneChange.wrong)) == 0


def test_a_number_that_changes_while_a_file_is_loaded_is_not_lost_unseen(town: Town) -> None:
    """Somebody gets a new number by SMS while an operator looks at what a file changes, or while its pages are made."""
    seen, person_id = town.community, town.record().person_ids[LEADER]
    waiting = {LEADER: NEW, NEW: "+254712000778"}

    def changes(text: str) -> Community:
        with town.services.uow() as uow:
            body = body_of(uow.session, "mlango-kubwa") or ""
            old = next((person.phone for person in parse(body).people if person.phone in waiting), None)
            if old is not None:
                loading.store(uow, editing.with_phone(body, old, waiting.pop(old)), loading.UNSIGNED, instead_of=body)
        return parse(text)

    def load(text: str, instead_of: object) -> None:
        services = town.services
        loading.load(services.uow, services.reading, services.keyring, text, changes, loading.UNSIGNED, instead_of)

    with pytest.raises(Refused, match="loaded meanwhile"):
        load(f"{FILE}\n# one\n", seen)
    assert is_changed(town)
    load(f"{FILE}\n# two\n", loading.ANYTHING)
    assert not waiting
    assert not is_changed(town), "the file still has the number"
    assert town.record().person_ids[LEADER] == person_id, "open alerts follow the person"
