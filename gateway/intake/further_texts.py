"""Further texts of a phone: what they add to its report, and who is notified of it."""

from collections.abc import Iterable
from dataclasses import replace

from gateway.alerts import coordinator_texts, incident_alerts
from gateway.communities.directory import CommunityRecord
from gateway.core import timeline
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import engine
from gateway.intake import further_news
from gateway.intake.further_news import News
from gateway.intake.further_words_out import let_wait, notify_more
from gateway.storage.models import Incident, Report
from menus.domain import further_words
from menus.domain.categories import Category, Harm, Level, first_level, level_so_far
from menus.domain.draft import Channel
from menus.domain.timeline import EventKind
from menus.domain.triage import filed_as
from menus.sms import words_to_leave
from menus.text import cries, in_a_fire, lexicon, plots
from menus.text.names import Text


def join(
    uow: UnitOfWork, record: CommunityRecord, report: Report, hint: lexicon.Hint, said: str, *, whole: str = ""
) -> None:
    """Add a further text to a report, and notify the people who should know what is new in it.

    `whole` is the long SMS that it is a part of, if it is one. `hint` is then that of the whole, which may say what
    kind of report it is, and where.
    """
    incident = uow.session.get_one(Incident, report.incident_id)
    # A part alone may name another place than the whole does.
    hint = _of_fire(incident, hint, said)
    is_read_anew = bool(whole) and all(line in whole for line in (report.words or "").split("\n"))
    news = further_news.news_of(uow, report, hint, said)
    brings_facts = further_news.brings_new_facts(report, hint, said)
    _keep_words(uow, incident, report, hint, said)
    if incident.level is Level.PRIVATE:
        _join_private(uow, record, incident, report, news)
        return
    if incident.level is Level.COMPLAINT:
        # The words of a complaint never leave by SMS.
        return
    before = incident.zone
    is_placed = _place(uow, incident, report, hint, is_read_anew=is_read_anew)
    if not incident.awaits_review:
        notify_more(uow, record, incident, news)
        return
    text = further_words.Waiting(
        hint.is_red,
        incident.has_red_words,
        is_placed=is_placed and (before is None or is_read_anew),
        is_moved=is_placed,
        is_completed=_complete_kind(uow, incident, report, hint),
        has_category=incident.category is not Category.UNKNOWN or hint.is_red,
        has_new_killing=news.has_new_killing,
        is_late=news.is_late,
        passed_on=further_news.passed_on_lately(uow, incident),
        brings_facts=brings_facts,
        is_repeated=news.is_repeated,
    )
    moved_from = (before or "") if is_placed else ""
    _join_waiting(uow, record, incident, report, news, further_words.of_waiting(text), moved_from)


def _of_fire(incident: Incident, hint: lexicon.Hint, said: str) -> lexicon.Hint:
    """Return a hint as it stands after a report of a fire: `people are inside` is red there, and alarms everybody."""
    inside = in_a_fire.words_of(said) if further_news.says_inside(incident, said) else ()
    return replace(hint, is_red=True, words=(*inside, *hint.words)) if inside else hint


def add(uow: UnitOfWork, report: Report, hint: lexicon.Hint, said: str) -> None:
    """Add a further text to an open report that awaits review, and notify nobody."""
    incident = uow.session.get_one(Incident, report.incident_id)
    _keep_words(uow, incident, report, hint, said)
    _place(uow, incident, report, hint)


def _keep_words(uow: UnitOfWork, incident: Incident, report: Report, hint: lexicon.Hint, said: str) -> None:
    report.words = f"{report.words or ''}\n{said}"[: 2 * further_news.LONGEST]
    report.hint_words = _listed(report.hint_words, hint.words)
    incident.weapons = _listed(incident.weapons, hint.weapons)
    said = said[: further_news.LONGEST]
    timeline.record(uow, incident, EventKind.WROTE_AGAIN, words=said, report=report.reference)


