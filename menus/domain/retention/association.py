"""The association's decisions and books in the retention table."""

from menus.domain.retention import periods
from menus.domain.retention.rules import End, Since, Table, Then, Topic, goes, nobody, person_row, row_goes, with_row

DECISIONS = Table(
    "decisions",
    "a decision of the association, as it was read out: names in it were crossed out before it was kept",
    (
        person_row("person_id", "who wrote it down"),
        nobody("id community_id number at words proof"),
    ),
)
GIVERS = Table(
    "givers",
    "somebody who gives, as a number",
    (
        goes(
            Topic.MONEY,
            "phone_hash band",
            "the keyed hash of the phone of a giver, and what they said of themselves",
            End(periods.BOOKS, Since.WRITTEN),
            why="whoever gave may ask for their receipts as long as the books must be kept",
            until="they ask that it be erased: their receipts stay, without them",
        ),
        nobody("id community_id number made_at"),
    ),
)
ACCOUNTS = Table(
    "accounts",
    "an account of the association",
    (
        person_row("person_id", "whose hands the cash is in"),
        nobody("id community_id kind name made_at frozen_at"),
    ),
)
GIVING_RECEIPTS = Table("giving_receipts", "the number of a receipt", (nobody("id community_id number book made_at"),))
PULSE_COUNTS = Table(
    "pulse_counts",
    "how often an answer to a question under More was given",
    (nobody("community_id kind period zone answer count"),),
)
PULSE_PHONES = Table(
    "pulse_phones",
    "that a phone has answered a question under More in its month or year, and not what",
    (
        with_row("phone_hash", "the keyed hash of the phone"),
        nobody("community_id kind period ends_at"),
    ),
    row_goes(
        Topic.NUMBER,
        "that my phone has answered whether I feel safe, or whether I trust the association; not what it answered",
        End(periods.AT_ONCE, Since.EXPIRED, Then.DELETED),
        why="each phone counts once a month, or once a year",
        until="they ask that it be erased",
    ),
)
MOVEMENTS = Table(
    "movements",
    "an amount that moved from one account to another: the database lets nobody change it",
    (
        person_row("by agreed_by", "who wrote it down, and who agreed"),
        nobody(
            "id community_id at amount_kes from_account_id to_account_id receipt_id giver_id month method external_id"
            " decision_id reverses proof"
        ),
    ),
)
