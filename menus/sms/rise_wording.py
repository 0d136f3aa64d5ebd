"""Wording of rises: a rise with its numbers and callers, what is to be looked at, and a zone that has fallen silent."""

from menus.domain.community import Community
from menus.domain.rise import RiseLevel
from menus.domain.rise_told import ToldRise
from menus.sms import patrol_forms, patrol_wording, wording
from menus.text import catalog, gsm7
from menus.text.names import Text


def name_of(community: Community, told: ToldRise) -> Text:
    """Return the text of a rise or a silence: one that patrols may be asked for says how."""
    if told.level is RiseLevel.SILENT:
        return Text.RISE_SILENT
    return Text.RISE if may_ask(community, told) else Text.RISE_OTHER


def may_ask(community: Community, told: ToldRise) -> bool:
    """Return whether patrols may be asked for what was told: it has a zone of the file, and a fitting kind or all."""
    is_kind = told.kind is None or told.kind in patrol_forms.CATEGORIES
    return is_kind and told.level is not RiseLevel.SILENT and community.zone(told.zone) is not None


def values_of(community: Community, language: str, told: ToldRise) -> dict[str, str]:
    """Return the values of the texts about what was told: the zone behind PATROLS stands there if it fits."""
    values = {
        "where": where(community, language, told),
        "kind": kind(language, told),
        "now": str(told.number),
        "usual": str(told.whole_usual),
        "callers": str(told.callers),
        "before": str(round(told.usual_callers)),
        "asked": "",
        "odds": str(told.level.odds),
    }
    zone = community.zone(told.zone)
    for name in (zone.name(language), zone.key) if zone is not None else ():
        named = {**values, "asked": f" {name}"}
        if gsm7.fits(wording.say(community, language, Text.RISE, **named)):
            return named
    return values


def where(community: Community, language: str, told: ToldRise) -> str:
    """Return the name of the zone, cut so that it fits; of all zones, if it is about none."""
    if told.zone is None:
        return catalog.say(language, Text.RISE_EVERYWHERE)
    return patrol_wording.zone(community, language, told.zone)


def kind(language: str, told: ToldRise) -> str:
    """Return the name of the kind; of all kinds, if it is about none."""
    return wording.category_name(language, told.kind) if told.kind else catalog.say(language, Text.RISE_EVERYTHING)
