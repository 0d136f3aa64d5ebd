"""The services: a part is replaced by its name, and no other name is taken."""

from datetime import UTC, datetime

import pytest

from gateway.core.policy import Policy
from gateway.services import Services
from gateway.settings import Settings
from tests.fakes import FakeClock


@pytest.fixture
def services() -> Services:
    """Give services whose database and Redis are never used."""
    given = {"database_url": "sqlite:///unused.db", "redis_url": "redis://unused", "secret_key": "s" * 40}
    return Services(Settings.model_validate({**given, "webhook_token": "t" * 40}))


def test_a_part_is_replaced_and_made_anew(services: Services) -> None:
    policy = Policy(texts_an_hour=1)
    services.override(policy=policy)
    assert services.policy is policy
    services.remake("policy")
    assert services.policy == Policy()


def test_the_clock_is_replaced(services: Services) -> None:
    now = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
    services.override(clock=FakeClock(lambda: now))
    assert services.clock() == now


@pytest.mark.parametrize("name", ["hop_timeout", "close", "unknown"])
def test_no_other_name_is_taken(services: Services, name: str) -> None:
    with pytest.raises(LookupError):
        services.override(**{name: 1})
    with pytest.raises(LookupError):
        services.remake(name)
