"""Locks: after idle minutes acts wait for a proof, and pages go blank; an act that meets a lock loses nothing."""

import io
from datetime import timedelta

import pytest
from flask import Blueprint, Response, request

from gateway.communities.file import load_example
from gateway.desk import answers, guards, viewer
from gateway.desk.viewer import Viewer
from menus.domain.roles import Role
from menus.text.names import Text
from tests.desk import Shown, Visitor
from tests.journeys.desk.test_authenticators import PIN, enrolled
from tests.people import COORDINATOR, LANDLORDS
from tests.town import Town


@pytest.fixture
def tried() -> list[tuple[str, str]]:
    """Give the list of what the acts of a made-up page have done."""
    return []


def acting(town: Town, done: list[tuple[str, str]]) -> Visitor:
    """Return a coordinator whose desk has two more forms: one act, and one that cannot be undone."""
    pages = Blueprint("tried", __name__)

    @pages.post("/desk/tried/act")
    @guards.page_for(Role.COORDINATOR)
    def act(_who: Viewer) -> Response:
        done.append(("act", "+".join(request.form.getlist("words"))))
        return answers.go_to("/desk/")

    @pages.post("/desk/tried/final")
    @guards.page_for(Role.COORDINATOR, needs_fresh=True)
    def final(_who: Viewer) -> Response:
        done.append(("final", request.form["words"]))
        return answers.go_to("/desk/")

    @pages.get("/desk/tried/poll")
    @guards.page_for(*viewer.ANY_ROLE, is_poll=True)
    def poll(_who: Viewer) -> Response:
        return Response("polled")

    visitor = Visitor(town, COORDINATOR)
    visitor.app.register_blueprint(pages)
    visitor.signs_in()
    return visitor


def token(visitor: Visitor) -> str:
    return visitor.opens("/desk/sign-in").buttons()[0].fields["csrf_token"]


def act(visitor: Visitor, address: str = "/desk/tried/act", **fields: str) -> Shown:
    return visitor.sends(address, {"csrf_token": token(visitor), "words": "mlango <b>& 'wazi'", **fields})


def test_an_act_that_meets_a_lock_is_kept_and_done_after_the_proof(town: Town, tried: list[tuple[str, str]]) -> None:
    visitor = acting(town, tried)
    page = act(visitor)
    assert tried == [("act", "mlango <b>& 'wazi'")]
    town.now += timedelta(minutes=6)
    page = act(visitor, proof_pin="480913")
    assert (page.status, len(tried)) == (403, 1)
    assert visitor.says("sign_in", "lock.head") in page.text
    assert visitor.says("sign_in", "proof.none") in page.text
    assert "480913" not in page.html
    assert "<b>&" not in page.html
    page = visitor.presses(page, visitor.says("sign_in", "proof.go.none"))
    assert tried[1:] == [("act", "mlango <b>& 'wazi'")]
    assert visitor.says("board", "board.head") in page.text


def test_a_file_that_meets_a_lock_must_be_chosen_again_and_the_page_says_so(
    town: Town, tried: list[tuple[str, str]]
) -> None:
    visitor = acting(town, tried)
    fields = {"csrf_token": token(visitor), "words": "watu"}
    town.now += timedelta(minutes=6)
    with_file = {**fields, "file": (io.BytesIO(b"name,phone"), "people.csv")}
    page = Shown(visitor.client.post("/desk/tried/act", data=with_file))
    assert visitor.says("sign_in", "lock.file") in page.text
    assert "people.csv" not in page.html
    assert visitor.says("sign_in", "lock.file") not in act(visitor).text
    visitor.presses(page, visitor.says("sign_in", "proof.go.none"))
    assert tried == [("act", "watu")]


def test_the_board_is_read_while_acts_are_locked_and_goes_blank_after_a_quarter_of_an_hour(
    town: Town, tried: list[tuple[str, str]]
) -> None:
    visitor = acting(town, tried)
    for _ in range(2):
        town.now += timedelta(minutes=7)
        assert visitor.opens("/desk/tried/poll").text == "polled"
    assert visitor.says("board", "board.head") in visitor.opens("/desk/").text
    town.now += timedelta(minutes=1)
    assert visitor.opens("/desk/tried/poll").status == 401
    page = visitor.opens("/desk/?zone=bondeni")
    assert page.status == 403
    assert visitor.says("board", "board.head") not in page.text
    assert town.community.short not in page.text
    page = visitor.presses(page, visitor.says("sign_in", "proof.go.none"))
    assert visitor.says("board", "board.head") in page.text
    assert page.answer.request.query_string == b"zone=bondeni"


