"""Stories of money that goes out: two people of different households and tenures agree, and no account is overdrawn."""

import re

import pytest
from sqlalchemy import select

from gateway.association.giving import accounts, givers, movements
from gateway.association.giving.movements import Gift
from gateway.storage.models import Act
from gateway.storage.models.giving import Account, Movement
from gateway.storage.models.giving_asks import GivingAsk
from menus.domain.acts import ActKind
from menus.domain.giving import AccountKind, AskState, GivenBy
from menus.text.names import Text
from tests.giving import COORDINATOR, GIVER, GIVING, TREASURER, decide, file_of, linked, open_giving
from tests.town import Town, code_in

PATROLLER = "Patrol, Bondeni (example)"
NAME = "Coordinator, tenants (example)"


def fill(town: Town, amount: int = 5000, phone: str = TREASURER) -> None:
    """Put cash of a giver into somebody's hands."""
    record = town.record()
    with town.services.uow() as uow:
        hand = accounts.cash_of(uow, record, record.person_ids[phone])
        giver = givers.make(uow, record).id
        movements.give(uow, record, Gift(amount, hand, "2026-11", GivenBy.CASH, giver))


def held(town: Town, phone: str = TREASURER) -> int:
    record = town.record()
    with town.services.uow() as uow:
        return accounts.in_it(uow.session, accounts.cash_of(uow, record, record.person_ids[phone]))


def spent(town: Town, heading: str) -> int:
    with town.services.reading() as session:
        account = session.scalar(select(Account.id).where(Account.kind == AccountKind.SPENT, Account.name == heading))
        return 0 if account is None else accounts.in_it(session, account)


def request_in(text: str) -> str:
    found = re.search(r"\bP\d{5,9}\b", text)
    assert found, text
    return found[0]


@pytest.fixture
def rich(town: Town) -> Town:
    open_giving(town)
    fill(town)
    return town


def test_a_payment_is_made_when_a_second_person_agrees(rich: Town) -> None:
    answer = rich.texts(TREASURER, "PAY 3200 TEA D12")
    request = request_in(answer)
    assert answer == rich.said(Text.PAY_ASKED, TREASURER, request=request, amount="3200")
    values = {"amount": "3200", "what": "tea", "decision": "D12", "role": "treasurer"}
    assert rich.inbox(COORDINATOR) == [rich.said(Text.PAY_SECOND, COORDINATOR, request=request, **values)]
    assert (held(rich), spent(rich, "tea")) == (5000, 0)
    agreed = rich.texts(COORDINATOR, f"AGREE {request}")
    assert agreed == rich.said(Text.ASK_AGREED, COORDINATOR, request=request, amount="3200")
    assert (held(rich), spent(rich, "tea")) == (1800, 3200)
    told = rich.said(Text.ASK_AGREED_TOLD, TREASURER, request=request, amount="3200")
    assert rich.inbox(TREASURER)[-1] == told
    record = rich.record()
    with rich.services.reading() as session:
        (paid,) = session.scalars(select(Movement).where(Movement.agreed_by.is_not(None)))
        assert (paid.by, paid.agreed_by) == (record.person_ids[TREASURER], record.person_ids[COORDINATOR])
        assert paid.decision_id is not None
        assert accounts.is_in_balance(accounts.balances(session, record))


def test_the_treasurer_never_approves_himself(rich: Town) -> None:
    request = request_in(rich.texts(TREASURER, "LIPA 3200 chai D12"))
    assert rich.texts(TREASURER, f"KUBALI {request}") == rich.said(Text.ASK_OWN, TREASURER, request=request)
    assert held(rich) == 5000


SECOND = """
[[people]]
name = "Second treasurer (example)"
phone = "+254700000123"
roles = ["treasurer"]
language = "en"
tenure = "TENURE"
household = "HOUSE"
"""


