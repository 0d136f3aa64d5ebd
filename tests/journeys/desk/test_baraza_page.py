"""The pages of barazas and decisions: each form does what a text does, and a question names nobody who asked."""

from collections.abc import Callable

import pytest

from gateway.communities.file import load_example
from tests.desk import Shown, Visitor
from tests.journeys.association.test_baraza import AGENDA, DECIDED, SAID, WORDS, asks, reads
from tests.people import COORDINATOR, LANDLORDS, OVERSIGHT, RESIDENT, small
from tests.town import Town

HOME, DECISIONS = "/desk/baraza", "/desk/decisions"
STRANGE = ["\x00", "🔥" * 50, "W" * 10_000, "'; DROP TABLE people; --", "<script>", "-1", "9" * 400, "٣٤", "2026-02-31"]


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community with few zones."""
    return new_town(small(load_example("mlango-kubwa")))


class Writer(Visitor):
    """Somebody who has signed in, and sends the forms of the pages."""

    def sends_form(self, name: str, where: str = HOME, **typed: str) -> Shown:
        """Send the form of an address with what is typed, and let the texts leave."""
        address = f"{where}/{name}"
        button = next(one for one in self.opens(where).buttons() if one.address == address)
        page = self.sends(address, {**button.fields, **typed})
        self.town.works()
        return page

    def word(self, which: str, **values: object) -> str:
        """Return words of these pages."""
        return self.says("baraza", which, **values)


def writer(town: Town, phone: str = COORDINATOR) -> Writer:
    """Return somebody who has signed in."""
    made = Writer(town, phone, "en")
    made.signs_in()
    return made


def test_meetings_and_the_agenda_are_written_at_the_desk_and_read_by_dialling(town: Town) -> None:
    visitor = writer(town)
    visitor.sends_form("meeting", day="2026-11-26", time="15:00", place="Ukumbi")
    visitor.sends_form("line", words="lamps at river side")
    page = visitor.opens(HOME)
    assert "26/11 15:00 Ukumbi" in page.text
    assert "A lamps at river side" in page.text
    assert "26/11 15:00 Ukumbi" in reads(town, *AGENDA)
    visitor.sends_form("off", day="2026-11-26", time="15:00")
    assert "26/11 15:00" not in visitor.opens(HOME).text


def test_a_line_is_taken_off_unless_its_letter_stands_for_another_one_now(town: Town) -> None:
    visitor = writer(town)
    for words in ("lamps at river side", "patrol hours"):
        visitor.sends_form("line", words=words)
    page = visitor.opens(HOME)
    seen = next(one.fields for one in page.buttons() if one.address == f"{HOME}/line-off")
    assert "A patrol hours" in visitor.presses(page, visitor.word("line.off")).text
    late = visitor.sends(f"{HOME}/line-off", seen)
    assert late.status != 200 or "patrol hours" in late.text
    assert "A patrol hours" in visitor.opens(HOME).text
    assert "lamps" not in reads(town, *AGENDA)


@pytest.mark.parametrize("letter", ["", "B", "?", "é", *STRANGE])
def test_a_letter_without_a_line_takes_nothing_off(town: Town, letter: str) -> None:
    visitor = writer(town)
    visitor.sends_form("line", words="patrol hours")
    page = visitor.sends_form("line-off", letter=letter)
    assert page.status in {200, 422}
    assert "A patrol hours" in visitor.opens(HOME).text


def test_two_let_a_question_through_which_waits_with_its_48_hours(town: Town) -> None:
    number = asks(town)
    visitor, other = writer(town), writer(town, LANDLORDS)
    page = visitor.opens(HOME)
    assert WORDS in page.text
    assert visitor.word("waiting.until", at="25/11/2026 21:00") in page.text
    assert RESIDENT[-6:] not in page.html
    visitor.sends_form("look", number=number, verdict="let")
    assert visitor.word("waiting.looked") in visitor.opens(HOME).text
    assert WORDS not in reads(town, *AGENDA)
    other.sends_form("look", number=number, verdict="let")
    assert WORDS in reads(town, *AGENDA)
    assert visitor.word("waiting", count=0) in visitor.opens(HOME).text
    visitor.sends_form("answer", number=number, words="The new lamps come in May")
    assert "The new lamps come in May" in reads(town, *SAID)


def test_a_refusal_needs_a_reason_of_the_list(town: Town) -> None:
    number = asks(town)
    visitor, other = writer(town), writer(town, LANDLORDS)
    assert visitor.sends_form("look", number=number, verdict="because").status == 422
    for each in (visitor, other):
        each.sends_form("look", number=number, verdict="not-ours")
    assert f"{visitor.word('verdict.not-ours')}: 1" in visitor.opens(HOME).text
    town.passes(minutes=49 * 60)
    assert WORDS not in reads(town, *AGENDA)


def test_oversight_lets_through_and_writes_nothing(town: Town) -> None:
    asks(town)
    page = writer(town, OVERSIGHT).opens(HOME)
    assert {button.address for button in page.buttons() if button.address.startswith(HOME)} == {f"{HOME}/look"}


def test_a_decision_is_written_at_the_desk_once(town: Town) -> None:
    visitor = writer(town)
    visitor.sends_form("new", DECISIONS, number="d12", words="patrols begin at 8 pm")
    assert "D12 23/11/2026: patrols begin at 8 pm" in visitor.opens(DECISIONS).text
    assert "patrols begin at 8 pm" in reads(town, *DECIDED)
    taken = visitor.sends_form("new", DECISIONS, number="D12", words="patrols begin at 10 pm")
    assert taken.status == 422
    assert "patrols begin at 10 pm" in taken.html, "what was typed comes back"
    wrong = visitor.sends_form("new", DECISIONS, number="12", words="patrols begin at 10 pm")
    assert (wrong.status, visitor.word("decisions.number.fault") in wrong.text) == (422, True)
    assert "10 pm" not in reads(town, *DECIDED)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("meeting", {"day": "2020-01-01", "time": "14:00", "place": "Hall"}),
        ("meeting", {"day": "2026-12-05", "time": "", "place": "Hall"}),
        ("meeting", {"day": "2026-12-05", "time": "14:00", "place": "w" * 41}),
        ("line", {"words": "w" * 81}),
        ("line", {"words": "..."}),
        ("answer", {"number": "Q99", "words": "in May"}),
        ("answer", {"number": "17", "words": "in May"}),
        ("did", {"number": "T11111", "words": "lamps"}),
        ("did", {"number": "Q99", "words": "lamps"}),
    ],
)
def test_a_form_with_a_fault_comes_back_with_what_was_typed(town: Town, name: str, typed: dict[str, str]) -> None:
    page = writer(town).sends_form(name, **typed)
    assert page.status == 422
    assert page.root.all(role="alert")
    assert all(text in page.html for text in typed.values())


def test_strange_input_never_breaks_a_page(town: Town) -> None:
    visitor = writer(town)
    names = ("day", "time", "place", "words", "number", "verdict")
    for where, forms in ((HOME, ("meeting", "line", "answer", "did", "look", "off")), (DECISIONS, ("new",))):
        token = visitor.opens(where).buttons()[0].fields["csrf_token"]
        for form in forms:
            for strange in STRANGE:
                fields = dict.fromkeys(names, strange) | {"csrf_token": token}
                assert visitor.sends(f"{where}/{form}", fields).status in {200, 422}, (form, strange)


def test_the_page_stays_small_with_a_hundred_questions(town: Town) -> None:
    for number in range(100):
        asks(town, f"{WORDS} {number}" * 3)
    page = writer(town).opens(HOME)
    assert page.status == 200
    assert len(page.html.encode()) < 60_000
