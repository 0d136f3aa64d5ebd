"""Barazas of the made-up year: each quarter a day, an agenda, questions without names, answers, and a decision."""

from datetime import datetime, timedelta
from functools import partial

from gateway.demo import said
from gateway.demo.life import Life, local

_QUESTIONS = (
    "When will the lamps at the market work again?",
    "Does the cash box have a second key?",
    "Why do patrols begin so late on Sundays?",
    "Who cleans the drains by the school?",
    "Can we hear each month what the police did?",
    "When do we choose leaders again?",
    "Can the patrol come to the bridge earlier?",
    "What was bought with the money of last month?",
)
_ANSWERS = ("The new lamps come on Saturday", "Yes, oversight keeps it", "From next week they begin at seven")
_AGENDA = ("lamps and dark places", "money of the last months", "patrol hours")
_DECISIONS = (
    "the drains are cleaned each month",
    "patrols begin at seven in the evening",
    "the books are read out at each meeting",
    "each zone names one person for lamps",
)
_SAYINGS = (
    "Baraza is on Saturday at two, please come",
    "Keep your doors locked at night and walk together",
    "The drains are cleaned on Saturday, come and help",
)
_QUARTER, _MONTH, _LAST = 13, 4, 3


def plan(life: Life) -> None:
    """Plan the barazas, and what is said to the zones."""
    for number, week in enumerate(life.weeks_from(1, _QUARTER)):
        _plan_one(life, number, week, life.calendar.at(week + 1, 5, 14))
    # One is still to come when the year is over.
    last = life.calendar.weeks - 1
    _plan_one(life, _LAST, last, life.calendar.at(last + 3, 5, 14))
    for number, week in enumerate(life.weeks_from(2, _MONTH)):
        words = _SAYINGS[number % len(_SAYINGS)]
        life.says(life.calendar.at(week, 2, 11), life.cast.tenants, f"SAY all {words}")


def _plan_one(life: Life, number: int, week: int, meets: datetime) -> None:
    at, own = life.calendar.at, life.chance.stream(f"baraza {week}")
    life.says(at(week, 0, 10), life.cast.tenants, f"BARAZA {local(meets):%d/%m} 14:00 Hall (example)")
    for place, line in enumerate(_AGENDA):
        life.says(at(week, 0, 10, 5 + place), life.cast.tenants, f"AGENDA {line}")
    for place in range(2):
        question = _QUESTIONS[(2 * number + place) % len(_QUESTIONS)]
        life.plan(at(week, 1, 18, place), partial(_asks, life, life.somebody(own), question, place))
    # Those who press 2 are reminded the day before.
    for place in range(3):
        life.plan(at(week, 3, 19, place), partial(life.dials, life.somebody(own), "0", "3", "1", "2"))
    decision = _DECISIONS[number % len(_DECISIONS)]
    life.says(meets + timedelta(hours=3), life.cast.tenants, f"DECIDED {decision}")


def _asks(life: Life, phone: str, question: str, place: int) -> None:
    """Ask by dialling; two of different tenures let the question through, and it is answered."""
    number = said.numbered(life.dials(phone, "0", "3", "2", question), "Q")
    if number is None:
        return
    for later, officer in enumerate(life.cast.coordinators, 1):
        life.world.after(timedelta(hours=later), partial(life.texts, officer, f"AGREE {number}"))
    answer = f"ANSWER {number} {_ANSWERS[place % len(_ANSWERS)]}"
    life.world.after(timedelta(days=2), partial(life.texts, life.cast.tenants, answer))
