"""The retention of what Doria notes about itself: clocks, processes, probes and keys."""

from menus.domain.retention import periods
from menus.domain.retention.rules import End, Since, Table, Then, Topic, nobody, row_goes

MARKS = Table(
    "beats",
    "when a process was last seen, a task last ran, or a notice was sent",
    (nobody("name at connections"),),
    row_goes(
        Topic.MACHINE,
        "the mark of a process that has ended",
        End(periods.TRACES, Since.MARKED, Then.DELETED),
        why="the doctor names a process that has just ended",
        until="a mark of a task or of a notice: the next one",
    ),
)
PROBES = Table(
    "heartbeats",
    "a made-up report that tries the whole way",
    (nobody("id session_key started_at filed_at message_id"),),
    row_goes(
        Topic.MACHINE,
        "a probe: a made-up report of the probe phone",
        End(periods.NOTICES, Since.MARKED, Then.DELETED),
        why="the newest ones tell whether Doria works",
    ),
)
CLOCK = Table("clock", "the clock that all processes share", (nobody("id stepped simulated last_step stepped_at"),))
MACHINE_CLOCKS = Table(
    "machine_clocks", "what a machine knows of the clock", (nobody("machine ahead stepped since seen"),)
)
SEALING_KEYS = Table("sealing_keys", "a check value of a key", (nobody("key_id sealed"),))
HASH_KEYS = Table("hash_keys", "the sealed key of old hashes", (nobody("id key"),))
