"""The people of the stories: the phones of the example community, and of residents in it."""

import re

CODE = "*384*77#"
"""The code that residents dial."""
RESIDENTS = [f"+2547110000{number:02}" for number in range(9, 29)]
RESIDENT, OTHER = RESIDENTS[:2]
LEADER, DEPUTY, BONDENI, KIAMUTISYA = ("+254700000" + tail for tail in ("101", "102", "111", "112"))
"""The patrol: the leader, the deputy, and the members in two zones."""
COORDINATOR, LANDLORDS = "+254700000121", "+254700000122"
POLICE, ALTERNATE, STATION = ("+254700000" + tail for tail in ("131", "132", "133"))
FOCAL, FOCAL_ALTERNATE, OVERSIGHT = ("+254700000" + tail for tail in ("141", "142", "151"))
KILLING, BREAK_IN, THEFT = ("1", "2", "1", "1"), ("3", "2", "4", "1"), ("4", "2", "4", "1")
"""Keys after dialling: a killing in Bondeni with a weapon and injuries; a break-in and a theft there without them."""
ABOUT_PATROL, ABOUT_LEADERS, ABOUT_POLICE = (("1", "2", "1", "3", "4", about) for about in "123")
"""Keys after dialling: a killing in Bondeni by people of that group, up to the confirming page."""


def telling_coordinators(text: str) -> str:
    """Return the example file with coordinators, who are not on duty, notified of minor reports beside the leader."""
    return text.replace(
        'notify = ["patrol-leader"] },\n  { after = "2h"',
        'notify = ["patrol-leader", "coordinator"] },\n  { after = "2h"',
    )


def ugandan(text: str) -> str:
    """Return the example file for Kampala, with invented national numbers: `0772 100 101` for `+254700000101`."""
    text = text.replace('"Africa/Nairobi"', '"Africa/Kampala"')
    return re.sub(r'"\+254700000(\d{3})"', r'"0772 100 \1"', text)


def small(text: str) -> str:
    """Return the example file with two of its zones, in one language. Its check takes an eighth of the time."""
    text = re.sub(r'\[\[zones\]\]\nkey = "(?:juja-road|market|school|river)"\n(?:.+\n)+\n', "", text)
    text = text.replace('["bondeni", "river"]', '["bondeni"]').replace('["kiamutisya", "school"]', '["kiamutisya"]')
    return text.replace('languages = ["sw", "en"]', 'languages = ["sw"]').replace('language = "en"', 'language = "sw"')


def crowded(text: str, number: int, *, zoned: bool = True) -> str:
    """Return a community file with so many more patrollers, spread over the zones, or each in all zones."""
    zones = re.findall(r'\[\[zones\]\]\nkey = "([^"]+)"', text)
    people = []
    for each in range(number):
        lines = ["[[people]]", f'name = "Patroller {each:05}"', f'phone = "+2547{20_000_000 + each}"']
        lines += ['roles = ["patrol"]', f'team = "Team {each % 20}"']
        people.append("\n".join([*lines, *([f'zones = ["{zones[each % len(zones)]}"]'] if zoned else [])]))
    before, shifts, after = text.partition("[[shifts]]")
    return before + "\n\n".join(people) + "\n\n" + shifts + after
