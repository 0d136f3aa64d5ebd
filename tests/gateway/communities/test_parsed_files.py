"""Parsed files: a file is read once, never taken for another one, and few are kept."""

import pytest

from gateway.communities import parsed_files
from gateway.communities.file import CommunityFileError, load_example, parse
from gateway.communities.parsed_files import MOST, parsed

TEXT = load_example("mlango-kubwa")


def test_a_file_says_the_same_and_is_read_once() -> None:
    assert parsed(TEXT) == parse(TEXT)
    assert parsed(TEXT) is parsed(f"{TEXT}"[:])
    other = TEXT.replace("+254700000121", "+254700000199")
    assert parsed(other) == parse(other) != parsed(TEXT)


def test_a_file_with_faults_is_refused_each_time() -> None:
    for _ in range(2):
        with pytest.raises(CommunityFileError):
            parsed("name = 3")


def test_the_files_used_last_are_kept_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counting(text: str) -> object:
        read.append(text)
        return object()

    monkeypatch.setattr(parsed_files, "parse", counting)
    for turn in range(3 * MOST):
        parsed("first")
        parsed(f"{turn}")
        assert len(parsed_files._kept) <= MOST  # noqa: SLF001 - how much is kept is what this is about
    assert read.count("first") == 1
    assert len(read) == 3 * MOST + 1
    # A text that is no community is not left for others.
    parsed_files._kept.clear()  # noqa: SLF001 - as above
