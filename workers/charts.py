"""Charts: each kind of picture as SVG or PNG, for a phone of 360 pixels. Only `workers.drawing` loads it."""

import textwrap
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import altair as alt
import vl_convert

_WIDTH, _LOW, _HIGH = 270, 120, 180
"""The width of a chart without its axis, and the heights of bars that lie and that stand."""
_WIDE, _LINE, _HIGH_LINE = 320, 42, 62
"""The width of a chart without names beside it, and the heights of its lines with short and with long names."""
_LONG, _LETTERS = 24, 50
"""The letters from which a name is long, and those of a line above a chart (looked at)."""
_FONT, _SMALL, _ROW = 12, 10, 15
_SHARP = 3
_ROOM = 60
"""The room for the names and the numbers of bars that lie."""
Picture = Mapping[str, Any]
Chart = Any
"""A chart of the library: its types say less than they promise."""


def svg(picture: Picture) -> str:
    """Return a picture as SVG. It loads nothing from anywhere."""
    drawn: str = vl_convert.vegalite_to_svg(_chart(picture).to_dict(), allowed_base_urls=[])
    return drawn


def png(drawn: str) -> bytes:
    """Return an SVG as a PNG, three pixels for one: some 1,000 pixels are sharp on an A5 page (looked at)."""
    made: bytes = vl_convert.svg_to_png(drawn, scale=_SHARP)
    return made


def _chart(picture: Picture) -> Chart:
    colours = picture["colours"]
    ink = colours["ink"]
    made = _KINDS[picture["kind"]](picture).configure(background=colours["paper"], font="sans-serif", padding=4)
    if "head" in picture:
        head = textwrap.wrap(picture["head"], _LETTERS)
        title = {"color": ink, "fontSize": _FONT, "fontWeight": "bold", "anchor": "start", "offset": 8}
        made = made.properties(title=head).configure_title(**title, aria=False)
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
    legend = alt.Legend(orient="bottom", columns=2, title=None)
    colour = alt.Color("name:N", scale=shades, legend=legend)
    bars = _bars(picture, _base(picture)).encode(
        x=_week_axis(picture), y=_of_all(picture, "share"), color=colour, order="order:O"
    )
    letters = [_letters(picture, colour) for colour in sorted(set(picture["colours"]["on_shades"]))]
    counted = alt.Chart(alt.InlineData(values=list(picture["totals"]))).encode(x=_week_axis(picture), y=alt.value(0))
    totals = _numbers(picture, counted, "total:N", baseline="bottom", dy=-3)
    return alt.layer(bars, *letters, totals).properties(width=_WIDTH, height=_HIGH)


def _of_all(picture: Picture, column: str) -> alt.Y:
    scale, axis = alt.Scale(domain=[0, 1]), alt.Axis(format="%")
    return alt.Y(f"{column}:Q", title=picture["title"], scale=scale, axis=axis)


def _letters(picture: Picture, colour: str) -> Chart:
    """Return the letters in the parts of the bars whose shade wants this colour on it."""
    wanted = picture["colours"]["on_shades"]
    rows = [row for row in picture["rows"] if row["letter"] and wanted[row["order"]] == colour]
    base = alt.Chart(alt.InlineData(values=rows))
    mark = base.mark_text(color=colour, fontSize=_SMALL, baseline="middle", aria=False)
    return mark.encode(x=_week_axis(picture), y=_of_all(picture, "middle"), text="letter:N")


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


def _rise(picture: Picture) -> Chart:
    """Return the weeks as bars before the band of usual weeks. The weeks of the alarm are black, with their numbers."""
    colours, names = picture["colours"], list(picture["names"])
    shades = [colours["shades"][1], colours["shades"][3], colours["shades"][-1]]
    legend = alt.Legend(orient="bottom", columns=1, title=None, labelLimit=0)
    colour = alt.Color("name:N", scale=alt.Scale(domain=names, range=shades), legend=legend)
    low, high, middle = picture["band"]
    most = max(high, *(row["count"] for row in picture["rows"])) + 1
    y = alt.Y("count:Q", title=picture["title"], scale=alt.Scale(domain=[0, most]), axis=alt.Axis(tickMinStep=1))
    band = alt.Chart(alt.InlineData(values=[{"low": low, "high": high, "middle": middle, "name": names[0]}]))
    usual = band.mark_rect(aria=False).encode(y=alt.Y("low:Q"), y2="high:Q", color=colour)
    dashes = {"color": colours["ink"], "strokeDash": [4, 3], "strokeWidth": 0.8}
    line = band.mark_rule(aria=False, **dashes).encode(y="middle:Q")
    bars = _bars(picture, _base(picture)).encode(x=_week_axis(picture), y=y, color=colour)
    numbers = _numbers(picture, _base(picture), "label:N", baseline="bottom", dy=-2).encode(x=_week_axis(picture), y=y)
    return (usual + bars + line + numbers).properties(width=_WIDTH, height=_HIGH)