def with_second(tenure: str, house: str) -> str:
    """Return a file with a second treasurer; the first one is a landlord of the household `one`."""
    first = 'tenure = "landlord"\n'
    text = file_of().replace(first, f'{first}household = "one"\n', 1)
    return text + SECOND.replace("TENURE", tenure).replace("HOUSE", house)


@pytest.mark.parametrize(
    ("tenure", "house"), [("landlord", "two"), ("absent", "two"), ("none", "two"), ("tenant", "one")]
)
def test_a_second_person_is_of_another_household_and_another_tenure(town: Town, tenure: str, house: str) -> None:
    decide(town)
    town.loads(with_second(tenure, house))
    fill(town)
    request = request_in(town.texts(TREASURER, "PAY 3200 TEA D12"))
    assert request in town.inbox("+254700000123")[-1]
    answer = town.texts("+254700000123", f"AGREE {request}")
    assert answer == town.said(Text.ASK_OTHER, "+254700000123", request=request)
    assert held(town) == 5000
    assert "agreed" in town.texts(COORDINATOR, f"AGREE {request}")
    assert held(town) == 1800


def test_a_tenant_of_another_household_may_agree(town: Town) -> None:
    decide(town)
    town.loads(with_second("tenant", "two"))
    fill(town)
    request = request_in(town.texts(TREASURER, "PAY 3200 TEA D12"))
    assert "agreed" in town.texts("+254700000123", f"AGREE {request}")
    assert "does not wait any more" in town.texts(COORDINATOR, f"AGREE {request}")
    assert held(town) == 1800


def test_where_nobody_could_agree_nothing_is_asked(town: Town) -> None:
    decide(town)
    alone = re.sub(r'(tenants \(example\)"\n(?:.+\n)*?)tenure = "tenant"\n', r"\1", file_of())
    assert alone != file_of()
    town.loads(alone)
    fill(town)
    assert town.texts(TREASURER, "PAY 3200 TEA D12") == town.said(Text.PAY_NOBODY, TREASURER)


def test_a_refused_payment_moves_nothing(rich: Town) -> None:
    request = request_in(rich.texts(TREASURER, "PAY 3200 TEA D12"))
    assert rich.texts(COORDINATOR, f"REFUSE {request}") == rich.said(Text.ASK_REFUSED, COORDINATOR, request=request)
    assert "refused" in rich.inbox(TREASURER)[-1]
    assert "does not wait" in rich.texts(COORDINATOR, f"AGREE {request}")
    assert held(rich) == 5000


def test_after_seven_days_a_payment_lapses(rich: Town) -> None:
    request = request_in(rich.texts(TREASURER, "PAY 3200 TEA D12"))
    rich.passes(minutes=7 * 24 * 60 + 2)
    assert rich.inbox(TREASURER)[-1] == rich.said(Text.ASK_LAPSED, TREASURER, request=request, amount="3200")
    assert "does not wait" in rich.texts(COORDINATOR, f"AGREE {request}")
    assert held(rich) == 5000
    with rich.services.reading() as session:
        assert session.scalars(select(GivingAsk.state)).all() == [AskState.LAPSED]
        kinds = set(session.scalars(select(Act.kind)))
    assert {ActKind.MONEY_ASKED, ActKind.MONEY_LAPSED} <= kinds


def test_never_more_goes_out_than_is_there(rich: Town) -> None:
    assert rich.texts(TREASURER, "PAY 5001 TEA D12") == rich.said(Text.GIVING_NOT_ENOUGH, TREASURER, held="5000")
    first, second = (request_in(rich.texts(TREASURER, f"PAY 3000 {what} D12")) for what in ("TEA", "TORCHES"))
    assert "agreed" in rich.texts(COORDINATOR, f"AGREE {first}")
    answer = rich.texts(COORDINATOR, f"AGREE {second}")
    assert answer == rich.said(Text.ASK_NOT_ENOUGH, COORDINATOR, request=second, amount="3000")
    assert (held(rich), spent(rich, "torches")) == (2000, 0)
    assert rich.texts(COORDINATOR, "PAY 50 TEA D12") == rich.said(Text.GIVING_NOT_ENOUGH, COORDINATOR, held="0")
    assert rich.texts(TREASURER, "PAY 50 TEA D12 123456") == rich.said(Text.GIVING_NOT_ENOUGH, TREASURER, held="0")


