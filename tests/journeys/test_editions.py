"""Stories of editions: one stands whatever happens, and another community finds nothing of it."""

import hashlib
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from gateway.cli import new_folder
from gateway.communities.file import load_example
from gateway.insight import edition_list, editions, export_facts
from gateway.insight.editions import PastDayError, Terms
from gateway.storage.models import Act, EditionRow
from menus.domain.acts import ActKind
from menus.domain.categories import Category, Harm
from tests.journeys.desk.figures import Past
from tests.journeys.quarters import Q4, SETTLED, Happened, at, busy, happen, kept, publishes
from tests.people import RESIDENT
from tests.statements import counted
from tests.town import Town

ZONES = ("bondeni", "market", "school")


def test_asked_again_it_is_the_same_edition_whatever_happened_since(town: Town) -> None:
    happen(town, busy(2, 80, ZONES))
    town.now = SETTLED
    first = publishes(town)
    happen(town, busy(3, 50, ZONES))
    town.now += timedelta(days=100)
    assert publishes(town, terms=Terms(why="another reason")) == first
    assert len(kept(town)) == 1
    with town.services.reading() as session:
        acts = session.scalars(select(Act).where(Act.kind == ActKind.EDITION_MADE)).all()
    assert [(act.facts["period"], act.facts["digest"]) for act in acts] == [("2026-Q4", first.digest)]


def test_the_words_of_an_edition_lead_to_no_incident_and_no_door(town: Town) -> None:
    happen(town, busy(2, 80, ZONES))
    town.now = SETTLED
    words = Terms(shared_with="the landlord of house 14", why="to look at 48 273 again")
    sharing = publishes(town, terms=words).files["SHARING.md"]
    assert "look at" in sharing
    for leading in ("house 14", "48 273", "273"):
        assert leading not in sharing


def test_no_program_changes_or_takes_away_an_edition(town: Town) -> None:
    happen(town, busy(2, 20, ZONES))
    town.now = SETTLED
    publishes(town)
    for statement in (update(EditionRow).values(digest="x"), delete(EditionRow)):
        with pytest.raises(DBAPIError, match="never changed"), town.services.uow() as uow:
            uow.session.execute(statement)


def test_another_community_finds_nothing_of_this_one(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa"), load_example("kawangware"))
    ours, theirs = sorted(town.services.directory.communities(), key=lambda one: one.community.key, reverse=True)
    reference = town.reports(RESIDENT, Category.ROBBERY, harm=Harm.NONE)
    town.now = SETTLED
    made = []
    for record in (ours, theirs):
        with town.services.reading() as session:
            cut = editions.cut(session, record, Q4, town.now)
        assert cut is not None
        with town.services.uow() as uow:
            made.append(editions.keep(uow, record, cut, Terms(), by=None))
    with town.services.reading() as session:
        assert edition_list.find(session, theirs, made[0].id) is None
        assert edition_list.find(session, ours, made[0].id) == made[0]
        assert [one["period"] for one in edition_list.as_json(session, theirs)] == ["2026-Q4"]
        found = [export_facts.of_quarter(session, one, Q4, ["Pangani"], town.now).incidents for one in (theirs, ours)]
        assert [[fact.zone for fact in facts] for facts in found] == [[], ["bondeni"]]
    assert not [text for text in made[1].files.values() if reference in text]


def checked(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check a folder with the command that everybody has."""
    command = ("sha256sum", "-c", "SHA256SUMS")
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - fixed words


def test_a_folder_is_checked_by_the_usual_command_and_the_record_holds_its_hash(town: Town, tmp_path: Path) -> None:
    happen(town, busy(2, 80, ZONES))
    town.now = SETTLED
    publishes(town)
    happen(town, [Happened(Past(at(50), patrol=2, texts=0))] * 30)
    edition = publishes(town, corrects=True)
    new_folder.write(tmp_path / "out", edition.files)
    for folder in (tmp_path / "out", tmp_path / "out" / "edition-1"):
        told = checked(folder)
        assert told.returncode == 0, told.stderr
        assert told.stdout.count(": OK") == len([path for path in folder.rglob("*") if path.is_file()]) - 1
    with town.services.reading() as session:
        acts = session.scalars(select(Act).where(Act.kind == ActKind.EDITION_MADE).order_by(Act.id)).all()
    for act, sums in zip(acts, ("edition-1/SHA256SUMS", "SHA256SUMS"), strict=True):
        assert act.facts["digest"] == hashlib.sha256(edition.files[sums].encode()).hexdigest()
    (tmp_path / "out" / "weeks.csv").write_text("another")
    assert checked(tmp_path / "out").returncode == 1


def test_a_folder_with_a_file_that_was_changed_or_taken_out_is_not_whole(town: Town) -> None:
    happen(town, busy(2, 80, ZONES))
    town.now = SETTLED
    edition = publishes(town)
    assert edition.is_whole
    assert not replace(edition, files={**edition.files, "weeks.csv": "another"}).is_whole
    for name in edition.files:
        fewer = {other: text for other, text in edition.files.items() if other != name}
        assert not replace(edition, files=fewer).is_whole, name


def test_the_list_of_editions_reads_no_file(town: Town) -> None:
    happen(town, busy(2, 80, ZONES))
    town.now = SETTLED
    edition = publishes(town)
    with counted(town.services) as statements, town.services.reading() as session:
        (one,) = edition_list.listed(session, town.record())
    assert (one.name, one.digest, one.until) == (edition.name, edition.digest, edition.until)
    assert not [text for text in statements if "files" in text or "cells" in text]


def test_terms_that_are_over_are_refused_before_anything_is_kept(town: Town) -> None:
    town.now = SETTLED
    today = SETTLED.date()
    for until in (date(2020, 1, 1), today):
        with pytest.raises(PastDayError, match="is not after today, 2027-01-08"):
            publishes(town, terms=Terms(until=until))
    assert kept(town) == []
    assert publishes(town, terms=Terms(until=today + timedelta(days=1))).until == date(2027, 1, 9)
