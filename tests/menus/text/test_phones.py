"""Phone numbers: many spellings become one identity."""

from collections.abc import Callable
from inspect import Parameter, signature

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from menus.text import countries, phones


@pytest.mark.parametrize(
    "spelling",
    ["+254700000101", "254700000101", "0700000101", "0700 000 101", "0700-000-101", " +254 700 000101\n"],
)
def test_every_spelling_is_one_phone(spelling: str) -> None:
    assert phones.normalise(spelling, "KE") == "+254700000101"


def test_the_newer_prefix_is_a_phone_too() -> None:
    assert phones.normalise("0110000101", "KE") == "+254110000101"


@pytest.mark.parametrize("text", ["", "police", "+1234", "07", "\u0660\u0667" + "\u0660" * 8, "0700FLOWERS", "+" * 30])
def test_what_can_be_no_phone_is_refused(text: str) -> None:
    assert phones.normalise(text, "KE") is None


@pytest.mark.parametrize("spelling", ["0772100001", "772 100 001", "256772100001", "+256 772-100-001"])
def test_a_national_number_is_its_own_countrys(spelling: str) -> None:
    assert phones.normalise(spelling, "UG") == "+256772100001"
    assert phones.textable(spelling, "UG") == "+256772100001"


@pytest.mark.parametrize("home", ["KE", "UG", "TZ", None])
def test_an_international_number_is_the_same_everywhere(home: str | None) -> None:
    assert phones.textable("+256772100001", home) == "+256772100001"
    assert phones.textable("+254 700 000 101", home) == "+254700000101"


@pytest.mark.parametrize("text", ["0772100001", "256772100001", "772100001"])
def test_without_a_country_a_number_needs_its_plus(text: str) -> None:
    assert phones.normalise(text, None) is None


@pytest.mark.parametrize("home", ["KE", "UG", "TZ", "NG", None])
@pytest.mark.parametrize(
    "spelling",
    [
        "00254700000101",
        "00 254 700 000 101",
        "000254700000101",
        "tel:+254700000101",
        "TEL:+254-700-000-101",
        "tel:00254700000101",
        "tel:0700000101;phone-context=+254",
        "tel:+254700000101;ext=12",
    ],
)
def test_a_number_that_names_its_country_is_read_alike_everywhere(spelling: str, home: str | None) -> None:
    assert phones.normalise(spelling, home) == "+254700000101"
    assert phones.from_wire(spelling, home) == "+254700000101"
    assert phones.textable(spelling, home) == "+254700000101"


@pytest.mark.parametrize(
    ("spelling", "home", "phone"),
    [
        ("tel:0772100001", "UG", "+256772100001"),
        ("tel:0772-100-001", "UG", "+256772100001"),
        ("009254700000101", "NG", "+254700000101"),
        ("tel:", "KE", None),
        ("tel:police", "KE", None),
        ("00", "KE", None),
        ("tel:0772100001", None, None),
        ("tel:0772100001;phone-context=example.com", None, None),
    ],
)
def test_an_address_holds_the_number_of_its_country(spelling: str, home: str | None, phone: str | None) -> None:
    assert phones.normalise(spelling, home) == phone


@pytest.mark.parametrize("country", sorted(countries.KNOWN))
def test_every_country_reads_its_own_numbers_in_every_form(country: str) -> None:
    international, national = countries.mobile_examples(country)
    digits = international.removeprefix("+")
    for spelling in (international, national, f"00{digits}", f"tel:{international}", f"tel:{national}"):
        assert phones.normalise(spelling, country) == international, spelling
        assert phones.from_wire(spelling, country) == international, spelling
    assert phones.from_wire(digits, country) == international
    for other in ("KE", "UG", None):
        assert phones.from_wire(f"00{digits}", other) == international
        assert phones.from_wire(f"tel:{international}", other) == international


@pytest.mark.parametrize("country", sorted(countries.KNOWN - {"KE"}))
def test_no_national_number_of_another_country_becomes_a_kenyan(country: str) -> None:
    _, national = countries.mobile_examples(country)
    read_as = phones.from_wire(national, country)
    assert read_as is not None
    assert not read_as.startswith("+254")


