"""The faults of a community file that a test has changed."""

import pytest

from gateway.communities.file import CommunityFileError, read


def faults_of(text: str) -> list[str]:
    """Return the lines of all faults."""
    with pytest.raises(CommunityFileError) as caught:
        read(text)
    told = [str(fault) for fault in caught.value.faults]
    assert all("accepted: " in line and "\n" not in line for line in told)
    return told


def with_change(text: str, old: str, new: str) -> str:
    """Return a file in which the first of one text is replaced."""
    assert old in text
    return text.replace(old, new, 1)
