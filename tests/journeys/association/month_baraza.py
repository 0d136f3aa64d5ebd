"""The baraza of the month: a question without a name, its answer, a decision, and a vote that two tellers open."""

import re
from datetime import datetime

from menus.domain.vote_codes import GROUPS, LENGTH
from menus.text.names import Text
from tests.desk import Shown
from tests.journeys.association.month import BLURTED, COORDINATOR, TREASURER, Month
from tests.journeys.association.month_money import number_in
from tests.people import DEPUTY, OVERSIGHT, RESIDENTS
from tests.town import code_in
from tests.voting import HOUSEHOLDS, OPTIONS, QUESTIONS, STRANGER, TELLERS

ASKER, READER = RESIDENTS[10:12]
LAMPS = "When will the lamps at river side work again?"
BOX = "Does the cash box have a second key?"
VOTES = "/desk/votes"
YES, NO = 8, 5
"""How many households vote for each in the end, of the fourteen on the list."""


def sets_a_baraza(month: Month) -> None:
    """Set a day and an agenda, and ask for a reminder, as a caller may."""
    assert "baraza 27/11 14:00, Ukumbi," in month.texts(COORDINATOR, "BARAZA 27/11 14:00 Ukumbi")
    assert 'A: "lamps at river side"' in month.texts(COORDINATOR, "AGENDA lamps at river side")
    assert "27/11 14:00 Ukumbi. Agenda: A lamps at river side" in month.reads(READER, "0", "3", "1")
    assert "one SMS the day before" in month.dials(READER, "0", "3", "1", "2")


def asks_without_a_name(month: Month) -> None:
    """Ask questions: one is let through by two of different tenure, one by 48 hours; the asker gets no text."""
    town = month.town
    lamps = number_in(month.dials(ASKER, "0", "3", "2", f"{LAMPS} {BLURTED} sits on it"), "Q")
    box = number_in(month.dials(ASKER, "0", "3", "2", BOX), "Q")
    for phone in (COORDINATOR, TREASURER, OVERSIGHT):
        assert [text for text in month.got(phone) if lamps in text and LAMPS in text], phone
    assert LAMPS not in month.reads(READER, "0", "3", "1")
    month.texts(COORDINATOR, f"AGREE {lamps}")
    assert LAMPS not in month.reads(READER, "0", "3", "1")
    assert month.texts(TREASURER, f"AGREE {lamps}") == town.said(Text.QUESTION_OPEN, TREASURER, mark=lamps)
    shown = month.reads(READER, "0", "3", "1")
    assert f"{lamps} {LAMPS}" in shown
    assert BOX not in shown
    month.until(month.local(26, 11, 9, 30))
    assert BOX in month.reads(READER, "0", "3", "1"), "48 hours have passed"
    assert month.got(ASKER) == []
    month.texts(COORDINATOR, f"ANSWER {lamps} The new lamps come on Saturday")
    month.texts(TREASURER, f"ANSWER {box} Yes, oversight keeps it")
    said = month.reads(READER, "0", "3", "4")
    assert "The new lamps come on Saturday" in said
    assert "Yes, oversight keeps it" in said
    assert LAMPS not in month.reads(READER, "0", "3", "1")
    assert month.got(ASKER) == []


def decides(month: Month) -> None:
    """Write down what the baraza has decided: oversight is told, and everybody reads it by dialling."""
    month.until(month.local(26, 11, 20))
    month.until(month.local(27, 11, 16))
    (told,) = month.got(READER)
    assert "baraza tomorrow, 27/11 14:00, Ukumbi" in told
    number = number_in(month.texts(COORDINATOR, "DECIDED the drains are cleaned each month"), "D")
    assert number == "D13"
    assert any(number in text for text in month.got(OVERSIGHT))
    assert "the drains are cleaned each month" in month.reads(READER, "0", "3", "5")


def lists_households(month: Month) -> None:
    """Enter the households at the desk, by two officers; a neighbour comes onto the list by two who vouch."""
    town, where = month.town, f"{VOTES}/households"
    listed, newcomer = HOUSEHOLDS[:13], STRANGER
    first, second = month.clerk(COORDINATOR), month.clerk(TREASURER)
    page = first.does(where, where, numbers="\n".join("0" + phone[4:] for phone in listed))
    assert first.says("votes", "done.entered") in page.text
    page = second.opens(where)
    second.presses(page, second.says("votes", "sheet.agree"))
    one, other = listed[:2]
    asked = month.texts(newcomer, f"VOUCH 0{one[4:]} 0{other[4:]}")
    assert asked == town.said(Text.VOUCH_WAITS, newcomer)
    town.passes(minutes=2)
    for phone in (one, other):
        month.texts(phone, f"VOUCH {code_in(month.got(phone)[-1])}")
    town.passes(minutes=2)
    assert month.got(newcomer)[-1] == town.said(Text.VOUCH_LISTED, newcomer)


