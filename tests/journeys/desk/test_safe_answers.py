"""Answers of the desk are safe: headers, cookies, forged forms, and script in what people typed."""

import re

import pytest
from werkzeug.routing import Rule

from gateway.desk import navigation
from tests.desk import Visitor
from tests.desk_apps import desk_of
from tests.journeys.desk.conftest import ORIGIN
from tests.people import COORDINATOR, FOCAL, LANDLORDS, LEADER, OVERSIGHT
from tests.town import Town

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def address(rule: Rule) -> str:
    """Return an address that a rule matches."""
    return re.sub(r"<int:[^>]+>", "7", re.sub(r"<(?!int:)[^>]+>", "48273", rule.rule))


def answers_of_every_kind(visitor: Visitor) -> list[tuple[str, str]]:
    rules = [rule for rule in visitor.app.url_map.iter_rules() if rule.endpoint != "static"]
    known = [(method, address(rule)) for rule in rules for method in (rule.methods or set()) & {"GET", "POST"}]
    return [*known, ("GET", "/desk/nowhere"), ("GET", "/"), ("PUT", "/desk/"), ("GET", "/desk/static/desk.css")]


@pytest.mark.parametrize("is_in", [False, True])
def test_every_answer_carries_the_headers(town: Town, is_in: bool) -> None:  # noqa: FBT001 - pytest gives it
    visitor = Visitor(town, COORDINATOR)
    if is_in:
        visitor.signs_in()
    for method, where in answers_of_every_kind(visitor):
        for more in ({}, {"Sec-Fetch-Site": "cross-site"}):
            answer = visitor.client.open(where, method=method, headers=more)
            assert answer.status_code < 500, where
            assert answer.headers["Content-Security-Policy"] == POLICY, where
            assert answer.headers["Cache-Control"] == "no-store", where
            assert answer.headers["X-Content-Type-Options"] == "nosniff", where
            assert answer.headers["X-Frame-Options"] == "DENY", where
            assert answer.headers["Referrer-Policy"] == "no-referrer", where
            assert not re.search(r"<script>|<style|\son\w+=|\sstyle=", answer.text)
            answer.close()


@pytest.mark.parametrize("is_in", [False, True])
def test_each_form_needs_the_token_of_its_page(town: Town, is_in: bool) -> None:  # noqa: FBT001 - as above
    visitor = Visitor(town, COORDINATOR)
    if is_in:
        visitor.signs_in()
    posts = [rule for rule in visitor.app.url_map.iter_rules() if "POST" in (rule.methods or set())]
    assert len(posts) >= 8
    for rule in posts:
        for fields in ({}, {"csrf_token": "guessed"}):
            assert visitor.client.post(address(rule), data={**fields, "proof": "none"}).status_code == 400, rule.rule
        if not rule.rule.startswith("/desk/sign-in"):
            assert visitor.opens("/desk/my-sign-in").answer.request.path == (
                "/desk/my-sign-in" if is_in else "/desk/sign-in"
            )


def test_a_token_of_another_browser_is_forged(town: Town) -> None:
    visitor, other = Visitor(town, COORDINATOR), Visitor(town)
    visitor.signs_in()
    theirs = other.opens("/desk/sign-in").buttons()[0].fields
    assert visitor.sends("/desk/sign-out", theirs).status == 400


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_that_another_site_sends_is_refused(town: Town, site: str) -> None:
    visitor = Visitor(town, COORDINATOR)
    page = visitor.signs_in()
    (button,) = [one for one in page.buttons() if one.address == "/desk/sign-out"]
    refused = visitor.client.post(button.address, data=button.fields, headers={"Sec-Fetch-Site": site})
    assert refused.status_code == 403
    assert visitor.opens("/desk/").status == 200
    own = visitor.client.post(button.address, data=button.fields, headers={"Sec-Fetch-Site": "same-origin"})
    assert own.status_code == 303


def cookies(town: Town) -> list[str]:
    visitor = Visitor(town, COORDINATOR)
    page = visitor.opens("/desk/sign-in")
    fields = {**page.buttons()[0].fields, "code": visitor.code()}
    signed_in = visitor.client.post("/desk/sign-in", data=fields)
    assert signed_in.status_code == 303
    return [*page.answer.headers.getlist("Set-Cookie"), *signed_in.headers.getlist("Set-Cookie")]


