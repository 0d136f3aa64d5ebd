"""Quoting: reactions, forwards and copies of Doria's texts are talk, and an answer with a quotation is an answer."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain.categories import Category, Harm, Level, Track
from menus.domain.references import mint
from menus.sms import alert_wording, grammar, quoting, wording
from menus.sms.command import Command
from menus.sms.quoting import Said, Talk
from menus.sms.verbs import Verb
from menus.text.names import Text

TOWN = parse(load_example("mlango-kubwa"))
NAMES = ("MLATA", "DLA")
REF, OTHER = mint(17), mint(18)
WHEN = datetime.fromisoformat("2026-11-23T18:14:00+00:00")
FACTS = wording.AlertFacts(REF, Category.GUN_KILLING, Level.MAJOR, "bondeni", "", Harm.WEAPON_AND_HURT, WHEN, 2)
ALERTS = {language: alert_wording.alert(TOWN, language, Track.PATROL, FACTS) for language in ("en", "sw")}
MARKS = (
    'Liked "{}"',
    "Loved \u201c{}\u201d",
    "Emphasized \u201c{}\u201d",
    "Emphasised '{}'",
    "Laughed at \u201c{}\u201d",
    "Disliked \u201c{}\u201d",
    "Questioned \u00ab{}\u00bb",
    "Reacted \N{THUMBS UP SIGN} to \u201c{}\u201d",
    "Reacted \u2764\ufe0f to \u201c{}\u201d",
    "\N{THUMBS UP SIGN} to \u201c{}\u201d",
    "\N{THUMBS UP SIGN}\U0001f3fe to \u201c {} \u201d",
    "\u200a\u200b\N{THUMBS UP SIGN}\u200b to \u201c\u200a{}\u200a\u201d\u200a",
    "? to \u201e{}\u201c",
    "1\ufe0f\u20e3 to \u201c{}\u201d",
    "Removed a like from \u201c{}\u201d",
    "Removed an exclamation mark from \u201c{}\u201d",
    "Removed \N{THUMBS UP SIGN} from \u201c{}\u201d",
    "Amependa \u201c{}\u201d",
    "Fwd: {}",
    "FW: {}",
    "FWD {}",
    "Fw: Fwd: {}",
    "Forwarded: {}",
    "Forwarded message:\n{}",
    "---------- Forwarded message ----------\n{}",
    "Begin forwarded message:\n\n> {}",
    "{}",
    '"{}"',
    "> {}",
    "  {}  ",
    "\u200e{}",
)


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("language", ALERTS)
def test_a_reaction_or_a_forward_of_an_alert_is_talk_without_words(mark: str, language: str) -> None:
    read = quoting.read(mark.format(ALERTS[language]), NAMES)
    assert read.talk == Talk(REF, "", Text.ALERT_PATROL)
    assert read.command.verb is None


@pytest.mark.parametrize("mark", [mark for mark in MARKS if mark[:5].strip() not in {"{}", "> {}", "1"}])
def test_it_is_talk_also_where_the_alert_was_cut_off_or_changed(mark: str) -> None:
    alert = ALERTS["en"]
    for text in (f"{alert[: alert.index('21:14') + 9]}...", f"MLATA {REF}..."):
        assert quoting.read(mark.format(text), NAMES).talk == Talk(REF, "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Fwd: {} huyu ni nani", "huyu ni nani"),
        ("{}\nwamekimbilia mtoni", "wamekimbilia mtoni"),
        ("Liked \u201c{}\u201d wamerudi na bunduki", "wamerudi na bunduki"),
        ("Angalia hii: {}", "Angalia hii:"),
        ("Angalia \u201c{}\u201d wamerudi", "Angalia wamerudi"),
        ("{} 1", "1"),
        ("{}\n5", "5"),
        ("> {}\n\nwamerudi", "wamerudi"),
    ],
)
def test_other_words_beside_it_are_the_persons_own(text: str, words: str) -> None:
    read = quoting.read(text.format(ALERTS["en"]), NAMES)
    assert read.talk == Talk(REF, words, Text.ALERT_PATROL)
    assert read.command.verb is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("MLATA REF wamekimbilia mtoni", "wamekimbilia mtoni"),
        ("mlata: REF wamekimbilia mtoni", "wamekimbilia mtoni"),
        ("MLATA REF", ""),
        ("MLATA ref REF, naenda", "naenda"),
        ("DLA REF - wako wengi", "wako wengi"),
        ("'MLATA REF wako wengi'", ""),
        ("Fwd: MLATA REF wako wengi", "wako wengi"),
    ],
)
def test_the_short_name_with_a_reference_is_talk(text: str, words: str) -> None:
    assert quoting.read(text.replace("REF", REF), NAMES).talk == Talk(REF, words)


@pytest.mark.parametrize("name", [Text.ARE_YOU_IN_DANGER, Text.NOT_UNDERSTOOD, Text.HELP_PATROL, Text.SAFE_ASKED])
@pytest.mark.parametrize("language", ["en", "sw"])
@pytest.mark.parametrize("mark", MARKS)
def test_a_copy_of_any_other_text_is_talk_too(name: Text, language: str, mark: str) -> None:
    said = wording.say(TOWN, language, name, code="*384*77#", reference=REF)
    talk = quoting.read(mark.format(said), NAMES).talk
    assert talk is not None
    assert talk.words == ""


def test_a_copy_of_a_question_for_a_code_confirms_nothing() -> None:
    said = wording.say(TOWN, "en", Text.CONFIRM_CLOSE, reference=REF, code="4821")
    assert quoting.read(said, NAMES) == Said(said, Command(None, rest=said), Talk(REF, "", Text.CONFIRM_CLOSE))


@pytest.mark.parametrize(
    ("answer", "verb", "rest"),
    [
        ("1 REF", Verb.GO, ""),
        ("1", Verb.GO, ""),
        ("naenda", Verb.GO, ""),
        ("2", Verb.CANNOT, ""),
        ("4 all quiet", Verb.DONE, "all quiet"),
        ("REF 3", Verb.HERE, ""),
        ("5", Verb.DANGER, ""),
        ("ok", Verb.OK, ""),
    ],
)
@pytest.mark.parametrize("joint", ["\n> {}", "\n\n{}", ' "{}"', " > {}", "\n>{}\n", "\n\u201c{}\u201d"])
@pytest.mark.parametrize("language", ALERTS)
def test_an_answer_with_the_alert_behind_it_is_an_answer(
    answer: str, verb: Verb, rest: str, joint: str, language: str
) -> None:
    read = quoting.read(answer.replace("REF", REF) + joint.format(ALERTS[language]), NAMES)
    assert read.talk is None
    assert (read.command.verb, read.command.reference, read.command.rest) == (verb, REF, rest)
    assert "MLATA" not in read.text


def test_the_reference_of_an_answer_counts_more_than_that_of_its_quotation() -> None:
    read = quoting.read(f"1 {OTHER}\n> {ALERTS['en']}", NAMES)
    assert read.command.reference == OTHER


@pytest.mark.parametrize("text", ["ON", "OFF", "LIST", "WHO", "YES 4821"])
def test_a_command_of_no_incident_takes_no_reference_from_a_quotation(text: str) -> None:
    assert quoting.read(f"{text}\n> {ALERTS['en']}", NAMES).command == grammar.parse(text)


def test_a_note_may_go_on_behind_the_quotation() -> None:
    read = quoting.read(f"4 {REF} mwizi amekamatwa\n> {ALERTS['en']}\nna tumempeleka", NAMES)
    assert read.command == Command(Verb.DONE, REF, "mwizi amekamatwa na tumempeleka", is_led=True)


@pytest.mark.parametrize(
    "text",
    [
        f"1 {REF}",
        f"naenda MLATA {REF}",
        "kuna wezi MLATA",
        "MLATA kuna wezi",
        "MLATA 12345 kuna wezi",
        "MLATA njooni haraka",
        f"MLATAB {REF} wezi",
        f"wezi wako mlata {REF} ndani",
        "Liked it",
        'Liked "kuna wezi sokoni"',
        "Fwd: kuna wezi sokoni",
        f"liked {REF}",
        "STOP MLATA",
        "",
    ],
)
def test_any_other_text_is_read_as_ever(text: str) -> None:
    read = quoting.read(text, NAMES)
    assert read.talk is None
    assert read.text == text
    assert read.command == grammar.parse(text, NAMES)


def test_a_text_that_the_phone_got_is_a_copy_whatever_it_says() -> None:
    broadcast = "MLATA: Mkutano kesho kuhusu mauaji ya jana"
    assert quoting.read(broadcast, NAMES).talk is None
    for text in (broadcast, f"Fwd: {broadcast}", f"{broadcast}\n"):
        assert quoting.read(text, NAMES, ["MLATA: Mkutano", broadcast, ""]).talk == Talk(None, "")
    said = quoting.read(f"{broadcast} wana bunduki", NAMES, [broadcast])
    assert said.talk == Talk(None, "wana bunduki")


def test_a_short_name_that_is_a_verb_is_a_verb() -> None:
    assert quoting.read(f"OB {REF} 12/23/11/2026", ("OB",)).command.verb is Verb.OB


@given(st.text(max_size=300), st.text(max_size=300))
def test_anything_is_read_without_an_error(before: str, after: str) -> None:
    assert isinstance(quoting.read(f"{before}MLATA {REF}{after}", NAMES), Said)


@pytest.mark.parametrize(
    ("text", "is_reaction"),
    [
        ("Liked \u201c1 48273\u201d", True),
        ("\N{THUMBS UP SIGN} to \u201cnaenda\u201d", True),
        ("Reacted \N{FIRE} to \u201c4 48273 tumemaliza\u201d", True),
        ("Amependa \u201c1 48273\u201d", True),
        ("Questioned \u201c5\u201d", True),
        ('5 to "home"', False),
        ('wameua mtu "Otieno"', False),
        ('He liked "wana bunduki"', False),
        ("Liked \u201c1 48273\u201d we are attacked", False),
    ],
)
def test_a_reaction_to_a_text_of_ones_own_says_nothing(text: str, *, is_reaction: bool) -> None:
    said = quoting.read(text, ["MLATA"])
    assert (said.talk == Talk(None, "")) is is_reaction