@pytest.mark.parametrize(
    ("said", "name", "values"),
    [
        ("PAY 3200 TEA D99", Text.PAY_DECISION, {"decision": "D99"}),
        ("PAY 3200 BEER D12", Text.PAY_HEADING, {"said": "tea, torches"}),
        ("PAY 49.50 TEA D12", Text.GIVING_AMOUNT, {"example": "PAY 3200 TEA D12"}),
        ("PAY 0 TEA D12", Text.GIVING_AMOUNT, {"example": "PAY 3200 TEA D12"}),
        ("PAY 50 TEA D12 999999", Text.PAY_ACCOUNT, {}),
        ("PAY 50 STIPEND Nobody Here D12", Text.PAY_WHO, {"said": "Nobody Here"}),
        ("AGREE P10009", Text.ASK_UNKNOWN, {}),
        ("REFUSE P10009", Text.ASK_UNKNOWN, {}),
    ],
)
def test_a_mistake_is_told_and_asks_nobody(rich: Town, said: str, name: Text, values: dict[str, str]) -> None:
    assert rich.texts(TREASURER, said) == rich.said(name, TREASURER, **values)
    assert not rich.inbox(COORDINATOR)
    assert held(rich) == 5000


def test_a_stipend_over_the_cap_is_refused_and_the_cap_is_public(rich: Town) -> None:
    """Payment over the cap per person and month is refused; the cap is public."""
    over = rich.texts(TREASURER, f"PAY 2001 STIPEND {PATROLLER} D12")
    assert over == rich.said(Text.PAY_OVER_CAP, TREASURER, amount="2000", held="0")
    first = request_in(rich.texts(TREASURER, f"PAY 1500 STIPEND {PATROLLER} D12"))
    assert "stipends Patrol, Bondeni" in rich.inbox(COORDINATOR)[-1]
    again = rich.texts(TREASURER, f"PAY 600 STIPEND {PATROLLER} D12")
    assert again == rich.said(Text.PAY_OVER_CAP, TREASURER, amount="2000", held="1500")
    assert "agreed" in rich.texts(COORDINATOR, f"AGREE {first}")
    more = rich.texts(TREASURER, f"PAY 501 POSHO {PATROLLER} D12")
    assert more == rich.said(Text.PAY_OVER_CAP, TREASURER, amount="2000", held="1500")
    assert spent(rich, "stipend") == 1500
    assert request_in(rich.texts(TREASURER, f"PAY 500 STIPEND {PATROLLER} D12"))
    rich.passes(minutes=9 * 24 * 60)
    assert request_in(rich.texts(TREASURER, f"PAY 2000 STIPEND {PATROLLER} D12"))


def test_a_lower_cap_counts_for_what_waits(rich: Town) -> None:
    first = request_in(rich.texts(TREASURER, f"PAY 1500 STIPEND {PATROLLER} D12"))
    decide(rich, 13, "stipends of 1000 at most")
    rich.loads(file_of(GIVING.replace("stipend_cap = 2000", "stipend_cap = 1000").replace("D12", "D13")))
    answer = rich.texts(COORDINATOR, f"AGREE {first}")
    assert answer == rich.said(Text.ASK_OVER_CAP, COORDINATOR, request=first)
    assert held(rich) == 5000


def test_nobody_gets_a_stipend_by_their_own_word(rich: Town) -> None:
    own = rich.texts(COORDINATOR, f"PAY 100 STIPEND {NAME} D12")
    assert own == rich.said(Text.PAY_ONESELF, COORDINATOR)
    # The other one is the only one who could agree, and would get it.
    assert rich.texts(TREASURER, f"PAY 100 STIPEND {NAME} D12") == rich.said(Text.PAY_NOBODY, TREASURER)