def test_cookies_are_for_the_desk_alone(town: Town) -> None:
    found = cookies(town)
    assert {one.partition("=")[0] for one in found} == {"doria_desk", "doria_desk_forms"}
    for one in found:
        assert {"HttpOnly", "SameSite=Strict", "Path=/desk"} <= set(one.split("; "))
        assert "Secure" not in one.split("; ")


def test_cookies_never_leave_in_clear_where_the_desk_has_tls(named: Town) -> None:
    visitor = Visitor(named, COORDINATOR)
    page = visitor.client.get("/desk/sign-in", base_url=ORIGIN)
    (token,) = re.findall(r'name="csrf_token" value="([^"]+)"', page.text.split("</form>")[0])
    fields = {"csrf_token": token, "code": visitor.code()}
    answer = visitor.client.post("/desk/sign-in", data=fields, base_url=ORIGIN)
    assert answer.status_code == 303
    found = [*page.headers.getlist("Set-Cookie"), *answer.headers.getlist("Set-Cookie")]
    assert len({one.partition("=")[0] for one in found}) == 2
    assert all("Secure" in one.split("; ") for one in found)


def test_script_in_each_field_of_signing_in_is_shown_as_text_or_not_at_all(lan: Town) -> None:
    visitor = Visitor(lan, COORDINATOR)
    form = dict.fromkeys(("code", "next", "proof_code", "proof_pin", "proof_passkey", "words", SCRIPT), SCRIPT)
    visitor.signs_in()
    for rule in visitor.app.url_map.iter_rules():
        if "POST" in (rule.methods or set()):
            token = visitor.opens("/desk/sign-in").buttons()[0].fields["csrf_token"]
            page = visitor.sends(address(rule), {**form, "csrf_token": token})
            assert SCRIPT not in page.html
            assert "<img src=x" not in page.html, rule.rule
        page = visitor.opens(f"{address(rule)}?next={SCRIPT}") if "GET" in (rule.methods or set()) else page
        assert "<img src=x" not in page.html, rule.rule


def test_a_lock_page_shows_the_fields_that_it_keeps_as_text(town: Town) -> None:
    visitor = Visitor(town, COORDINATOR)
    page = visitor.signs_in()
    token = page.buttons()[0].fields["csrf_token"]
    visitor.opens("/desk/leave")
    page = visitor.sends("/desk/unlock", {"csrf_token": token, "next": SCRIPT, SCRIPT: SCRIPT})
    assert page.status == 403
    (form,) = [one for one in page.buttons() if one.address == "/desk/unlock"]
    assert form.fields["next"] == form.fields[SCRIPT] == SCRIPT
    assert "<img src=x" not in page.html


def test_what_is_not_ones_own_is_answered_as_what_does_not_exist(town: Town) -> None:
    visitor = Visitor(town, OVERSIGHT)
    visitor.signs_in()
    for where in ("/desk/", "/desk/recovery", "/desk/nowhere"):
        answer = visitor.client.get(where)
        assert (answer.status_code, answer.data) == (404, b"404\n")


@pytest.mark.parametrize("phone", [COORDINATOR, LANDLORDS, LEADER, FOCAL, OVERSIGHT])
def test_somebody_is_led_to_their_first_page_or_reads_that_there_is_none_yet(town: Town, phone: str) -> None:
    visitor, roles = Visitor(town, phone), town.person(phone).roles
    theirs = [one.address for one in navigation.ITEMS if one.roles & roles and one.subject not in navigation.OWN]
    page = visitor.signs_in()
    assert (page.status, page.answer.request.path) == (200, [*theirs, "/desk/welcome"][0])
    assert (visitor.says("sign_in", "welcome.none") in page.text) == (not theirs)


def test_no_page_names_an_incident_in_its_title(town: Town) -> None:
    visitor = Visitor(town, COORDINATOR)
    visitor.signs_in()
    for rule in desk_of(town.services).url_map.iter_rules():
        if "GET" in (rule.methods or set()) and not rule.arguments:
            titles = re.findall(r"<title>(.*?)</title>", visitor.opens(rule.rule).html)
            assert all(not re.search(r"\d", one) for one in titles)
