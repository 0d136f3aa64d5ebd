"""Stories of texts that are not red: broadcasts to a zone, quiet hours, and throttling."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from gateway.carrier.contract import Accepted, Deferred
from gateway.cli import doctor
from gateway.communities.file import load_example
from gateway.messaging import outbox
from gateway.storage.models import Message
from gateway.upkeep import balance
from menus.domain.categories import Category
from menus.domain.messages import Lane, MessageKind
from menus.domain.money import Money
from menus.domain.outcomes import Cause
from menus.text.names import Text
from tests.people import (
    ABOUT_LEADERS,
    BONDENI,
    CODE,
    COORDINATOR,
    DEPUTY,
    KIAMUTISYA,
    LEADER,
    POLICE,
    RESIDENT,
    RESIDENTS,
)
from tests.town import Town, code_in


def thefts(town: Town) -> list[str]:
    """Return the alerts of thefts that went out to anybody."""
    return [
        text
        for phone, text in town.carrier.sent
        if town.is_a(text, Text.ALERT_PATROL, to=phone, category=town.said(Text.CATEGORY_THEFT, to=phone))
    ]


def test_a_coordinator_of_one_zone_announces_there_alone(town: Town) -> None:
    file = load_example("mlango-kubwa").replace(
        'roles = ["coordinator"]\n', 'roles = ["coordinator"]\nzones = ["market"]\n'
    )
    town.loads(file)
    asked = town.texts(COORDINATOR, "SAY market meeting at nine")
    assert town.is_a(asked, Text.SAY_CONFIRM, to=COORDINATOR, said="Market")
    for zone in ("school", "all"):
        refused = town.texts(COORDINATOR, f"SAY {zone} meeting at nine")
        assert refused == town.said(Text.SAY_ZONE, to=COORDINATOR)


@pytest.mark.parametrize(
    ("said", "refusal", "quoted"),
    [
        ("call 0712345678", Text.SAY_NAMES, "0..."),
        ("piga sifuri saba moja mbili tatu nne tano sita saba nane", Text.SAY_NAMES, "0..."),
        ("juma otieno ni mwizi", Text.SAY_MAY_NAME, "juma otieno"),
        ("mwizi ni njoro", Text.SAY_MAY_NAME, "njoro"),
        ("Baba Njoroge ndiye mwizi", Text.SAY_MAY_NAME, "Njoroge"),
        ("Onyi na Kevo wako na bunduki", Text.SAY_MAY_NAME, "Onyi, Kevo"),
        ("Kamau's brother is a thief", Text.SAY_MAY_NAME, "Kamau's"),
        ("Mama wa Achieng ndiye mwizi wa watoto", Text.SAY_MAY_NAME, "Achieng"),
        ("usinunue kwa lokidongoi", Text.SAY_MAY_NAME, "lokidongoi"),
        ("usinunue kwa Wanjiru", Text.SAY_MAY_NAME, "Wanjiru"),
        ("call zero seven two two one", Text.SAY_NAMES, "0..."),
        ("tonight we burn the thief", Text.SAY_VIOLENCE, "burn the thief"),
        ("Wezi wameshikwa. Choma mwizi wa simu!", Text.SAY_VIOLENCE, "Choma mwizi"),
        ("aliyeripoti anakaa plot 7", Text.SAY_TELLS, "aliyeripoti anakaa plot 7"),
        ("mwizi anakaa nyumba 4", Text.SAY_TELLS, "mwizi anakaa nyumba 4"),
    ],
)
def test_an_announcement_that_may_name_or_hurt_somebody_is_refused_with_the_words(
    town: Town, said: str, refusal: Text, quoted: str
) -> None:
    answer = town.texts(COORDINATOR, f"SAY market {said}")
    assert answer == town.said(refusal, to=COORDINATOR, said=quoted)


def test_an_outcome_that_calls_for_violence_closes_nothing_and_one_of_a_patrol_reaches_no_reporter(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    refused = town.texts(COORDINATOR, f"CLOSE {reference} choma mwizi")
    assert refused == town.said(Text.SAY_VIOLENCE, to=COORDINATOR, said="choma mwizi")
    assert town.incident(reference)["status"] == "open"
    town.answers(LEADER, "going", reference)
    town.texts(LEADER, f"4 {reference} tulifika jioni. mwizi anakaa nyumba 4")
    assert town.incident(reference)["status"] == "closed"
    page = town.dials(RESIDENT, CODE, "0", "1", "1")
    assert "tulifika jioni" in page
    assert "anakaa" not in page


def test_bulk_waits_while_something_red_is_tried_again(town: Town) -> None:
    asked = town.texts(COORDINATOR, "SAY market meeting at nine")
    town.carrier.outcomes = {BONDENI: [Deferred(Cause.PROVIDER_FAILED, "busy")] * 1_000}
    town.reports(RESIDENT, Category.BREAK_IN)
    town.now += timedelta(seconds=1)
    town.texts(COORDINATOR, f"YES {code_in(asked)}")
    town.passes(seconds=30)
    assert not any("nine" in text for _, text in town.carrier.sent)
    town.carrier.outcomes = {}
    town.passes(seconds=20)
    with town.services.reading() as session:
        waiting = session.scalars(select(Message.id).where(Message.kind == "broadcast")).first()
    assert waiting is not None
    town.sends(waiting)
    assert any("nine" in text for _, text in town.carrier.sent)


def test_minor_alerts_of_a_night_wait_for_the_morning_as_one_text(new_town: Callable[..., Town]) -> None:
    text = load_example("mlango-kubwa").replace(
        'notify = ["patrol-leader"] },\n  { after = "2h"', 'notify = ["coordinator"] },\n  { after = "2h"'
    )
    town = new_town(text)
    town.passes(minutes=90)
    for caller, zone in zip(RESIDENTS, ("kiamutisya", "bondeni", "juja-road"), strict=False):
        town.reports(caller, Category.THEFT, zone=zone)
    urgent = town.reports(RESIDENTS[5], Category.FIGHT_THREAT)
    assert urgent in town.inbox(BONDENI)[0]
    theft = town.said(Text.CATEGORY_THEFT, to=COORDINATOR)
    town.passes(minutes=7 * 60 + 25)
    assert not any(theft in text for text in town.inbox(COORDINATOR))
    town.passes(minutes=10)
    (bundle,) = [text for text in town.inbox(COORDINATOR) if theft in text]
    assert town.is_a(bundle, Text.ALERT_BUNDLE, to=COORDINATOR)
    references = [str(row["reference"]) for row in town.board() if row["category"] == "theft"]
    assert len(references) == 3
    assert all(reference in bundle for reference in references)
    assert all(zone in bundle for zone in ("Kiamutisya", "Bondeni", "Juja Rd"))
    town.answers(COORDINATOR, "going", references[0])
    assert town.track(references[0], "patrol")["answered_by_role"] == "coordinator"


def test_a_patrol_on_duty_is_told_of_a_theft_at_night(town: Town) -> None:
    town.passes(minutes=180)
    town.reports(RESIDENTS[0], Category.THEFT)
    assert len(town.inbox(LEADER)) == 1


def test_say_counts_asks_and_sends_in_bulk(town: Town) -> None:
    asked = town.texts(COORDINATOR, "SAY bondeni cleaning on saturday at 9")
    assert town.is_a(asked, Text.SAY_CONFIRM, to=COORDINATOR, said="Bondeni")
    town.texts(COORDINATOR, f"YES {code_in(asked)}")
    assert any("cleaning on saturday" in text for text in town.inbox(BONDENI))
    assert not any("cleaning" in text for text in town.inbox(KIAMUTISYA) + town.inbox(POLICE))


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("SAY", Text.SAY_WHERE),
        ("SAY nowhere hello", Text.SAY_WHERE),
        ("SAY bondeni", Text.SAY_WHERE),
        ("SAY all \U0001f600", Text.SAY_WHERE),
        ("SAY bondeni the thief is called Kamau", Text.SAY_MAY_NAME),
        ("SAY bondeni John Kamau did it", Text.SAY_MAY_NAME),
        ("SAY bondeni " + "x" * 200, Text.SAY_LONG),
    ],
)
def test_say_refuses_what_would_do_harm(town: Town, text: str, refusal: Text) -> None:
    assert town.is_a(town.texts(COORDINATOR, text), refusal, to=COORDINATOR)


def test_say_is_refused_while_a_major_incident_is_open_there(town: Town) -> None:
    asked = town.texts(COORDINATOR, "SAY bondeni meeting at 5")
    town.reports(RESIDENTS[0], Category.GUN_KILLING)
    assert town.texts(COORDINATOR, "SAY bondeni meeting at 6") == town.said(Text.SAY_LIVE, to=COORDINATOR)
    town.texts(COORDINATOR, f"YES {code_in(asked)}")
    assert not any("meeting" in text for text in town.inbox(BONDENI))


def test_bulk_waits_while_red_is_due_and_red_for_nothing(town: Town) -> None:
    asked = town.texts(COORDINATOR, "SAY juja-road clean up on sunday")
    with town.services.uow() as uow:
        community = town.services.directory.communities()[0]
        outbox.queue(uow, community, outbox.OutgoingText(MessageKind.ALERT, Lane.RED, "waits for a carrier", (DEPUTY,)))
        uow.wakeups.clear()
    town.texts(COORDINATOR, f"YES {code_in(asked)}")
    assert not any("clean up" in text for _, text in town.carrier.sent)
    town.passes(seconds=30)
    assert any("clean up" in text for _, text in town.carrier.sent)
    assert "waits for a carrier" in town.inbox(DEPUTY)


def test_what_a_text_to_a_zone_costs_is_told_in_the_accounts_currency(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa"), doria_low_balance="UGX 20000")
    told = town.values_of(town.texts(COORDINATOR, "SAY market meeting"), Text.SAY_CONFIRM, to=COORDINATOR)
    assert told is not None
    assert told["cost"] == "UGX ?", "no network has told a cost yet"
    town.carrier.outcomes = {BONDENI: [Accepted("cheap", Decimal(30)), Accepted("dear", Decimal(40))]}
    town.texts(BONDENI, "ON")
    town.texts(BONDENI, "WHO")
    town.passes(seconds=11)
    told = town.values_of(town.texts(COORDINATOR, "SAY market meeting"), Text.SAY_CONFIRM, to=COORDINATOR)
    assert told is not None
    assert told["cost"] == f"UGX {35 * int(told['count']):.2f}"


def test_without_a_told_cost_a_text_is_estimated_in_shillings(town: Town) -> None:
    told = town.values_of(town.texts(COORDINATOR, "SAY market meeting"), Text.SAY_CONFIRM, to=COORDINATOR)
    assert told is not None
    assert told["cost"] == f"KES {Decimal('0.80') * int(told['count']):.2f}"


def test_a_low_balance_is_told_once_and_sheds_bulk_and_minor_before_red(town: Town) -> None:
    for _ in range(2):
        balance.check(town.services.uow, town.services.directory, town.carrier, Money("KES", Decimal(200)))
    town.works()
    assert len(town.got(COORDINATOR, Text.BALANCE_LOW, cost="KES 10.00")) == 1
    town.reports(RESIDENTS[0], Category.THEFT)
    town.reports(RESIDENTS[1], Category.GUN_KILLING)
    assert len(town.inbox(BONDENI)) == 1
    assert thefts(town) == []
    balance.check(town.services.uow, town.services.directory, town.carrier, Money("KES", Decimal(5)))
    town.passes(minutes=6)
    assert thefts(town)


@pytest.mark.parametrize("answer", ["UGX 10.0000", "10 UGX", "KES KES 10", "unknown", "KSH 10"])
def test_a_balance_that_cannot_be_compared_holds_nothing_back(town: Town, answer: str) -> None:
    limit = Money("KES", Decimal(200))
    balance.check(town.services.uow, town.services.directory, town.carrier, limit)
    town.carrier.words_balance = answer
    for _ in range(2):
        balance.check(town.services.uow, town.services.directory, town.carrier, limit)
    town.reports(RESIDENTS[0], Category.THEFT)
    assert thefts(town)


@pytest.mark.parametrize("answer", ["UGX 10.0000", "ugx 10", "10 UGX", "10", "UGX 1,999.00", "UGX -5"])
def test_a_low_balance_in_the_limits_own_currency_is_told_with_its_name(town: Town, answer: str) -> None:
    town.carrier.words_balance = answer
    balance.check(town.services.uow, town.services.directory, town.carrier, Money("UGX", Decimal(20000)))
    town.works()
    (told,) = town.inbox(COORDINATOR)
    assert town.is_a(told, Text.BALANCE_LOW, to=COORDINATOR)
    assert "UGX" in told
    assert "KES" not in told


def test_a_low_balance_that_nobody_sees_any_more_holds_nothing_back(town: Town) -> None:
    balance.check(town.services.uow, town.services.directory, town.carrier, Money("KES", Decimal(200)))
    town.reports(RESIDENTS[0], Category.THEFT)
    assert thefts(town) == []
    town.now += timedelta(minutes=61)
    town.ticks()
    assert thefts(town)


def test_the_doctor_says_that_a_balance_cannot_be_compared(town: Town) -> None:
    def balance() -> doctor.Finding:
        return next(one for one in doctor.examine(town.services) if one.name == "balance")

    town.carrier.words_balance = "KES 5000.0000"
    assert balance().is_ok
    town.carrier.words_balance = "UGX 5000.0000"
    assert not balance().is_ok
    assert "UGX 5000.0000 cannot be compared with DORIA_LOW_BALANCE, which is KES 200.00" in balance().say


def test_no_phone_gets_more_than_its_share_of_texts_that_are_not_red(town: Town) -> None:
    community = town.services.directory.communities()[0]
    for number in range(32):
        with town.services.uow() as uow:
            outbox.queue(
                uow, community, outbox.OutgoingText(MessageKind.NOTICE, Lane.NORMAL, f"news {number}", (KIAMUTISYA,))
            )
    town.works()
    assert len(town.inbox(KIAMUTISYA)) == 30
    town.passes(minutes=61)
    assert len(town.inbox(KIAMUTISYA)) == 32


def test_the_cost_of_an_incident_is_kept(town: Town) -> None:
    town.carrier.outcomes = {POLICE: [Accepted("x", Decimal("0.8000"))], LEADER: [Accepted("y", Decimal("0.8000"))]}
    town.reports(RESIDENTS[0], Category.GUN_KILLING)
    assert town.board()[0]["cost_kes"] == "1.60"


def test_say_tells_nobody_of_what_is_hidden_from_them(town: Town) -> None:
    page = town.dials(RESIDENT, CODE, *ABOUT_LEADERS, "1")
    assert town.is_a(page, Text.FILED_ACCUSED)
    assert town.texts(COORDINATOR, "LIST") == town.said(Text.LIST_NONE, to=COORDINATOR)
    asked = town.texts(COORDINATOR, "SAY bondeni baraza leo saa tisa")
    before = len(town.carrier.sent)
    answer = town.texts(COORDINATOR, f"YES {code_in(asked)}")
    assert town.is_a(answer, Text.SAID, to=COORDINATOR)
    assert len(town.carrier.sent) == before + 1, "the answer alone: the text waits"
    town.passes(minutes=121)
    assert any("baraza" in text for text in town.inbox(BONDENI))
