"""Recorded words: the words of acts and looks that are over are erased. Their facts stay on record."""

from sqlalchemy import text

from gateway.storage.models import Act, LookRow
from gateway.storage.models.record import KEPT_ACT
from gateway.upkeep import blanks, recorded_rows
from gateway.upkeep.batches import Expired, Run
from menus.domain.retention.rules import Since


def erase(run: Run) -> None:
    """Erase the words of old acts, and the names and reasons of old looks."""
    over = run.now - blanks.after(Act, Since.WRITTEN, "words")
    recorded_rows.erase(run, Expired(Act, Act.at, (text(f"({KEPT_ACT})"), Act.at < over)))
    over = run.now - blanks.after(LookRow, Since.WRITTEN, "by")
    recorded_rows.erase(run, Expired(LookRow, LookRow.at, (LookRow.by.is_not(None), LookRow.at < over)))
