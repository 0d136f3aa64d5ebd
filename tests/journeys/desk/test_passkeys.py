"""Passkeys at the desk: one is made after a code, and opens the desk alone; a foreign or copied one opens nothing."""

from datetime import timedelta

import pytest

from menus.text.names import Text
from tests.desk import Shown, Visitor
from tests.journeys.desk.conftest import ORIGIN
from tests.passkeys import Passkey
from tests.people import COORDINATOR, LEADER, OVERSIGHT
from tests.town import Town

HOST = "desk.example.org"


def after_code(visitor: Visitor) -> Shown:
    """Return the page that opens with a code."""
    return visitor.signs_in()


def enrolled(town: Town, phone: str = COORDINATOR, **about: object) -> tuple[Visitor, Passkey]:
    """Return a visitor who has signed in with a code and a new passkey."""
    visitor, passkey = Visitor(town, phone), Passkey(ORIGIN, HOST, **about)  # type: ignore[arg-type]
    page = after_code(visitor)
    assert visitor.says("sign_in", "new.passkey.head") in page.text
    made = visitor.presses(page, visitor.says("sign_in", "new.passkey.make"), proof_passkey=passkey.makes(page))
    assert visitor.says("board", "board.head") in made.text
    return visitor, passkey


def signs_in_with(visitor: Visitor, passkey: Passkey, page: Shown | None = None) -> Shown:
    page = page or visitor.opens("/desk/sign-in")
    return visitor.presses(page, visitor.says("sign_in", "sign_in.passkey"), proof_passkey=passkey.answers(page))


def test_a_code_alone_opens_no_page(named: Town) -> None:
    visitor = Visitor(named, COORDINATOR)
    assert after_code(visitor).status == 200
    assert visitor.opens("/desk/").answer.request.path == "/desk/sign-in"
    assert visitor.opens("/desk/my-sign-in").answer.request.path == "/desk/sign-in"


def test_a_passkey_opens_the_desk_without_a_code(named: Town) -> None:
    _, passkey = enrolled(named)
    named.passes(minutes=1)
    other = Visitor(named)
    assert other.says("board", "board.head") in signs_in_with(other, passkey).text


def test_one_session_lives_at_a_time(named: Town) -> None:
    first, passkey = enrolled(named)
    named.passes(minutes=1)
    signs_in_with(Visitor(named), passkey)
    assert first.opens("/desk/").answer.request.path == "/desk/sign-in"


def test_a_second_code_asks_for_the_passkey_and_ends_nothing(named: Town) -> None:
    first, passkey = enrolled(named)
    named.passes(minutes=1)
    second = Visitor(named, COORDINATOR)
    page = after_code(second)
    assert second.says("sign_in", "prove.passkey.head") in page.text
    assert first.opens("/desk/").status == 200
    done = second.presses(page, second.says("sign_in", "sign_in.passkey"), proof_passkey=passkey.answers(page))
    assert second.says("board", "board.head") in done.text


@pytest.mark.parametrize(
    "about",
    [
        {"origin": "https://desk.example.org.evil.example"},
        {"origin": "http://desk.example.org"},
        {"host": "evil.example"},
        {"verifies": False},
    ],
)
def test_a_passkey_of_another_site_or_without_its_person_opens_nothing(named: Town, about: dict[str, object]) -> None:
    visitor, passkey = Visitor(named, COORDINATOR), Passkey(ORIGIN, HOST)
    for name, value in about.items():
        setattr(passkey, name, value)
    page = after_code(visitor)
    made = visitor.presses(page, visitor.says("sign_in", "new.passkey.make"), proof_passkey=passkey.makes(page))
    assert made.status == 403
    _, own = enrolled(named, LEADER)
    named.passes(minutes=1)
    for name, value in about.items():
        setattr(own, name, value)
    assert signs_in_with(Visitor(named), own).status == 403


def test_an_answer_opens_the_desk_once(named: Town) -> None:
    _, passkey = enrolled(named)
    named.passes(minutes=1)
    visitor = Visitor(named)
    page = visitor.opens("/desk/sign-in")
    answer = passkey.answers(page)
    (form,) = [one for one in page.buttons() if one.name == visitor.says("sign_in", "sign_in.passkey")]
    assert visitor.sends(form.address, {**form.fields, "proof_passkey": answer}).status == 200
    named.passes(seconds=1)
    assert visitor.sends(form.address, {**form.fields, "proof_passkey": answer}).status == 403


