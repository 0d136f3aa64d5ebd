"""The second officer: who leads, reads what is grave or helps in private is changed by two, and both are told."""

from collections.abc import Callable
from datetime import timedelta
from threading import Thread

import pytest
from sqlalchemy import select

from gateway.roster.phone_notices import short_name
from gateway.storage.models import Act
from menus.domain.acts import ActKind
from menus.domain.proposal_life import ProposalState
from menus.domain.roles import Role
from menus.text.names import Text
from tests.journeys.desk.people import NEW, WHY, Clerk, agrees, clerk, posted, two_of_oversight, versions
from tests.journeys.desk.proposals import LIST, asks_for_leader, button_of, decides, opens_only, states
from tests.journeys.desk.test_authenticators import PIN, enrolled
from tests.people import BONDENI, COORDINATOR, DEPUTY, LANDLORDS, LEADER, OVERSIGHT, POLICE, small
from tests.town import Town


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community with few zones, whose pages are made fast, and two people of oversight."""
    return new_town(small(two_of_oversight()))


def test_a_leader_is_named_when_another_officer_agrees_and_all_are_told(town: Town) -> None:
    visitor, second = clerk(town), clerk(town, LANDLORDS)
    name, by = town.person(BONDENI).name, short_name(town.person(COORDINATOR))
    told = asks_for_leader(visitor)
    assert visitor.words("told.asked", name=name) in told.text
    town.works()
    assert town.person(BONDENI).roles == {Role.PATROL}
    for officer in (LANDLORDS, OVERSIGHT):
        assert town.said(Text.PEOPLE_ASKED, to=officer, said=name, by=by) in town.inbox(officer)
    page = opens_only(second)
    say = second.words
    assert say("line.part", what=say("field.roles"), was="patrol", now="deputy leader, patrol") in page.text
    assert say("confirm.why", why=f"D12: {WHY}") in page.text
    assert say("told.agreed") in decides(second, page, "/agree").text
    town.works()
    assert town.person(BONDENI).roles == {Role.PATROL, Role.DEPUTY_LEADER}
    newest, *_ = versions(town)
    names = [town.person(one).name for one in (COORDINATOR, LANDLORDS)]
    assert (newest.by, newest.why) == (f"{names[0]}, confirmed by {names[1]}", f"D12: {WHY}")
    agreed = short_name(town.person(LANDLORDS))
    assert town.said(Text.PEOPLE_AGREED, to=COORDINATOR, said=name, by=agreed) in town.inbox(COORDINATOR)
    for officer in (LANDLORDS, OVERSIGHT):
        assert town.said(Text.PEOPLE_CHANGED, to=officer, said=name, by=by) in town.inbox(officer)
    assert states(town) == [ProposalState.DONE]
    assert second.opens(page.answer.request.path).status == 404
    with town.services.reading() as session:
        found = session.scalars(select(Act).where(Act.kind.in_([ActKind.PEOPLE_ASKED, ActKind.PEOPLE_AGREED]))).all()
        assert len(found) == 2
        assert name not in str([one.facts for one in found])


def test_who_asked_cannot_agree_and_takes_it_back(town: Town) -> None:
    visitor, second = clerk(town), clerk(town, LANDLORDS)
    asks_for_leader(visitor)
    page = opens_only(visitor)
    assert not [one for one in page.buttons() if one.address.endswith("/agree")]
    where, fields = button_of(opens_only(second), "/agree")
    own = page.buttons()[0].fields["csrf_token"]
    assert posted(visitor, where, {**fields, "csrf_token": own}).status == 404
    assert town.person(BONDENI).roles == {Role.PATROL}
    assert visitor.words("told.taken_back") in decides(visitor, page, "/refuse").text
    assert posted(second, where, fields).status == 404
    assert states(town) == [ProposalState.REFUSED]
    assert len(versions(town)) == 1


@pytest.mark.parametrize("number", [0, 77, 2**31, 2**63 - 1, 2**63, 10**40])
def test_a_number_that_no_proposal_has_is_not_found(town: Town, number: int) -> None:
    visitor = clerk(town)
    token = visitor.opens("/desk/people").buttons()[0].fields["csrf_token"]
    for where in (f"{LIST}/{number}", f"/desk/people/{number + 1000}"):
        assert visitor.opens(where).status == 404
    for act in ("agree", "refuse"):
        assert posted(visitor, f"{LIST}/{number}/{act}", {"csrf_token": token, "seen": "1"}).status == 404
    assert posted(visitor, f"/desk/recovery/{number}", {"csrf_token": token}).status == 404


def test_a_refusal_is_told_to_both_and_changes_nothing(town: Town) -> None:
    visitor, second = clerk(town), clerk(town, OVERSIGHT)
    asks_for_leader(visitor)
    assert second.words("told.refused") in decides(second, opens_only(second), "/refuse").text
    town.works()
    name, by = town.person(BONDENI).name, short_name(town.person(OVERSIGHT))
    for officer in (COORDINATOR, OVERSIGHT):
        assert town.said(Text.PEOPLE_REFUSED, to=officer, said=name, by=by) in town.inbox(officer)
    assert town.person(BONDENI).roles == {Role.PATROL}


def test_a_place_in_the_patrol_is_refused_with_a_reason_alone(town: Town) -> None:
    """Refusal of a place needs a reason."""
    visitor, second = clerk(town), clerk(town, OVERSIGHT)
    visitor.confirms(visitor.asks_to_add(roles="deputy-leader", decision="D12"))
    where, fields = button_of(opens_only(second), "/refuse")
    for why in ("", "  ", "JANI 42"):
        shown = posted(second, where, {**fields, "why": why})
        assert (shown.status, second.words("proposal.why.missing") in shown.text) == (422, True)
    assert states(town) == [ProposalState.WAITING]
    assert second.words("told.refused") in posted(second, where, {**fields, "why": "too few nights"}).text
    with town.services.reading() as session:
        (act,) = session.scalars(select(Act).where(Act.kind == ActKind.PEOPLE_REFUSED)).all()
        assert act.words == "too few nights"


def test_what_nobody_decides_is_over_after_three_days(town: Town) -> None:
    asks_for_leader(clerk(town))
    town.now += timedelta(hours=72, seconds=1)
    second = clerk(town, LANDLORDS)
    assert second.words("proposals.none") in second.opens(LIST).text
    assert second.opens(f"{LIST}/1").status == 404


@pytest.mark.parametrize(
    ("phone", "fields"),
    [
        (LEADER, {"phone": NEW}),
        (POLICE, {"phone": NEW}),
        (POLICE, {"roles": "police\nchief"}),
        (DEPUTY, {"roles": "deputy-leader\npatrol", "decision": "D3"}),
        (LANDLORDS, {"roles": "treasurer", "decision": "D3"}),
        (LANDLORDS, {"tenure": ""}),
        (COORDINATOR, {"zones": "bondeni"}),
        (LANDLORDS, {"zones": "bondeni"}),
        (LEADER, {"team": "Owls"}),
        (POLICE, {"zones": "bondeni"}),
        (BONDENI, {"tenure": "tenant"}),
        (BONDENI, {"roles": "patrol\nyouth-lead"}),
    ],
)
def test_a_leaders_and_a_police_contacts_number_and_roles_wait(town: Town, phone: str, fields: dict[str, str]) -> None:
    visitor = clerk(town)
    page = visitor.asks(phone, "change", **fields)
    assert visitor.words("confirm.ask") in [one.name for one in page.buttons()]
    visitor.confirms(page)
    assert len(versions(town)) == 1
    assert states(town) == [ProposalState.WAITING]


def test_the_second_officer_types_the_end_of_a_new_number_that_the_page_does_not_show(town: Town) -> None:
    visitor, second = clerk(town), clerk(town, LANDLORDS)
    visitor.confirms(visitor.asks(LEADER, phone=NEW))
    page = opens_only(second)
    assert NEW[-3:] not in page.text
    assert second.words("proposal.digits", digits=4, name=town.person(LEADER).name) in page.text
    where, fields = button_of(page, "/agree")
    assert fields["last-0"]
    for typed in ("", NEW[-3:], "0778", "x", "9" * 400, "\0", f"0{'0' * 9}"):
        wrong = posted(second, where, {**fields, "last-0": typed})
        assert (wrong.status, second.words("proposal.read_out.wrong", digits=4) in wrong.text) == (422, True)
        assert NEW[-3:] not in wrong.text
    assert town.person(LEADER).roles == {Role.PATROL_LEADER}
    assert len(versions(town)) == 1
    told = posted(second, where, {**fields, "last-0": "0711 000 777"})
    assert second.words("told.agreed") in told.text
    assert town.person(NEW).roles == {Role.PATROL_LEADER}


def test_who_is_changed_by_two_is_told(town: Town) -> None:
    visitor, second = clerk(town), clerk(town, LANDLORDS)
    visitor.confirms(visitor.asks(LEADER, team="Owls"))
    town.works()
    assert not town.got(LEADER, Text.PEOPLE_CHANGED)
    agrees(second)
    town.works()
    name, by = town.person(LEADER).name, short_name(town.person(COORDINATOR))
    assert town.said(Text.PEOPLE_CHANGED, to=LEADER, said=name, by=by) in town.inbox(LEADER)


def test_an_address_tells_nobody_that_something_waits(town: Town) -> None:
    visitor, concerned = clerk(town), clerk(town, LANDLORDS)
    visitor.confirms(visitor.asks(LANDLORDS, "remove", decision="D9"))
    where = opens_only(clerk(town, OVERSIGHT)).answer.request.path
    nothing = concerned.opens(f"{LIST}/{'0' * 16}")
    for unknown in (where, f"{LIST}/1", f"{LIST}/ask", f"{LIST}/\u0663", f"{LIST}/{'x' * 10_000}"):
        found = concerned.opens(unknown)
        assert (found.status, found.html) == (404, nothing.html)
    assert visitor.opens(f"{LIST}/1").status == 404
    assert visitor.opens(where).status == 200


def test_whom_it_concerns_is_followed_to_their_new_number(town: Town) -> None:
    visitor, oversight = clerk(town), clerk(town, OVERSIGHT)
    visitor.confirms(visitor.asks(LANDLORDS, "remove", decision="D9"))
    name = town.person(LANDLORDS).name
    town.loads(small(two_of_oversight()).replace(LANDLORDS, NEW))
    concerned = clerk(town, NEW)
    assert town.person(NEW).name == name
    assert concerned.words("proposals.none") in concerned.opens(LIST).text
    page = opens_only(oversight)
    assert concerned.opens(page.answer.request.path).status == 404
    assert name in page.text
    decides(oversight, page, "/agree")
    assert name not in [person.name for person in town.community.people]


def test_a_number_that_is_somebody_elses_by_now_changes_nobody(town: Town) -> None:
    visitor, second = clerk(town), clerk(town, LANDLORDS)
    visitor.confirms(visitor.asks(LEADER, team="Owls"))
    text = small(two_of_oversight()).replace(LEADER, NEW)
    town.loads(text)
    town.loads(text.replace(DEPUTY, LEADER))
    agrees(second)
    assert (town.person(NEW).team, town.person(LEADER).team) == ("Owls", None)


def test_a_public_number_goes_with_the_role_of_a_coordinator(new_town: Callable[..., Town]) -> None:
    old = f'phone = "{LANDLORDS}"'
    town = new_town(small(two_of_oversight()).replace(old, f"{old}\npublic_phone = true"))
    visitor, second = clerk(town), clerk(town, OVERSIGHT)
    visitor.confirms(visitor.asks(LANDLORDS, roles="treasurer", decision="D3"))
    decides(second, opens_only(second), "/agree")
    assert town.person(LANDLORDS).roles == {Role.TREASURER}
    assert town.person(LANDLORDS).public_phone is None


def test_who_it_is_about_neither_reads_nor_decides_it(town: Town) -> None:
    visitor, concerned = clerk(town), clerk(town, LANDLORDS)
    visitor.confirms(visitor.asks(LANDLORDS, "remove", decision="D9"))
    town.works()
    assert not town.got(LANDLORDS, Text.PEOPLE_ASKED)
    assert concerned.words("proposals.none") in concerned.opens(LIST).text
    oversight = clerk(town, OVERSIGHT)
    address = opens_only(oversight).answer.request.path
    for where in (f"{address}/agree", f"{address}/refuse"):
        token = concerned.opens("/desk/people").buttons()[0].fields["csrf_token"]
        assert posted(concerned, where, {"csrf_token": token, "seen": "1"}).status == 404
    decides(oversight, opens_only(oversight), "/agree")
    assert LANDLORDS not in [person.phone for person in town.community.people]
    assert concerned.opens("/desk/people").answer.request.path == "/desk/sign-in"


def test_a_leader_needs_a_decision_and_a_new_sim_card_of_theirs_does_not(town: Town) -> None:
    visitor = clerk(town)
    page = visitor.asks(BONDENI, roles="patrol\npatrol-leader")
    assert page.status == 422
    assert visitor.words("fault.decision_missing") in page.text
    assert visitor.words("fault.decision") in visitor.asks(BONDENI, roles="patrol-leader", decision="12").text
    assert visitor.asks(LEADER, phone=NEW).status == 200


def test_helpers_and_oversight_are_changed_with_oversight_alone(town: Town) -> None:
    visitor, other, oversight = clerk(town), clerk(town, LANDLORDS), clerk(town, OVERSIGHT)
    visitor.confirms(visitor.asks_to_add(roles="focal-person"))
    page = opens_only(other)
    assert other.words("proposal.not_yours") in page.text
    where, fields = button_of(opens_only(oversight), "/agree")
    token = page.buttons()[0].fields["csrf_token"]
    assert not [one for one in page.buttons() if one.address.endswith("/refuse")]
    for act in (where, where.replace("/agree", "/refuse")):
        assert posted(other, act, {**fields, "csrf_token": token}).status == 404
    assert states(town) == [ProposalState.WAITING]
    posted(oversight, where, fields)
    assert town.person(NEW).roles == {Role.FOCAL_PERSON}


def test_a_proposal_is_made_anew_of_the_file_in_force_or_says_that_it_cannot(town: Town) -> None:
    visitor, second = clerk(town), clerk(town, LANDLORDS)
    asks_for_leader(visitor)
    old = opens_only(second)
    visitor.confirms(visitor.asks(BONDENI, team="Owls"))
    told = decides(second, old, "/agree")
    assert second.words("meanwhile") in told.text
    assert town.person(BONDENI).roles == {Role.PATROL}
    decides(second, told, "/agree")
    assert town.person(BONDENI).roles == {Role.PATROL, Role.DEPUTY_LEADER}
    assert town.person(BONDENI).team == "Owls"
    visitor.confirms(visitor.asks_to_add(roles="chief\npolice"))
    stale = opens_only(second)
    visitor.confirms(visitor.asks_to_add(name="Other (example)"))
    gone = decides(second, stale, "/agree")
    assert second.words("proposal.gone") in gone.text
    assert not [one for one in gone.buttons() if one.address.endswith(("/agree", "/refuse"))]
    token = gone.buttons()[0].fields["csrf_token"]
    where = gone.answer.request.path.removesuffix("/agree")
    assert posted(second, f"{where}/refuse", {"csrf_token": token}).status == 200
    assert states(town)[1:] == [ProposalState.WAITING]
    own = opens_only(visitor)
    assert visitor.words("told.taken_back") in decides(visitor, own, "/refuse").text


def test_two_officers_who_decide_at_once_decide_once(town: Town) -> None:
    asks_for_leader(clerk(town))
    officers = [clerk(town, LANDLORDS), clerk(town, OVERSIGHT)]
    forms = [button_of(opens_only(officer), end) for officer, end in zip(officers, ("/agree", "/refuse"), strict=True)]
    answers: list[str] = []

    def decide(officer: Clerk, form: tuple[str, dict[str, str]]) -> None:
        answers.append(posted(officer, *form).text)

    threads = [Thread(target=decide, args=each) for each in zip(officers, forms, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    say = officers[0].words
    assert sum(say("told.agreed") in one or say("told.refused") in one for one in answers) == 1
    (state,) = states(town)
    assert (len(versions(town)) == 2) == (state is ProposalState.DONE)


def test_an_officer_who_is_one_no_longer_agrees_to_nothing(town: Town) -> None:
    visitor, oversight = clerk(town), clerk(town, OVERSIGHT)
    asks_for_leader(visitor)
    town.loads(small(two_of_oversight()).replace('roles = ["coordinator"]', 'roles = ["observer"]'))
    page = opens_only(oversight)
    assert not [one for one in page.buttons() if one.address.endswith("/agree")]


def test_one_officer_does_not_flood_the_others(town: Town) -> None:
    visitor = clerk(town)
    for number in range(10):
        visitor.confirms(visitor.asks_to_add(phone=f"+2547110007{number:02}", roles="police"))
    told = visitor.confirms(visitor.asks_to_add(phone="+254711000799", roles="police"))
    assert visitor.words("told.too_many") in told.text
    assert len(states(town)) == 10


def test_agreeing_needs_a_fresh_proof(lan: Town) -> None:
    visitor, app = enrolled(lan, LANDLORDS)
    first, _ = enrolled(lan, COORDINATOR)
    asker = Clerk(lan, COORDINATOR)
    asker.client = first.client
    asks_for_leader(asker)
    page = opens_only(visitor)
    lan.now += timedelta(minutes=4, seconds=59)
    page = opens_only(visitor)
    lan.now += timedelta(minutes=2)
    assert decides(visitor, page, "/refuse").status == 403
    assert states(lan) == [ProposalState.WAITING]
    locked = decides(visitor, page, "/agree")
    assert locked.status == 403
    assert lan.person(BONDENI).roles == {Role.PATROL}
    button = next(one for one in locked.buttons() if one.address.endswith("/agree"))
    assert button.fields["seen"]
    posted(visitor, button.address, {**button.fields, "proof_code": app.at(lan.now), "proof_pin": PIN})
    assert lan.person(BONDENI).roles == {Role.PATROL, Role.DEPUTY_LEADER}
