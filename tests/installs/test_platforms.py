"""The table of platforms: what has no wheel is named, and the page keeps the table of the last measurement."""

from collections.abc import Sequence

import pytest

from tests.installs import platforms


def test_a_platform_without_a_wheel_is_named_in_its_cell() -> None:
    def planned(platform: str, python: str, sets: Sequence[str]) -> str:
        lacks = platform.startswith("aarch64-many") and python == "3.14" and "test" in sets
        return "no wheel of tea" if lacks else "yes"

    lines = list(platforms.table(planned))
    assert lines[0] == "| platform | what | 3.11 | 3.12 | 3.13 | 3.14 |"
    assert [line for line in lines if "tea" in line] == [
        "| Linux on arm64, glibc 2.28 or newer | with its tests | yes | yes | yes | no wheel of tea |"
    ]
    assert len(lines) == 2 + len(platforms.PLATFORMS) * len(platforms.WHATS)


@pytest.mark.parametrize(
    ("said", "lacks"),
    [
        ("error: No solution\n  cause: Because pyyaml==6.0.3 has no usable wheels and you", "no wheel of pyyaml"),
        ("Because tea==1 has no Linux-compatible wheels", "no wheel of tea"),
        ("error: no route\nhelp: look", "error: no route"),
        ("", "uv failed"),
    ],
)
def test_the_reason_of_uv_is_told_in_a_few_words(said: str, lacks: str) -> None:
    assert platforms.lacking(said) == lacks


def test_the_page_has_the_table_with_every_platform_and_no_gap() -> None:
    page = platforms.PAGE.read_text(encoding="utf-8")
    assert platforms.written(page, list(platforms.table(lambda *_: "yes"))) == page


def test_the_table_takes_the_place_of_the_old_one_alone() -> None:
    page = platforms.PAGE.read_text(encoding="utf-8")
    made = platforms.written(page, ["| a |"])
    assert "| a |" in made
    assert "glibc 2.28 or newer | Doria |" not in made
    assert platforms.written(made, list(platforms.table(lambda *_: "yes"))) == page


def test_a_page_without_a_place_for_the_table_is_refused() -> None:
    with pytest.raises(ValueError, match="no place"):
        platforms.written("# Platforms\n", ["| a |"])
