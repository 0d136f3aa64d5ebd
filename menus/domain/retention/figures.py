"""The pictures of the figures in the retention table."""

from menus.domain.retention import periods
from menus.domain.retention.rules import End, Since, Table, Then, Topic, nobody, row_goes

FIGURE_PLOTS = Table(
    "figure_plots",
    "the pictures of the figures of a period",
    (
        nobody("id community_id weeks audience language status asked_at drawn_at data_hash counted_at"),
        nobody("counts plots"),
    ),
    row_goes(
        Topic.MACHINE,
        "the pictures of the figures, and the counts in them: no incident by itself",
        End(periods.PICTURES, Since.ASKED, Then.DELETED),
        why="they are drawn anew when somebody asks",
    ),
)
