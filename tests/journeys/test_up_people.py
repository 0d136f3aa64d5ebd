"""People of a running `doria up`: another number by an operator's command, and one by SMS, while an alert is open."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from menus.text.names import Text
from tests.people import COORDINATOR, DEPUTY, LANDLORDS, LEADER, OVERSIGHT
from tests.town import code_in
from tests.up import Running, shown, start, wait_for

KEY = "mlango-kubwa"
NEW, OTHER = "+254712000777", "+254712000778"


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """Give a `doria up` of its own: other stories need the people of the example."""
    made = start(tmp_path / "data", DORIA_RED_WORKERS="1")
    yield made
    made.stop()


def texts_of(running: Running, phone: str, text: Text) -> list[str]:
    """Return the texts of that name that a phone got."""
    return [each for each in running.inbox(phone) if shown(text) in each]


def got(running: Running, phone: str, text: Text) -> bool:
    return bool(texts_of(running, phone, text))


def phones(running: Running) -> dict[str, str]:
    """Return the number of everybody, by name."""
    return {row["name"]: row["phone"] for row in running.doria("people", "list", KEY)}


def test_another_number_by_command_and_by_sms_gets_the_open_alert(running: Running) -> None:
    reference = running.reports()
    wait_for(lambda: bool(running.alerts(LEADER, reference)))
    running.commands("people", "set-phone", KEY, "Patrol leader (example)", NEW, "--by", "Asha")
    wait_for(lambda: bool(running.alerts(NEW, reference)))
    wait_for(lambda: got(running, NEW, Text.PHONE_DONE_NEW) and got(running, LEADER, Text.PHONE_DONE_OLD))
    wait_for(lambda: got(running, OVERSIGHT, Text.PHONE_SET))
    running.texts(NEW, f"1 {reference}")
    wait_for(lambda: running.doria("incident", reference)["tracks"]["patrol"]["answered_by_role"] == "patrol-leader")

    running.texts(COORDINATOR, f"SIMU Deputy leader (example) {OTHER}")
    wait_for(lambda: got(running, OTHER, Text.PHONE_PROVE) and got(running, LANDLORDS, Text.PHONE_CONFIRM))
    for phone, text in ((OTHER, Text.PHONE_PROVE), (LANDLORDS, Text.PHONE_CONFIRM)):
        running.texts(phone, f"NDIO {code_in(texts_of(running, phone, text)[-1])}")
    wait_for(lambda: got(running, OTHER, Text.PHONE_DONE_NEW) and got(running, DEPUTY, Text.PHONE_DONE_OLD))
    assert phones(running)["Deputy leader (example)"] == OTHER
    by_sms, by_command, *_ = running.doria("community", "history", KEY)
    assert by_command["by"] == "Asha"
    assert "confirmed by Coordinator, landlords (example)" in by_sms["by"]
