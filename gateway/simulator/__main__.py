"""`python -m gateway.simulator`: the simulated network as a process of its own."""

import logging
import os
from pathlib import Path

import click
from werkzeug.serving import make_server

from gateway.processes import orphan_guard
from gateway.simulator.api import Account
from gateway.simulator.doria_time import DoriaTime
from gateway.simulator.network import Network
from gateway.simulator.people import PhoneBook
from gateway.simulator.story import Story
from gateway.simulator.story_phones import StoryPhones
from gateway.simulator.web import create_app

_PATIENCE = 3.0
"""Seconds after which a community that was loaded is known here: `doria up` looks for new ones each second."""


@click.command()
@click.option("--port", type=int, required=True)
@click.option("--callback", envvar="DORIA_CALLBACK", required=True, help="http://HOST:PORT/at/TOKEN")
@click.option("--data", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--communities", type=click.Path(file_okay=False, path_type=Path), required=True, help="A folder.")
@click.option("--username", envvar="AT_USERNAME", default="sandbox")
@click.option("--key", envvar="AT_API_KEY", default="")
@click.option("--sender", envvar="AT_SENDER_ID", default="")
def main(port: int, callback: str, data: Path, communities: Path, username: str, key: str, sender: str) -> None:
    """Answer as Africa's Talking does, on this machine alone, until told to stop.

    Besides the user name and the key of the account, `sandbox` and `simulated` are accepted.
    """
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    orphan_guard.end_with_parent()
    known = Account()
    account = Account(known.usernames | {username}, known.keys | ({key} - {""}))
    book = PhoneBook(lambda: communities.glob("*.toml"), *filter(None, [sender]))
    network = Network(data, callback, book.codes, book.country)
    to_next_rung = DoriaTime(callback).to_next_rung
    story = Story(StoryPhones(network), book.places, to_next_rung, data.with_name("story.json"))
    app = create_app(network, book, account, _PATIENCE, story)
    make_server("127.0.0.1", port, app, threaded=True).serve_forever()


if __name__ == "__main__":
    os.umask(0o077)
    main()
