"""Matters of the made-up year: second chances, support to the police, requests for patrols, an arrest, an interest."""

import re
from datetime import timedelta
from functools import partial

from gateway.demo import said
from gateway.demo.life import Life, local
from gateway.demo.planted import Planted
from menus.domain.second_chance import CODE_WORDS

_CODE = re.compile(rf"\b(?:{'|'.join(CODE_WORDS)}) \d\d\b")
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_QUARTER, _NOT_HELD = 13, 3


def plan_courses(life: Life) -> None:
    """Plan second chances: most end well, one goes on to the family."""
    leader = life.cast.leader
    if leader is None:
        return
    for number, week in enumerate(life.weeks_from(2, 11)):
        life.plan(life.calendar.at(week, 1, 16), partial(_warns, life, leader, number))


def _warns(life: Life, leader: str, number: int) -> None:
    zone, matter = ("bondeni", "theft 19") if number % 2 == 0 else ("market", "threat 22")
    found = _CODE.search(life.texts(leader, f"WARN {zone} {matter}"))
    if found is None:
        return
    code, after, month = found[0], life.world.after, timedelta(days=31)
    steps = ("FAMILY", "WELL") if number % 3 == 1 else ("AGAIN", "WELL returned agreed")
    for place, step in enumerate(steps, 1):
        after(place * month, partial(life.texts, leader, f"STEP {code} {step}"))
    after((len(steps) + 1) * month + timedelta(days=62), partial(life.texts, leader, f"WELL {code}"))


def plan_support(life: Life, decision: str) -> None:
    """Plan what is given to the police each quarter, by a decision."""
    for week in life.weeks_from(2, _QUARTER):
        life.plan(life.calendar.at(week, 4, 15), partial(_supports, life, decision))


def plan_meetings_with_police(life: Life) -> None:
    """Plan what is noted of joint barazas and visits with the station: each is planned, and most are held."""
    for number, week in enumerate(life.weeks_from(2, 6)):
        kind = "BARAZA" if number % 2 == 0 else "VISIT"
        held = life.calendar.at(week + 1, 3, 17)
        life.says(life.calendar.at(week, 0, 12), life.cast.tenants, f"NOTE STATION {kind} PLANNED {local(held):%d/%m}")
        if number % 4 != _NOT_HELD:
            life.says(held, life.cast.tenants, f"NOTE STATION {kind} HELD {local(held):%d/%m}")


def _supports(life: Life, decision: str) -> None:
    month = _MONTHS[local(life.world.now).month - 1]
    station = "PANGANI" if life.cast.leader is not None else "KAWANGWARE"
    life.texts(life.cast.landlords, f"SUPPORT LANDLORDS FUEL 3000 {station} {month} {decision}")


def plan_patrols(life: Life, planted: Planted) -> None:
    """Plan requests for patrols: one early in the year and its review, and one where much happens at its end."""
    if life.cast.leader is None:
        life.plan(life.calendar.at(18, 2, 9), partial(_asks_for_patrols, life, "Gatina", 12))
    elif life.cast.key == planted.rise.community:
        life.plan(life.calendar.at(life.calendar.weeks - 2, 1, 9), partial(_asks_for_patrols, life, "Kiamutisya", 0))


def _asks_for_patrols(life: Life, zone: str, lasts: int) -> None:
    cast, world = life.cast, life.world
    begins = local(world.now).date() + timedelta(days=1)
    days = f" {begins:%d/%m}-{begins + timedelta(days=lasts):%d/%m}" if lasts else ""
    number = said.numbered(life.texts(cast.tenants, f"PATROLS {zone}{days}"), "A")
    if number is None:
        number = next((n for told in world.told[cast.tenants][-3:] if (n := said.numbered(told, "A"))), None)
    if number is None:
        return
    world.after(timedelta(hours=2), partial(life.texts, cast.landlords, f"AGREE {number}"))
    world.after(timedelta(hours=5), partial(life.texts, cast.police[0], f"1 {number}"))
    if lasts:
        world.after(timedelta(days=lasts + 17), partial(life.texts, cast.tenants, f"PATROLS {number}"))


def arrest(life: Life, reference: str) -> None:
    """Follow an arrest to its end, by the number alone."""
    cast, after = life.cast, life.world.after
    life.texts(cast.tenants, f"ARREST {reference}")
    court = local(life.world.now).date() + timedelta(days=21)
    after(timedelta(days=1), partial(life.texts, cast.tenants, f"CHARGED {reference}"))
    after(timedelta(days=2), partial(life.texts, cast.tenants, f"COURT {reference} {court:%d/%m}"))
    after(timedelta(days=22), partial(life.texts, cast.police[0], f"ENDED {reference}"))
