"""The weekly sheet to print: for the police, whom a coordinator gives it, and for the peace committee.

It tells numbers of five and more, in steps of five: no name, no phone, no reference, no place finer than a zone, and
no time finer than a part of the day. No browser needs a script for it.
"""

from flask import Blueprint, Response

from gateway.desk import answers, asked_period
from gateway.desk.answers import Words
from gateway.desk.guards import page_for
from gateway.desk.viewer import Viewer, current_services
from gateway.incidents import openness
from gateway.insight import handover
from menus.domain.desk_roles import HANDOVER_READERS
from menus.domain.handover import Told
from menus.domain.local_weeks import begins
from menus.domain.parts_of_day import Part
from menus.domain.roles import Role

pages = Blueprint("handover", __name__)
_SUBJECT = "handover"


@pages.get("/desk/print/handover")
@page_for(*HANDOVER_READERS)
def show(viewer: Viewer) -> Response:
    """Show the sheet of the last whole week. Nobody's sheet counts what they have an interest in."""
    theirs = openness.without_interests(viewer.person_id, viewer.record.interests)
    with current_services().reading() as session:
        sheet = handover.of_week(session, viewer.record, viewer.now, *theirs)
    # There is no other sheet: whoever asks for one reads that, and nothing more.
    monday = sheet.first.isoformat()
    asked_period.chosen("week", lambda typed: monday if typed == monday else None, monday)
    say = Words(viewer.language, _SUBJECT)
    zones = {zone.key: zone.name(viewer.language) for zone in viewer.record.community.zones}

    def number(told: Told | None) -> str:
        return say("few") if told is None else say("number", least=told.least, most=told.most)

    return answers.page(
        _SUBJECT,
        "desk/print_handover.html",
        viewer,
        sheet=sheet,
        parts=[part.value for part in Part],
        zone_name=lambda key: say("all") if key is None else zones.get(key) or say("zone.unknown"),
        class_name=lambda key: say("all") if key is None else say(f"police-class.{key}") if key else say("no_class"),
        number=number,
        not_told=viewer.zones_not_told(begins(sheet.first, viewer.record.community.timezone)),
        prints=viewer.has(Role.COORDINATOR),
    )
