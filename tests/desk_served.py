"""The desk served to real browsers, over a town, in a thread of this process."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from werkzeug.serving import make_server

from gateway.desk.app import create_desk
from gateway.desk.viewer import COOKIE
from tests.desk import Visitor
from tests.town import Town

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


class Served:
    """A desk at an address, and the windows that people have open on it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.faults: list[str] = []

    def window(
        self,
        browser: "Browser",
        visitor: Visitor,
        size: tuple[int, int] = (1366, 768),
        language: str = "en",
        *,
        is_dark: bool = False,
        has_script: bool = True,
    ) -> "Page":
        """Open the board in a window of a visitor who has signed in; what fails in it is kept in `faults`."""
        session = visitor.client.get_cookie(COOKIE, path="/desk")
        assert session is not None
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if is_dark else "light",
            java_script_enabled=has_script,
        )
        cookies = {COOKIE: session.value, "doria_desk_language": language}
        context.add_cookies([{"name": name, "value": text, "url": self.address} for name, text in cookies.items()])
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.goto(f"{self.address}/desk/")
        return page


@contextmanager
def served(town: Town, port: int = 0) -> Iterator[Served]:
    """Serve the desk of a town until the block ends; nothing may have failed in its windows."""
    server = make_server("127.0.0.1", port, create_desk(town.services), threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        desk = Served(f"http://127.0.0.1:{server.server_port}")
        yield desk
        assert desk.faults == []
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
