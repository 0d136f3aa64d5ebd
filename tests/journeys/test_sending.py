"""Stories of texts on their way: they are put off, they bear a sender name, and their receipts come back."""

from gateway.carrier.contract import Accepted, Deferred, Unknown
from gateway.communities.file import load_example
from gateway.messaging import outbox
from menus.domain.categories import Category
from menus.domain.messages import Lane, MessageKind
from menus.domain.outcomes import Cause
from menus.text.names import Text
from tests.people import BONDENI, COORDINATOR, DEPUTY, KIAMUTISYA, LEADER, POLICE, RESIDENT
from tests.town import TOKEN, Town


def test_a_deferred_alert_is_tried_again_and_an_unknown_one_too(town: Town) -> None:
    town.carrier.outcomes = {
        POLICE: [Deferred(Cause.PROVIDER_FAILED, "GatewayError")],
        LEADER: [Unknown(Cause.NO_ANSWER, "ReadTimeout")],
    }
    town.reports(RESIDENT, Category.GUN_KILLING)
    assert town.inbox(POLICE) == town.inbox(LEADER) == []
    town.passes(seconds=12)
    assert len(town.inbox(POLICE)) == len(town.inbox(LEADER)) == 1


def test_a_lapsed_sender_name_does_not_stop_an_alert(town: Town) -> None:
    town.carrier.outcomes = {POLICE: [Deferred(Cause.BAD_SENDER, "InvalidSenderId")]}
    town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(seconds=5)
    assert len(town.inbox(POLICE)) == 1
    assert town.carrier.calls[-1].sender is None


def test_a_text_that_wants_no_answer_bears_the_accounts_name_where_the_community_has_none(town: Town) -> None:
    town.loads(load_example("mlango-kubwa").replace('sender_id = "MLATA"', ""))
    for given, shown in ((None, None), ("DORIA-TEST", "DORIA-TEST")):
        town.services.override(settings=town.services.settings.model_copy(update={"at_sender_id": given}))
        town.services.remake("policy")
        with town.services.uow() as uow:
            record = town.services.directory.communities()[0]
            outbox.queue(uow, record, outbox.OutgoingText(MessageKind.NOTICE, Lane.NORMAL, "example", (RESIDENT,)))
            outbox.queue(uow, record, outbox.OutgoingText(MessageKind.ALERT, Lane.NORMAL, "example", (LEADER,)))
        town.works()
        senders = {call.phones[0]: call.sender for call in town.carrier.calls}
        assert senders == {RESIDENT: shown, LEADER: record.community.sms_codes[0]}


def test_a_receipt_may_come_before_the_settle_and_twice(town: Town) -> None:
    hook = f"/at/{TOKEN}/receipts"
    town.carrier.outcomes = {POLICE: [Accepted("early")]}
    town.web.post(hook, data={"id": "early", "status": "Success", "phoneNumber": POLICE})
    town.reports(RESIDENT, Category.GUN_KILLING)
    for status in ("Success", "Sent", "Failed"):
        assert town.web.post(hook, data={"id": "early", "status": status}).status_code == 200
    exposition = town.looks("/metrics").text
    assert 'doria_messages{lane="red",state="delivered"} 1.0' in exposition


def test_a_coordinator_reads_that_nobody_on_duty_has_it(town: Town) -> None:
    for phone in (LEADER, DEPUTY, BONDENI, KIAMUTISYA):
        town.texts(phone, "OFF")
    town.texts(RESIDENT, "wezi wanavunja duka bondeni")
    reference = str(town.board()[0]["reference"])
    answer = town.texts(COORDINATOR, f"SEND {reference}")
    assert not any(town.alerts(phone, reference=reference) for phone in (LEADER, DEPUTY, BONDENI, KIAMUTISYA))
    assert answer == town.said(Text.SENT_NOBODY, to=COORDINATOR, reference=reference)
