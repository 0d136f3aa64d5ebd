"""The screens of the pulse: whether the caller feels safe at home, trusts the patrol, and how the police were.

The pages are the same for everybody at any time: they do not tell whether a phone has answered before.
"""

from dataclasses import dataclass, replace

from menus.domain import pulse
from menus.domain.draft import Draft
from menus.domain.pulse import PulseAnswer, PulseKind
from menus.text.names import Text
from menus.ussd import pagination
from menus.ussd.effects import AssociationAct, Load
from menus.ussd.screen_names import ScreenName
from menus.ussd.step_texts import end, page, said
from menus.ussd.steps import ScreenStep, SessionContext, Transition

_ANSWERS = {str(number): answer for number, answer in enumerate((*pulse.SAID, PulseAnswer.SILENT), 1)}
_OF_POLICE = {str(number): answer for number, answer in enumerate((*pulse.OF_POLICE, PulseAnswer.SILENT), 1)}


@dataclass(frozen=True)
class PulseSaid(AssociationAct):
    """The caller's answer to a question, and the zone where they live, if they said it."""

    kind: PulseKind
    answer: PulseAnswer
    zone: str | None


def _show_zones(context: SessionContext, draft: Draft) -> list[str]:
    names = [zone.name(draft.language) for zone in context.community.zones]
    lines = [f"{number} {name}" for number, name in enumerate([*names, said(draft, Text.PULSE_NO_ZONE, context)], 1)]
    feet, more = said(draft, Text.WHERE_FEET, context), said(draft, Text.MORE, context)
    return pagination.pages(said(draft, Text.PULSE_WHERE, context), lines, feet, more)


def _choose_zone(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    zones = context.community.zones
    number = int(key)
    if not 1 <= number <= len(zones) + 1:
        return None
    zone = zones[number - 1].key if number <= len(zones) else None
    return Transition(replace(draft, zone=zone), ScreenName.PULSE_SAFE)


def _safe(_context: SessionContext, draft: Draft, key: str) -> Transition | None:
    answer = _ANSWERS.get(key)
    if answer is None:
        return None
    return Transition(draft, ScreenName.PULSE_TRUST, PulseSaid(PulseKind.SAFE, answer, draft.zone))


def _trust(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    answer = _ANSWERS.get(key)
    if answer is None:
        return None
    last = end(context, draft, Text.PULSE_THANKS).last
    return Transition(draft, None, PulseSaid(PulseKind.TRUST, answer, draft.zone), last)


def _show_police(context: SessionContext, draft: Draft) -> list[str]:
    return [said(draft, Text.PULSE_POLICE, context, reference=draft.asked_about)]


def _police(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    answer = _OF_POLICE.get(key)
    if answer is None:
        return None
    # The answer is counted without the report, and without the place of it.
    last = end(context, draft, Text.PULSE_POLICE_THANKS).last
    return Transition(draft, None, PulseSaid(PulseKind.POLICE, answer, None), last)


STEPS = (
    ScreenStep(ScreenName.PULSE_ZONE, _show_zones, _choose_zone),
    ScreenStep(ScreenName.PULSE_SAFE, page(Text.PULSE_SAFE), _safe),
    ScreenStep(ScreenName.PULSE_TRUST, page(Text.PULSE_TRUST), _trust),
    ScreenStep(ScreenName.PULSE_POLICE, _show_police, _police, needs=Load.REPORTS),
)
