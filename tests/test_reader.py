"""The reader of the harness: it finds the values of a text, and takes no text for another."""

from string import Formatter

import pytest

from menus.text.catalog import LANGUAGES, read
from menus.text.names import Text
from tests.reader import values_in

TAKEN_FOR = {
    (Text.SUMMARY, Text.SUMMARY_PRIVATE),
    (Text.OFFER_SENT, Text.OFFER),
    (Text.WHO_MORE_POLICE, Text.WHO_MORE),
    (Text.WHERE_PLOT, Text.PLACE_PLOT),
    (Text.PRIVATE_PLACE, Text.PLACE_PLOT),
    (Text.NUMBER, Text.CASES_RING),
    (Text.HINT_WAITING, Text.HINT_WRITTEN),
    (Text.LOWERED, Text.LOWERED_TOLD),
    (Text.PAPERS_REGISTERED, Text.PAPERS_REGISTERED_OPEN),
    (Text.DECISION_WRITTEN, Text.BARAZA_WRITTEN),
    (Text.WRONG_DIGIT, Text.TASK_WRONG_DIGIT),
    (Text.BARAZA_DONE, Text.YOUTH_DONE),
    (Text.BARAZA_NO_DATE, Text.BARAZA_NEXT),
    (Text.BARAZA_AGENDA_UNDATED, Text.BARAZA_AGENDA_HEAD),
    (Text.GIVE_WRONG, Text.GIVE_WRONG_ONE),
    (Text.GIVE_BOOKS_IN, Text.GIVE_BOOKS_IN_FEW),
}
"""A text, and another that it is taken for too, because a value of the other may be any words."""


def filled(template: str) -> tuple[str, dict[str, str]]:
    """Return a text with a value at each placeholder, and the values."""
    names = {name for _, name, _, _ in Formatter().parse(template) if name}
    values = {name: "12345" if name in {"count", "reference"} else f"<{name}> of it" for name in names}
    return template.format(**values), values


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_is_known_with_its_values(language: str) -> None:
    for template in read(language).values():
        shown, values = filled(template)
        assert values_in(shown, template, {"short": values["short"]} if "short" in values else {}) is not None
        assert values_in(shown, template, values) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_is_taken_for_no_other(language: str) -> None:
    texts = {Text(name): template for name, template in read(language).items() if name != Text.REPORTS_ONE}
    for name, template in texts.items():
        shown, values = filled(template)
        known = {"short": values.get("short", "")}
        others = [other for other, another in texts.items() if another != template]
        taken = {(name, other) for other in others if values_in(shown, texts[other], known) is not None}
        assert taken <= TAKEN_FOR, taken


def test_values_are_found_and_an_optional_one_may_be_missing_with_its_space() -> None:
    template = "{short} {reference}: it is over. {said} To close send CLOSE {reference}."
    assert values_in("MLATA 48273: it is over. To close send CLOSE 48273.", template, {}) == {
        "short": "MLATA",
        "reference": "48273",
        "said": "",
    }
    long = values_in("MLATA 48273: it is over. All calm. To close send CLOSE 48273.", template, {"short": "MLATA"})
    assert long == {"reference": "48273", "said": "All calm."}
    assert values_in("MLATA 48273: it is over. To close send CLOSE 48274.", template, {}) is None
    assert values_in("MLATA 48273: it is over. To close send CLOSE 48273.", template, {"short": "OTHER"}) is None
