"""Community files: every fault is reported by its key, with the values that would be accepted."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import EXAMPLES, CommunityFileError, Fault, load_example, parse, read
from menus.domain import roster
from menus.domain.categories import Level
from menus.domain.roles import Role
from menus.text import catalog, gsm7
from menus.text.names import Text
from menus.ussd import all_screens
from tests.gateway.communities.faulty import faults_of, with_change

TOWN = load_example("mlango-kubwa")
REFERS = load_example("kawangware")
COVER = """
[[covers]]
person = "NAME"
from = YEAR-11-01T22:00:00
to = YEAR-11-02T05:00:00
why = "Ill"
"""
NOON = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
EVERY_DAY = 'days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]'


@pytest.mark.parametrize("key", EXAMPLES)
def test_the_files_that_come_with_doria_are_in_order(key: str) -> None:
    community = read(load_example(key))
    assert community.key == key
    assert {ladder.level for ladder in community.ladders} == set(Level)
    assert community.helplines["police"].verified_on == date(2026, 11, 1)


def test_other_files_do_not_come_with_doria() -> None:
    with pytest.raises(KeyError):
        load_example("../pyproject")


def test_what_the_file_leaves_out_has_its_default() -> None:
    community = parse(with_change(TOWN, 'language = "en"\n', ""))
    assert community.people[1].language == "sw"
    assert community.people[0].zones == frozenset()
    assert community.ladders[0].steps[0].after == timedelta(0)
    assert community.ladders[3].repeat == 0


def test_phones_are_read_in_any_spelling() -> None:
    assert parse(with_change(TOWN, '"+254700000101"', '"0700 000 101"')).people[0].phone == "+254700000101"


def test_a_zone_named_in_one_language_is_called_so_in_the_other() -> None:
    community = parse(with_change(TOWN, '{ en = "Market", sw = "Sokoni" }', '{ en = "Market" }'))
    assert community.zones[3].names == {"sw": "Market", "en": "Market"}


def test_a_shift_may_name_people_by_phone_or_by_name() -> None:
    people = 'people = ["0700000111", "Patrol leader (example)"]'
    shifted = with_change(TOWN, 'roles = ["patrol", "patrol-leader", "deputy-leader"]', people)
    assert parse(shifted).shifts[0].phones == {"+254700000111", "+254700000101"}
    assert parse(TOWN).shifts[0].roles == {Role.PATROL, Role.PATROL_LEADER, Role.DEPUTY_LEADER}
    assert (parse(TOWN).shifts[0].begins, parse(TOWN).shifts[0].ends) == (0, 1440)


@pytest.mark.parametrize(
    ("old", "new", "where", "accepted"),
    [
        ("[helplines]", "[helpline]", "helpline: unknown key", "helplines"),
        ('short = "MLATA"', 'short = "M"', "line 6: community.short", "2 to 11 GSM-7"),
        ('short = "MLATA"', 'shirt = "MLATA"', "community.shirt: unknown key", "short"),
        ('short = "MLATA"', "", "community.short: missing", "2 to 11 GSM-7"),
        ('key = "mlango-kubwa"', 'key = "Mlango Kubwa"', "community.key", "lower-case"),
        ("\nexample = true", '\nexample = "yes"', "community.example", "true or false"),
        ('"Africa/Nairobi"', '"Nairobi"', "community.timezone", "IANA"),
        ('languages = ["sw", "en"]', "languages = []", "community.languages", '"sw" and "en"'),
        ('languages = ["sw", "en"]', 'languages = ["sw", "sw"]', "community.languages", "none twice"),
        ('languages = ["sw", "en"]', 'languages = ["sw", "fr"]', "community.languages[1]", '"sw" and "en"'),
        ('mode = "patrol"', 'mode = "posse"', "community.mode", '"refer-only"'),
        ('"*384*77#"', '"384*77"', "community.ussd_codes[0]", '"*384*77#"'),
        ('"22384"', '"12"', "community.sms_codes[0]", "3 to 13 digits"),
        ('sender_id = "MLATA"', 'sender_id = "MLATA-KENYA-1"', "community.sender_id", "1 to 11"),
        ('number = "999"', 'number = "99"', "helplines.police.number", "3 to 13 digits"),
        ("verified_on = 2026-11-01", 'verified_on = "soon"', "helplines.police.verified_on", "2026-11-01"),
        ('name = "Bondeni"', f'name = "Bondeni {"behind the bridge " * 3}"', "zones[1].name", "at most 40"),
        ('name = "Bondeni"', 'name = "Бондени"', "zones[1].name", "GSM-7"),
        ('en = "Market"', 'fr = "Market"', "zones[3].name", "table of such names"),
        ('key = "bondeni"', 'key = "river"', "zones[5].key", "a key of its own"),
        ('key = "bondeni"', 'key = "bondeni"\nat = [20, 0]', "zones[1].at[0]", "from 0 to 19"),
        ('key = "bondeni"', 'key = "bondeni"\nat = [0, -1]', "zones[1].at[1]", "from 0 to 19"),
        ('key = "bondeni"', 'key = "bondeni"\nat = [1.5, 0]', "zones[1].at[0]", "whole numbers"),
        ('key = "bondeni"', 'key = "bondeni"\nat = [true, 0]', "zones[1].at[0]", "whole numbers"),
        ('key = "bondeni"', 'key = "bondeni"\nat = [1]', "zones[1].at", "a column and a row"),
        ('key = "bondeni"', 'key = "bondeni"\nat = [1, 2, 3]', "zones[1].at", "a column and a row"),
        ('key = "bondeni"', 'key = "bondeni"\nat = "1, 2"', "zones[1].at", "a column and a row"),
        ('"+254700000102"', '"0700000101"', "people[1].phone", "each phone once"),
        ('"+254700000102"', '"call me"', "people[1].phone", "+254700000101"),
        ('"+254700000102"', '"07220001"', "people[1].phone", "+254700000101"),
        ('"+254700000102"', '"+2547220001011"', "people[1].phone", "mobile"),
        ('"+254700000102"', '"0202000101"', "people[1].phone", "mobile"),
        ('roles = ["patrol-leader"]', "roles = []", "people[0].roles", "patrol-leader"),
        ('roles = ["patrol-leader"]', 'roles = ["boss"]', "people[0].roles[0]", "patrol-leader"),
        ('zones = ["bondeni", "river"]', 'zones = ["bondeni", "sea"]', "people[2].zones[1]", "kiamutisya"),
        ('language = "en"', 'language = "fr"', "people[1].language", '"sw" or "en"'),
        ('tenure = "tenant"', 'tenure = "squatter"', "people[0].tenure", '"landlord"'),
        (EVERY_DAY, "days = []", "shifts[0].days", "mon, tue"),
        ('from = "00:00"', 'from = "24:00"', "shifts[0].from", '"23:59"'),
        ('to = "24:00"', 'to = "25:00"', "shifts[0].to", '"24:00"'),
        ('roles = ["patrol", "patrol-leader", "deputy-leader"]', 'team = "b"', "shifts[0].team", "bondeni"),
        (EVERY_DAY, EVERY_DAY + '\npeople = ["Nobody"]', "shifts[0].people[0]", "name or phone"),
        ('after = "3m"', 'after = "3 minutes"', "ladders[0].steps[1].after", '"3m"'),
        ('after = "3m"', 'after = "900h"', "ladders[0].steps[1].after", "7 days"),
        ('after = "3m", ', "", "ladders[0].steps[1].after: missing", '"3m"'),
        ("repeat = 2", "repeat = -1", "ladders[0].repeat", "0 to 100"),
        ("repeat = 2", "repeat = 101", "ladders[0].repeat", "0 to 100"),
        ('notify = ["police"]', "notify = []", "ladders[1].steps[0].notify", "police"),
        ('notify = ["police"]', 'notify = ["chief"]', "ladders[1].steps[0].notify[0]: nobody", "police"),
        ('notify = ["police"]', 'notify = ["focal-person"]', "ladders[1].steps[0].notify[0]", "police"),
        ('notify = ["focal-person"]', 'notify = ["patrol"]', "ladders[5].steps[0].notify[0]", "focal-person"),
        ('notify = ["oversight"]', 'notify = ["police"]', "ladders[6].steps[0].notify[0]", "oversight"),
        ('track = "care"', 'track = "police"', "ladders[5].track", "care"),
        ('track = "oversight"', 'track = "patrol"', "ladders[6].track", "oversight"),
        ('level = "minor"', 'level = "urgent"', "ladders[3]: a second", "one for each"),
        ('track = "police"', 'track = "patrol"', "ladders: missing", 'track = "police"'),
        ('level = "major"\ntrack = "patrol"', 'level = "minor"\ntrack = "police"', "ladders", '"patrol"'),
        ('steps = [{ notify = ["coordinator"] }]', "steps = []", "ladders[4].steps", "notify"),
        (
            'steps = [{ notify = ["coordinator"] }]',
            'repeat = 1\nsteps = [{ notify = ["coordinator"] }]',
            "ladders[4].repeat",
            "an `after`",
        ),
    ],
)
def test_a_fault_names_its_key_and_what_would_be_accepted(old: str, new: str, where: str, accepted: str) -> None:
    told = faults_of(with_change(TOWN, old, new))
    assert any(where in line and accepted in line.partition(where)[2] for line in told), told


def test_a_language_not_spoken_here_is_a_fault() -> None:
    told = faults_of(with_change(TOWN, 'languages = ["sw", "en"]', 'languages = ["sw"]'))
    assert all("not spoken here; accepted: sw" in line for line in told)


def test_every_fault_is_told_at_once_with_its_line() -> None:
    text = with_change(TOWN, 'mode = "patrol"', 'mode = "posse"')
    text = with_change(text, '"+254700000112"', '"nobody"')
    text = with_change(text, 'after = "5m"', 'after = "soon"')
    lines = text.splitlines()
    told = faults_of(text)
    assert [line.split(": ")[1] for line in told] == [
        "community.mode",
        "people[3].phone",
        "ladders[1].steps[1].after",
    ]
    said = [lines[int(line.split(":")[0].removeprefix("line ")) - 1] for line in told]
    assert [part in line for part, line in zip(("posse", "nobody", "soon"), said, strict=True)] == [True] * 3


def test_what_is_not_toml_is_told_by_its_line() -> None:
    assert faults_of("[community]\nkey = \n")[0].startswith("line 2: file: not TOML")


def test_a_key_that_is_no_word_stays_on_one_line() -> None:
    assert faults_of(TOWN + '"a\\nb" = 1\n')[0].endswith("level, track, steps, repeat, decision")


def test_an_empty_file_lacks_what_it_lacks() -> None:
    told = " ".join(faults_of(""))
    assert all(key in told for key in ("community.key", "zones: missing", "people: missing", "ladders: missing"))


def test_more_zones_than_two_digits_can_tell_are_a_fault() -> None:
    zones = "".join(f'[[zones]]\nkey = "z{number}"\nname = "Z{number}"\n\n' for number in range(95))
    text = load_example("mlango-kubwa").replace("[[zones]]", zones + "[[zones]]", 1)
    with pytest.raises(CommunityFileError) as caught:
        parse(text)
    assert any("two-digit" in str(fault) for fault in caught.value.faults)


def test_a_zone_has_the_tile_of_the_file_and_no_two_have_one() -> None:
    text = with_change(TOWN, 'key = "river"', 'key = "river"\nat = [19, 0]')
    assert [zone.at for zone in parse(text).zones if zone.at is not None] == [(19, 0)]
    lines = with_change(text, 'key = "school"', 'key = "school"\nat = [19, 0]')
    (told,) = faults_of(lines)
    assert "zones[5].at: [19, 0] is the tile of zones[4] too; accepted: a tile of its own" in told
    assert lines.splitlines()[int(told.split(":")[0].removeprefix("line ")) - 1] == "at = [19, 0]"


@pytest.mark.parametrize("key", EXAMPLES)
def test_a_cover_more_than_two_years_ahead_is_a_slip(key: str) -> None:
    text, now = load_example(key), datetime(2026, 11, 30, tzinfo=UTC)
    assert read(text, now=now) == parse(text)
    cover = COVER.replace("NAME", next(person.name for person in parse(TOWN).people if Role.PATROL in person.roles))
    if key == "mlango-kubwa":
        near, far = cover.replace("YEAR", "2028"), cover.replace("YEAR", "9999")
        assert len(read(text + near, now=now).covers) == 1
        with pytest.raises(CommunityFileError) as caught:
            read(text + far, now=now)
        assert [fault.where for fault in caught.value.faults] == ["covers[0].from", "covers[0].to"]
        assert all("more than two years ahead; accepted: " in str(fault) for fault in caught.value.faults)
        assert parse(text + far).covers, "a stored one is read"


@pytest.mark.parametrize("moment", ["9999-12-31T20:00:00", "0001-01-01T00:00:00"])
def test_a_cover_at_the_edge_of_the_calendar_is_a_fault_in_words(moment: str) -> None:
    cover = COVER.replace("YEAR", "2028").replace("NAME", "Patroller").replace("2028-11-01T22:00:00", moment)
    assert any("covers[0].from" in line and "is refused" in line for line in faults_of(TOWN + cover))


def test_pages_that_would_not_fit_are_faults() -> None:
    told = faults_of(re.sub(r'number = "\d+"', 'number = "1234567890123"', TOWN))
    assert any(line.startswith("screens: ") and "1234567890123" in line for line in told), told


def test_a_page_that_a_long_name_overfills_is_a_fault_at_that_name(monkeypatch: pytest.MonkeyPatch) -> None:
    # However short the words are: the page is just filled by the names that the file has.
    texts, end = catalog.catalog("sw"), catalog.catalog("sw")[Text.CONFIRM].rpartition("\n")[2]
    shown = [page.text for page in all_screens.pages(parse(TOWN)) if page.language == "sw" and page.text.endswith(end)]
    room = gsm7.LIMIT - max(gsm7.septets(text) for text in shown)
    monkeypatch.setitem(texts, Text.CONFIRM, texts[Text.CONFIRM] + "." * room)
    told = faults_of(with_change(TOWN, 'name = "Bondeni"', f'name = "Bondeni {"W" * 32}"'))
    assert any("zones[1].name: a screen does not fit" in line and "shorter" in line for line in told), told


@given(st.data())
def test_no_file_is_worse_than_refused(data: st.DataObject) -> None:
    lines = TOWN.splitlines()
    place = data.draw(st.integers(0, len(lines) - 1))
    value = data.draw(st.sampled_from(["1", "[]", "{}", '""', "true", "[[1]]", "2026-01-01", "{a = 1}", "nan"]))
    key = lines[place].partition("=")[0] if "=" in lines[place] else "x "
    lines[place] = f"{key}= {value}"
    faults: tuple[Fault, ...] | None = None
    try:
        parse("\n".join(lines))
    except CommunityFileError as error:
        faults = error.faults
    assert faults is None or (faults and all("\n" not in str(fault) for fault in faults))


@pytest.mark.parametrize("team", ["bondeni", "patrol"])
def test_a_shift_of_a_team_may_be_that_of_a_zone_or_a_role(team: str) -> None:
    text = with_change(TOWN, 'roles = ["patrol", "patrol-leader", "deputy-leader"]', f'team = "{team}"')
    community = parse(text)
    serving = [person.phone for person in community.people if roster.is_patrolling(community, person, NOON, {})]
    assert "+254700000111" in serving
    assert "+254700000101" not in serving


def test_the_longest_names_that_are_accepted_fit_every_page_and_text() -> None:
    text = load_example("mlango-kubwa").replace('short = "MLATA"', f'short = "{"W" * 11}"')
    text = text.replace('name = "Bondeni"', f'name = "{"W" * 30}"').replace('"*384*77#"', '"*384*77123#"')
    assert read(text).short == "W" * 11


def test_a_file_may_name_a_neighbour_that_keeps_the_words_of_its_record() -> None:
    assert parse(TOWN).neighbour is None
    assert parse(TOWN + "\n[record]\n").neighbour is None
    assert parse(TOWN + '\n[record]\nneighbour = "kawangware"\n').neighbour == "kawangware"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('neighbour = "mlango-kubwa"', "'mlango-kubwa' is this community itself"),
        ('neighbour = "Mji Mpya"', "'Mji Mpya' is refused"),
        ("neighbour = 7", "7 is refused"),
        ('neighbor = "kawangware"', "unknown key; accepted: neighbour"),
    ],
)
def test_a_wrong_neighbour_is_named_with_its_line(line: str, told: str) -> None:
    text = f"{TOWN}\n[record]\n{line}\n"
    (fault,) = faults_of(text)
    assert told in fault
    assert fault.startswith(f"line {text[: text.index(line)].count(chr(10)) + 1}: record.neigh")