def test_reading_keeps_a_session_awake_and_it_ends_after_twelve_hours(town: Town) -> None:
    visitor = Visitor(town, COORDINATOR)
    visitor.signs_in()
    for _ in range(179):
        town.now += timedelta(minutes=4)
        assert visitor.opens("/desk/").status == 200
    town.now += timedelta(minutes=4)
    assert visitor.opens("/desk/").answer.request.path == "/desk/sign-in"


def test_what_cannot_be_undone_asks_for_a_fresh_proof_and_is_done_then(
    town: Town, tried: list[tuple[str, str]]
) -> None:
    visitor = acting(town, tried)
    act(visitor, "/desk/tried/final", words="one")
    for _ in range(2):
        town.now += timedelta(minutes=3)
        visitor.opens("/desk/")
    page = act(visitor, "/desk/tried/final", words="two")
    assert visitor.says("sign_in", "fresh.head") in page.text
    visitor.presses(page, visitor.says("sign_in", "proof.go.none"))
    assert tried == [("final", "one"), ("final", "two")]


def test_leaving_at_once_shows_nothing_and_going_back_asks_for_a_proof(town: Town) -> None:
    visitor = Visitor(town, COORDINATOR)
    visitor.signs_in()
    left = visitor.opens("/desk/leave")
    assert left.text.split() == f"{visitor.says('leave', 'leave.title')} {visitor.says('leave', 'leave.text')}".split()
    assert left.answer.headers["Clear-Site-Data"] == '"cache"'
    page = visitor.opens("/desk/")
    assert (page.status, visitor.says("sign_in", "lock.head") in page.text) == (403, True)
    page = visitor.presses(page, visitor.says("sign_in", "proof.go.none"))
    assert visitor.says("board", "board.head") in page.text
    assert Visitor(town).opens("/desk/leave").html == left.html


def test_signing_out_works_while_locked(town: Town) -> None:
    visitor = Visitor(town, COORDINATOR)
    visitor.signs_in()
    town.now += timedelta(minutes=20)
    page = visitor.presses(visitor.opens("/desk/"), visitor.says("sign_in", "sign_out"))
    assert page.answer.request.path == "/desk/sign-in"


def test_a_lock_opens_with_the_app_and_the_pin_alone(lan: Town) -> None:
    visitor, app = enrolled(lan)
    lan.now += timedelta(minutes=20)
    say = visitor.says
    page = visitor.presses(visitor.opens("/desk/"), say("sign_in", "proof.go.authenticator"), proof="none")
    assert say("sign_in", "sign_in.proof_wrong") in page.text
    code = app.at(lan.now)
    page = visitor.presses(page, say("sign_in", "proof.go.authenticator"), proof_code=code, proof_pin=PIN)
    assert say("board", "board.head") in page.text


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "/desk/..//evil.example", "/desk/\\evil"]
)
def test_unlocking_leads_to_no_other_site(town: Town, wanted: str) -> None:
    visitor = Visitor(town, COORDINATOR)
    visitor.signs_in()
    page = visitor.sends("/desk/unlock", {"csrf_token": token(visitor), "proof": "none", "next": wanted})
    assert (page.status, page.answer.request.path) == (200, "/desk/")


def test_a_role_taken_away_ends_what_is_open(town: Town) -> None:
    visitor = Visitor(town, LANDLORDS)
    assert visitor.signs_in().status == 200
    roles, text = 'roles = ["coordinator", "treasurer"]', load_example("mlango-kubwa")
    assert roles in text
    town.loads(text.replace(roles, 'roles = ["police-alternate"]'))
    town.reads_communities_again()
    assert visitor.opens("/desk/").answer.request.path == "/desk/sign-in"
    town.passes(minutes=2)
    assert town.texts(LANDLORDS, "DESK") == town.said(Text.NOT_YOURS, to=LANDLORDS)
