"""The longest values that a text about giving may get, by placeholder: for the check that each text fits."""

from menus.domain.community import Community
from menus.domain.roles import Role
from menus.sms import giving_forms
from menus.text import catalog, giving_in_force, months
from menus.text.names import Text

_NUMBER = "999999999"
_MOST_HELD = 99_999_999
LONGEST_RECIPIENT = 15
"""Septets of the name of who gets a stipend."""
LONGEST_NAME = 20
"""Septets of the name of a person, or of things, in a text."""


def values(community: Community, language: str) -> dict[str, str]:
    """Return the longest values in a language."""
    giving = giving_in_force.of(community)
    headings = giving.headings.values() if giving is not None else ()
    names = [names.get(language, "") for names in headings]
    stipend = f"{catalog.say(language, Text.GIVE_STIPENDS)} {'W' * LONGEST_RECIPIENT}"
    roles = [catalog.say(language, Text(f"role.{role}")) for role in (Role.TREASURER, Role.COORDINATOR)]
    return {
        "amount": str(giving_forms.MOST_AMOUNT),
        "held": str(_MOST_HELD),
        "giver": f"G{_NUMBER}",
        "receipt": f"R{_NUMBER}",
        "request": f"P{_NUMBER}",
        "decision": "D999999",
        "month": max((months.short(language, f"2026-{number:02}") for number in range(1, 13)), key=len),
        "things": "W" * LONGEST_NAME,
        "what": max([*names, stipend], key=len),
        "role": max(roles, key=len),
        "by": "W" * LONGEST_NAME,
    }
