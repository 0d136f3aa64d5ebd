"""The list of households at the desk: how many are on it, and the first ones, entered by two officers."""

import re

from flask import Blueprint, Response, request

from gateway.association.votes import households
from gateway.association.votes.households import Sheet
from gateway.desk import answers, asking
from gateway.desk.answers import Words
from gateway.desk.guards import page_for
from gateway.desk.once import once
from gateway.desk.viewer import Viewer, current_services
from gateway.desk.votes.pages import LIST
from menus.domain.votes import LEAST, OFFICERS, may_second
from menus.text import new_phone
from menus.text.new_phone import NumberFault

pages = Blueprint("vote_list", __name__)
_HOUSEHOLDS = f"{LIST}/households"
_LONGEST = 20_000
"""The most characters of a sheet that are read: 400 numbers have some 6,000. A guess."""


@pages.get(_HOUSEHOLDS)
@page_for(*OFFICERS)
def show(viewer: Viewer) -> Response:
    """Show how many households are listed, and the sheets that wait."""
    return _page(viewer)


@pages.post(_HOUSEHOLDS)
@page_for(*OFFICERS, needs_fresh=True)
@once(_HOUSEHOLDS)
def enter(viewer: Viewer) -> Response:
    """Keep a sheet of numbers until a second officer agrees."""
    typed = request.form.get("numbers", "")[:_LONGEST]
    words = [word for line in re.split(r"[,;\n\r]", typed) if (word := " ".join(line.split()))]
    country = viewer.record.community.country
    read = {word: new_phone.read(word, country) for word in words}
    wrong = [word for word, number in read.items() if isinstance(number, NumberFault)]
    if wrong:
        return _page(viewer, "sheet.wrong", typed, line=words.index(wrong[0]) + 1)
    numbers = [number for number in read.values() if not isinstance(number, NumberFault)]
    done = current_services().do(lambda uow: households.enter(uow, viewer.record, viewer.person, numbers))
    if done is not Sheet.DONE:
        return _page(viewer, f"sheet.{done.name.lower()}", typed)
    return _done(viewer, "done.entered")


@pages.post(f"{_HOUSEHOLDS}/<int:number>/agree")
@page_for(*OFFICERS, needs_fresh=True)
def agree(viewer: Viewer, number: int) -> Response:
    """Let a second officer agree to a sheet."""
    return _decide(viewer, number, agrees=True)


@pages.post(f"{_HOUSEHOLDS}/<int:number>/refuse")
@page_for(*OFFICERS, needs_fresh=True)
def refuse(viewer: Viewer, number: int) -> Response:
    """Let an officer refuse a sheet."""
    return _decide(viewer, number, agrees=False)


def _decide(viewer: Viewer, number: int, *, agrees: bool) -> Response:
    done = current_services().do(
        lambda uow: households.decide(uow, viewer.record, number, viewer.person, agrees=agrees)
    )
    if done is Sheet.NOT_YOURS:
        return _page(viewer, "sheet.meanwhile")
    if done is not Sheet.DONE:
        return _page(viewer, f"sheet.{done.name.lower()}")
    return _done(viewer, "done.sheet_agreed" if agrees else "done.sheet_refused")


def _done(viewer: Viewer, which: str) -> Response:
    return asking.done(viewer, Words(viewer.language, "votes")(which), _HOUSEHOLDS)


def _page(viewer: Viewer, fault: str = "", typed: str = "", **values: object) -> Response:
    with current_services().reading() as session:
        count = households.listed(session, viewer.record.id)
        may_enter = households.may_enter(session, viewer.record.id)
        sheets = []
        for sheet in households.waiting(session, viewer.record.id):
            first = viewer.record.person(sheet.entered_by)
            may_agree = first is not None and may_second(first, viewer.person)
            # Whoever agrees reads the ends of the numbers, and compares them with the sheet of paper.
            ends = " ".join(number[-4:] for number in sheet.numbers.split())
            name = first.name if first is not None else "?"
            sheets.append({"id": sheet.id, "by": name, "count": sheet.count, "ends": ends, "may_agree": may_agree})
    return answers.page(
        "votes",
        "desk/vote_households.html",
        viewer,
        422 if fault else 200,
        count=count,
        least=LEAST,
        may_enter=may_enter,
        sheets=sheets,
        fault=fault,
        typed=typed,
        values=values,
    )
