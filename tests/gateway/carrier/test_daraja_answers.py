"""Answers of Daraja: whether a request was taken, and why not."""

import pytest

from gateway.carrier import daraja_payloads


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ('{"ResponseCode":"0","ResponseDescription":"success"}', None),
        ('{"ResponseCode":"00000000","ResponseDescription":"success"}', None),
        ('{"ResponseCode":"1","ResponseDescription":"Bad\\nURL"}', "Bad URL"),
        ('{"requestId":"1","errorCode":"400","errorMessage":"Invalid URL"}', "Invalid URL"),
        ('{"ResponseDescription":"URLs are already registered"}', "URLs are already registered"),
        ("{}", "no reason"),
        ("[]", "the answer cannot be read"),
        ("<html>", "the answer cannot be read"),
        ("[" * 100_000, "the answer cannot be read"),
    ],
)
def test_why_a_request_was_not_taken(answer: str, why: str | None) -> None:
    assert daraja_payloads.refusal(answer.encode()) == why


def test_a_long_reason_is_cut() -> None:
    told = daraja_payloads.refusal(b'{"errorMessage":"' + b"x" * 5_000 + b'"}')
    assert told is not None
    assert len(told) == 200
