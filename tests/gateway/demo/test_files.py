"""The community files of a made-up year: every page and text of them fits, and no real network may text them."""

from datetime import date, datetime, time

import pytest

from gateway.communities import file
from gateway.demo import files
from gateway.demo.cast import CASTS
from menus.domain.roles import Role

BEGINS = date(2025, 12, 1)
DECIDED = date(2025, 12, 6)


@pytest.mark.parametrize("key", file.EXAMPLES)
@pytest.mark.parametrize("decided", [None, DECIDED])
def test_each_file_is_whole_and_marked_as_an_example(key: str, decided: date | None) -> None:
    zone = file.parse(files.of(key, BEGINS)).timezone
    now = datetime.combine(decided or BEGINS, time(1), zone)
    community = file.read(files.of(key, BEGINS, decided=decided), now=now)
    assert community.example
    assert (community.giving is not None) == (decided is not None and key == "mlango-kubwa")


@pytest.mark.parametrize("key", file.EXAMPLES)
def test_the_cast_are_the_people_of_the_file(key: str) -> None:
    community, cast = file.parse(files.of(key, BEGINS)), CASTS[key]
    roles = {person.phone: person.roles for person in community.people}
    assert cast.code in community.ussd_codes
    assert cast.short_code in community.sms_codes
    for phone in cast.coordinators:
        assert Role.COORDINATOR in roles[phone]
    assert Role.FOCAL_PERSON in roles[cast.focal]
    assert Role.OVERSIGHT in roles[cast.oversight]
    assert all(phone in roles for phone in (*cast.police, *cast.patrol.values(), *cast.youth))
    assert all(community.zone(zone) is not None for zone in cast.patrol)
