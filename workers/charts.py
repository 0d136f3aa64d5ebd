"""Charts: each kind of picture as an SVG, for a phone of 360 pixels. Only the process of `workers.drawing` loads it."""

from collections.abc import Callable, Mapping
from typing import Any

import altair as alt
import vl_convert

_WIDTH, _LOW, _HIGH = 270, 120, 180
"""The width of a chart without its axis, and the heights of bars that lie and that stand."""
_FONT, _ROW = 12, 15
_ROOM = 60
"""The room for the names and the numbers of bars that lie."""
Picture = Mapping[str, Any]
Chart = Any
"""A chart of the library: its types say less than they promise."""


def svg(picture: Picture) -> str:
    """Return a picture as SVG. It loads nothing from anywhere."""
    drawn: str = vl_convert.vegalite_to_svg(_chart(picture).to_dict(), allowed_base_urls=[])
    return drawn


def _chart(picture: Picture) -> Chart:
    colours = picture["colours"]
    ink = colours["ink"]
    made = _KINDS[picture["kind"]](picture).configure(background=colours["paper"], font="sans-serif", padding=4)
    made = made.configure_view(stroke=None).configure_legend(
        labelColor=ink,
        labelFontSize=_FONT,
        symbolStrokeColor=ink,
        symbolStrokeWidth=0.5,
        symbolType="square",
        aria=False,
    )
    return made.configure_axis(
        labelColor=ink,
        titleColor=ink,
        domainColor=ink,
        tickColor=ink,
        gridColor=colours["line"],
        labelFontSize=_FONT,
        titleFontSize=_FONT,
        titleFontWeight="normal",
        aria=False,
    )


def _base(picture: Picture) -> Chart:
    return alt.Chart(alt.InlineData(values=list(picture["rows"])))


def _bars(picture: Picture, base: Chart) -> Chart:
    """Return bars with an edge. The text beside the picture tells what it shows: the file names no bar."""
    colours = picture["colours"]
    return base.mark_bar(color=colours["shades"][2], stroke=colours["ink"], strokeWidth=0.5, aria=False)


def _numbers(picture: Picture, base: Chart, column: str, **more: Any) -> Chart:
    return base.mark_text(color=picture["colours"]["ink"], fontSize=_FONT, aria=False, **more).encode(text=column)


def _week_axis(picture: Picture) -> alt.X:
    axis = alt.Axis(labelAngle=-90, labelOverlap=True)
    weeks = alt.Scale(domain=list(picture["weeks"]))
    return alt.X("week:O", sort=None, title=picture["below"], axis=axis, scale=weeks)


def _shares(picture: Picture) -> Chart:
    shades = alt.Scale(domain=list(picture["names"]), range=list(picture["colours"]["shades"]))
    of_all = alt.Y("share:Q", title=picture["title"], scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%"))
    legend = alt.Legend(orient="bottom", columns=2, title=None)
    colour = alt.Color("name:N", scale=shades, legend=legend)
    bars = _bars(picture, _base(picture)).encode(x=_week_axis(picture), y=of_all, color=colour, order="order:O")
    counted = alt.Chart(alt.InlineData(values=list(picture["totals"]))).encode(x=_week_axis(picture), y=alt.value(0))
    totals = _numbers(picture, counted, "total:N", baseline="bottom", dy=-3)
    return (bars + totals).properties(width=_WIDTH, height=_HIGH)


def _hours(picture: Picture) -> Chart:
    colours = picture["colours"]
    shades = list(colours["shades"])
    day = alt.X("day:O", sort=list(picture["days"]), title=None, axis=alt.Axis(labelAngle=0, orient="top"))
    base = _base(picture).encode(x=day, y=alt.Y("hour:O", title=picture["title"]))
    shade = alt.Color("shade:O", scale=alt.Scale(domain=list(range(len(shades))), range=shades), legend=None)
    cells = base.mark_rect(stroke=colours["line"], strokeWidth=0.5, aria=False).encode(color=shade)
    hours = len({row["hour"] for row in picture["rows"]})
    return (cells + _numbers(picture, base, "count:N")).properties(width=_WIDTH, height=hours * _ROW)


def _cost(picture: Picture) -> Chart:
    cost = alt.X("cost:Q", title=picture["title"], axis=alt.Axis(tickCount=4))
    base = _base(picture).encode(x=cost, y=alt.Y("level:N", sort=None, title=None))
    numbers = _numbers(picture, base, "label:N", align="left", dx=4)
    return (_bars(picture, base) + numbers).properties(width=_WIDTH - _ROOM, height=_LOW)


_KINDS: dict[str, Callable[[Picture], Chart]] = {
    "shares": _shares,
    "hours": _hours,
    "cost": _cost,
}
