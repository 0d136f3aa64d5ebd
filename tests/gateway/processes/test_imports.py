"""A running process imports nothing that only a command or a test needs."""

import subprocess
import sys

_HEAVY = ("alembic", "babel", "mako", "numpy", "phonenumbers.carrierdata", "phonenumbers.geodata", "psycopg", "tests")
"""Babel took 0.3 s of a start, Alembic 10 MB of each process, psycopg 9 MB where there is only SQLite (measured)."""


def test_no_process_imports_what_only_a_command_or_a_test_needs() -> None:
    code = (
        "import sys, gateway.cli.main, gateway.processes.up, gateway.processes.webserver\n"
        "from gateway.processes import forking, nursery\n"
        "for module in nursery.IMPORTED: __import__(module)\n"
        "forking.warm_up()\n"
        f"print(*sorted({set(_HEAVY)} & set(sys.modules)))"
    )
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own
    assert made.stdout.split() == []


_OF_THE_DESK = ("flask_limiter", "flask_wtf", "gateway.desk", "pyotp", "segno", "webauthn", "wtforms")
"""The desk and its libraries: no page of a phone waits for them, and a fault in them stops no other process."""


def test_no_process_but_the_desk_imports_its_pages_and_libraries() -> None:
    code = (
        "import sys, gateway.cli.main, gateway.processes.up, gateway.processes.deskserver\n"
        "from gateway.processes import nursery\n"
        "for module in nursery.IMPORTED: __import__(module)\n"
        f"print(*sorted({set(_OF_THE_DESK)} & set(sys.modules)))"
    )
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own
    assert made.stdout.split() == []


def test_a_command_imports_no_word_lists_of_texts_that_it_does_not_read() -> None:
    code = (
        "import sys, gateway.cli.main; print(*sorted({'menus.text.lexicon', 'gateway.sms.inbox'} & set(sys.modules)))"
    )
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own
    assert made.stdout.split() == []