def test_a_challenge_is_good_for_one_browser_and_for_minutes(named: Town) -> None:
    _, passkey = enrolled(named)
    named.passes(minutes=1)
    seen, other = Visitor(named), Visitor(named)
    answer = passkey.answers(seen.opens("/desk/sign-in"))
    enter = other.says("sign_in", "sign_in.passkey")
    assert other.presses(other.opens("/desk/sign-in"), enter, proof_passkey=answer).status == 403
    page = other.opens("/desk/sign-in")
    named.now += timedelta(minutes=11)
    assert other.presses(page, enter, proof_passkey=passkey.answers(page)).status == 403


def test_a_counter_that_does_not_rise_shows_a_copy_unless_the_passkey_is_backed_up(named: Town) -> None:
    _, passkey = enrolled(named, count=5)
    named.passes(minutes=1)
    assert signs_in_with(Visitor(named), passkey).status == 403
    passkey.count = 6
    assert signs_in_with(Visitor(named), passkey).status == 200
    _, backed_up = enrolled(named, LEADER, name=b"another", count=5, is_backed_up=True)
    named.passes(minutes=1)
    assert signs_in_with(Visitor(named), backed_up).status == 200


@pytest.mark.parametrize(
    "answer", ["", "{", "[]", '{"rawId": 1}', '{"rawId": "x", "response": {}}', "null", "7" * 30_000, "[" * 15_000]
)
def test_a_made_up_answer_opens_nothing(named: Town, answer: str) -> None:
    visitor = Visitor(named)
    page = visitor.opens("/desk/sign-in")
    assert visitor.presses(page, visitor.says("sign_in", "sign_in.passkey"), proof_passkey=answer).status == 403


def test_five_wrong_proofs_end_the_session(named: Town) -> None:
    visitor, _ = enrolled(named)
    named.now += timedelta(minutes=20)
    for number in range(5):
        page = visitor.opens("/desk/")
        assert visitor.says("sign_in", "lock.head") in page.text, number
        page = visitor.presses(page, visitor.says("sign_in", "proof.go.passkey"), proof_passkey="{}")
    assert page.answer.request.path == "/desk/sign-in"
    assert visitor.opens("/desk/").answer.request.path == "/desk/sign-in"


def test_a_further_passkey_is_added_listed_and_ended(named: Town) -> None:
    visitor, passkey = enrolled(named)
    say = visitor.says
    named.passes(minutes=1)
    page = visitor.opens("/desk/my-sign-in/new")
    further = Passkey(ORIGIN, HOST, b"a further one")
    page = visitor.presses(page, say("my_sign_in", "mine.new.make"), new_passkey=further.makes(page))
    ends = [one for one in page.buttons() if "/end/" in one.address]
    assert len(ends) == 2
    page = visitor.sends(ends[0].address, ends[0].fields)
    assert len([one for one in page.buttons() if "/end/" in one.address]) == 1
    named.passes(minutes=1)
    assert signs_in_with(Visitor(named), passkey).status == 403
    assert signs_in_with(Visitor(named), further).status == 200


def test_nobody_ends_the_passkey_of_somebody_else(named: Town) -> None:
    theirs, _ = enrolled(named, LEADER, name=b"of the leader")
    visitor, _ = enrolled(named)
    (mine,) = [one for one in visitor.opens("/desk/my-sign-in").buttons() if "/end/" in one.address]
    (other,) = [one for one in theirs.opens("/desk/my-sign-in").buttons() if "/end/" in one.address]
    assert visitor.sends(other.address, mine.fields).status == 404
    assert theirs.opens("/desk/my-sign-in").html.count("/end/") == 1


def test_ending_a_passkey_needs_a_fresh_proof(named: Town) -> None:
    visitor, passkey = enrolled(named)
    say = visitor.says
    for _ in range(2):
        named.passes(minutes=4)
        page = visitor.opens("/desk/my-sign-in")
    (end,) = [one for one in page.buttons() if "/end/" in one.address]
    asked = visitor.sends(end.address, end.fields)
    assert say("sign_in", "fresh.head") in asked.text
    done = visitor.presses(asked, say("sign_in", "proof.go.passkey"), proof_passkey=passkey.answers(asked))
    assert say("my_sign_in", "mine.none") in done.text


def test_not_me_ends_the_session_and_tells_oversight_once(named: Town) -> None:
    visitor, _ = enrolled(named)
    assert named.texts(COORDINATOR, "NOTME") == named.said(Text.DESK_NOT_ME, to=COORDINATOR)
    named.texts(COORDINATOR, "NOTME")
    assert visitor.opens("/desk/").answer.request.path == "/desk/sign-in"
    name = named.person(COORDINATOR).name
    assert named.inbox(OVERSIGHT).count(named.said(Text.DESK_NOT_ME_TOLD, to=OVERSIGHT, said=name)) == 1
