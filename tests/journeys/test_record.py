"""Stories of the record: checkpoints for witnesses, their words, and the proof of one incident."""

import json
import re
from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from sqlalchemy import func, select

from gateway.communities.file import load_example
from gateway.record import checkpoints, notes
from gateway.storage.models import LookRow, RecordCheckpoint, RecordEntry
from menus.domain import record_words
from menus.domain.categories import Category
from tests.checking import check
from tests.people import CODE, LEADER, OTHER, RESIDENT
from tests.tampering import COMMUNITY, doria
from tests.town import Town, reference_in


def grown(town: Town) -> str:
    """Let somebody report and a leader answer with words; return the reference."""
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(LEADER, "going", reference)
    town.texts(LEADER, f"4 {reference} two boys, handed over")
    return reference


def lines(town: Town, *arguments: str, status: int = 0) -> list[str]:
    """Return what a command says."""
    done = doria(town, "record", *arguments)
    assert done.exit_code == status, done.output
    return str(done.output).strip().split("\n")


def test_a_checkpoint_places_what_waits_and_says_size_root_and_words(town: Town, tmp_path: Path) -> None:
    grown(town)
    file = tmp_path / "checkpoint.txt"
    first, second = lines(town, "checkpoint", "--out", str(file))
    note = notes.read(file.read_text(encoding="utf-8"))
    words = " ".join(record_words.words_of(note.checkpoint.root))
    assert first.startswith(f"{COMMUNITY}: {note.checkpoint.size} entries, root ")
    assert first.endswith(f"words {words}")
    assert second.startswith(f"{file}: 1 signed")
    with town.services.reading() as session:
        assert session.scalar(select(func.count()).select_from(RecordEntry)) == note.checkpoint.size
        assert session.scalars(select(RecordCheckpoint.note)).all() == [file.read_text(encoding="utf-8")]


def test_a_checkpoint_of_a_record_that_has_not_grown_is_the_same_again(town: Town) -> None:
    grown(town)
    said = lines(town, "checkpoint")
    town.passes(minutes=10)
    town.places()
    again = lines(town, "checkpoint")
    with town.services.reading() as session:
        numbers = len(session.scalars(select(RecordCheckpoint.id)).all())
    assert (numbers, said == again) in {(1, True), (2, False)}
    assert lines(town, "checkpoint") == again
    with town.services.reading() as session:
        assert len(session.scalars(select(RecordCheckpoint.id)).all()) == numbers


def test_there_is_one_checkpoint_for_each_night(town: Town) -> None:
    record = town.services.directory.communities()[0]
    day = (town.now - timedelta(days=1)).date()
    made = []
    for _ in range(2):
        with town.services.uow() as uow:
            made.append(checkpoints.make(uow, record, day).id)
        grown(town)
        town.passes(minutes=1)
    assert made[0] == made[1]
    with town.services.uow() as uow:
        assert checkpoints.make(uow, record, None).id != made[0]


@pytest.mark.parametrize("kind", ["file", "link", "folder"])
def test_a_checkpoint_is_written_over_nothing(town: Town, tmp_path: Path, kind: str) -> None:
    there = tmp_path / "there"
    if kind == "file":
        there.write_text("another one", encoding="utf-8")
    elif kind == "link":
        there.symlink_to(tmp_path / "nowhere")
    else:
        there = tmp_path / "nowhere" / "checkpoint.txt"
    (line,) = lines(town, "checkpoint", "--out", str(there), status=1)
    assert ("exists" if kind != "folder" else "there is no folder") in line
    assert not (tmp_path / "nowhere").exists()
    with town.services.reading() as session:
        assert session.scalars(select(RecordCheckpoint.id)).all() == []