def test_a_number_may_begin_with_the_digits_of_its_own_countrys_code() -> None:
    assert phones.normalise("9123456789", "IN") == "+919123456789"
    assert phones.normalise("919123456789", "IN") == "+919123456789"


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("256772100001", "+256772100001"),
        ("+256772100001", "+256772100001"),
        ("254700000101", "+254700000101"),
        ("0700000101", "+254700000101"),
        ("700000101", "+254700000101"),
        ("22384", None),
        ("MLATA", None),
    ],
)
def test_a_network_may_leave_out_the_plus(text: str, phone: str | None) -> None:
    assert phones.from_wire(text, "KE") == phone


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Africa/Nairobi", "KE"),
        ("Africa/Kampala", "UG"),
        ("Africa/Dar_es_Salaam", "TZ"),
        ("Etc/UTC", None),
        ("UTC", None),
        ("Africa/Asmera", None),
    ],
)
def test_a_time_zone_tells_its_country_or_none(zone: str, country: str | None) -> None:
    assert countries.of_zone(zone) == country


@pytest.mark.parametrize("country", sorted(countries.KNOWN))
def test_the_example_of_each_country_is_one_of_its_numbers(country: str) -> None:
    international, national = countries.mobile_examples(country)
    assert phones.normalise(international, None) == international
    assert phones.normalise(national, country) == international


@pytest.mark.parametrize(
    ("typed", "home", "shown"),
    [
        ("piga 79 561 234 leo", "BI", "piga xxx leo"),
        ("piga 79561234", "BI", "piga xxx"),
        ("piga 79561234", "KE", "piga 79561234"),
        ("piga 79561234", None, "piga 79561234"),
        ("call 71 123 456", "BW", "call xxx"),
        ("simu 0772 100 001 na 0712345678", "UG", "simu xxx na xxx"),
        ("tel:0772100001", "UG", "tel:xxx"),
        ("nyumba 12345678 ref 48273 block 12", "KE", "nyumba 12345678 ref 48273 block 12"),
        ("nyumba 12345678 ref 48273 block 12", "UG", "nyumba 12345678 ref 48273 block 12"),
    ],
)
def test_a_short_national_number_is_crossed_out_in_its_country(typed: str, home: str | None, shown: str) -> None:
    assert phones.without_numbers(typed, home) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("0711222333", "xxx"),
        ("duka la +254 711 222-333 karibu", "duka la xxx karibu"),
        ("plot 209/7854 block 12", "plot 209/7854 block 12"),
        ("nyumba 12345678", "nyumba 12345678"),
    ],
)
def test_a_phone_number_in_typed_words_is_crossed_out_and_a_plot_is_not(typed: str, shown: str) -> None:
    assert phones.without_numbers(typed) == shown


@pytest.mark.parametrize(
    "typed",
    [
        "60 a month; owners 250, 600, 1400",
        "wamiliki 300, 700, 1500",
        "owners by premises: 1-4 300, 5-9 700, 10+ 1500",
        "tea 3,200, torches 4,100, 2,000",
    ],
)
def test_a_list_of_sums_is_no_phone_number(typed: str) -> None:
    assert phones.without_numbers(typed, "KE") == typed


@pytest.mark.parametrize("typed", ["0712, 345, 678", "712, 345, 678", "0710, 340, 670", "254, 712, 345, 670"])
def test_a_phone_number_with_commas_is_crossed_out(typed: str) -> None:
    assert phones.without_numbers(f"call {typed}", "KE") == "call xxx"


@pytest.mark.parametrize("reader", [phones.normalise, phones.from_wire, phones.textable])
def test_no_reader_of_numbers_has_a_country_of_its_own(reader: Callable[..., str | None]) -> None:
    assert signature(reader).parameters["home"].default is Parameter.empty, "a country that is forgotten becomes Kenya"


@example("254020000000")
@example("254006000000")
@given(st.from_regex(r"254[0-9]{9}", fullmatch=True))
def test_a_number_of_here_exists_where_the_numbering_plan_says_so(digits: str) -> None:
    planned = phonenumbers.parse(f"+{digits}")
    # Some write the 0 of a national number behind the country's code: it is no part of the number.
    number = phonenumbers.format_number(planned, phonenumbers.PhoneNumberFormat.E164)
    assert phones.international(digits) == (number if phonenumbers.is_valid_number(planned) else None)
