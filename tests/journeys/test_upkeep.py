"""Stories of upkeep: number checks, the circuit breaker, and the probe."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from gateway.carrier.contract import Deferred, Unknown
from gateway.communities.file import load_example
from gateway.messaging import circuit_breaker, claims, outbox, settlement
from gateway.upkeep import probe
from menus.domain import circuit
from menus.domain.categories import Category
from menus.domain.messages import Lane, MessageKind
from menus.domain.outcomes import Cause
from menus.text.names import Text
from tests.fakes import FakeCarrier
from tests.people import BONDENI, CODE, COORDINATOR, KIAMUTISYA, LANDLORDS, LEADER, POLICE, RESIDENT
from tests.town import TOKEN, Town

PROBE_PHONE = "+254711000199"
DAY = timedelta(days=1)


def goes_on(town: Town, days: int) -> None:
    """Let whole days pass."""
    town.now += DAY * days
    town.ticks()


def asked(town: Town, phone: str) -> int:
    """Return how often a person was asked whether their number is still theirs."""
    return len(town.got(phone, Text.NUMBER_CHECK))


def test_a_number_that_was_silent_for_a_month_is_asked_by_day_and_its_ok_is_enough(town: Town) -> None:
    goes_on(town, 20)
    town.texts(BONDENI, "ON")
    town.now += DAY * 11
    town.ticks()
    assert asked(town, LEADER) == 0, "it is nine in the evening"
    town.passes(minutes=14 * 60)
    assert asked(town, LEADER) == 1
    assert asked(town, BONDENI) == 0
    assert town.texts(LEADER, "ok.") == town.said(Text.NUMBER_CHECKED, to=LEADER)
    goes_on(town, 4)
    goes_on(town, 4)
    assert asked(town, LEADER) == 1
    assert asked(town, POLICE) == 2


def test_coordinators_learn_once_of_a_number_that_does_not_answer(town: Town) -> None:
    town.now += timedelta(hours=14)
    goes_on(town, 31)
    town.texts(COORDINATOR, "OK")
    for _ in range(5):
        goes_on(town, 1)
    (told,) = [text for text in town.inbox(COORDINATOR) if "Police contact" in text]
    assert town.is_a(told, Text.NUMBER_DOUBTED, to=COORDINATOR)
    assert not any("landlords" in text.casefold() for text in town.inbox(LANDLORDS))


def test_a_number_check_tells_a_stranger_nothing(town: Town) -> None:
    town.now += timedelta(hours=14)
    goes_on(town, 31)
    (text,) = town.inbox(POLICE)
    assert text == town.said(Text.NUMBER_CHECK, to=POLICE)
    assert not any(word in text.casefold() for word in ("police", "polisi", "patrol", "doria", "contact"))


@pytest.mark.parametrize(("text", "flags"), [("SAFE", []), ("SAFE mawingu", ["duress"])])
def test_two_texts_under_duress_during_a_number_check_are_answered_like_two_ordinary_ones(
    new_town: Callable[..., Town], text: str, flags: list[str]
) -> None:
    town = new_town(load_example("mlango-kubwa").replace(f'"{LEADER}"', f'"{LEADER}"\nduress = "mawingu"', 1))
    town.now += timedelta(hours=14)
    goes_on(town, 31)
    assert asked(town, LEADER) == 1
    assert town.texts(LEADER, text) == town.said(Text.NUMBER_CHECKED, to=LEADER)
    town.passes(minutes=1)
    assert town.texts(LEADER, text) == town.said(Text.SAFE_NOTED, to=LEADER)
    assert [row["flag"] for row in town.board()] == flags


def rest(town: Town) -> None:
    """Let the first provider fail until its circuit opens."""
    town.services.override(policy=replace(town.services.policy, has_backup=True))
    town.carrier.outcomes = {KIAMUTISYA: [Unknown(Cause.NO_ANSWER, "timeout")] * 20}
    community = town.services.directory.communities()[0]
    for number in range(circuit.MOST_FAILURES):
        with town.services.uow() as uow:
            outbox.queue(
                uow, community, outbox.OutgoingText(MessageKind.NOTICE, Lane.NORMAL, f"news {number}", (KIAMUTISYA,))
            )
        town.works()


def test_if_a_provider_fails_again_and_again_red_goes_by_the_backup_provider_at_once(town: Town) -> None:
    second = FakeCarrier("second")
    town.services.override(backup_carrier=second)
    rest(town)
    calls = len(town.carrier.calls)
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.ticks()
    assert len(town.carrier.calls) == calls, "it rests"
    assert {LEADER, BONDENI, POLICE} <= {phone for phone, text in second.sent if reference in text}


def test_after_a_while_one_call_tries_the_provider_and_what_waited_goes_out(town: Town) -> None:
    town.services.override(backup_carrier=FakeCarrier("second"))
    rest(town)
    town.carrier.outcomes = {}
    calls = len(town.carrier.calls)
    town.texts(LEADER, "1")
    assert len(town.carrier.calls) == calls
    town.passes(seconds=20)
    assert town.inbox(LEADER)
    with town.services.reading() as session:
        assert circuit_breaker.open_seconds(session, town.now) == {"fake": 0.0}


def test_calls_that_hang_at_the_same_time_open_the_circuit_once(town: Town) -> None:
    town.services.override(policy=replace(town.services.policy, has_backup=True))
    community = town.services.directory.communities()[0]
    claimed = []
    with town.without_hints():
        for number in range(3 * circuit.MOST_FAILURES):
            text = outbox.OutgoingText(MessageKind.NOTICE, Lane.NORMAL, f"news {number}", (KIAMUTISYA,))
            with town.services.uow() as uow:
                outbox.queue(uow, community, text)
            with town.services.uow() as uow:
                claimed.append(claims.claim(uow, number + 1))
    town.now += timedelta(seconds=9)
    for one in claimed:
        assert one is not None
        with town.services.uow() as uow:
            settlement.settle(uow, one, {KIAMUTISYA: Unknown(Cause.NO_ANSWER, "ReadTimeout")}, "fake")
    with town.services.reading() as session:
        assert circuit_breaker.open_seconds(session, town.now) == {"fake": circuit.OPEN_FOR[0].total_seconds()}


def test_a_call_that_tries_and_fails_opens_the_circuit_for_longer(town: Town) -> None:
    town.services.override(backup_carrier=FakeCarrier("second"))
    rest(town)
    calls = len(town.carrier.calls)
    town.passes(seconds=34)
    assert len(town.carrier.calls) == calls + 1
    with town.services.reading() as session:
        assert circuit_breaker.open_seconds(session, town.now)["fake"] > circuit.OPEN_FOR[0].total_seconds()


def test_without_a_backup_provider_nothing_red_ever_waits_for_an_open_circuit(town: Town) -> None:
    rest(town)
    town.services.override(policy=replace(town.services.policy, has_backup=False))
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    assert any(reference in text for text in town.inbox(LEADER))


def test_an_answer_about_one_number_is_no_failure_of_the_provider(town: Town) -> None:
    town.services.override(policy=replace(town.services.policy, has_backup=True))
    community = town.services.directory.communities()[0]
    for number in range(8):
        town.carrier.outcomes = {KIAMUTISYA: [Deferred(Cause.PROVIDER_FAILED, "AbsentSubscriber")]}
        with town.services.uow() as uow:
            phones = (KIAMUTISYA, BONDENI)
            outbox.queue(uow, community, outbox.OutgoingText(MessageKind.NOTICE, Lane.NORMAL, f"news {number}", phones))
        town.works()
    with town.services.reading() as session:
        assert not any(circuit_breaker.open_seconds(session, town.now).values())


def beats(town: Town) -> bool:
    """Send one probe over the webhook."""

    def post(form: Mapping[str, str]) -> str:
        return town.web.post(f"/at/{TOKEN}/ussd", data=form).text

    done = probe.send(town.services.uow, town.services.directory, post, PROBE_PHONE)
    town.works()
    return done


@pytest.fixture
def probed(town: Town) -> Town:
    """Give a town with a probe phone."""
    town.services.override(settings=town.services.settings.model_copy(update={"doria_heartbeat_to": PROBE_PHONE}))
    town.services.remake("policy")
    return town


def delivered(town: Town, provider_id: str) -> None:
    form = {"id": provider_id, "status": "Success", "phoneNumber": PROBE_PHONE}
    assert town.web.post(f"/at/{TOKEN}/receipts", data=form).status_code == 200


def test_a_heartbeat_goes_the_whole_way_and_alerts_nobody(probed: Town) -> None:
    assert beats(probed)
    assert [phone for phone, _ in probed.carrier.sent] == [PROBE_PHONE]
    probed.now += timedelta(seconds=2)
    delivered(probed, "id-0")
    with probed.services.reading() as session:
        probe_status = probe.probe_status(session, probed.now)
    assert (probe_status.latency, probe_status.age, probe_status.is_silent) == (2.0, 2.0, False)
    metrics = probed.looks("/metrics").text
    assert "doria_heartbeat_latency_seconds 2.0" in metrics
    assert 'doria_incidents{state="open"}' not in metrics


def test_a_heartbeat_that_breaks_off_is_never_sent_on_as_a_killing(probed: Town) -> None:
    for text in ("", "1", "1*1", "1*1*1"):
        probed.hop(PROBE_PHONE, CODE, text, "heartbeat-broken")
    probed.passes(minutes=5)
    assert probed.carrier.sent == []


def test_probes_that_stay_away_are_told_once_and_make_it_not_ready(probed: Town) -> None:
    second = FakeCarrier("second")
    probed.services.override(backup_carrier=second)
    probed.services.remake("policy")
    for _ in range(probe.MISSES):
        assert beats(probed)
        probed.passes(minutes=5)
    assert "heartbeats do not arrive" in probed.looks("/health/ready").json["reasons"]  # type: ignore[index]
    probed.passes(minutes=30)
    told = [text for phone, text in second.sent if phone == COORDINATOR]
    assert told == [probed.said(Text.HEART_SILENT, to=COORDINATOR)]
    assert beats(probed)
    delivered(probed, f"id-{len(probed.carrier.sent) - 1}")
    probed.passes(minutes=2)
    assert "heartbeats do not arrive" not in probed.looks("/health/ready").json["reasons"]  # type: ignore[index]


def test_heartbeats_do_not_come_in_a_burst_after_an_outage(probed: Town) -> None:
    probed.carrier.outcomes = {PROBE_PHONE: [Deferred(Cause.PROVIDER_AWAY, "HTTP 503")] * 60}
    for _ in range(5):
        assert beats(probed)
        probed.passes(seconds=30)
    probed.carrier.outcomes = {}
    probed.passes(seconds=30)
    assert len(probed.inbox(PROBE_PHONE)) == 1


def test_a_call_from_the_probe_phone_that_is_no_probe_files_nothing(probed: Town) -> None:
    assert probed.dials(PROBE_PHONE, CODE, "1", "2", "1", "1").startswith("END ")
    assert probed.carrier.sent == []
