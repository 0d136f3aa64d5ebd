"""`python -m gateway.simulator`: the simulated network as a process of its own."""

import logging
import os
from pathlib import Path

import click
from werkzeug.serving import make_server

from gateway.processes import orphan_guard
from gateway.simulator import people
from gateway.simulator.network import Network
from gateway.simulator.web import create_app


@click.command()
@click.option("--port", type=int, required=True)
@click.option("--callback", envvar="DORIA_CALLBACK", required=True, help="http://HOST:PORT/at/TOKEN")
@click.option("--data", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--community", "files", type=click.Path(exists=True, path_type=Path), multiple=True)
def main(port: int, callback: str, data: Path, files: tuple[Path, ...]) -> None:
    """Answer as Africa's Talking does, on this machine alone, until told to stop."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    orphan_guard.end_with_parent()
    places = people.read(files)
    codes = tuple(code for place in places for code in place.ussd_codes)
    app = create_app(Network(data, callback, codes, people.countries_of(places)[0]), places)
    make_server("127.0.0.1", port, app, threaded=True).serve_forever()


if __name__ == "__main__":
    os.umask(0o077)
    main()
