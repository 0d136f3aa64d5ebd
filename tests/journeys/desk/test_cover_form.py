"""The form of a cover: a fault says what would be accepted, and strange input is no error."""

import re
from collections.abc import Callable

import pytest

from gateway.desk.roster import cover_form
from tests.desk import Shown
from tests.journeys.desk.roster import BAD, NIGHTS, desk_of, in_force, stored, versions, wished, with_shifts
from tests.people import BONDENI, DEPUTY
from tests.town import Town


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community whose leader and one patroller serve by night: it is Monday, 21:00."""
    return new_town(with_shifts(NIGHTS))


@pytest.mark.parametrize("field", cover_form.FIELDS)
def test_strange_input_gets_the_form_back_and_never_an_error(town: Town, field: str) -> None:
    visitor = desk_of(town)
    for said in BAD:
        page = wished(visitor, DEPUTY, BONDENI, **{field: said})
        assert page.status in {200, 422}, said
        assert "<script>alert" not in page.html
        assert page.status == 422 or field in {"instead_of", "shift", "why"}
    assert len(versions(town)) == 1


def test_strange_addresses_and_places_never_give_an_error(town: Town) -> None:
    visitor = desk_of(town)
    for said in BAD:
        fields = dict.fromkeys((*cover_form.FIELDS, "place", "seen"), said)
        form = visitor.client.get("/desk/roster/cover", query_string=fields)
        assert (form.status_code, "<script>alert" in form.text) == (200, False)
        button = next(one for one in Shown(form).buttons() if one.address == "/desk/roster/cover")
        for act in ("end", "end/confirmed", "confirmed"):
            answer = visitor.sends(f"/desk/roster/cover/{act}", {**button.fields, **fields})
            assert answer.status in {200, 404, 422}, (act, said)
    assert len(versions(town)) == 1


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"person": ""}, "fault.person"),
        ({"person": "Nobody at all"}, "fault.unknown"),
        ({"person": "Coordinator, tenants (example)"}, "fault.unknown"),
        ({"person": "patrol"}, "fault.several"),
        ({"instead_of": "Deputy leader (example)"}, "fault.same"),
        ({"shift": "1"}, "fault.both"),
        ({"shift": "3", "instead_of": ""}, "fault.shift"),
        ({"begins": "tomorrow"}, "fault.moment"),
        ({"ends": "2026-11-23T20:00"}, "fault.order"),
        ({"begins": "2026-11-22T10:00", "ends": "2026-11-23T20:59"}, "fault.over"),
        ({"ends": "2027-01-23T21:00"}, "fault.long"),
        ({"begins": "9999-12-31T20:00", "ends": "9999-12-31T23:59"}, "fault.far"),
        ({"begins": "2027-11-25T10:00", "ends": "2027-11-25T20:00"}, "fault.far"),
        ({"why": "W" * 81}, "fault.why"),
        ({"why": "你好"}, "fault.why"),
        ({"begins": "2026-11-24T08:00", "ends": "2026-11-24T19:00"}, "fault.idle"),
        ({"instead_of": "", "shift": "1", "begins": "2026-11-24T08:00", "ends": "2026-11-24T09:00"}, "fault.outside"),
    ],
)
def test_a_fault_says_what_would_be_accepted_and_keeps_what_was_typed(
    town: Town, fields: dict[str, str], fault: str
) -> None:
    visitor = desk_of(town)
    page = wished(visitor, DEPUTY, BONDENI, **fields)
    assert page.status == 422
    values = {"count": 80, "days": 60, "ahead": 365, "name": town.person(BONDENI).name}
    assert visitor.says("roster", fault, **values) in page.text
    kept = page.buttons()[-1].fields
    assert kept["why"] == fields.get("why", "Away")
    assert len(versions(town)) == 1


def test_a_person_is_chosen_from_a_list_by_row_and_no_phone_number_stands_on_a_page(town: Town) -> None:
    visitor = desk_of(town)
    form = visitor.opens("/desk/roster/cover")
    ids = {one.text: one.attributes["value"] for one in form.root.all("option", value=None)}
    chosen = {"person": ids[town.person(DEPUTY).name], "instead_of": ids[town.person(BONDENI).name]}
    page = wished(visitor, DEPUTY, BONDENI, **chosen)
    done = stored(visitor, page)
    shown = [form, page, done, visitor.opens("/desk/roster/calendars")]
    assert all(not re.search(r"2547\d{8}|07\d{8}", one.html) for one in shown)
    assert in_force(town).covers[0].instead_of == BONDENI
