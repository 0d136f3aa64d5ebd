"""The longest facts of the association's own life: with them the walk over all pages finds each that does not fit."""

from datetime import datetime

from menus.domain import baraza_facts
from menus.domain.baraza_facts import BarazaFacts
from menus.domain.community import Community
from menus.ussd import giving_longest, vote_pages, youth_steps
from menus.ussd.vote_pages import OpenVotes
from menus.ussd.youth_steps import YouthFacts


def of(community: Community, language: str, when: datetime) -> dict[type, object]:
    """Return the facts that the pages of the association ask for, with their longest values, at some moment."""
    return {
        **giving_longest.facts(community)[0],
        YouthFacts: youth_steps.longest(community, language),
        OpenVotes: vote_pages.longest(community, when),
        BarazaFacts: baraza_facts.longest_facts(community.languages, [zone.key for zone in community.zones]),
    }
