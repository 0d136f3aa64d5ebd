"""The longest facts of the association's own life: with them the walk over all pages finds each that does not fit."""

from menus.domain import baraza
from menus.domain.baraza import BarazaFacts
from menus.domain.community import Community
from menus.ussd import giving_longest, youth_steps
from menus.ussd.youth_steps import YouthFacts


def of(community: Community, language: str) -> dict[type, object]:
    """Return the facts that the pages of the association ask for, with the longest values that they may have."""
    return {
        **giving_longest.facts(community)[0],
        YouthFacts: youth_steps.longest(community, language),
        BarazaFacts: baraza.longest_facts(community.languages, (zone.key for zone in community.zones)),
    }
