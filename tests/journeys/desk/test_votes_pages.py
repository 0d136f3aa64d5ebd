"""Stories of votes at the desk: officers write one, tellers take codes, two of them open the box."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from gateway.storage.models import Household, Vote
from menus.domain.vote_codes import GROUPS, LENGTH
from menus.domain.vote_life import VoteState
from tests.desk import Shown, Visitor
from tests.people import COORDINATOR, DEPUTY, LANDLORDS
from tests.town import Town
from tests.voting import HOUSEHOLDS, OPTIONS, QUESTIONS, TELLERS, Held, agreed, is_open, lists, votes

LIST = "/desk/votes"


def signed_in(town: Town, phone: str, beside: Visitor | None = None) -> Visitor:
    """Return somebody who has signed in; `beside` another one, at the same desk."""
    visitor = Visitor(town, phone)
    if beside is not None:
        visitor.app = beside.app
        visitor.client = visitor.app.test_client()
        visitor.client.set_cookie("doria_desk_language", "en", path="/desk")
    visitor.signs_in()
    return visitor


def form(town: Town, **changed: str) -> dict[str, str]:
    """Return the fields of a vote that may be held."""
    zone, ids = town.community.timezone, town.record().person_ids
    opens, closes = (town.now + one for one in (timedelta(hours=1), timedelta(days=3)))
    fields = {f"question_{language}": words for language, words in QUESTIONS.items()}
    for number, option in enumerate(OPTIONS, 1):
        fields |= {f"option_{number}_{language}": words for language, words in option.items()}
    fields |= {f"teller_{seat}": str(ids[phone]) for seat, phone in enumerate(TELLERS, 1)}
    fields |= {
        "opens": f"{opens.astimezone(zone):%Y-%m-%dT%H:%M}",
        "closes": f"{closes.astimezone(zone):%Y-%m-%dT%H:%M}",
    }
    return {**fields, **changed}


def says(visitor: Visitor, which: str, **values: object) -> str:
    return visitor.says("votes", which, **values)


def code_on(page: Shown) -> str:
    found = re.findall(rf"\b\d{{{LENGTH}}}\b", page.text)
    assert len(found) == GROUPS
    return " ".join(found)


def test_a_vote_from_the_paper_of_officers_to_its_count(town: Town) -> None:
    lists(town)
    visitors = {phone: signed_in(town, phone) for phone in (COORDINATOR, LANDLORDS, DEPUTY)}
    first, second = visitors[COORDINATOR], visitors[LANDLORDS]
    page = first.presses(first.opens(f"{LIST}/new"), says(first, "new.write"), **form(town))
    assert says(first, "done.written") in page.text
    with town.services.reading() as session:
        vote = session.scalars(select(Vote)).one()
    held, where = Held(town, vote.id, vote.opens_at, vote.closes_at), f"{LIST}/{vote.id}"
    # Whoever wrote it cannot agree, too.
    assert says(first, "act.agree") not in {button.name for button in first.opens(where).buttons()}
    assert says(second, "done.agreed") in second.presses(second.opens(where), says(second, "act.agree")).text
    for phone, visitor in visitors.items():
        shown = visitor.presses(visitor.opens(where), says(visitor, "act.code"))
        held.codes[phone] = code_on(shown)
        assert says(visitor, "code.once") in shown.text
        again = visitor.opens(where)
        assert held.codes[phone].split()[0] not in again.html
        visitor.presses(again, says(visitor, "act.known"), code=held.codes[phone])
    assert held.row.state is VoteState.PUBLISHED
    held.opens()
    for phone in HOUSEHOLDS:
        votes(town, phone, 1 if phone != HOUSEHOLDS[0] else 2)
    held.closes()
    one = signed_in(town, DEPUTY)
    other = signed_in(town, LANDLORDS, one)
    page = one.presses(one.opens(where), says(one, "act.open"), code=held.codes[DEPUTY])
    assert says(one, "done.first") in page.text
    assert held.state is VoteState.CLOSED
    page = other.presses(other.opens(where), says(other, "act.open"), code=held.codes[LANDLORDS])
    assert says(other, "done.counted") in page.text
    assert "Yes 13, No 1, Either 0." in page.text
    assert f"{len(HOUSEHOLDS)} of {len(HOUSEHOLDS)} on the list voted." in one.opens(LIST).text


def test_a_code_that_was_not_shown_cannot_be_lost(town: Town) -> None:
    lists(town)
    held = agreed(town)
    visitor = signed_in(town, COORDINATOR)
    where, lost = f"{LIST}/{held.vote_id}", says(visitor, "act.lost")
    assert lost not in {button.name for button in visitor.opens(where).buttons()}
    visitor.presses(visitor.opens(where), says(visitor, "act.code"))
    assert lost in {button.name for button in visitor.opens(where).buttons()}


def test_one_teller_alone_or_twice_does_not_open_the_box(town: Town) -> None:
    held = is_open(town)
    votes(town, HOUSEHOLDS[0], 1)
    held.closes()
    where = f"{LIST}/{held.vote_id}"
    visitor = signed_in(town, DEPUTY)
    for _ in range(3):
        visitor.presses(visitor.opens(where), says(visitor, "act.open"), code=held.codes[DEPUTY])
    assert held.state is VoteState.CLOSED
    town.now += timedelta(minutes=16)
    other = signed_in(town, LANDLORDS, visitor)
    page = other.presses(other.opens(where), says(other, "act.open"), code=held.codes[LANDLORDS])
    # The first one has waited too long.
    assert says(other, "done.first") in page.text
    assert held.state is VoteState.CLOSED


def test_a_mistyped_code_is_told_by_its_group(town: Town) -> None:
    lists(town)
    held = agreed(town)
    visitor = signed_in(town, COORDINATOR)
    where = f"{LIST}/{held.vote_id}"
    groups = code_on(visitor.presses(visitor.opens(where), says(visitor, "act.code"))).split()
    slip = groups[2][:-1] + str((int(groups[2][-1]) + 1) % 10)
    typed = " ".join([*groups[:2], slip, *groups[3:]])
    page = visitor.presses(visitor.opens(where), says(visitor, "act.known"), code=typed)
    assert page.status == 422
    assert says(visitor, "took.group", group=3) in page.text
    for strange in ("\0", "7" * 10_000, "abc", "\u0661\u0662"):
        page = visitor.presses(visitor.opens(where), says(visitor, "act.known"), code=strange)
        assert says(visitor, "took.length") in page.text
    page = visitor.presses(visitor.opens(where), says(visitor, "act.known"), code="-".join(groups))
    assert says(visitor, "done.known") in page.text


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"option_2_en": "", "option_2_sw": "", "option_3_en": "", "option_3_sw": ""}, "few-options"),
        ({"question_en": "Is Kamau Njoroge a thief?"}, "name"),
        ({"question_en": ""}, "no-question"),
        ({"opens": "\0", "closes": "tomorrow"}, "no-time"),
        ({"opens": "9999-12-31T23:59", "closes": "0002-01-01T00:00"}, "closes-before"),
        ({"teller_1": "", "teller_2": "999999999999999999999"}, "tellers-number"),
        ({"question_sw": "W" * 10_000}, "too-long"),
    ],
)
def test_a_form_with_a_fault_comes_back_as_it_was_typed(town: Town, changed: dict[str, str], fault: str) -> None:
    lists(town)
    visitor = signed_in(town, COORDINATOR)
    page = visitor.presses(visitor.opens(f"{LIST}/new"), says(visitor, "new.write"), **form(town, **changed))
    assert page.status == 422
    assert says(visitor, f"fault.{fault}") in page.text
    assert 'value="Either"' in page.html or "option_3_en" in changed
    with town.services.reading() as session:
        assert session.scalars(select(Vote)).all() == []


def test_who_is_no_officer_and_no_teller_reads_and_does_nothing(town: Town) -> None:
    lists(town)
    held = agreed(town)
    leader = signed_in(town, "+254700000101")
    where = f"{LIST}/{held.vote_id}"
    page = leader.opens(where)
    assert {one.name for one in page.buttons()} <= {leader.says("votes", "sign_out")}
    for act in ("code", "known", "lost", "open"):
        told = leader.sends(f"{where}/{act}", {"csrf_token": token(page), "code": "1"})
        assert told.status == 422
        assert says(leader, "took.meanwhile") in told.text
    for act in ("agree", "withdraw"):
        assert leader.sends(f"{where}/{act}", {"csrf_token": token(page)}).status == 404


def test_a_second_press_on_a_vote_reads_that_nothing_was_done(town: Town) -> None:
    lists(town)
    held = agreed(town)
    officer = signed_in(town, COORDINATOR)
    page = officer.opens(f"{LIST}/{held.vote_id}")
    assert says(officer, "done.withdrawn") in officer.presses(page, says(officer, "act.withdraw")).text
    for act in ("withdraw", "agree", "lost"):
        again = officer.sends(f"{LIST}/{held.vote_id}/{act}", {"csrf_token": token(page)})
        assert again.status == 422
        assert says(officer, "took.meanwhile") in again.text


def token(page: Shown) -> str:
    found = re.search(r'name="csrf_token" value="([^"]*)"', page.html)
    assert found is not None
    return found[1]


def test_two_officers_enter_the_first_households(town: Town) -> None:
    first, second = signed_in(town, COORDINATOR), signed_in(town, LANDLORDS)
    where = f"{LIST}/households"
    numbers = "0722 000 010\n+254722000011\n"
    page = first.presses(first.opens(where), says(first, "households.enter"), numbers=numbers + "\nhome 12")
    assert page.status == 422
    assert says(first, "sheet.wrong", line=3) in page.text
    page = first.presses(first.opens(where), says(first, "households.enter"), numbers=numbers)
    assert says(first, "done.entered") in page.text
    assert says(first, "sheet.agree") not in {one.name for one in first.opens(where).buttons()}
    page = second.opens(where)
    assert "0010 0011" in page.text
    assert "722000010" not in page.html
    second.presses(page, says(second, "sheet.agree"))
    with town.services.reading() as session:
        assert len(session.scalars(select(Household)).all()) == 2


def test_nothing_of_one_community_is_found_from_another(town: Town) -> None:
    lists(town)
    held = agreed(town)
    visitor = signed_in(town, COORDINATOR)
    assert visitor.opens(f"{LIST}/{held.vote_id + 1}").status == 404
    assert visitor.opens(f"{LIST}/{2**63 - 1}").status == 404
