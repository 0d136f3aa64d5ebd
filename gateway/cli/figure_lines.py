"""Lines of `doria figures`: the same figures as its JSON, in words."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from gateway.cli.counted import counted
from menus.domain.equity import Verdict
from menus.domain.rise import RiseLevel

_NONE = "-"
_MOMENT = timedelta(microseconds=1)


def of(sections: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of some sections; one that has no lines of its own is in the JSON alone."""
    for name, found in sections.items():
        lines = _LINES.get(name)
        if lines is not None:
            yield from lines(found)


def _rise(found: dict[str, Any]) -> Iterator[str]:
    yield f"rise, Monday {found['week']}: {len(found['alarms'])} not as usual now, {len(found['told'])} in a year"
    if found["weeks_known"] < found["weeks_needed"]:
        yield f"  {_weeks_known(found)} of {found['weeks_needed']} that are needed"
    for one in found["alarms"]:
        where, what = one["zone"] or "all zones", one["class"] or "all classes"
        noun = "caller" if one["level"] == RiseLevel.SILENT else "incident"
        yield (
            f"  {one['level']} {where}, {what}: {counted(one['count'], noun)} in 4 weeks, usually {one['usual']};"
            f" {counted(one['callers_now'], 'caller')}, usually {one['callers_before']}"
        )


def _scorecard(found: dict[str, Any]) -> Iterator[str]:
    yield f"scorecard, {found['since'][:10]} to {_last_day(found['until'])}"
    for card in found["stations"]:
        yield f"  {card['station'] or 'police of no named station'}"
        yield from (f"    {_figure(name, one, found['least'])}" for name, one in card["figures"].items())
    yield "  all stations together"
    yield from (f"    {_figure(name, one, found['least'])}" for name, one in found["together"].items())
    answers = found["answers"]
    if answers["concentrated"]:
        yield f"  one contact gave {answers['most']} of {counted(answers['total'], 'answer')}"


def _last_day(until: str) -> str:
    """Return the last day before a moment (ISO 8601, by the clocks of the place)."""
    return (datetime.fromisoformat(until) - _MOMENT).date().isoformat()


def _figure(name: str, found: dict[str, Any], least: int) -> str:
    if found["of"] is None:
        return f"{name}: no figure, fewer than {counted(least, 'case')}; {found['not_known']} not known"
    return (
        f"{name}: {found['hits']} of {found['of']} ({found['low']:.0%} to {found['high']:.0%});"
        f" {found['not_known']} not known"
    )


def _equity(found: dict[str, Any]) -> Iterator[str]:
    yield (
        f"equity, {found['quarter']}: {counted(found['incidents'], 'incident')},"
        f" {found['elsewhere']} of no zone of the file; {counted(found['shuffles'], 'shuffle')}, seed {found['seed']}"
    )
    yield from _measures(found)
    yield f"  the four quarters up to {found['quarter']}: {counted(found['year']['incidents'], 'incident')}"
    yield from _measures(found["year"])
    for given in found["influence"]["support"]:
        yield f"  beside it, given to the police by {given['giver']}: {given['kes']} KES"


def _measures(found: dict[str, Any]) -> Iterator[str]:
    for one in found["measures"]:
        yield f"  {one['measure']}: {one['verdict'].replace('_', ' ')}"
        yield from (f"    {_wait(zone)}" for zone in one["zones"])


def _wait(zone: dict[str, Any]) -> str:
    begins = f"{zone['zone']}: {counted(zone['incidents'], 'incident')}, {zone['unanswered']} without an answer"
    begins += f", {zone['unknown']} not known" if zone["unknown"] else ""
    if zone["verdict"] not in {Verdict.LONGER, Verdict.SHORTER}:
        return f"{begins}; {zone['verdict'].replace('_', ' ')}"
    if zone["difference"] is None:
        return f"{begins}; waits {zone['verdict']}, and most incidents of one side were never answered"
    many, low, high = zone["difference"], zone["low"], zone["high"]
    if zone["verdict"] == Verdict.SHORTER:
        many, low, high = -many, None if high is None else -high, None if low is None else -low
    return (
        f"{begins}; waits {counted(many, 'minute')} {zone['verdict']}"
        f" ({_NONE if low is None else low} to {_NONE if high is None else high})"
    )


def _trends(found: dict[str, Any]) -> Iterator[str]:
    yield f"trends, {counted(found['weeks'], 'week')} to {_last_day(found['until'])}: {found['caveat']}"
    if not found["has_trend"]:
        yield f"  {_weeks_known(found)}: too few for a trend"
    for row in found["rows"]:
        where = "all zones" if row["zone"] is None else row["zone"] or "no zone of the file"
        line = f"  {where}, {row['class'] or 'all classes'}: {_numbers(row['lately'])}"
        change = f"; before: {_numbers(row['before'])}; {row['direction'].replace('_', ' ')}"
        yield line + (change if found["has_trend"] else "")


def _numbers(found: dict[str, Any]) -> str:
    rate = found["per_1000_households"]
    beside = f", {rate} per 1000 households" if rate is not None else ""
    incidents, reports = counted(found["incidents"], "incident"), counted(found["reports"], "report")
    return f"{incidents}, {reports} of {counted(found['callers'], 'caller')}{beside}"


def _weeks_known(found: dict[str, Any]) -> str:
    known = found["weeks_known"]
    return f"{counted(known, 'week')} {'is' if known == 1 else 'are'} known"


def _pulse(found: dict[str, Any]) -> Iterator[str]:
    if found["feel_safe"] is None:
        yield f"pulse, {found['quarter']}: fewer than {counted(found['least'], 'answer')}"
        return
    yield f"pulse, {found['quarter']}: {found['feel_safe']} of 100 feel safe after dark"
    yield from (f"  {one['zone']}: {one['feel_safe']} of 100" for one in found["by_zone"])


def _money(found: dict[str, Any]) -> Iterator[str]:
    if not found["months"]:
        yield f"money, {found['quarter']}: no movement"
        return
    yield f"money, {found['quarter']}, in {found['currency']}"
    for one in found["months"]:
        yield f"  {one['month']}: {one['came']} in, {sum(one['out'].values())} out, {one['in_hand']} in hand"


_LINES = {
    "rise": _rise,
    "scorecard": _scorecard,
    "equity": _equity,
    "trends": _trends,
    "pulse": _pulse,
    "money": _money,
}
