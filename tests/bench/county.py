"""A county of communities, for benches: copies of the example file, each with names, codes and people of its own.

Every number is an example: `example = true` stays in each file, so no real network is ever given one.
"""

import re
from collections.abc import Iterator

from gateway.communities import file, loading
from gateway.services import Services

PEOPLE = 30
"""People of each community."""
_FIRST_CODE, _FIRST_SHORT_CODE = 1000, 30000
_ABOUT = re.compile(r"(?m)^(key|name|short|ussd_codes|sms_codes|sender_id) = .*$")


def ussd_code(number: int) -> str:
    """Return the service code of a community of the county, from 0."""
    return f"*385*{_FIRST_CODE + number}#"


def community_file(number: int, people: int = PEOPLE) -> str:
    """Return the file of a community of the county, from 0, with so many people."""
    text = file.load_example(file.EXAMPLES[0])
    values = {
        "key": f'"county-{number}"',
        "name": f'"Example {number}"',
        "short": f'"EX{number}"',
        "ussd_codes": f'["{ussd_code(number)}"]',
        "sms_codes": f'["{_FIRST_SHORT_CODE + number}"]',
        "sender_id": f'"EX{number}"',
    }
    head, rest = text.split("[helplines]", 1)
    head = _ABOUT.sub(lambda found: f"{found[1]} = {values[found[1]]}", head)
    own = {phone: _phone(number, place) for place, phone in enumerate(dict.fromkeys(re.findall(r"\+2547\d{8}", rest)))}
    rest = re.sub(r"\+2547\d{8}", lambda found: own[found[0]], rest)
    missing = people - rest.count("[[people]]")
    more = "".join(
        f'\n[[people]]\nname = "Patroller {place} (example)"\nphone = "{_phone(number, len(own) + place)}"\n'
        'roles = ["patrol"]\nzones = ["bondeni"]\n'
        for place in range(missing)
    )
    return f"{head}[helplines]{rest}{more}"


def files(communities: int, people: int = PEOPLE) -> Iterator[str]:
    """Yield the files of a county."""
    for number in range(communities):
        yield community_file(number, people)


def load(services: Services, communities: int, people: int = PEOPLE) -> None:
    """Load a county through loading's own writers. The pages, which are those of the example, are not made again."""
    for text in files(communities, people):
        loading.load(services.uow, services.reading, services.keyring, text, reader=file.parse)


def _phone(number: int, place: int) -> str:
    return f"+2547{number:05}{place:03}"
