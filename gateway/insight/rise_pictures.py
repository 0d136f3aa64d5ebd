"""Pictures of rises: the weeks of a series as bars, the usual weeks as a band, and the weeks of the alarm."""

from datetime import date
from typing import Any

from gateway.communities.directory import CommunityRecord
from gateway.insight import pictures
from gateway.insight.pictures import Picture, Table
from menus.domain import usual
from menus.domain.categories import Category
from menus.domain.usual import LATELY
from menus.sms import wording
from menus.text import page_words

WORDS = "desk_plots.po"


def of(found: dict[str, Any], record: CommunityRecord, language: str, _currency: str) -> dict[str, Picture]:
    """Return a picture of each alarm, by its name."""
    return {one["name"]: _rise(one, number, record, language) for number, one in enumerate(found["rises"], 1)}


def _rise(one: dict[str, Any], number: int, record: CommunityRecord, language: str) -> Picture:
    def say(which: str, **values: object) -> str:
        return page_words.say(WORDS, language, which, **values)

    before, told, band = say("rise.before"), say("rise.told"), say("rise.band", low=one["low"], high=one["high"])
    weeks = [(date.fromisoformat(monday), count) for monday, count in one["weeks"]]
    first, usually = len(weeks) - LATELY, usual.as_text(one["usual"])
    rows: list[dict[str, Any]] = [
        {
            "week": _short(monday),
            "count": count or 0,
            "name": told if place >= first else before,
            "label": "\N{EN DASH}" if count is None else str(count) if place >= first else "",
        }
        for place, (monday, count) in enumerate(weeks)
    ]
    table = Table(
        [say("rise.week"), say("rise.incidents"), say("rise.what"), say("rise.low"), say("rise.high")],
        [
            [monday.isoformat(), "" if count is None else str(count), row["name"], str(one["low"]), str(one["high"])]
            for (monday, count), row in zip(weeks, rows, strict=True)
        ],
    )
    return pictures.made(
        "rise",
        f"rise-{number}",
        rows,
        table,
        head=say("rise.head", where=where_of(one, record, language), count=one["count"], usual=usually),
        names=[band, before, told],
        band=[one["low"], one["high"], one["usual_week"]],
        weeks=[_short(monday) for monday, _ in weeks],
        title=say("rise.axis"),
        below=say("rise.below"),
    )


def where_of(one: dict[str, Any], record: CommunityRecord, language: str) -> str:
    """Return the zone and the kind of a series as people read them."""
    zone = record.community.zone(one["zone"])
    named = zone.name(language) if zone is not None else one["zone"]
    kind = one["class"]
    of_kind = wording.category_name(language, Category(kind)) if kind else page_words.say(WORDS, language, "kind.all")
    return f"{named or page_words.say(WORDS, language, 'zone.all')}, {of_kind}"


def _short(monday: date) -> str:
    return f"{monday:%d/%m}"
