"""The retention of the record: acts keep their facts for ever, and what stands for rows in the tree names nobody."""

from menus.domain.retention import periods
from menus.domain.retention.rules import End, Since, Table, Topic, goes, nobody, person_row

ACTS = Table(
    "acts",
    "what people did that belongs to no incident",
    (
        goes(
            Topic.RECORD,
            "words",
            "the words of a person about what they did: why they paused a community, why words were erased",
            End(periods.TEXTS, Since.WRITTEN),
            why="as long as why a community was paused; that it was done, and by whom, stays",
        ),
        person_row("person_id", "who did it"),
        nobody("id community_id at kind is_hidden facts proof"),
    ),
)
LOOKS = Table(
    "looks",
    "that somebody had a sealed number or sealed words shown to them",
    (
        goes(
            Topic.RECORD,
            "by why",
            "the name of a person who had a number or words shown to them, and why",
            End(periods.LOOKS, Since.WRITTEN),
            why="an officer who looks too much must be found out, and answer for it",
        ),
        person_row("person_id", "who looked"),
        nobody("id community_id incident_id report_id at kind proof"),
    ),
)
TREES = Table(
    "record_trees",
    "the tree of a community",
    (nobody("id community_id size root frontier seed public began_at carried_over_at seal"),),
)
ENTRIES = Table(
    "record_entries",
    "the place of a row in the tree, with salted hashes",
    (nobody("community_id seq source row_id is_hidden salt word_salt words_hash leaf seal erased_by"),),
)
CHECKPOINTS = Table("record_checkpoints", "a signed root", (nobody("id community_id at day size root note"),))