def _place(
    uow: UnitOfWork, incident: Incident, report: Report, hint: lexicon.Hint, *, is_read_anew: bool = False
) -> bool:
    """Give an incident the zone that a text names; return whether it got another one.

    A report that was texted and awaits review moves with the texts: people run. If the parts of a long SMS are read
    anew as a whole, the zone of the whole replaces that of a part.
    """
    may_move = is_read_anew or (incident.awaits_review and report.channel is Channel.SMS)
    if hint.zone in {None, incident.zone} or not (incident.zone is None or may_move):
        return False
    report.zone = hint.zone
    timeline.record(uow, incident, EventKind.MOVED, {"zone": hint.zone})
    return True


def _listed(known: str | None, words: Iterable[str]) -> str | None:
    """Return words in their stored form, `known` ones first, each once; None if there are none."""
    return ", ".join(dict.fromkeys(word for word in ((known or "").split(", ") + list(words)) if word)) or None


def _join_private(uow: UnitOfWork, record: CommunityRecord, incident: Incident, report: Report, news: News) -> None:
    """Alert the helpers again if the text tells of danger now, or names a place that they did not know."""
    hint = news.hint
    known = incident.danger_now
    is_urgent = hint.is_red or cries.is_urgent(news.said)
    door = plots.named(report.words or "", record.community.zones) if known or is_urgent else ""
    is_placed = (hint.zone is not None and incident.zone is None) or (bool(door) and door != incident.place)
    if not further_words.notifies_helpers(
        is_urgent=is_urgent, is_placed=is_placed, in_danger=known, is_late=news.is_late
    ):
        return
    report.zone = incident.zone or hint.zone
    report.place = incident.place = door or incident.place
    timeline.record(uow, incident, EventKind.PASSED_ON, {"zone": report.zone})
    incident.danger_now = incident.danger_now or is_urgent
    engine.restart_exhausted(uow, record, incident)
    incident_alerts.alert_again(uow, record, incident, "")


def _complete_kind(uow: UnitOfWork, incident: Incident, report: Report, hint: lexicon.Hint) -> bool:
    """Give a report the category that a further text suggests; return False if it has one already, or gets none."""
    if incident.category is not Category.UNKNOWN or hint.category is None:
        return False
    report.category = hint.category
    changes = {"category": hint.category, "level": level_so_far(hint.category, None)}
    timeline.record(uow, incident, EventKind.COMPLETED, changes)
    return True


def _join_waiting(
    uow: UnitOfWork,
    record: CommunityRecord,
    incident: Incident,
    report: Report,
    news: News,
    update: further_words.Update,
    moved_from: str,
) -> None:
    """Notify coordinators of what is new in a report that awaits review; it may have moved from a zone."""
    if update.turns_red:
        suggested = _red_kind(incident, news)
        report.category, report.harm = suggested, Harm.UNSURE
        changes = {
            "has_red_words": True,
            "category": report.category,
            "harm": Harm.UNSURE,
            "level": first_level(report.category, Harm.UNSURE),
        }
        timeline.record(uow, incident, EventKind.RED_WORDS_UPDATE, changes)
    if update.notifies_coordinators:
        timeline.record(uow, incident, EventKind.PASSED_ON)
        name = Text.HINT_RED if incident.has_red_words else Text.HINT
        said = report.hint_words or ""
        coordinator_texts.notify_coordinators(uow, record, incident, name, said=said, moved_from=moved_from)
    if update.shows_words:
        show_waiting(uow, record, incident, news.in_full, moved_from)
    elif update.waits:
        let_wait(uow, incident, news)


def _red_kind(incident: Incident, news: News) -> Category:
    """Return the category of a report that awaits review and turns red. A fire stays one, unless somebody kills."""
    if news.has_new_killing:
        return Category.GUN_KILLING
    if incident.category is Category.FIRE_HAZARD and news.hint.category is None:
        return incident.category
    return filed_as(news.hint.category, is_red=True)


def show_waiting(
    uow: UnitOfWork, record: CommunityRecord, incident: Incident, words: str, moved_from: str = ""
) -> None:
    """Let coordinators read what was written about a report that awaits review, with names crossed out."""
    timeline.record(uow, incident, EventKind.PASSED_ON)
    incident.words_due_at = None
    said = words_to_leave.fit_to_relay(record.community, words)
    name = Text.HINT_WAITING
    coordinator_texts.notify_coordinators(uow, record, incident, name, said=said, moved_from=moved_from)
