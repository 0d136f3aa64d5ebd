"""The retention of texts: in and out, what providers said of them, and who wants none."""

from menus.domain.retention import periods
from menus.domain.retention.rules import End, Since, Table, Then, Topic, goes, nobody, row_goes, with_row

_LEADS = "it leads to the phone in the records of the network"
_REPEATS = "a text that was lost is fetched and heard for three days, and must be no one that came before"
_OLD = End(periods.TEXTS, Since.WRITTEN, Then.EMPTY)

MESSAGES = Table(
    "messages",
    "one text to one phone",
    (
        goes(
            Topic.TEXTS,
            "phone",
            "the number that a text goes to",
            _OLD,
            why="a receipt may come late, and somebody may ask whether a text came",
        ),
        goes(
            Topic.TEXTS,
            "body",
            "the words of a text",
            _OLD,
            End(periods.SECRET_TEXTS, Since.SEND_BY, Then.EMPTY),
            why="as its number; the words that bring a helper a number go as soon as they are delivered",
        ),
        goes(
            Topic.TEXTS,
            "phone_hash",
            "a keyed hash of the number that a text goes to",
            End(periods.TEXTS, Since.WRITTEN, Then.EMPTY),
            why="limits on texts count by it",
        ),
        nobody("id community_id incident_id track kind lane batch sender state created_at due_at lease_until"),
        nobody("claimed_by attempts reason cause settled_at cost waits_for is_obsolete erase_at"),
    ),
)

ATTEMPTS = Table(
    "attempts",
    "one attempt to send a text",
    (
        with_row("provider_id", "the id by which the provider finds the text, and its phone"),
        nobody("id message_id carrier outcome reason at"),
    ),
    row_goes(
        Topic.TEXTS,
        "which text was handed to which provider when",
        End(periods.LEDGERS, Since.HANDED_OVER, Then.DELETED),
        why="the bills of providers are checked by it",
    ),
)

BACKUP_SENDS = Table(
    "backup_sends",
    "a text that the backup provider sends",
    (nobody("id message_id state due_at tried_at"),),
    row_goes(
        Topic.MACHINE,
        "which text the backup provider was to send when",
        End(periods.LEDGERS, Since.HANDED_OVER, Then.DELETED),
        why="the bills of providers are checked by it",
    ),
)

RECEIPTS = Table(
    "receipts",
    "the network's word on a text",
    (
        with_row("provider_id recipient_hash", "the provider's id of the text, and a keyed hash of its phone"),
        nobody("id message_id status reason received_at"),
    ),
    row_goes(
        Topic.TEXTS,
        "the network's receipts",
        End(periods.LEDGERS, Since.CAME, Then.DELETED),
        why="the bills of providers are checked by them",
    ),
)

INBOUND_SMS = Table(
    "inbound_sms",
    "a text that came in",
    (
        goes(
            Topic.PRIVATE,
            "from_hash private_report_id",
            "that a phone wrote about a private matter",
            End(periods.JOINS, Since.PRIVATE_TEXT),
            why="the next text of the same phone joins the first",
        ),
        goes(
            Topic.PRIVATE,
            "text_hash",
            "a keyed hash of the words of that text",
            End(periods.JOINS, Since.PRIVATE_TEXT, Then.EMPTY),
            why="a text that comes twice is known by it",
        ),
        goes(
            Topic.PRIVATE,
            "fetched_id",
            "the id of that text, where the network is asked for texts",
            End(periods.JOINS, Since.PRIVATE_TEXT),
            why=_LEADS,
        ),
        goes(
            Topic.PRIVATE,
            "provider_id",
            "the id of that text, as the network posts it",
            End(periods.JOINS, Since.PRIVATE_TEXT, Then.RANDOM),
            why=_LEADS,
        ),
        goes(
            Topic.TEXTS,
            "twin_key",
            "a keyed hash of each text, to recognise one that comes a second time",
            End(periods.TWINS, Since.CAME),
            why=_REPEATS,
        ),
        goes(
            Topic.TEXTS,
            "link_hash",
            "a keyed hash of its id for the same end",
            End(periods.TWINS, Since.CAME),
            End(periods.JOINS, Since.PRIVATE_TEXT),
            why=_REPEATS,
        ),
        goes(
            Topic.TEXTS,
            "network_date",
            "the network's date of each text for the same end",
            End(periods.TWINS, Since.CAME, Then.EMPTY),
            why=_REPEATS,
        ),
        with_row("from_phone text answer_hash", "the number, the words, and a keyed hash of the answer"),
        nobody("id code received_at handled_at result lane tries sent_at subject incident_id left_out_at route"),
    ),
    row_goes(
        Topic.TEXTS,
        "a text that came in, with its number; of a private one neither number nor words are stored here",
        End(periods.TEXTS, Since.CAME, Then.DELETED),
        why="somebody may ask whether a text came, and what was answered",
    ),
)

OPT_OUTS = Table(
    "opt_outs",
    "a phone that wants only necessary texts",
    (with_row("phone_hash", "a keyed hash of the number"), nobody("at")),
    row_goes(
        Topic.TEXTS,
        "STOP: a keyed hash of the number",
        why="the phone asked for it",
        until="START",
    ),
)

INBOXES = Table("inboxes", "the number of the last text that was fetched", (nobody("account last_number fetched_at"),))
PROVIDERS = Table("providers", "whether a provider works", (nobody("name failures open_until_at"),))
BALANCES = Table("account_balances", "the money of an account at a provider", (nobody("provider currency amount at"),))
BACKUP_PHONES = Table(
    "backup_phones",
    "the association's own backup phone",
    (nobody("id heard_at missed_at clock_ahead clock_at devices numbers"),),
)