def _form(month: Month, opens: datetime, closes: datetime) -> dict[str, str]:
    ids, zone = month.town.record().person_ids, month.town.community.timezone
    opens, closes = opens.astimezone(zone), closes.astimezone(zone)
    fields = {f"question_{language}": words for language, words in QUESTIONS.items()}
    for number, option in enumerate(OPTIONS, 1):
        fields |= {f"option_{number}_{language}": words for language, words in option.items()}
    fields |= {f"teller_{seat}": str(ids[phone]) for seat, phone in enumerate(TELLERS, 1)}
    return {**fields, "opens": f"{opens:%Y-%m-%dT%H:%M}", "closes": f"{closes:%Y-%m-%dT%H:%M}"}


def _code_on(page: Shown) -> str:
    found = re.findall(rf"\b\d{{{LENGTH}}}\b", page.text)
    assert len(found) == GROUPS
    return " ".join(found)


def prepares_a_vote(month: Month) -> tuple[str, dict[str, str]]:
    """Write a vote that two officers agree on, and three tellers have codes of; return its page and the codes."""
    opens, closes = month.local(28, 11, 8), month.local(1, 12, 18)
    first, second = month.clerk(COORDINATOR), month.clerk(TREASURER)
    soon = first.does(f"{VOTES}/new", f"{VOTES}/new", **_form(month, opens, month.local(29, 11, 12)))
    assert (soon.status, first.says("votes", "fault.too-soon") in soon.text) == (422, True)
    page = first.does(f"{VOTES}/new", f"{VOTES}/new", **_form(month, opens, closes))
    assert first.says("votes", "done.written") in page.text
    (where,) = set(re.findall(rf'href="({VOTES}/\d+)"', second.opens(VOTES).html))
    page = second.presses(second.opens(where), second.says("votes", "act.agree"))
    assert second.says("votes", "done.agreed") in page.text
    codes: dict[str, str] = {}
    for phone in TELLERS:
        teller = month.clerk(phone)
        codes[phone] = _code_on(teller.presses(teller.opens(where), teller.says("votes", "act.code")))
        assert codes[phone].split()[0] not in teller.opens(where).html
        page = teller.presses(teller.opens(where), teller.says("votes", "act.known"), code=codes[phone])
    assert teller.says("votes", "done.published") in page.text
    return where, codes


def votes(month: Month) -> None:
    """Vote by dialling, one household twice: its last vote counts. A caller who is not listed reads so."""
    town = month.town
    month.until(month.local(28, 11, 8, 1))
    cast = town.said(Text.VOTE_CAST, READER, until="01/12 18:00")
    assert month.dials(READER, "0", "3", "3") == town.said(Text.VOTE_NOT_LISTED, READER)
    for place, phone in enumerate((*HOUSEHOLDS[:12], STRANGER)):
        shown = month.dials(phone, "0", "3", "3")
        assert QUESTIONS["en"] in shown
        assert "Nobody here can look up your vote. The network sees keys." in shown
        assert month.dials(phone, "0", "3", "3", "1" if place <= YES else "2", "1") == cast
    assert month.dials(HOUSEHOLDS[0], "0", "3", "3", "2", "1") == cast
    running = month.clerk(COORDINATOR).opens(VOTES).text
    assert "Yes" not in running.replace(QUESTIONS["en"], ""), "nothing is counted while the box is open"


def opens_the_box(month: Month, where: str, codes: dict[str, str]) -> None:
    """Open the box once it has closed: one teller alone opens nothing, two do, and everybody reads the result."""
    town = month.town
    month.until(month.local(1, 12, 18, 1))
    assert month.dials(HOUSEHOLDS[13], "0", "3", "3") == town.said(Text.VOTE_NONE, HOUSEHOLDS[13])
    assert QUESTIONS["en"] not in month.reads(READER, "0", "3", "5")
    one, other = month.clerk(DEPUTY), month.clerk(TREASURER)
    page = one.presses(one.opens(where), one.says("votes", "act.open"), code=codes[DEPUTY])
    assert one.says("votes", "done.first") in page.text
    assert QUESTIONS["en"] not in month.reads(READER, "0", "3", "5")
    page = other.presses(other.opens(where), other.says("votes", "act.open"), code=codes[TREASURER])
    assert other.says("votes", "done.counted") in page.text
    read = month.reads(READER, "0", "3", "5")
    assert QUESTIONS["en"] in read
    assert f"13 of 14 on the list voted. Yes {YES}, No {NO}, Either 0." in read, read
    month.until(month.local(2, 12, 9))
    assert not [phone for phone in HOUSEHOLDS if month.got(phone) and "vote" in month.got(phone)[-1].casefold()]
