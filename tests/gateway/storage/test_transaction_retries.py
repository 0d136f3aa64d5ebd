"""Retries: a transaction that another one was in the way of begins again, and no other does."""

import psycopg
import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from gateway.storage.transaction_retries import BEGINNINGS, begin_again

COLLIDED = IntegrityError("INSERT", {}, Exception())
DEADLOCK = OperationalError("UPDATE", {}, psycopg.errors.DeadlockDetected())
SERIALIZATION = OperationalError("UPDATE", {}, psycopg.errors.SerializationFailure())
AWAY = OperationalError("SELECT", {}, psycopg.OperationalError("the server is away"))


class Act:
    """Something that fails with each of some errors in turn, and then succeeds."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.begun = 0

    def __call__(self) -> str:
        """Fail or succeed."""
        self.begun += 1
        if self.errors:
            raise self.errors.pop(0)
        return "done"


@pytest.mark.parametrize("error", [COLLIDED, DEADLOCK, SERIALIZATION])
def test_what_another_transaction_was_in_the_way_of_begins_again(error: Exception) -> None:
    act = Act(*[error] * (BEGINNINGS - 1))
    assert begin_again(act) == "done"
    assert act.begun == BEGINNINGS


@pytest.mark.parametrize("error", [COLLIDED, DEADLOCK])
def test_it_does_not_begin_again_for_ever(error: Exception) -> None:
    act = Act(*[error] * BEGINNINGS)
    with pytest.raises(type(error)):
        begin_again(act)
    assert act.begun == BEGINNINGS


@pytest.mark.parametrize("error", [AWAY, ValueError("no")])
def test_any_other_error_is_raised_at_once(error: Exception) -> None:
    act = Act(error)
    with pytest.raises(type(error)):
        begin_again(act)
    assert act.begun == 1