def test_checkpoints_of_two_communities_stand_in_one_file(new_town: Callable[..., Town], tmp_path: Path) -> None:
    town = new_town(load_example("mlango-kubwa"), load_example("kawangware"))
    file = tmp_path / "both.txt"
    lines(town, "checkpoint", "--out", str(file))
    assert len(list(notes.read_all(file.read_text(encoding="utf-8")))) == 2
    said = lines(town, "verify", "--since", str(file))
    assert sum(line.endswith(" fits") for line in said) == 2
    (_, one, other) = lines(town, "verify", "--since", str(file), "--community", COMMUNITY, status=1)
    assert "fits" in one + other
    assert "no such record is here" in one + other


def test_a_file_that_is_no_checkpoint_is_refused_in_one_line(town: Town, tmp_path: Path) -> None:
    file = tmp_path / "checkpoint.txt"
    lines(town, "checkpoint", "--out", str(file))
    whole = file.read_bytes()
    for number, content in enumerate((b"", b"\xff\xfe", b"hello\n", whole[:-10], whole[:60], b"x" * 2_000_000)):
        other = tmp_path / f"{number}.txt"
        other.write_bytes(content)
        (line,) = lines(town, "verify", "--since", str(other), status=1)
        assert line.startswith(f"{other}: ")


def test_a_forged_file_and_one_of_another_key_are_told_apart(town: Town, tmp_path: Path) -> None:
    file = tmp_path / "checkpoint.txt"
    lines(town, "checkpoint", "--out", str(file))
    held = notes.read(file.read_text(encoding="utf-8")).checkpoint
    other = tmp_path / "other.txt"
    other.write_text(notes.signed(held, bytes(32)), encoding="utf-8")
    assert "is signed by key" in lines(town, "verify", "--since", str(other), status=1)[-1]
    forged = tmp_path / "forged.txt"
    text = file.read_text(encoding="utf-8")
    forged.write_text(text.replace(f"\n{held.size}\n", f"\n{held.size + 1}\n"), encoding="utf-8")
    assert "is not as the record signed it" in lines(town, "verify", "--since", str(forged), status=1)[-1]


def test_words_of_a_night_are_known_again_and_mistyped_ones_are_told_as_such(town: Town) -> None:
    grown(town)
    words = re.findall(r"words ([A-Z ]+)", lines(town, "checkpoint")[0])[0].split()
    grown(town)
    town.passes(minutes=1)
    assert "these are the words of" in lines(town, "verify", "--words", ", ".join(words).lower())[-1]
    wrong = "BABA" if words[2] != "BABA" else "DADA"
    said = lines(town, "verify", "--words", " ".join([*words[:2], wrong, *words[3:]]), status=1)
    assert "mistyped" in said[-2]
    assert said[-1].startswith("word 3 of ")
    assert said[-1].endswith(f"is {words[2]} here, {wrong} there")
    assert "is none that Doria makes" in " ".join(lines(town, "verify", "--words", "QQQQ", status=1))
    assert "there should be 6 words" in " ".join(lines(town, "verify", "--words", " ".join(words[:5]), status=1))


def test_words_of_any_size_are_known_with_the_number_that_came_with_them(town: Town) -> None:
    grown(town)
    with town.services.uow() as uow:
        made = checkpoints.make(uow, town.services.directory.communities()[0], None)
        size, words = made.size, " ".join(record_words.words_of(made.root))
        uow.session.delete(made)
    grown(town)
    town.passes(minutes=1)
    assert "no checkpoint of this record" in lines(town, "verify", "--words", words, status=1)[-1]
    assert f"its first {size} entries" in lines(town, "verify", "--words", words, "--size", str(size))[-1]


def test_words_that_came_with_another_number_do_not_fit(town: Town) -> None:
    town.reports(RESIDENT, Category.THEFT)
    doria(town, "record", "checkpoint")
    with town.services.reading() as session:
        made = session.scalars(select(RecordCheckpoint)).one()
        size, words = made.size, " ".join(record_words.words_of(made.root))
    assert doria(town, "record", "verify", "--words", words, "--size", str(size)).exit_code == 0
    other = doria(town, "record", "verify", "--words", words, "--size", str(size + 1))
    assert other.exit_code == 1
    assert f"not the words of {size + 1} entries" in other.output


