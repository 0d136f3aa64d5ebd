"""`doria community`: what is in force, its versions, what a file would change, and the question before it is stored."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from gateway.communities.file import parse
from tests import disk
from tests.gateway.cli.conftest import EXAMPLE, doria
from tests.town import Town

KEY = "mlango-kubwa"
OTHER = EXAMPLE.replace('"Base ya Bondeni"', '"Base ya Bondeni", "Kilima"').replace("+254700000101", "+254700000777")
TIMEOUT = 60.0


def written(folder: Path, text: str) -> str:
    """Write a community file as it is, and return its path."""
    file = folder / "community.toml"
    file.write_bytes(text.encode())
    return str(file)


def test_show_says_in_lines_what_is_in_force_and_tells_no_number_and_no_duress_word(
    served: Town, tmp_path: Path
) -> None:
    _ = served
    text = EXAMPLE.replace('roles = ["patrol-leader"]', 'roles = ["patrol-leader"]\nduress = "mvua"', 1)
    text = text.replace('key = "bondeni"', 'key = "bondeni"\nnear = ["kiamutisya"]\nat = [2, 0]', 1)
    assert doria("community", "load", written(tmp_path, text)).exit_code == 0
    result = doria("community", "show", KEY)
    assert result.exit_code == 0, result.output
    community = parse(text)
    for said in (
        *(person.name for person in community.people),
        *(zone.key for zone in community.zones),
        *community.ussd_codes,
        *community.helplines,
        "; near kiamutisya; at 2, 0",
        "every day 00:00-24:00",
        "major, patrol: patrol-leader, patrol; after 3m deputy-leader; after 3m coordinator; 2 more times",
    ):
        assert said in result.output
    assert result.output.splitlines()[-1].startswith("version 2, since 20")
    assert "+2547" not in result.output
    assert "mvua" not in result.output


@pytest.mark.parametrize("form", [EXAMPLE + "\n# a note\n", "\ufeff" + EXAMPLE, EXAMPLE.replace("\n", "\r\n")])
def test_export_gives_every_byte_that_was_loaded(served: Town, tmp_path: Path, form: str) -> None:
    _ = served
    assert doria("community", "load", written(tmp_path, form)).exit_code == 0
    result = doria("community", "export", KEY)
    assert result.exit_code == 0
    assert result.stdout_bytes == form.encode()


def test_history_has_who_and_why_of_each_version_in_the_time_of_the_community(served: Town, tmp_path: Path) -> None:
    _ = served
    why = ("--why", "the leader has\x1b[2J a new phone", "--by", "Mama Asha")
    assert doria("community", "load", written(tmp_path, OTHER), *why).exit_code == 0
    assert doria("community", "load", written(tmp_path, OTHER), "--why", "again").exit_code == 0
    newest, first = json.loads(doria("community", "history", KEY, "--json").output)
    assert (newest["version"], newest["by"], newest["why"]) == (2, "Mama Asha", "the leader has\x1b[2J a new phone")
    assert newest["at"].endswith("+03:00")
    assert (first["version"], first["by"], first["why"]) == (1, None, None)
    told = doria("community", "history", KEY).output
    assert "by Mama Asha: the leader has\\x1b[2J a new phone" in told
    assert len(told.splitlines()) == 2
    database = disk.content(Path(str(served.services.database.url.database)))
    assert b"Mama Asha" not in database, "it is sealed"


def test_diff_says_what_a_file_would_change_and_stores_nothing(served: Town, tmp_path: Path) -> None:
    text = OTHER.replace('from = "00:00"\nto = "24:00"', 'from = "20:00"\nto = "06:00"')
    text = text.replace('number = "1508"', 'number = "1509"').replace(
        'mode = "patrol"\n', 'mode = "patrol"\ncountry = "KE"\n'
    )
    result = doria("community", "diff", KEY, written(tmp_path, text))
    assert result.exit_code == 0, result.output
    roles = "deputy-leader, patrol, patrol-leader"
    assert result.output.splitlines() == [
        "new number: Patrol leader (example) (patrol-leader)",
        "zones: changed bondeni",
        f"shifts: added every day 20:00-06:00 {roles}; removed every day 00:00-24:00 {roles}",
        "helplines: changed fire",
    ]
    assert served.services.directory.communities()[0].version == 1
    assert (
        doria("community", "diff", KEY, written(tmp_path, EXAMPLE)).output.strip()
        == "no person, code, zone or ladder has changed"
    )
    moved = EXAMPLE.replace('key = "bondeni"', 'key = "bondeni"\nat = [0, 3]', 1)
    told = doria("community", "diff", KEY, written(tmp_path, moved)).output
    assert told.strip() == "zones: changed bondeni"
    stranger = EXAMPLE.replace(f'key = "{KEY}"', 'key = "other"')
    assert doria("community", "diff", KEY, written(tmp_path, stranger)).exit_code == 1


@pytest.mark.parametrize("command", ["show", "export", "history"])
def test_an_unknown_key_is_refused_in_a_line_with_the_known_ones(served: Town, command: str) -> None:
    _ = served
    result = doria("community", command, "nowhere")
    assert result.exit_code == 1
    (line,) = result.output.splitlines()
    assert KEY in line


def on_a_terminal(answer: str, *arguments: str) -> tuple[int, str]:
    """Run a command of `doria` whose input is a terminal; answer its question, and return its status and its words."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "gateway.cli", *arguments]
    process = subprocess.Popen(  # noqa: S603 - our own command
        command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    os.close(theirs)
    os.write(ours, f"{answer}\n".encode())
    output, _ = process.communicate(timeout=TIMEOUT)
    os.close(ours)
    return process.returncode, output


def test_on_a_terminal_load_says_what_changes_and_asks_first(served: Town, tmp_path: Path) -> None:
    file = written(tmp_path, OTHER)
    status, said = on_a_terminal("no", "community", "load", file)
    assert status == 1
    assert "new number: Patrol leader (example) (patrol-leader)" in said
    assert "nothing was stored" in said
    assert served.services.directory.communities()[0].version == 1
    status, said = on_a_terminal("NDIO", "community", "load", file)
    assert status == 0, said
    assert said.index("new number") < said.index("store it?") < said.index("is loaded")
    assert [row["version"] for row in json.loads(doria("community", "history", KEY, "--json").output)] == [2, 1]
    status, said = on_a_terminal("", "community", "load", written(tmp_path, EXAMPLE), "--yes")
    assert status == 0, said
    assert "store it?" not in said


def test_check_warns_of_what_a_file_leaves_out_and_ends_well(tmp_path: Path) -> None:
    text = EXAMPLE.replace('from = "00:00"\nto = "24:00"', 'from = "20:00"\nto = "06:00"')
    text = text.replace('child = { number = "116", verified_on = 2026-11-01 }\n', "")
    result = doria("community", "check", written(tmp_path, text))
    assert result.exit_code == 0
    assert "warning: helplines.child: missing" in result.output
    assert "warning: shifts: nobody patrols every day 06:00-20:00" in result.output


def test_load_warns_of_a_neighbour_that_does_not_name_this_community_and_show_names_it(
    served: Town, tmp_path: Path
) -> None:
    _ = served
    text = EXAMPLE + '\n[record]\nneighbour = "kona"\n'
    result = doria("community", "load", written(tmp_path, text))
    assert result.exit_code == 0, result.output
    assert "warning: record.neighbour: there is no community 'kona' here yet" in result.output
    assert "other settings: changed neighbour" in result.output
    assert "kona" in doria("community", "show", KEY).output
