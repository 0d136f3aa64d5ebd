"""Stories of answers in words that no list holds: a likely one counts, a doubtful one is asked back."""

import pytest

from menus.domain.categories import Category
from menus.text.names import Text
from tests.people import BONDENI, RESIDENT
from tests.town import Town


def says(town: Town, text: str) -> Text | None:
    """Return which of the texts about an answer a patroller gets back."""
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    answer = town.texts(BONDENI, text)
    names = (Text.GOING, Text.CANNOT, Text.CANNOT_NOTED, Text.HERE, Text.SEEN_NOT_GOING, Text.ARE_YOU_SURE_OVER)
    return next((name for name in names if answer == town.said(name, to=BONDENI, reference=reference)), None)


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("wacha nikacheki", {Text.GOING}),
        ("5 min nitakuwa hapo", {Text.GOING}),
        ("sina nauli manze", {Text.CANNOT, Text.CANNOT_NOTED}),
        ("tumefika kitambo tunaangalia", {Text.HERE}),
        ("ujumbe umenifikia", {Text.SEEN_NOT_GOING}),
        ("hali ni tulivu", {Text.ARE_YOU_SURE_OVER}),
    ],
)
def test_a_patroller_answers_an_alert_in_words_of_their_own(town: Town, text: str, answered: set[Text]) -> None:
    assert says(town, text) in answered


def test_somebody_who_went_ends_it_in_words_of_their_own(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    town.answers(BONDENI, "there", reference)
    assert town.texts(BONDENI, "wamekubaliana na wameachana") == town.said(Text.DONE, to=BONDENI, reference=reference)
    assert town.incident(reference)["status"] == "closed"


@pytest.mark.parametrize("text", ["naenda kanisani", "wanaelekea wapi", "tuonane kesho", "unaenda", "ni ploti gani"])
def test_words_about_something_else_answer_nothing(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    before = town.track(reference, "patrol")
    town.texts(BONDENI, text)
    assert town.track(reference, "patrol") == before
    assert town.incident(reference)["status"] == "open"


def test_without_an_alert_such_words_answer_nothing(town: Town) -> None:
    assert town.texts(BONDENI, "wacha nikacheki") == town.said(Text.NOT_UNDERSTOOD_ROLE, to=BONDENI)


@pytest.mark.parametrize("text", ["nimekaliwa na maboy wananitisha nitoke", "they have cornered me"])
def test_words_that_may_be_a_call_for_help_are_asked_back(town: Town, text: str) -> None:
    assert town.texts(BONDENI, text) == town.said(Text.ARE_YOU_IN_DANGER, to=BONDENI)
