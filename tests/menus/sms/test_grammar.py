"""The grammar of inbound SMS: the command in each text, in any spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.references import mint
from menus.sms.command import Command
from menus.sms.grammar import parse
from menus.sms.verbs import Verb

REF = mint(17)
OTHER = mint(18)


@pytest.mark.parametrize(
    ("text", "verb", "reference", "rest"),
    [
        (f"1 {REF}", Verb.GO, REF, ""),
        (f"{REF} 1", Verb.GO, REF, ""),
        (f"1-{REF}.", Verb.GO, REF, ""),
        (f"naenda {REF}", Verb.GO, REF, ""),
        (f"  {REF}   Go!! ", Verb.GO, REF, ""),
        (f"1 {REF} niko njiani", Verb.GO, REF, "niko njiani"),
        ("1", Verb.GO, None, ""),
        (f"naenda sasa hivi {REF}", Verb.GO, REF, ""),
        (f"1 REF {REF}", Verb.GO, REF, ""),
        (f"1 namba {REF}", Verb.GO, REF, ""),
        (f"Ref {REF} going", Verb.GO, REF, ""),
        ("1 going", Verb.GO, None, ""),
        ("1 naenda sasa", Verb.GO, None, ""),
        (f"GO{REF}", Verb.GO, REF, ""),
        (f"go:{REF}.", Verb.GO, REF, ""),
        (f"{REF}GO", Verb.GO, REF, ""),
        (f"I am going {REF}", Verb.GO, REF, ""),
        (f"siendi {REF}", Verb.CANNOT, REF, ""),
        (f"{REF}-1", Verb.GO, REF, ""),
        (f"{REF}.naenda", Verb.GO, REF, ""),
        (f"On my way {REF}", Verb.GO, REF, ""),
        ("niko njiani", Verb.GO, None, ""),
        (f"ok naenda {REF}", Verb.GO, REF, ""),
        ("Sawa nakuja", Verb.GO, None, ""),
        (f"sawa siwezi {REF}", Verb.CANNOT, REF, ""),
        (f"2 siwezi {REF}", Verb.CANNOT, REF, ""),
        (f"nimefika hapa {REF}", Verb.HERE, REF, ""),
        (f"naenda huko Bondeni {REF}", Verb.GO, REF, "Bondeni"),
        (f"ok safe {REF}", Verb.SAFE, REF, ""),
        ("ok thanks", Verb.OK, None, ""),
        ("Noted", Verb.ACK, None, ""),
        ("Sawa kabisa", Verb.ACK, None, ""),
        (f"OB:{REF} 12/23/11/2026", Verb.OB, REF, "12/23/11/2026"),
        (f"OB{REF} 12/23/11/2026", Verb.OB, REF, "12/23/11/2026"),
        ("NDIO1234", Verb.YES, None, "1234"),
        ("yes 12 34 please", Verb.YES, None, "1234"),
        (f"REF {REF}", Verb.SHOW, REF, ""),
        (f"2 {REF}", Verb.CANNOT, REF, ""),
        (f"{REF} siwezi", Verb.CANNOT, REF, ""),
        (f"3 {REF}", Verb.HERE, REF, ""),
        (f"NIMEFIKA {REF}", Verb.HERE, REF, ""),
        (f"4 {REF} all quiet now", Verb.DONE, REF, "all quiet now"),
        (f"{REF} tayari kumetulia", Verb.DONE, REF, "kumetulia"),
        (f"DONE all quiet {REF}", Verb.DONE, REF, "all quiet"),
        ("4 quiet, plot 12345", Verb.DONE, None, "quiet, plot 12345"),
        ("4 quiet", Verb.DONE, None, "quiet"),
        ("5", Verb.DANGER, None, ""),
        ("SAIDIA", Verb.HELP, None, ""),
        ("Saidia haraka", Verb.HELP, None, "haraka"),
        (f"SAWA {REF}", Verb.ACK, REF, ""),
        (f"OB {REF} 12/23/11/2026", Verb.OB, REF, "12/23/11/2026"),
        (f"{REF} ob 12/23/11/2026", Verb.OB, REF, "12/23/11/2026"),
        (f"OB {REF} 12345", Verb.OB, REF, "12345"),
        ("list", Verb.LIST, None, ""),
        (REF, Verb.SHOW, REF, ""),
        (f"police {REF}", Verb.POLICE, REF, ""),
        (f"ERASE {REF}", Verb.ERASE, REF, ""),
        (f"Futa {REF}", Verb.ERASE, REF, ""),
        (f"SEND {REF} bondeni team", Verb.SEND, REF, "bondeni team"),
        (f"ASK {REF} which door?", Verb.ASK, REF, "which door?"),
        (f"Funga {REF} wazee wamepatanisha", Verb.CLOSE, REF, "wazee wamepatanisha"),
        (f"CLOSE settled by elders {REF}", Verb.CLOSE, REF, "settled by elders"),
        (f"FALSE {REF} a firework", Verb.FALSE, REF, "a firework"),
        ("WHO", Verb.WHO, None, ""),
        ("SAY bondeni meeting at 5", Verb.SAY, None, "bondeni meeting at 5"),
        ("on", Verb.ON, None, ""),
        ("Off.", Verb.OFF, None, ""),
        ("stop!", Verb.STOP, None, ""),
        (f"STOP{REF}", Verb.STOP, REF, ""),
        (f"END {REF}", Verb.CANCEL, REF, ""),
        ("'Start'", Verb.START, None, ""),
        ("YES 0042", Verb.YES, None, "0042"),
        ("ndio: 0042", Verb.YES, None, "0042"),
        ("swap Otieno", Verb.SWAP, None, "Otieno"),
        ("PAUSE the patrol is in danger", Verb.PAUSE, None, "the patrol is in danger"),
        ("Pumzisha doria wako hatarini", Verb.PAUSE, None, "doria wako hatarini"),
        ("RESUME", Verb.RESUME, None, ""),
        ("endeleza", Verb.RESUME, None, ""),
        (f"JOIN {REF} {OTHER}", Verb.JOIN, REF, ""),
        (f"SPLIT {REF}", Verb.SPLIT, REF, ""),
        ("SALAMA", Verb.SAFE, None, ""),
    ],
)
def test_each_row_of_the_grammar(text: str, verb: Verb, reference: str | None, rest: str) -> None:
    found = parse(text)
    assert (found.verb, found.reference, found.rest) == (verb, reference, rest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "\0",
        "?!",
        "go to bondeni quickly",
        "no one is safe",
        "there is a thief",
        "yes please",
        "Yes there are 2 men with guns at plot 12",
        f"no police here at all, gun {REF}",
        "1 no",
        f"naenda lakini siwezi {REF}",
        f"go no {REF}",
        f"1 2 {REF}",
        "here they come",
        "naenda nyumbani kulala",
        "on fire here",
        "x" * 459,
    ],
)
def test_own_words_are_no_command(text: str) -> None:
    assert parse(text).verb is None


def test_two_references_are_both_told() -> None:
    assert parse(f"1 {REF} {OTHER}").extra_references == (OTHER,)
    assert parse(f"{REF} {OTHER} 1").extra_references == (OTHER,)


def test_a_mistyped_reference_is_still_one() -> None:
    mistyped = REF[:-1] + str((int(REF[-1]) + 1) % 10)
    assert parse(f"1 {mistyped}") == Command(Verb.GO, mistyped, is_led=True)


@given(st.text(max_size=500))
def test_anything_is_read_without_an_error(text: str) -> None:
    assert isinstance(parse(text), Command)


@given(
    verb=st.sampled_from(["1", "go", "NAENDA", "2", "Siwezi", "3", "HERE", "4", "tayari", "sawa"]),
    serial=st.integers(1, 200_000),
)
def test_the_reference_may_stand_before_or_after(verb: str, serial: int) -> None:
    reference = mint(serial)
    assert parse(f"{verb} {reference}") == parse(f"{reference} {verb}")


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("5\N{SQUARED SOS}", Command(Verb.DANGER)),
        ("\N{SQUARED SOS}\N{SQUARED SOS} 5", Command(Verb.DANGER)),
        ("naenda \N{THUMBS UP SIGN}", Command(Verb.GO)),
        ("1\N{THUMBS UP SIGN}", Command(Verb.GO)),
        (f"2 {REF}\N{THUMBS UP SIGN}", Command(Verb.CANNOT, REF, "\N{THUMBS UP SIGN}", is_led=True)),
        (f"\N{THUMBS UP SIGN}1-{REF}", Command(Verb.GO, REF, is_led=True)),
        (f"1\N{FIRE}{REF}", Command(Verb.GO, REF, is_led=True)),
        (f"4 {REF} moto \N{FIRE} umezimwa", Command(Verb.DONE, REF, "moto \N{FIRE} umezimwa", is_led=True)),
        ("\N{THUMBS UP SIGN}", Command(None, rest="\N{THUMBS UP SIGN}")),
        ("48\N{THUMBS UP SIGN}273", Command(None, rest="48\N{THUMBS UP SIGN}273")),
    ],
)
def test_pictures_beside_a_command_change_nothing_and_join_no_number(text: str, command: Command) -> None:
    assert parse(text) == command
