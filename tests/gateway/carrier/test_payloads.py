"""Africa's Talking's forms, whole, broken and strange."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.carrier.payloads import (
    FIELDS,
    InboundSms,
    OptOut,
    ReceiptForm,
    Status,
    UssdEnd,
    UssdHop,
    says_something,
)
from menus.domain.receipts import News
from tests.numbers import kenyan

HOP = {
    "sessionId": "ATUid_1",
    "phoneNumber": "0711000001",
    "networkCode": "63902",
    "serviceCode": "*384*77#",
    "text": "1*2",
}
SMS = {"date": "2026-11-23", "from": "+254700000101", "id": "m-1", "text": "1 48273", "to": "22384"}
FORMS = (UssdHop, UssdEnd, InboundSms, OptOut)


def test_a_hop_has_one_identity_for_a_phone_and_the_history_as_typed() -> None:
    hop = UssdHop.from_form(HOP | {"text": " 1* a#b "}, kenyan)
    assert hop == UssdHop("ATUid_1", "+254711000001", "*384*77#", " 1* a#b ")


@pytest.mark.parametrize("missing", ["sessionId", "phoneNumber"])
def test_a_hop_cannot_do_without_session_and_phone(missing: str) -> None:
    assert UssdHop.from_form(HOP | {missing: ""}, kenyan) is None
    assert UssdHop.from_form({name: value for name, value in HOP.items() if name != missing}, kenyan) is None


def test_an_end_tolerates_fields_that_nobody_reads() -> None:
    end = UssdEnd.from_form(HOP | {"status": "Incomplete", "hopsCount": "three", "errorMessage": "x" * 999}, kenyan)
    assert end is not None
    assert (end.status, end.has_dropped) == ("Incomplete", True)


@given(st.dictionaries(st.sampled_from([*SMS, "other"]), st.text(max_size=30)))
def test_a_form_is_an_sms_exactly_if_it_has_a_sender_or_words(form: dict[str, str]) -> None:
    assert says_something(form) is (InboundSms.from_form(form, kenyan) is not None)


def test_an_empty_sms_is_an_sms() -> None:
    sms = InboundSms.from_form(SMS | {"text": ""}, kenyan)
    assert sms == InboundSms("m-1", "+254700000101", "22384", "", date="2026-11-23")


def test_a_name_is_a_sender_without_a_phone() -> None:
    sms = InboundSms.from_form(SMS | {"from": "SAFARICOM"}, kenyan)
    assert sms is not None
    assert sms.sender_phone is None


@pytest.mark.parametrize("sender", ["", " "])
def test_words_without_a_sender_are_an_sms_of_nobody_known(sender: str) -> None:
    sms = InboundSms.from_form(SMS | {"from": sender}, kenyan)
    assert sms is not None
    assert (sms.sender_phone, sms.sender_name) == (None, "")
    assert InboundSms.from_form(SMS | {"from": sender, "text": ""}, kenyan) is None


def test_an_sms_without_an_id_is_known_by_what_it_says() -> None:
    one, same, other = (
        InboundSms.from_form(SMS | {"id": "", "text": text}, kenyan) for text in ("1 48273", "1 48273", "2 48273")
    )
    assert one is not None
    assert one == same
    assert other is not None
    assert one.provider_id != other.provider_id


@pytest.mark.parametrize(
    ("word", "status", "news"),
    [
        ("Sent", Status.SENT, News.ON_ITS_WAY),
        ("Submitted", Status.SUBMITTED, News.ON_ITS_WAY),
        ("Buffered", Status.BUFFERED, News.ON_ITS_WAY),
        ("AbsentSubscriber", Status.ABSENT, News.ABSENT),
        ("Rejected", Status.REJECTED, News.FAILED),
        ("Success", Status.SUCCESS, News.DELIVERED),
        ("Failed", Status.FAILED, News.FAILED),
        ("Expired", Status.EXPIRED, News.FAILED),
        ("Teleported", Status.UNKNOWN, News.ON_ITS_WAY),
    ],
)
def test_every_status_word(word: str, status: Status, news: News) -> None:
    receipt = ReceiptForm.from_form({"id": "ATXid_1", "status": word})
    assert receipt is not None
    assert (receipt.status, receipt.status.news) == (status, news)
    assert receipt.reason is None


def test_a_receipt_without_id_or_status_is_none() -> None:
    assert ReceiptForm.from_form({"status": "Sent"}) is None
    assert ReceiptForm.from_form({"id": "ATXid_1"}) is None


def test_an_opt_out_needs_a_phone() -> None:
    assert OptOut.from_form({"senderId": "MLATA", "phoneNumber": "254711000001"}, kenyan) == OptOut("+254711000001")
    assert OptOut.from_form({"senderId": "MLATA", "phoneNumber": "nobody"}, kenyan) is None


def test_a_number_of_another_country_is_read_with_its_plus_or_without() -> None:
    for number in ("+256772100001", "256772100001"):
        hop = UssdHop.from_form({"sessionId": "s", "phoneNumber": number}, kenyan)
        assert hop is not None
        assert hop.phone == "+256772100001"


def test_lengths_are_capped_and_nul_is_left_out() -> None:
    sms = InboundSms.from_form(SMS | {"id": "i" * 500, "text": "a\0b" + "x" * 9_000}, kenyan)
    assert sms is not None
    assert (len(sms.provider_id), len(sms.text), sms.text[:2]) == (128, 2_000, "ab")
    assert sms.text.endswith("x ..."), "a reader sees that there was more"


def test_a_text_of_the_greatest_length_is_whole() -> None:
    sms = InboundSms.from_form(SMS | {"text": "x" * 2_000}, kenyan)
    assert sms is not None
    assert sms.text == "x" * 2_000


class Asked(dict[str, str]):
    """A form that notes the fields that it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def get(self, name: str, default: str = "") -> str:  # type: ignore[override]
        """Give a field, as if each were there."""
        self.names.add(name)
        return {"phoneNumber": "0711000009", "status": "Sent"}.get(name, name) or default


def test_every_field_that_is_read_has_its_name_on_the_list() -> None:
    form = Asked()
    for kind in FORMS:
        assert kind.from_form(form, kenyan) is not None
    assert ReceiptForm.from_form(form) is not None
    assert form.names == FIELDS


_NAMES = st.sampled_from(
    ["sessionId", "phoneNumber", "serviceCode", "text", "from", "to", "id", "status", "failureReason", "hopsCount"]
)


@given(st.dictionaries(_NAMES, st.text(alphabet=st.characters(), max_size=300)))
def test_no_form_at_all_is_an_error(form: dict[str, str]) -> None:
    for read in (ReceiptForm.from_form(form), *(kind.from_form(form, kenyan) for kind in FORMS)):
        assert read is None or "\0" not in repr(read)
