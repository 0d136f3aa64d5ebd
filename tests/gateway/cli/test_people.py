"""`doria people`: the list, another number, a file of people; each change is a version, and a fault changes nothing."""

import json
from pathlib import Path

import pytest

from gateway.communities.records import body_of
from menus.domain.categories import Category
from menus.text.names import Text
from tests.gateway.cli.conftest import EXAMPLE, doria
from tests.people import COORDINATOR, LEADER, OVERSIGHT, POLICE, RESIDENT
from tests.town import Town

KEY = "mlango-kubwa"
NAME = "Patrol leader (example)"
NEW = "+254712000777"


def version(town: Town) -> int:
    return town.services.directory.communities()[0].version


def body(town: Town) -> str:
    with town.services.reading() as session:
        return body_of(session, KEY) or ""


def test_the_list_has_everybody_with_the_whole_number(served: Town) -> None:
    rows = json.loads(doria("people", "list", KEY, "--json").output)
    assert [row["phone"] for row in rows] == [person.phone for person in served.community.people]
    assert rows[0]["roles"] == ["patrol-leader"]
    assert set(rows[0]) == {"name", "phone", "roles", "zones", "language", "tenure", "team"}
    told = doria("people", "list", KEY).output.splitlines()
    assert len(told) == len(rows)
    assert LEADER in told[0]
    assert NAME in told[0]


def test_another_number_is_a_version_with_the_comments_and_the_person_and_oversight_are_told(served: Town) -> None:
    reference = served.reports(RESIDENT, Category.GUN_KILLING)
    result = doria("people", "set-phone", KEY, NAME.upper(), "0712 000 777", "--by", "Asha", "--why", "lost")
    assert result.exit_code == 0, result.output
    assert body(served) == EXAMPLE.replace(LEADER, NEW)
    (row, _) = json.loads(doria("community", "history", KEY, "--json").output)
    assert (row["version"], row["by"], row["why"]) == (2, "Asha", "lost")
    served.passes(seconds=60)
    assert served.got(OVERSIGHT, Text.PHONE_SET)
    assert served.got(NEW, Text.PHONE_DONE_NEW)
    assert served.inbox(LEADER)[-1] == served.said(Text.PHONE_DONE_OLD, to=LEADER, language="sw")
    assert served.alerts(NEW) == [served.alert_to(NEW, reference)]
    served.answers(NEW, "going", reference)
    assert served.track(reference, "patrol")["answered_by_role"] == "patrol-leader"


@pytest.mark.parametrize(
    ("name", "number", "told"),
    [
        ("Zebedayo", "0712000777", "Zebedayo"),
        (NAME, "020 222 2222", "landline"),
        (NAME, "12", "no mobile number"),
        (NAME, "2.54712E+11", "Excel"),
        (NAME, POLICE, "Police contact (example)"),
        (NAME, LEADER, "already"),
    ],
)
def test_a_number_that_cannot_be_theirs_is_refused_in_a_line(served: Town, name: str, number: str, told: str) -> None:
    result = doria("people", "set-phone", KEY, name, number)
    assert result.exit_code == 1
    (line,) = result.output.splitlines()
    assert told in line
    assert version(served) == 1
    assert served.carrier.sent == []


def test_two_people_of_one_name_are_told_and_nothing_is_changed(served: Town) -> None:
    served.loads(EXAMPLE.replace("Deputy leader (example)", NAME))
    result = doria("people", "set-phone", KEY, NAME, NEW)
    assert result.exit_code == 1
    (line,) = result.output.splitlines()
    assert LEADER in line
    assert "deputy-leader" in line
    assert version(served) == 2


def table(folder: Path, *lines: str, name: str = "people.csv") -> str:
    file = folder / name
    file.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return str(file)


GOOD = (f"{NAME};0712 000 777;;", "Juma;712000001;patrol;Bondeni")


def test_an_import_says_what_it_changes_and_a_dry_run_stores_nothing(served: Town, tmp_path: Path) -> None:
    file = table(tmp_path, "Jina;Simu;Majukumu;Maeneo", *GOOD)
    dry = doria("people", "import", KEY, file, "--dry-run")
    assert dry.exit_code == 0, dry.output
    assert "added: Juma (patrol)" in dry.output
    assert f"new number: {NAME} (patrol-leader)" in dry.output
    assert "has lost its first 0" in dry.output
    assert version(served) == 1
    done = doria("people", "import", KEY, file, "--by", "Asha")
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[-1] == "people: 1 added, 1 changed"
    (row, _) = json.loads(doria("community", "history", KEY, "--json").output)
    assert (row["by"], row["why"]) == ("Asha", "people of people.csv")
    people = {person["name"]: person for person in json.loads(doria("people", "list", KEY, "--json").output)}
    assert people[NAME]["phone"] == NEW
    assert people["Juma"]["zones"] == ["bondeni"]
    assert doria("people", "import", KEY, file).output.splitlines()[-1] == "the file changes nothing"


def test_a_new_number_by_an_import_gets_the_open_alerts_and_is_told_like_any_other(
    served: Town, tmp_path: Path
) -> None:
    reference = served.reports(RESIDENT, Category.GUN_KILLING)
    assert doria("people", "import", KEY, table(tmp_path, "name,phone", f"{NAME},{NEW}")).exit_code == 0
    served.passes(seconds=60)
    assert served.alerts(NEW) == [served.alert_to(NEW, reference)]
    assert served.got(NEW, Text.PHONE_DONE_NEW)
    assert served.inbox(LEADER)[-1] == served.said(Text.PHONE_DONE_OLD, to=LEADER, language="sw")
    assert len(served.got(OVERSIGHT, Text.PHONE_SET)) == 1


def test_every_fault_is_told_at_once_and_with_one_fault_nothing_is_stored(served: Town, tmp_path: Path) -> None:
    file = table(tmp_path, "Jina;Simu;Majukumu;Maeneo", *GOOD, "A;2.54712E+11;patrol;", "B;0712000002;sheriff;moon")
    result = doria("people", "import", KEY, file)
    assert result.exit_code == 1
    told = result.output.splitlines()
    assert [line.split(":")[0] for line in told] == ["people.csv line 4", "people.csv line 5", "people.csv line 5"]
    assert "format the column as text" in told[0]
    assert version(served) == 1


def test_a_vcard_is_imported_by_its_name_or_its_first_line(served: Town, tmp_path: Path) -> None:
    card = ("BEGIN:VCARD", "VERSION:3.0", f"FN:{NAME}", "TEL:0712000777", "END:VCARD")
    for name in ("people.vcf", "contacts.txt"):
        dry = doria("people", "import", KEY, table(tmp_path, *card, name=name), "--dry-run")
        assert dry.exit_code == 0, dry.output
        assert "people: 0 added, 1 changed" in dry.output
    assert version(served) == 1


def test_oversight_with_another_number_reads_it_at_both_numbers(served: Town) -> None:
    assert doria("people", "set-phone", KEY, "Oversight, elders' committee (example)", NEW).exit_code == 0
    served.passes(seconds=60)
    assert served.got(NEW, Text.PHONE_DONE_NEW)
    assert served.inbox(OVERSIGHT)[-1] == served.said(Text.PHONE_DONE_OLD, to=OVERSIGHT, language="sw")
    assert not served.got(COORDINATOR, Text.PHONE_SET)
