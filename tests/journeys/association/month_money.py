"""The money of the month: gifts in cash and by M-PESA, their receipts, the handing over, tea, and the books."""

import re

from menus.domain import books
from menus.text.names import Text
from tests.journeys.association.month import COORDINATOR, SECOND_TREASURER, TREASURER, Month, file_of
from tests.money import callback, posts
from tests.people import RESIDENTS

GIVERS = RESIDENTS[:7]
CASH = (50, 50, 700, 1500, 1500)
"""What the first givers bring in cash; the sixth one pays 50 by M-PESA, and the seventh 300 without a number."""
TREASURERS_NAME = "Coordinator, landlords (example)"


def number_in(text: str, letter: str) -> str:
    """Return the first number with a letter in a text."""
    found = re.search(rf"\b{letter}\d+\b", text)
    assert found, text
    return found[0]


def decides_and_opens_giving(month: Month) -> None:
    """Decide what is asked for; only then a file may say so."""
    town = month.town
    assert "50 a month" not in month.dials(GIVERS[0], "0", "2", "1")
    assert "D12" in month.texts(COORDINATOR, "DECIDED D12 50 a month from each household, as it can")
    month.loads(file_of(), "D12")
    assert month.dials(GIVERS[0], "0", "2").startswith(town.said(Text.GIVE_PAGE, GIVERS[0]).split("\n")[0])
    assert "50 a month" in month.reads(GIVERS[0], "0", "3", "5")


def gives_in_cash(month: Month) -> None:
    """Link phones of givers, pay the collector, and read each receipt by SMS and by dialling."""
    town = month.town
    for place, (phone, amount) in enumerate(zip(GIVERS, CASH, strict=False), 1):
        how = month.dials(phone, "0", "2", "1")
        assert "Agreed at baraza 24/11: 50 a month" in how
        giver = number_in(how, "G")
        if amount == 700:
            assert "You: 700." in month.dials(phone, "0", "2", "1", "1", "5")
        answer = month.texts(COORDINATOR, f"RECEIVED {amount} {giver} NOV")
        receipt = number_in(answer, "R")
        values = {"receipt": receipt, "amount": str(amount), "month": "Nov"}
        held = {"held": str(sum(CASH[:place])), "count": str(place), "giver": giver}
        assert answer == town.said(Text.GIVING_RECEIVED, COORDINATOR, **values, **held)
        assert month.got(phone) == [town.said(Text.GIVING_RECEIPT, phone, **values)]
        assert f"1 {receipt} {amount} Nov, cash" in month.dials(phone, "0", "2", "2")


def gives_by_mpesa(month: Month) -> None:
    """Pay with a number, which brings a receipt at once, and without one: that waits until it is claimed."""
    town = month.town
    payer, other = GIVERS[5:7]
    giver, unknown = (number_in(month.dials(phone, "0", "2", "1"), "G") for phone in (payer, other))
    for _ in range(2):
        assert posts(town, callback(giver, "SKU1ABC234", "50.00")).get_json()["ResultCode"] == 0
    (told,) = month.got(payer)
    receipt = number_in(told, "R")
    assert told == town.said(Text.GIVING_RECEIPT_MPESA, payer, receipt=receipt, amount="50", month="Nov")
    assert f"1 {receipt} 50 Nov, M-PESA" in month.dials(payer, "0", "2", "2")
    assert posts(town, callback("LAMPS", "SKU2ABC234", "300.00")).status_code == 200
    assert month.got(other) == []
    assert "300 from" in month.texts(TREASURER, f"RECEIVED SKU2ABC234 {unknown}")
    assert "300 Nov, M-PESA" in month.dials(other, "0", "2", "2")


def hands_over(month: Month) -> None:
    """Hand the collector's cash over: it is the treasurer's once the treasurer has counted it."""
    town, amount = month.town, str(sum(CASH))
    told = month.texts(COORDINATOR, "BOOKS")
    assert told == f"MLATA: cash: you {amount}, others 0, M-PESA 123456: 350. In all {sum(CASH) + 350} KES.", told
    answer = month.texts(COORDINATOR, f"HANDOVER {amount} TO {TREASURERS_NAME}")
    assert answer == town.said(Text.HANDOVER_ASKED, COORDINATOR, said=TREASURERS_NAME, amount=amount)
    asked = town.values_of(month.got(TREASURER)[-1], Text.HANDOVER_CODE, TREASURER, amount=amount)
    assert asked is not None
    town.passes(minutes=30)
    done = month.texts(TREASURER, f"YES {asked['code']}")
    assert done == town.said(Text.HANDOVER_DONE, TREASURER, amount=amount, held=amount)
    told = town.said(Text.HANDOVER_COUNTED, COORDINATOR, amount=amount, held="0")
    assert month.got(COORDINATOR)[-1] == told


def pays_for_tea(month: Month) -> None:
    """Pay for tea once a second signatory of another household and tenure agrees, and by nobody else's word."""
    town = month.town
    request = number_in(month.texts(TREASURER, "PAY 3200 TEA D12"), "P")
    assert month.texts(TREASURER, f"AGREE {request}") == town.said(Text.ASK_OWN, TREASURER, request=request)
    refused = month.texts(SECOND_TREASURER, f"AGREE {request}")
    assert refused == town.said(Text.ASK_OTHER, SECOND_TREASURER, request=request)
    assert "Out" not in month.dials(GIVERS[0], "0", "2", "3")
    values = {"amount": "3200", "what": "tea", "decision": "D12", "request": request}
    assert town.got(COORDINATOR, Text.PAY_SECOND, **values)
    agreed = month.texts(COORDINATOR, f"AGREE {request}")
    assert agreed == town.said(Text.ASK_AGREED, COORDINATOR, request=request, amount="3200")
    assert month.got(TREASURER)[-1] == town.said(Text.ASK_AGREED_TOLD, TREASURER, request=request, amount="3200")


def reads_the_books(month: Month, heading: str = "Nov") -> None:
    """Read by dialling what came in and what went out, as anybody may; no giver is named."""
    shown = month.reads(RESIDENTS[19], "0", "2", "3")
    if heading == "Nov":
        assert "Nov, KES: in 4150 from 7 givers. Out 3200: tea 3200. In hand 950." in shown
    assert "In hand 950." in shown
    assert "G" not in re.findall(r"\b[A-Z](?=\d)", shown)


def balances(month: Month) -> None:
    """Add the journal up: every entry comes to nothing, and what is in hand is what the phone tells."""
    clerk = month.clerk(TREASURER)
    journal = clerk.opens("/desk/books/export?period=2026-11").html
    assert "decision:D12" in journal
    assert "agreed:yes" in journal
    amounts: dict[str, int] = {}
    for entry in journal.split("\n\n"):
        postings = re.findall(r"^    (\S.*?)  (-?\d+) KES$", entry, re.MULTILINE)
        assert sum(int(amount) for _, amount in postings) == 0, entry
        for account, amount in postings:
            amounts[account] = amounts.get(account, 0) + int(amount)
    held = sum(amount for account, amount in amounts.items() if account.startswith("assets:"))
    assert (held, amounts["expenses:tea"], amounts["income:gifts"]) == (950, 3200, -4150)
    assert clerk.opens("/desk/books/export?period=2027-01").html.count("gift") == 0
    assert books.OPENING in clerk.opens("/desk/books/export?period=2027-01").html
    assert "In all 950 KES" in month.texts(TREASURER, "BOOKS")
