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
            "phone_hash phone language band",
            "the phone of a giver and its keyed hash, and what they said of themselves",
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
        "that my phone has answered whether I feel safe, whether I trust the association, or how police were; not what",
        End(periods.AT_ONCE, Since.EXPIRED, Then.DELETED),
        why="each phone counts once a month, or once a year",
        until="they ask that it be erased",
    ),
)
INCOMING_PAYMENTS = Table(
    "incoming_payments",
    "a payment that came to a paybill: without the payer's name and phone",
    (
        nobody(
            "id community_id external_id shortcode account amount_cents paid_at came_at came_by state booked_at",
            "the number that the network gave it, and the giver's number that the payer typed",
        ),
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
GIVING_ASKS = Table(
    "giving_asks",
    "a payment, a handing over of cash or an undoing, that a second person agrees to",
    (
        person_row("asked_by settled_by recipient_id", "who asked, who agreed or refused, and who gets a stipend"),
        nobody(
            "id community_id number kind amount_kes from_account_id to_account_id decision_id movement_id asked_at"
            " expires_at state settled_at"
        ),
    ),
)
GIFTS_IN_KIND = Table(
    "gifts_in_kind",
    "things that were given: names in the words were crossed out before they were kept",
    (
        person_row("by", "who wrote it down"),
        nobody("id community_id at count things giver_id receipt_id undone_at"),
    ),
)
GIVING_NOTES = Table(
    "giving_notes",
    "what a resident offers, or asks about a receipt",
    (
        with_row("giver_id words", "the number of the giver, and their words"),
        nobody("id community_id once at kind receipt_id offered"),
    ),
    row_goes(
        Topic.MONEY,
        "an offer of things, and a question about a receipt",
        End(periods.GIVING_NOTES, Since.WRITTEN),
        why="it is settled by then: three barazas have passed",
    ),
)
BOOK_CHECKS = Table(
    "book_checks",
    "that somebody has counted the money of a month",
    (person_row("person_id", "who counted"), nobody("id community_id month at")),
)
