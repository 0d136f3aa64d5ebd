"""The retention table: for every table and column of the database, what it holds of people, and when that goes.

The code that forgets reads its periods and columns here. A test walks the models: a column without a line fails, and a
line without a column. `.docs/keeping.md` is made of it.
"""

from menus.domain.retention import (
    association,
    desk,
    figures,
    incidents,
    machine,
    people,
    record,
    reports,
    sessions,
    texts,
)
from menus.domain.retention.rules import Table

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        reports.REPORTS,
        reports.QUESTIONS,
        reports.DRAFTS,
        reports.ERASE_REQUESTS,
        reports.RESERVED_REFERENCES,
        incidents.INCIDENTS,
        incidents.EVENTS,
        incidents.CLIMBS,
        incidents.PAGES,
        incidents.READINGS,
        incidents.DANGER_QUESTIONS,
        incidents.LINES_BESIDE,
        texts.INBOUND_SMS,
        texts.MESSAGES,
        texts.ATTEMPTS,
        texts.BACKUP_SENDS,
        texts.RECEIPTS,
        texts.OPT_OUTS,
        texts.INBOXES,
        texts.PROVIDERS,
        texts.BALANCES,
        texts.BACKUP_PHONES,
        sessions.HIDDEN_SESSIONS,
        sessions.TYPED_LENGTHS,
        sessions.LANGUAGE_CHOICES,
        people.PEOPLE,
        people.DUTIES,
        people.SHIFT_CALENDARS,
        people.PHONE_CHANGES,
        people.CONFIRMATIONS,
        people.VERSIONS,
        people.COMMUNITIES,
        people.CODES,
        people.PAUSES,
        desk.DESK_CODES,
        desk.DESK_SESSIONS,
        desk.DESK_CREDENTIALS,
        desk.DESK_RECOVERIES,
        desk.CLAIMS,
        desk.PEOPLE_PROPOSALS,
        desk.DESK_BARS,
        figures.FIGURE_PLOTS,
        association.DECISIONS,
        association.GIVERS,
        association.ACCOUNTS,
        association.GIVING_RECEIPTS,
        association.MOVEMENTS,
        record.ACTS,
        record.LOOKS,
        record.TREES,
        record.ENTRIES,
        record.CHECKPOINTS,
        machine.MARKS,
        machine.PROBES,
        machine.CLOCK,
        machine.MACHINE_CLOCKS,
        machine.SEALING_KEYS,
        machine.HASH_KEYS,
    )
}
"""Every table of the database, by its name."""
