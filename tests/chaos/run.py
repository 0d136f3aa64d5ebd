"""One fault: reports come in, something breaks and is mended, and each acknowledged report is looked for."""

import json
import time

import requests

from tests.chaos.faults import Fault
from tests.chaos.reports import A_SECOND, coming_in
from tests.chaos.verdict import Text, Verdict, judge, read_inbox
from tests.people import BONDENI, LEADER, POLICE
from tests.up import Running

_BEFORE, _AFTER = 2.0, 3.0
"""Seconds for which reports come in before and after a fault."""
PATIENCE = 60.0
"""Seconds in which every acknowledged report must have alerted somebody after the fault is mended."""
_PHONES = (LEADER, BONDENI, POLICE)


def run(running: Running, fault: Fault, *, a_second: float = A_SECOND) -> Verdict:
    """Return the verdict on one fault in a running Doria."""
    token = json.loads((running.folder / "secrets.json").read_text(encoding="utf-8"))["webhook_token"]
    with coming_in(f"{running.address}/at/{token}/ussd", a_second=a_second) as reports:
        time.sleep(_BEFORE)
        with fault.act(running):
            time.sleep(fault.lasts)
        time.sleep(_AFTER)
    deadline = time.monotonic() + PATIENCE
    while True:
        verdict = judge(
            fault.name,
            reports.filed,
            on_board(running),
            inboxes(running),
            lost_sessions=reports.lost_sessions,
            slowest_hop=reports.slowest_hop,
        )
        if verdict.holds or time.monotonic() > deadline:
            return verdict
        time.sleep(0.5)


def on_board(running: Running) -> set[str]:
    """Return the references of all incidents."""
    return {row["reference"] for row in running.doria("incidents")}


def inboxes(running: Running) -> dict[str, list[Text]]:
    """Return the texts of everybody whom the first rung alerts."""
    found = {}
    for phone in _PHONES:
        rows = requests.get(f"{running.address}/simulator/phones/{phone}/inbox", timeout=PATIENCE).json()
        found[phone] = read_inbox(rows, time.time())
    return found
