"""An authenticator and a PIN: they are asked for after each code by SMS where the desk has no name."""

import re
from datetime import timedelta

import pyotp
import pytest

from tests.desk import Shown, Visitor
from tests.people import COORDINATOR
from tests.town import Town

PIN = "480913"
"""A PIN of these stories."""


def secret_of(page: Shown) -> str:
    """Return the secret that the page shows beside the QR code."""
    (shown,) = page.root.all("code")
    return shown.text.replace(" ", "")


def enrolled(town: Town, phone: str = COORDINATOR) -> tuple[Visitor, pyotp.TOTP]:
    """Return a visitor who has signed in with a code and a new authenticator."""
    visitor = Visitor(town, phone)
    page = visitor.signs_in()
    app = pyotp.TOTP(secret_of(page))
    page = gives(visitor, page, app.at(town.now))
    assert visitor.says("board", "board.head") in page.text
    return visitor, app


def gives(visitor: Visitor, page: Shown, code: str, pin: str = PIN) -> Shown:
    return visitor.presses(page, visitor.says("sign_in", "sign_in.enter"), proof_code=code, proof_pin=pin)


def again(town: Town) -> tuple[Visitor, Shown]:
    """Return another browser of the coordinator, and the page after the code there."""
    town.passes(minutes=1)
    visitor = Visitor(town, COORDINATOR)
    return visitor, visitor.signs_in()


def test_the_page_shows_one_secret_as_letters_and_as_a_picture_of_its_own(lan: Town) -> None:
    visitor = Visitor(lan, COORDINATOR)
    page = visitor.signs_in()
    assert secret_of(page) == secret_of(visitor.opens("/desk/sign-in/proof"))
    picture = visitor.opens("/desk/sign-in/qr")
    assert picture.answer.content_type == "image/svg+xml"
    assert picture.answer.headers["Cache-Control"] == "no-store"
    assert not re.search(r"<script|style=|href=", picture.html)
    stranger = Visitor(lan)
    assert stranger.opens("/desk/sign-in/qr").status == 404


def test_both_are_asked_for_after_each_code(lan: Town) -> None:
    _, app = enrolled(lan)
    visitor, page = again(lan)
    assert visitor.says("sign_in", "prove.authenticator.head") in page.text
    assert visitor.opens("/desk/").answer.request.path == "/desk/sign-in"
    page = gives(visitor, visitor.opens("/desk/sign-in/proof"), app.at(lan.now))
    assert visitor.says("board", "board.head") in page.text


def test_a_wrong_pin_or_code_opens_nothing_and_uses_up_no_code(lan: Town) -> None:
    _, app = enrolled(lan)
    visitor, page = again(lan)
    for code, pin in ((app.at(lan.now), "480914"), ("000000", PIN), ("", ""), ("٣٣٣٣٣٣", PIN)):
        page = gives(visitor, page, code, pin)
        assert page.status == 403
        assert visitor.says("sign_in", "sign_in.proof_wrong") in page.text
    assert gives(visitor, page, app.at(lan.now)).status == 200


def test_a_code_of_the_app_counts_once(lan: Town) -> None:
    _, app = enrolled(lan)
    visitor, page = again(lan)
    code = app.at(lan.now + timedelta(seconds=30))
    assert gives(visitor, page, code).status == 200
    other, page = again(lan)
    page = gives(other, page, code)
    assert page.status == 403
    assert gives(other, page, app.at(lan.now)).status == 200


@pytest.mark.parametrize("hours", [1, -1])
def test_a_clock_that_is_an_hour_off_opens_nothing(lan: Town, hours: int) -> None:
    _, app = enrolled(lan)
    visitor, page = again(lan)
    assert gives(visitor, page, app.at(lan.now + timedelta(hours=hours))).status == 403
    assert gives(visitor, page, app.at(lan.now + timedelta(seconds=30))).status == 200


@pytest.mark.parametrize("pin", ["", "12345", "111111", "123456", "987654", "90a123", "1234567"])
def test_a_pin_that_is_guessed_first_is_refused(lan: Town, pin: str) -> None:
    visitor = Visitor(lan, COORDINATOR)
    page = visitor.signs_in()
    app = pyotp.TOTP(secret_of(page))
    page = gives(visitor, page, app.at(lan.now), pin)
    assert (page.status, visitor.opens("/desk/").answer.request.path) == (422, "/desk/sign-in")


def test_five_wrong_proofs_end_the_way_in(lan: Town) -> None:
    enrolled(lan)
    visitor, page = again(lan)
    for _ in range(5):
        assert page.answer.request.path == "/desk/sign-in/proof"
        page = gives(visitor, page, "000000")
    assert page.answer.request.path == "/desk/sign-in"
    assert visitor.opens("/desk/sign-in/proof").answer.request.path == "/desk/sign-in"


def test_the_way_in_is_over_after_ten_minutes(lan: Town) -> None:
    visitor = Visitor(lan, COORDINATOR)
    visitor.signs_in()
    lan.now += timedelta(minutes=10)
    assert visitor.opens("/desk/sign-in/proof").answer.request.path == "/desk/sign-in"


@pytest.mark.parametrize("origin", ["http://192.168.1.20:8001", "http://desk.example.org", "https://192.168.1.20"])
def test_an_address_in_numbers_or_in_clear_has_no_passkeys(lan: Town, origin: str) -> None:
    lan.services.override(settings=lan.services.settings.model_copy(update={"desk_origin": origin}))
    visitor = Visitor(lan, COORDINATOR)
    assert visitor.says("sign_in", "sign_in.passkey") not in visitor.opens("/desk/sign-in").text
    enrolled(lan)


def test_somebody_with_an_authenticator_never_makes_a_passkey_with_a_code_alone(lan: Town) -> None:
    enrolled(lan)
    lan.services.override(settings=lan.services.settings.model_copy(update={"desk_origin": "https://desk.example.org"}))
    visitor, page = again(lan)
    assert visitor.says("sign_in", "prove.authenticator.head") in page.text
