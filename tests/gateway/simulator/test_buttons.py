"""The answers that get a button: made from the texts on a phone, as the catalogues word them."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.simulator.buttons import Button, Seen, buttons
from menus.domain import references
from menus.sms import grammar
from menus.sms.verbs import Verb
from menus.text import catalog
from menus.text.names import Text

REF, OTHER = references.mint(1), references.mint(2)
LEADER, DEPUTY, PATROL = ("patrol-leader",), ("deputy-leader",), ("patrol",)
POLICE, COORDINATOR, FOCAL = ("police",), ("coordinator",), ("focal-person",)
ROLES = [LEADER, DEPUTY, PATROL, POLICE, COORDINATOR, FOCAL, ("coordinator", "treasurer"), ("observer",), ()]
LANGUAGES = sorted(catalog.LANGUAGES)


def came(name: Text, language: str = "en", reference: str = REF) -> Seen:
    """Return a text as Doria sends it."""
    values = {"short": "MLATA", "reference": reference, "code": "6655", "track": "patrol"}
    text = catalog.catalog(language)[name]
    return Seen(re.sub(r"\{(\w+)[^}]*\}", lambda found: values.get(found[1], "x"), text), mine=False)


def mine(text: str) -> Seen:
    """Return a text that the owner of the phone has sent."""
    return Seen(text, mine=True)


def shown(roles: Sequence[str], *texts: Seen, language: str = "en") -> dict[str, str]:
    """Return the texts of the buttons by name."""
    made = buttons(roles, texts, language)
    assert len({button.name for button in made}) == len(made)
    return {button.name: button.text for button in made}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("roles", [LEADER, DEPUTY, PATROL])
def test_a_patrol_goes_is_there_and_says_that_it_is_over(language: str, roles: Sequence[str]) -> None:
    alert = came(Text.ALERT_PATROL, language)
    note = {"en": "quiet now", "sw": "kimya sasa"}[language]
    going, over = {"going": f"1 {REF}", "cannot": f"2 {REF}"}, {"over": f"4 {REF} {note}", "danger": "5"}
    steps = [
        (None, going),
        (f"1 {REF}", {"there": f"3 {REF}", **over}),
        (f"3 {REF}", over),
        (f"4 {REF} {note}", {}),
    ]
    said: list[Seen] = []
    for sent, wanted in steps:
        said += [mine(sent)] if sent else []
        assert shown(roles, alert, *said, language=language) == wanted


@pytest.mark.parametrize("words", ["GO {}", "NAENDA {}", "{} 1", "naenda {}", "1 {} tunakuja"])
def test_an_answer_in_other_words_counts_too(words: str) -> None:
    assert "there" in shown(LEADER, came(Text.ALERT_PATROL, "sw"), mine(words.format(REF)))


def test_an_answer_without_a_reference_is_about_the_only_alert() -> None:
    alert = came(Text.ALERT_PATROL)
    assert "there" in shown(LEADER, alert, mine("1"))
    made = buttons(LEADER, [alert, came(Text.ALERT_PATROL, reference=OTHER), mine("1")])
    assert {button.reference for button in made if button.name == "going"} == {REF, OTHER}


def test_who_cannot_may_still_go() -> None:
    assert shown(LEADER, came(Text.ALERT_PATROL), mine(f"2 {REF}")) == {"going": f"1 {REF}"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_police_see_it_and_give_the_number_of_their_book(language: str) -> None:
    alert = came(Text.ALERT_POLICE, language)
    assert shown(POLICE, alert) == {"seen": f"1 {REF}"}
    book = shown(POLICE, alert, mine(f"1 {REF}"))
    assert set(book) == {"ob"}
    command = grammar.parse(book["ob"], freely=True)
    assert (command.verb, command.reference) == (Verb.OB, REF)
    assert shown(POLICE, alert, mine(f"1 {REF}"), mine(book["ob"])) == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name",
    [
        Text.ALERT_CARE,
        Text.ALERT_CARE_DANGER,
        Text.ALERT_CARE_DOUBT,
        Text.ALERT_CARE_DOUBT_DANGER,
        Text.ALERT_OVERSIGHT,
    ],
)
def test_a_helper_has_seen_it(language: str, name: Text) -> None:
    assert shown(FOCAL, came(name, language)) == {"seen": f"1 {REF}"}
    assert shown(FOCAL, came(name, language), mine(f"1 {REF}")) == {}


def test_a_coordinator_sends_asks_passes_on_and_closes() -> None:
    alert = came(Text.ALERT_PATROL)
    first = shown(COORDINATOR, alert)
    assert first == {
        "going": f"1 {REF}",
        "send": f"SEND {REF}",
        "police": f"POLICE {REF}",
        "close": f"CLOSE {REF} settled",
        "list": "LIST",
    }
    sent = shown(COORDINATOR, alert, mine(first["send"]), mine(first["police"]))
    assert set(sent) == {"going", "ask", "close", "list"}
    assert sent["ask"] == f"ASK {REF} is anybody hurt?"
    assert set(shown(COORDINATOR, alert, mine(first["going"]))) == {"over", "send", "police", "close", "list"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name",
    [
        Text.CLOSED,
        Text.MARKED_FALSE,
        Text.ALREADY_CLOSED,
        Text.CLOSED_SEEN,
        Text.STAND_DOWN,
        Text.STAND_DOWN_FALSE,
    ],
)
@pytest.mark.parametrize("roles", [LEADER, POLICE, COORDINATOR])
def test_a_closed_incident_has_no_answers(language: str, name: Text, roles: Sequence[str]) -> None:
    texts = [came(Text.ALERT_PATROL, language), came(Text.ALERT_POLICE, language, OTHER), came(name, language)]
    assert {button.reference for button in buttons(roles, texts)} - {None} == {OTHER}


@pytest.mark.parametrize(("language", "word"), [("en", "YES"), ("sw", "NDIO")])
def test_a_code_that_the_newest_text_asks_for_is_one_button(language: str, word: str) -> None:
    alert, asked = came(Text.ALERT_PATROL), came(Text.CONFIRM_CLOSE, language)
    assert shown(COORDINATOR, alert, asked)["yes"] == f"{word} 6655"
    assert "yes" not in shown(COORDINATOR, asked, alert)
    assert "yes" not in shown(COORDINATOR, alert, asked, mine("YES 6655"))


@pytest.mark.parametrize(("language", "word"), [("en", "SAFE"), ("sw", "SALAMA")])
@pytest.mark.parametrize("name", [Text.SAFE_ASKED, Text.ARE_YOU_IN_DANGER])
def test_a_question_of_safety_has_both_answers(language: str, word: str, name: Text) -> None:
    made = shown(PATROL, came(name, language), language=language)
    assert made == {"safe": word, "danger": "5"}
    assert "safe" not in shown(PATROL, came(name, language), mine(word), language=language)


def test_a_phone_without_alerts_has_no_buttons() -> None:
    assert buttons(LEADER, []) == []
    assert buttons(COORDINATOR, []) == []
    assert shown(COORDINATOR, came(Text.CLOSED)) == {"list": "LIST"}
    assert buttons((), [came(Text.CLOSED), mine("1")]) == []


def test_two_incidents_have_buttons_and_older_ones_none() -> None:
    numbers = [references.mint(serial) for serial in range(1, 5)]
    made = buttons(LEADER, [came(Text.ALERT_PATROL, reference=number) for number in numbers])
    assert list(dict.fromkeys(button.reference for button in made)) == [numbers[3], numbers[2]]


NAMES = st.sampled_from(list(Text))
PIECES = st.one_of(
    st.text(max_size=40).map(mine),
    st.text(max_size=40).map(lambda text: Seen(text, mine=False)),
    st.builds(came, NAMES, st.sampled_from(LANGUAGES), st.sampled_from([REF, OTHER])),
    st.sampled_from(["1", "2", "3", "4", "5", "SEND", "CLOSE", "OB"]).map(lambda word: mine(f"{word} {REF}")),
)


@given(st.sampled_from(ROLES), st.lists(PIECES, max_size=8), st.sampled_from([*LANGUAGES, "fr", None]))
def test_every_button_is_a_command_that_doria_reads(
    roles: Sequence[str], texts: list[Seen], language: str | None
) -> None:
    made = buttons(roles, texts, language)
    assert len(set(made)) == len(made)
    for button in made:
        assert isinstance(button, Button)
        command = grammar.parse(button.text, freely=True)
        assert command.verb is not None, button
        assert command.reference == button.reference or button.text == "5"
