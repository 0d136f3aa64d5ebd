"""The figures that are kept, the pictures of them, and the rises that were told, in the retention table."""

from menus.domain.retention import periods
from menus.domain.retention.rules import End, Since, Table, Then, Topic, nobody, row_goes, with_row

FIGURE_PLOTS = Table(
    "figure_plots",
    "the pictures of the figures of a period",
    (
        with_row("left_out", "a name for what people with an interest are out of, for they have pictures of their own"),
        nobody("id community_id subject period audience language status asked_at drawn_at data_hash counted_at"),
        nobody("counts plots"),
    ),
    row_goes(
        Topic.MACHINE,
        "the pictures of the figures, and the counts in them: no incident by itself",
        End(periods.PICTURES, Since.ASKED, Then.DELETED),
        why="they are drawn anew when somebody asks",
    ),
)
RISES = Table(
    "rises",
    "that a zone or a kind of incident was told to be above what is usual, or a zone to be silent",
    (
        nobody("id community_id week zone kind level number usual chance known at"),
        nobody("reports usual_reports callers usual_callers unknown spread weeks"),
    ),
    row_goes(
        Topic.MACHINE,
        "what was told to be above usual, with its numbers: no incident by itself",
        End(periods.TOLD_FIGURES, Since.WRITTEN, Then.DELETED),
        why="the desk shows a year of them",
    ),
)
RISE_WEEKS = Table(
    "rise_weeks",
    "the newest week in which a community was looked at for rises",
    (nobody("community_id week"),),
)
KEPT_FIGURES = Table(
    "kept_figures",
    "the figures of a period that a worker has counted",
    (
        with_row("left_out", "a name for what people with an interest are out of, for they have figures of their own"),
        nobody("id community_id subject period asked_at begun_at counted_at"),
        nobody("found"),
    ),
    row_goes(
        Topic.MACHINE,
        "numbers of a period, by zone and class: no incident by itself",
        End(periods.PICTURES, Since.ASKED, Then.DELETED),
        why="they are counted anew when somebody asks",
    ),
)
