"""Forms of the commands of giving: a command in its full form is read, and somebody's own words never are."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import lettered
from menus.domain.lettered import Letter
from menus.sms import giving_forms
from menus.sms.giving_forms import MOST_AMOUNT, Handover, InKind, Mistake, Pay, Received
from menus.text import months

GIVER, RECEIPT = (lettered.mint(letter, 7, b"key") for letter in (Letter.GIVER, Letter.RECEIPT))
REQUEST = lettered.mint(Letter.PAYMENT, 7, b"key")
WRONG = GIVER[:-1] + str((int(GIVER[-1]) + 1) % 10)
ARABIC = "\N{ARABIC-INDIC DIGIT FIVE}\N{ARABIC-INDIC DIGIT ZERO}"
AMOUNTS = st.integers(min_value=1, max_value=MOST_AMOUNT)
READERS = (
    giving_forms.received,
    giving_forms.in_kind,
    giving_forms.handover,
    giving_forms.pay,
    giving_forms.of_receipt,
    giving_forms.of_request,
)


@given(AMOUNTS, st.sampled_from(["", "NOV", "november", "Novemba", "Nov."]), st.booleans(), st.randoms())
def test_a_gift_is_read_whichever_way_it_is_written(amount: int, month: str, with_receipt: bool, order: object) -> None:  # noqa: FBT001
    _ = order
    words = [str(amount), GIVER.lower(), *([month] if month else []), *([RECEIPT] if with_receipt else [])]
    assert giving_forms.received(words) == Received(amount, GIVER, month, RECEIPT if with_receipt else "")


@given(AMOUNTS)
def test_an_amount_may_have_the_signs_that_people_write(amount: int) -> None:
    for written in (f"{amount}", f"{amount:,}", f"{amount}/=", f"{amount}/-", f"KES{amount}", f"ksh.{amount}"):
        assert giving_forms.amount_of(written) == amount


@given(st.text(max_size=12))
def test_an_amount_is_whole_shillings_in_plain_digits(word: str) -> None:
    amount = giving_forms.amount_of(word)
    assert amount is None or (1 <= amount <= MOST_AMOUNT and any(sign in "0123456789" for sign in word))


@pytest.mark.parametrize(
    "word", ["0", "-50", "50.00", "49.5", "fifty", "hamsini", "1234567890", "1000001", "5O", ARABIC, "1,85"]
)
def test_what_is_no_amount_is_told(word: str) -> None:
    assert giving_forms.received([word, GIVER, "NOV"]) is Mistake.AMOUNT
    assert giving_forms.pay([word, "TEA", "D12"]) is Mistake.AMOUNT


def test_mistakes_of_a_gift() -> None:
    assert giving_forms.received(["50", GIVER, "XYZ"]) is Mistake.MONTH
    assert giving_forms.received(["50", WRONG, "NOV"]) is Mistake.GIVER
    wrong = RECEIPT[:-1] + str((int(RECEIPT[-1]) + 1) % 10)
    assert giving_forms.received(["50", GIVER, "NOV", wrong]) is Mistake.RECEIPT
    assert giving_forms.of_receipt([wrong]) is Mistake.RECEIPT
    assert giving_forms.in_kind(["torches", "0", GIVER]) is Mistake.AMOUNT
    assert giving_forms.in_kind(["torches", "4", WRONG]) is Mistake.GIVER
    assert giving_forms.in_kind(["torches", "four", GIVER]) is Mistake.AMOUNT
    assert giving_forms.in_kind(["torches", "4.5", GIVER]) is Mistake.AMOUNT
    assert giving_forms.in_kind(["4", GIVER]) is Mistake.AMOUNT
    assert giving_forms.handover(["49.5", "TO", "Asha"]) is Mistake.AMOUNT


def test_forms() -> None:
    assert giving_forms.received(["50", "NEW", "NOV"]) == Received(50, "", "NOV")
    assert giving_forms.received(["50", "mpya", "NOV", RECEIPT]) == Received(50, "", "NOV", RECEIPT)
    assert giving_forms.received(["50", "G", GIVER[1:]]) == Received(50, GIVER)
    assert giving_forms.received(["KES", "50", GIVER]) == Received(50, GIVER)
    assert giving_forms.in_kind(["rubber", "boots", "4", GIVER]) == InKind("rubber boots", 4, GIVER)
    assert giving_forms.handover(["1850", "TO", "Asha", "Otieno"]) == Handover(1850, "Asha Otieno")
    assert giving_forms.handover(["1,850", "kwa", "Asha"]) == Handover(1850, "Asha")
    assert giving_forms.pay(["3200", "tea", "D12"]) == Pay(3200, "tea", "D12")
    assert giving_forms.pay(["3200", "for", "tea", "d", "12", "123456"]) == Pay(3200, "tea", "D12", account="123456")
    assert giving_forms.pay(["1500", "STIPEND", "Asha", "D12"]) == Pay(1500, "", "D12", recipient="Asha")
    assert giving_forms.pay(["1500", "posho", "Asha", "D12"]) == Pay(1500, "", "D12", recipient="Asha")
    assert giving_forms.of_request([REQUEST.lower()]) == REQUEST
    assert giving_forms.nothing([]) is True


@pytest.mark.parametrize(
    "words",
    [
        "your message thanks",
        "50",
        "50 Nov",
        "the gift of Kamau yesterday evening",
        f"{GIVER} from the station this morning they beat him again",
        "to the police three men with pangas",
        "attention near the bridge now",
        "D12",
        "them to leave us alone",
        "12 men are at the gate",
        "now",
        f"{RECEIPT} is what he showed me",
        "A 4 at the shop",
        "5 new threats",
        "5 new threats today",
        "many new NOV",
    ],
)
def test_words_of_people_are_left_to_other_readers(words: str) -> None:
    assert [read(words.split()) for read in READERS] == [None] * len(READERS)


@given(st.lists(st.text(st.characters(categories=["L"]), min_size=1, max_size=8), max_size=8))
def test_a_text_without_any_digit_is_never_a_command_with_words(words: list[str]) -> None:
    assert [read(words) for read in READERS] == [None] * len(READERS)
    assert giving_forms.nothing(words) is (None if words else True)


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.integers(1, 12))
def test_a_month_is_the_nearest_one_of_its_name(today: date, number: int) -> None:
    name = months.short("en", f"2026-{number:02}")
    found = months.meant(name, today)
    assert found is not None
    assert int(found[5:]) == number
    ahead = (int(found[:4]) - today.year) * 12 + number - today.month
    assert -9 <= ahead <= 2
    assert months.meant(months.of_day(today), today) is None
