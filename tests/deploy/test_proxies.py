"""The examples of proxies: nginx and Caddy take them, and through a real nginx a report comes and nothing else does."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from gateway.data_folder import DataFolder
from tests.browser import Browser
from tests.conftest import free_port
from tests.deploy.proxies import CADDY, FOLDER, NGINX, Proxy, nginx, nginx_files
from tests.people import CODE, COORDINATOR, KILLING, LEADER, RESIDENT
from tests.town import reference_in
from tests.up import Lasting, Running, start, wait_for

needs_nginx = pytest.mark.skipif(not NGINX, reason="there is no nginx here")
needs_caddy = pytest.mark.skipif(not CADDY, reason="there is no caddy here")


@needs_nginx
def test_nginx_takes_its_files(tmp_path: Path) -> None:
    main = nginx_files(tmp_path, 8000, free_port())
    command = [NGINX, "-t", "-p", str(tmp_path), "-e", str(tmp_path / "start.log"), "-c", str(main)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - a program of the system
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr


@needs_caddy
def test_caddy_takes_its_file(tmp_path: Path) -> None:
    command = [CADDY, "validate", "--adapter", "caddyfile", "--config", str(FOLDER / "Caddyfile")]
    done = subprocess.run(  # noqa: S603 - a program of the system
        command, capture_output=True, text=True, check=False, env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    )
    assert done.returncode == 0, done.stderr
    assert "Valid configuration" in done.stdout + done.stderr


def test_both_examples_pass_the_same_addresses_and_write_no_access_log() -> None:
    caddy = (FOLDER / "Caddyfile").read_text(encoding="utf-8")
    served = (FOLDER / "nginx.conf").read_text(encoding="utf-8")
    assert "@doria path /at/* /android/events /health/live\n" in caddy
    assert "@desk path /desk /desk/*\n" in caddy
    assert "reverse_proxy 127.0.0.1:8001 {" in caddy
    locations = re.findall(r"location (?:= )?(\S+) \{", served)
    # nginx leads from /desk to /desk/ by itself.
    assert locations == ["/", "/health/live", "/android/events", "/desk/", "/at/"]
    assert "exclude http.log.access http.log.error http.handlers.reverse_proxy" in caddy
    assert "access_log off;" in served
    assert "crit;" in served


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lasting]:
    """Give a `doria up` that lasts for these stories."""
    made = Lasting(tmp_path_factory.mktemp("behind") / "data")
    yield made
    made.end()


@pytest.fixture
def running(lasting: Lasting) -> Running:
    """Give a `doria up` that runs."""
    return lasting.running()


@pytest.fixture
def proxy(running: Running, tmp_path: Path) -> Iterator[Proxy]:
    """Give an nginx in front of it."""
    with nginx(tmp_path, urlsplit(running.address).port or 0, urlsplit(running.desk).port or 0) as made:
        yield made


@needs_nginx
def test_a_report_comes_through_nginx_and_its_alert_leaves(running: Running, proxy: Proxy) -> None:
    token = DataFolder(running.folder).secrets()["webhook_token"]
    page = ""
    for number in range(len(KILLING) + 1):
        form = {"sessionId": "behind", "phoneNumber": RESIDENT, "networkCode": "63902", "serviceCode": CODE}
        answer = proxy.asks("POST", f"/at/{token}/ussd", data={**form, "text": "*".join(KILLING[:number])})
        assert answer.status_code == 200
        page = answer.text
    reference = reference_in(page)
    wait_for(lambda: bool(running.alerts(LEADER, reference)))
    assert proxy.asks("GET", "/health/live").json() == {"status": "live"}


@needs_nginx
def test_a_coordinator_signs_in_at_the_desk_through_nginx_with_cookies_for_tls_alone(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    https = free_port()
    folder = tmp_path_factory.mktemp("desk")
    up = start(folder / "data", DESK_ORIGIN=f"https://127.0.0.1:{https}")
    try:
        ports = urlsplit(up.address).port or 0, urlsplit(up.desk).port or 0
        with nginx(tmp_path_factory.mktemp("proxy"), *ports, https) as proxy:
            browser = Browser(up, proxy.address)
            browser.session.verify = proxy.certificate
            # Otherwise a certificate that the environment names would count instead.
            browser.session.trust_env = False
            page = browser.signs_in(COORDINATOR)
            assert (page.status_code, page.url) == (200, f"{proxy.address}/desk/")
            assert browser.session.cookies
            assert all(cookie.secure for cookie in browser.session.cookies)
            assert page.headers["Cache-Control"] == "no-store"
            assert proxy.asks("GET", "/desk").url in {f"{proxy.address}/desk/", f"{proxy.address}/desk/sign-in"}
            assert proxy.asks("POST", "/desk/sign-in", data=b"x" * 600_000).status_code == 413
    finally:
        up.stop()


@needs_nginx
@pytest.mark.parametrize(
    "path",
    ["/", "/simulator/", "/simulator/state", "/metrics", "/health/ready", "/health/hops", "/at", "/version1/messaging"],
)
def test_everything_else_is_not_there(proxy: Proxy, path: str) -> None:
    for method in ("GET", "POST"):
        assert proxy.asks(method, path).status_code == 404


@needs_nginx
def test_no_log_holds_the_token_also_while_doria_is_away_and_a_body_is_too_large(
    running: Running, proxy: Proxy, tmp_path_factory: pytest.TempPathFactory
) -> None:
    token = DataFolder(running.folder).secrets()["webhook_token"]
    assert proxy.asks("POST", f"/at/{token}/ussd", data=b"x" * 20_000).status_code == 413
    with nginx(tmp_path_factory.mktemp("alone"), free_port()) as alone:
        assert alone.asks("POST", f"/at/{token}/sms", data={"text": "WHO"}).status_code == 502
        assert token not in alone.said
    assert token not in proxy.said