def _intervals(picture: Picture) -> Chart:
    """Return a line for each row: its name and number above, and below its point between two ends.

    An end that is not known has an arrow at the edge. A hollow point says that nothing can be told from the middle.
    """
    colours, domain = picture["colours"], picture["domain"]
    rows = [_within(row, number, domain) for number, row in enumerate(picture["rows"])]
    found = [row for row in rows if row["point"] is not None]
    order = alt.Y("order:O", axis=None, scale=alt.Scale(domain=list(range(len(rows)))))
    form = alt.Axis(format=picture["form"], tickCount=5) if picture["form"] else alt.Axis(tickCount=5)
    scale = alt.Scale(domain=list(domain), nice=False)

    def of(values: list[dict[str, Any]]) -> Chart:
        return alt.Chart(alt.InlineData(values=values))

    def at(column: str) -> alt.X:
        return alt.X(f"{column}:Q", scale=scale, axis=form, title=picture["title"])

    ink = {"color": colours["ink"], "aria": False}
    lines = of(found).mark_rule(strokeWidth=2, **ink).encode(x=at("from"), x2="to", y=order)
    layers = [lines]
    for side, end, open_end in (("left", "from", "is_low_open"), ("right", "to", "is_high_open")):
        closed, unknown = [row for row in found if not row[open_end]], [row for row in found if row[open_end]]
        layers.append(of(closed).mark_tick(thickness=2, height=9, **ink).encode(x=at(end), y=order))
        arrow = of(unknown).mark_point(shape=f"triangle-{side}", filled=True, size=50, opacity=1, **ink)
        layers.append(arrow.encode(x=at(end), y=order))
    for is_filled, fill in ((True, colours["ink"]), (False, colours["paper"])):
        points = of([row for row in found if row["is_filled"] is is_filled])
        mark = points.mark_point(shape="circle", size=60, fill=fill, stroke=colours["ink"], opacity=1, aria=False)
        layers.append(mark.encode(x=at("point"), y=order))
    # A long name has a line of its own, and the number stands below it.
    is_long = max(len(row["name"]) for row in rows) > _LONG
    label = {"align": "left", "dy": -11} if is_long else {"align": "right", "dy": -13}
    for column, how in (("name", {"align": "left", "dy": -25 if is_long else -13}), ("label", label)):
        texts = of(rows).mark_text(fontSize=_FONT, limit=_WIDE + 20, **how, **ink)
        layers.append(texts.encode(x=alt.value(_WIDE if how["align"] == "right" else 0), y=order, text=f"{column}:N"))
    if picture["zero"] is not None:
        zero = of([{"at": picture["zero"]["at"], "name": picture["zero"]["name"]}])
        layers.insert(0, zero.mark_rule(strokeDash=[4, 3], **ink).encode(x=at("at")))
        above = zero.mark_text(baseline="bottom", fontSize=_FONT, **ink)
        layers.append(above.encode(x=at("at"), y=alt.value(0), text="name:N"))
    return alt.layer(*layers).properties(width=_WIDE, height=(_HIGH_LINE if is_long else _LINE) * len(rows))


def _within(row: Mapping[str, Any], number: int, domain: Sequence[float]) -> dict[str, Any]:
    """Return a row with its place, and with the ends of its line: the edge for an end that is not known."""
    if row["point"] is None:
        return {**row, "order": number}
    low, high = row["low"], row["high"]
    ends = {"from": domain[0] if low is None else low, "to": domain[1] if high is None else high}
    return {**row, **ends, "order": number, "is_low_open": low is None, "is_high_open": high is None}


_KINDS: dict[str, Callable[[Picture], Chart]] = {
    "shares": _shares,
    "hours": _hours,
    "cost": _cost,
    "rise": _rise,
    "intervals": _intervals,
}