def proof_of(town: Town, reference: str, *more: str) -> dict[str, Any]:
    proof: dict[str, Any] = json.loads("\n".join(lines(town, "prove", reference, *more)))
    return proof


def test_an_incident_is_proved_to_somebody_without_doria(town: Town) -> None:
    reference = grown(town)
    proof = proof_of(town, reference)
    contents = check(proof)
    assert [content["kind"] for content in contents if content["kind"] in {"reported", "going", "over"}]
    assert len(contents) == len(town_events(town, reference))
    assert "facts" not in proof["entries"][0]
    assert reference not in "".join(entry["content"] for entry in proof["entries"])


def town_events(town: Town, reference: str) -> list[dict[str, Any]]:
    done = doria(town, "incident", reference, "--json")
    events: list[dict[str, Any]] = json.loads(done.output)["events"]
    return events


def test_an_opened_proof_shows_facts_and_never_words_without_a_look(town: Town) -> None:
    reference = grown(town)
    proof = proof_of(town, reference, "--open")
    check(proof)
    facts = [json.loads(entry["facts"]) for entry in proof["entries"]]
    assert {event["kind"] for event in facts} >= {"reported", "over"}
    assert "two boys" not in json.dumps(proof)
    assert doria(town, "record", "prove", reference, "--open", "--why", "for the court").exit_code == 1
    assert doria(town, "record", "prove", reference, "--why", "for the court", "--by", "Asha").exit_code == 1
    with town.services.reading() as session:
        assert session.scalars(select(LookRow.id)).all() == []
    shown = proof_of(town, reference, "--open", "--why", "for the court", "--by", "Asha")
    check(shown)
    assert "two boys" in json.dumps(shown)
    with town.services.reading() as session:
        (look,) = session.scalars(select(LookRow)).all()
        assert (look.by, look.why) == ("Asha", "for the court")


def test_every_changed_part_of_a_proof_is_found_by_the_checker(town: Town) -> None:
    proof = proof_of(town, grown(town), "--open")
    for change in ("content", "facts", "salt", "seq", "path", "note", "root", "size"):
        other = deepcopy(proof)
        entry = other["entries"][0]
        match change:
            case "content" | "facts":
                entry[change] = entry[change].replace("reported", "reporteD")
            case "salt":
                entry["salt"] = "00" * 16
            case "seq":
                entry["seq"] += 1
            case "path":
                entry["path"][0] = "00" * 32
            case "note":
                other["note"] = other["note"].replace("\ntime 2", "\ntime 3")
            case _:
                other[change] = other[change] + 1 if change == "size" else "00" * 32
        with pytest.raises((ValueError, InvalidSignature)):
            check(other)


def test_a_hidden_incident_is_proved_by_hashes_alone(town: Town) -> None:
    reference = reference_in(town.dials(OTHER, CODE, "1", "2", "1", "3", "4", "1", "1"))
    for content in check(proof_of(town, reference)):
        assert content.keys() == {"community", "facts", "seq", "words"}
    assert "may be known to few" in lines(town, "prove", reference, "--open", status=1)[0]
    shown = proof_of(town, reference, "--open", "--why", "for the court", "--by", "Asha")
    assert all("facts" in entry for entry in shown["entries"])
    with town.services.reading() as session:
        assert [look.why for look in session.scalars(select(LookRow))] == ["for the court"]


def test_an_unknown_or_mistyped_reference_has_no_proof(town: Town) -> None:
    reference = grown(town)
    mistyped = reference[:-1] + str((int(reference[-1]) + 1) % 10)
    assert "is mistyped" in lines(town, "prove", mistyped, status=1)[0]
    assert lines(town, "prove", "10008", status=1) in (
        ["there is no incident 10008"],
        ["10008 is mistyped: its last digit does not check"],
    )
