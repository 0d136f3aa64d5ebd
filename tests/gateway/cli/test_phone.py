"""`doria dial`: a phone in the terminal, against a real gateway and against servers that are none."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import HTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from werkzeug.serving import make_server

from gateway.app import create_app
from gateway.cli.main import main
from gateway.cli.phone import Phone
from gateway.communities.file import load_example
from gateway.errors import Refused
from tests import servers
from tests.conftest import free_port
from tests.people import ugandan
from tests.town import TOKEN, Town, reference_in

CODE, RESIDENT, LEADER = "*384*77#", "+254711000009", "+254700000101"


class ScriptedGateway(HTTPServer):
    """A server that answers each hop with its next page, and keeps every hop. An empty page closes the connection."""

    def __init__(self, *pages: str) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.pages = list(pages)
        self.hops: list[tuple[str, dict[str, str]]] = []

    @property
    def url(self) -> str:
        """The address of the server."""
        return f"http://127.0.0.1:{self.server_port}"


class Answers(servers.Handler):
    """One hop."""

    server: ScriptedGateway

    def act(self) -> None:
        """Keep the form, answer with the next page."""
        text = self.body.decode()
        form = {name: values[0] for name, values in parse_qs(text, keep_blank_values=True).items()}
        self.server.hops.append((self.path, form))
        page = self.server.pages.pop(0) if len(self.server.pages) > 1 else self.server.pages[0]
        if not page:
            return
        self.answer(page.encode(), "text/plain; charset=utf-8")


@contextmanager
def scripted(*pages: str) -> Iterator[ScriptedGateway]:
    """Run a scripted gateway."""
    with servers.running(ScriptedGateway(*pages)) as server:
        yield server


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Run a real gateway; give its address."""
    with servers.running(make_server("127.0.0.1", 0, app, threaded=True)) as server:
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.fixture
def town(sqlite_url: str, redis_url: str) -> Iterator[Town]:
    made = Town(sqlite_url, redis_url, load_example("mlango-kubwa"))
    yield made
    made.close()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command find the gateway's token, and no other setting of this machine."""
    for name in ("DATABASE_URL", "REDIS_URL", "PORT", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DORIA_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SECRET_KEY", "s" * 40)
    monkeypatch.setenv("WEBHOOK_TOKEN", TOKEN)


def dial(url: str, *keys: str, code: str = CODE, phone: str = RESIDENT) -> Result:
    """Dial from a terminal and press keys, each with Enter."""
    arguments = ["dial", code, "--from", phone, "--url", url]
    return CliRunner().invoke(main, arguments, input="".join(f"{key}\n" for key in keys))


def refused_in_one_line(result: Result) -> str:
    assert result.exit_code == 1, result.output
    (line,) = result.stderr.splitlines()
    assert result.stdout == ""
    return line


def last_reference_in(output: str) -> str:
    """Return the reference in the last page that was printed."""
    return reference_in(output.rstrip().rpartition("\n\n")[2])


def test_four_keys_in_a_terminal_alert_the_leader(town: Town) -> None:
    with serving(create_app(town.services)) as url:
        result = dial(url, "1", "2", "1", "1")
    assert result.exit_code == 0, result.output
    town.works()
    assert last_reference_in(result.output) in town.inbox(LEADER)[0]


def test_keys_dialled_behind_the_code_count_as_pressed(
    town: Town, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    with serving(create_app(town.services)) as url:
        result = dial(url, "1", "1", code="*384*77*1*2#")
    town.works()
    assert last_reference_in(result.output) in town.inbox(LEADER)[0]


def test_pages_are_shown_without_the_networks_words(town: Town) -> None:
    with serving(create_app(town.services)) as url:
        result = dial(url, "1", "2", "1", "1")
    assert result.output.startswith("\n")
    assert "CON" not in result.output
    assert "END" not in result.output
    assert result.output.count("\n> ") == 4


def test_a_code_that_nobody_answers_ends_the_session_at_once(town: Town) -> None:
    with serving(create_app(town.services)) as url:
        result = dial(url, code="*999#")
    assert result.exit_code == 0
    assert "This code is not in use" in result.output
    assert ">" not in result.output


def test_every_hop_carries_all_keys_so_far_in_one_session() -> None:
    with scripted("CON one", "CON two", "CON three", "END four") as gateway:
        assert dial(gateway.url, "1", "my own words", "0").exit_code == 0
    assert [form["text"] for _, form in gateway.hops] == ["", "1", "1*my own words", "1*my own words*0"]
    assert {path for path, _ in gateway.hops} == {f"/at/{TOKEN}/ussd"}
    assert len({form["sessionId"] for _, form in gateway.hops}) == 1
    assert {(form["phoneNumber"], form["serviceCode"]) for _, form in gateway.hops} == {(RESIDENT, CODE)}


def test_dialling_again_is_another_session() -> None:
    with scripted("END done") as gateway:
        dial(gateway.url)
        dial(gateway.url)
    assert len({form["sessionId"] for _, form in gateway.hops}) == 2


@pytest.mark.parametrize("spelling", ["0711000009", "254711000009", "+254 711 000 009"])
def test_a_number_may_be_spelt_as_people_spell_it(spelling: str) -> None:
    with scripted("END done") as gateway:
        assert dial(gateway.url + "/", phone=spelling).exit_code == 0
    assert [form["phoneNumber"] for _, form in gateway.hops] == [RESIDENT]


def test_a_national_number_is_of_the_country_that_answers_the_code(
    town: Town, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.loads(ugandan(load_example("mlango-kubwa")))
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    with scripted("END done") as gateway:
        assert dial(gateway.url, phone="0772100009").exit_code == 0
        assert "+256" in refused_in_one_line(dial(gateway.url, phone="12"))
    assert [form["phoneNumber"] for _, form in gateway.hops] == ["+256772100009"]


@pytest.mark.parametrize("number", ["12", "nobody", "", "+25471100000900000"])
def test_what_is_no_number_is_refused_before_anything_is_asked(number: str) -> None:
    with scripted("END done") as gateway:
        line = refused_in_one_line(dial(gateway.url, phone=number))
    assert "is no phone number; try one like +254711000001" in line
    assert gateway.hops == []


def test_a_phone_is_not_even_made_of_a_wrong_number() -> None:
    with pytest.raises(Refused, match="12 is no phone number"):
        Phone("http://127.0.0.1:1", TOKEN, CODE, "12", "KE")


def test_a_gateway_that_is_away_is_said_with_what_to_do() -> None:
    line = refused_in_one_line(dial(f"http://127.0.0.1:{free_port()}"))
    assert line == "the gateway does not answer; is `doria up` running there?"


def test_a_gateway_that_goes_away_in_the_middle_ends_the_session() -> None:
    with scripted("CON one", "") as gateway:
        result = dial(gateway.url, "1", "2")
    assert result.exit_code == 1
    assert "one" in result.stdout
    assert result.stderr == "the gateway does not answer; is `doria up` running there?\n"
    assert len(gateway.hops) == 2


def test_another_folders_token_is_refused_and_never_shown(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_TOKEN", "x" * 40)
    with serving(create_app(town.services)) as url:
        line = refused_in_one_line(dial(url, "1"))
    assert line == "the gateway answered 404; is this its data folder?"
    assert town.carrier.sent == []


def test_without_an_address_it_dials_this_machine_on_the_gateways_port(monkeypatch: pytest.MonkeyPatch) -> None:
    with scripted("END done") as gateway:
        monkeypatch.setenv("PORT", str(gateway.server_port))
        result = CliRunner().invoke(main, ["dial", CODE, "--from", RESIDENT])
    assert result.exit_code == 0
    assert len(gateway.hops) == 1


def test_hanging_up_by_ctrl_d_ends_it_without_a_traceback() -> None:
    with scripted("CON one") as gateway:
        result = dial(gateway.url, "1")
    assert result.exit_code == 1
    assert "Aborted!" in result.stderr
    assert [form["text"] for _, form in gateway.hops] == ["", "1"]
