"""Text triage: what a text does beside the open reports of its sender, with the facts that the rules ask for."""

from collections.abc import Sequence

from gateway.core.unit_of_work import UnitOfWork
from gateway.intake import further_news
from gateway.intake.text_words import Words, is_by_one
from gateway.storage.models import Incident, Report
from menus.domain import triage
from menus.domain.timeline import EventKind
from menus.text import cries, in_a_fire, lexicon, plots
from menus.text.privacy import Privacy

_PLAINLY_NEW = [triage.OpenNew(answer) for answer in triage.Answer]


def decide(
    uow: UnitOfWork, words: Words, reports: Sequence[Report]
) -> tuple[Report | None, triage.Heard, triage.Outcome]:
    """Return what a text does, beside which open report of its phone, and what it suggests there.

    The newest report counts first. A text that would be a report of its own beside it may continue an older one: who
    writes of a fire and of thieves in turn tells of two things, and not of ever new ones.
    """
    private_one = _facts_of(uow, words.in_private)
    found: list[tuple[Report | None, triage.Heard, triage.Outcome]] = []
    candidates: Sequence[Report | None] = reports or [None]
    for report in candidates:
        before = _facts_of(uow, report)
        heard = triage.in_context(_heard(uow, words, report), before)
        outcome = triage.decide(heard, before, private_one)
        if isinstance(outcome, triage.Join) or (not found and outcome not in _PLAINLY_NEW):
            return report, heard, outcome
        found.append((report, heard, outcome))
    return found[0]


def _heard(uow: UnitOfWork, words: Words, report: Report | None) -> triage.Heard:
    """Return the suggestions of a text as the rules take them, beside a report that it may continue."""
    hint, said = words.hint, words.whole
    # `mlango 7` after a private text tells a helper the door, and no break-in.
    is_door = words.in_private is not None and plots.is_only(said)
    # `he is coming, he is coming` after a private text is about him, whatever the model thinks of it.
    is_guess = words.in_private is not None and hint.is_red_by_model
    # `I hide under the bed` after a break-in is a cry of somebody in that house: only the model doubts it.
    is_listed = hint.is_private_by_rule or hint.is_of_kin or hint.home is not Privacy.OPEN
    is_cry = report is not None and words.in_private is None and hint.is_doubtful and cries.is_cry(said)
    category = hint.open_category if is_cry and not is_listed else hint.category
    return triage.Heard(
        None if is_door or is_guess else category,
        hint.zone,
        is_red=hint.is_red,
        is_beaten_by_somebody=hint.home is Privacy.UNNAMED,
        is_of_kin=hint.is_of_kin,
        is_by_one=is_by_one(words),
        brings_news=bool(hint.words) or is_cry or lexicon.numbers_people(said),
        tells_who_is_inside=not hint.weapons and in_a_fire.tells_who_is_inside(said),
        is_repeated=report is not None and further_news.is_said_again(uow, report, words.said),
    )


def _facts_of(uow: UnitOfWork, report: Report | None) -> triage.Earlier | None:
    """Return an earlier report as the rules take it."""
    if report is None:
        return None
    incident = uow.session.get_one(Incident, report.incident_id)
    return triage.Earlier(
        report.channel,
        incident.category,
        incident.level,
        incident.zone,
        awaits_review=incident.awaits_review,
        has_red_words=incident.has_red_words,
        has_more=further_news.last_time(uow, incident, EventKind.WROTE_AGAIN) is not None,
        is_texted_back=report.is_texted_back,
        is_over=not incident.status.is_live,
    )
