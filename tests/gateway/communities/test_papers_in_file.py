"""Papers in a community file: their faults, all at once with their lines, and advice on them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from gateway.cli.main import main
from gateway.communities import papers
from gateway.communities.file import EXAMPLES, CommunityFileError, load_example, parse, read
from menus.domain import mode_in_force
from menus.domain.categories import Level, Track
from menus.domain.papers import PaperKind
from menus.domain.roles import Role
from tests.paper_files import EXAMPLE, NUMBER, paper, with_papers
from tests.people import small

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)


def faults(text: str) -> list[str]:
    with pytest.raises(CommunityFileError) as error:
        read(text)
    return [str(fault) for fault in error.value.faults]


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


def test_papers_are_read_in_order() -> None:
    community = read(with_papers(paper("2027-03-12"), paper(None, kind="letter", number="L/7"), text=small(EXAMPLE)))
    first, second = community.papers
    assert (first.kind, first.number, f"{first.begins}", f"{first.ends}") == (
        PaperKind.CERTIFICATE,
        NUMBER,
        "2024-11-26",
        "2027-03-12",
    )
    assert (second.kind, second.ends) == (PaperKind.LETTER, None)


@pytest.mark.parametrize("key", EXAMPLES)
def test_a_file_of_today_has_no_papers_and_loads_unchanged(key: str) -> None:
    assert parse(load_example(key)).papers == ()


def test_all_faults_come_at_once_with_their_lines() -> None:
    text = with_papers(
        paper("2024-11-25"),
        paper('"2027-03-12"', kind="passport"),
        '\n[[papers]]\nkind = "permit"\nnumber = "' + "W" * 21 + '"\nfrom = 2025-01-01\nuntil = 2026-01-01\n',
    )
    found = faults(text)
    assert len(found) == 6
    wanted = ("before it begins", "passport", "2027-03-12", "WWW", "until", "seen_by")
    assert [any(word in fault for fault in found) for word in wanted] == [True] * len(wanted)
    assert any(f"line {line_of(text, 'passport')}" in fault for fault in found)


def test_a_file_is_refused_whose_reports_would_reach_nobody_without_patrols() -> None:
    text = EXAMPLE.replace('"coordinator"', '"patrol-leader"').replace(', "treasurer"', "")
    text = text.replace(
        'track = "patrol"\nsteps = [{ notify = ["patrol-leader"] }]',
        'track = "patrol"\nsteps = [{ notify = ["patrol"] }]',
    )
    parse(text)
    (fault, *_) = faults(with_papers(paper("2027-03-12"), text=text))
    assert "without a valid certificate none answers for" in fault
    # Without an end nothing turns by itself.
    parse(with_papers(paper(None), text=text))


@pytest.mark.parametrize("number", ["CG/1\x00", "", " ", "\u4e2d"])
def test_a_number_that_no_phone_can_show_is_refused(number: str) -> None:
    text = with_papers(paper("2027-03-12", number=number.replace("\x00", "\\u0000")))
    with pytest.raises(CommunityFileError, match=r"papers\[0\].number"):
        parse(text)


def test_coordinators_of_one_side_alone_are_warned_about() -> None:
    """A file whose coordinators all have one tenure is warned about."""
    community = parse(EXAMPLE)
    assert list(papers.seats(community)) == []
    (tenants,) = papers.seats(parse(EXAMPLE.replace('"landlord"', '"tenant"')))
    assert "landlords have no seat" in tenants
    swapped = EXAMPLE.replace(
        'roles = ["coordinator"]\nlanguage = "en"\ntenure = "tenant"',
        'roles = ["coordinator"]\nlanguage = "en"\ntenure = "absent"',
    )
    assert swapped != EXAMPLE
    (landlords,) = papers.seats(parse(swapped))
    assert "tenants have no seat" in landlords
    unknown = EXAMPLE.replace('tenure = "tenant"\n', "").replace('tenure = "landlord"\n', "")
    assert list(papers.seats(parse(unknown))) == []


def test_a_file_whose_papers_have_ended_is_warned_about_and_not_refused() -> None:
    community = parse(with_papers(paper("2026-11-22"), paper("2026-11-22", kind="permit", number="P/1")))
    warned = list(papers.advice(community, NOW))
    assert ["no certificate is valid today" in warned[0], "permit ended" in warned[1]] == [True, True]
    assert list(papers.advice(parse(with_papers(paper("2026-11-23"))), NOW)) == []


def test_the_check_says_the_warnings(tmp_path: Path) -> None:
    file = tmp_path / "community.toml"
    file.write_text(with_papers(paper("2026-01-01"), text=small(EXAMPLE)).replace('"landlord"', '"tenant"'))
    result = CliRunner().invoke(main, ["community", "check", str(file)])
    assert result.exit_code == 0, result.output
    assert "no certificate is valid today" in result.output
    assert "all coordinators are tenants" in result.output


LADDER = """
[[refer_only_ladders]]
level = "{level}"
track = "{track}"
steps = [{{ notify = ["{role}"] }}]
"""
KILLING = LADDER.format(level="major", track="police", role="police-station")


def test_a_file_may_say_itself_which_ladders_hold_without_papers() -> None:
    minor = LADDER.format(level="minor", track="police", role="oversight").replace("oversight", "police-alternate")
    community = read(with_papers(paper("2027-03-12"), KILLING, minor, text=small(EXAMPLE)))
    after = mode_in_force.refer_only(community)
    assert [step.notify for step in after.ladders_for(Level.MAJOR)[0].steps] == [(Role.POLICE_STATION,)]
    assert [step.notify for step in after.ladders_for(Level.MINOR)[0].steps] == [(Role.POLICE_ALTERNATE,)]
    assert {one.level for one in after.ladders} == set(Level), "the others go to whom they reach without a ladder"
    assert community.ladders_for(Level.MINOR)[0].track is Track.PATROL


@pytest.mark.parametrize(
    ("ladders", "says"),
    [
        (LADDER.format(level="minor", track="police", role="coordinator"), 'level = "major", track = "police"'),
        (KILLING + LADDER.format(level="urgent", track="patrol", role="coordinator"), "no patrol track"),
        (KILLING + LADDER.format(level="urgent", track="police", role="patrol"), "does not send patrol"),
        (KILLING + LADDER.format(level="private", track="care", role="coordinator"), "may not be told"),
        (KILLING + KILLING, "a second ladder"),
        (LADDER.format(level="major", track="police", role="coordinator"), "no police is told of a killing"),
    ],
)
def test_the_floors_hold_for_the_ladders_without_papers(ladders: str, says: str) -> None:
    with pytest.raises(CommunityFileError) as error:
        parse(with_papers(paper("2027-03-12"), ladders))
    (fault,) = [str(one) for one in error.value.faults if says in str(one)]
    assert "refer_only_ladders" in fault


def test_a_wait_that_is_too_long_is_refused_there_too() -> None:
    slow = KILLING.replace("] }]", '] }, { notify = ["police"], after = "20m" }]')
    found = faults(with_papers(paper("2027-03-12"), slow, text=small(EXAMPLE)))
    assert any("refer_only_ladders" in fault and "too long" in fault for fault in found)