def test_without_a_cap_there_are_no_stipends(town: Town) -> None:
    open_giving(town, GIVING.replace("stipend_cap = 2000\n", ""))
    fill(town)
    assert town.texts(TREASURER, f"PAY 1 STIPEND {PATROLLER} D12") == town.said(Text.PAY_NO_STIPENDS, TREASURER)


def test_cash_counts_as_handed_over_when_it_was_counted(rich: Town) -> None:
    answer = rich.texts(TREASURER, f"HANDOVER 1850 TO {NAME}")
    assert answer == rich.said(Text.HANDOVER_ASKED, TREASURER, said=NAME, amount="1850")
    assert (held(rich), held(rich, COORDINATOR)) == (5000, 0)
    told = rich.inbox(COORDINATOR)[-1]
    assert "1850 KES" in told
    code = re.search(r"YES (\d{4})", told)
    assert code
    rich.passes(minutes=60)
    assert rich.texts(COORDINATOR, f"YES {code[1]}") == rich.said(
        Text.HANDOVER_DONE, COORDINATOR, amount="1850", held="1850"
    )
    assert (held(rich), held(rich, COORDINATOR)) == (3150, 1850)
    assert rich.inbox(TREASURER)[-1] == rich.said(Text.HANDOVER_COUNTED, TREASURER, amount="1850", held="3150")
    rich.passes(minutes=2)
    rich.texts(COORDINATOR, f"YES {code[1]}")
    assert held(rich, COORDINATOR) == 1850


def test_cash_that_nobody_counts_stays_where_it_is(rich: Town) -> None:
    rich.texts(TREASURER, f"HANDOVER 1850 TO {NAME}")
    code = code_in(rich.inbox(COORDINATOR)[-1].replace("1850", ""))
    rich.passes(minutes=24 * 60 + 2)
    assert rich.texts(COORDINATOR, f"YES {code}") == rich.said(Text.EXPIRED, COORDINATOR)
    assert (held(rich), held(rich, COORDINATOR)) == (5000, 0)


def test_cash_goes_to_one_person_who_may_keep_it_and_never_more_than_there_is(rich: Town) -> None:
    assert rich.texts(TREASURER, f"HANDOVER 100 TO {PATROLLER}") == rich.said(
        Text.HANDOVER_WHO, TREASURER, said=PATROLLER
    )
    assert rich.texts(TREASURER, f"HANDOVER 5001 TO {NAME}") == rich.said(
        Text.GIVING_NOT_ENOUGH, TREASURER, held="5000"
    )
    assert rich.texts(TREASURER, f"HANDOVER 10.50 TO {NAME}") == rich.said(
        Text.GIVING_AMOUNT, TREASURER, example="HANDOVER 1850 TO ..."
    )


@pytest.mark.parametrize("command", ["PAY 3200 TEA D12", f"HANDOVER 1850 TO {NAME}"])
def test_in_a_pause_nobody_is_texted_about_money_and_the_asker_reads_so(rich: Town, command: str) -> None:
    rich.confirms(COORDINATOR, "PAUSE no airtime")
    before = len(rich.inbox(COORDINATOR))
    assert rich.texts(TREASURER, command) == rich.said(Text.MONEY_PAUSED, TREASURER)
    assert len(rich.inbox(COORDINATOR)) == before
    with rich.services.reading() as session:
        assert not session.scalars(select(GivingAsk)).all()


def test_in_a_pause_an_old_gift_is_not_undone_by_a_question_that_nobody_gets(rich: Town) -> None:
    receipt = re.findall(r"\bR\d{5,9}\b", rich.texts(TREASURER, f"RECEIVED 50 {linked(rich, GIVER)} NOV"))[0]
    rich.passes(minutes=11)
    rich.confirms(COORDINATOR, "PAUSE no airtime")
    assert rich.texts(TREASURER, f"UNDO {receipt}") == rich.said(Text.MONEY_PAUSED, TREASURER)
