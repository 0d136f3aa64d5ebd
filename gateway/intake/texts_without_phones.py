"""Texts without phones: which words are kept of a sender that is no phone, and may be a machine."""

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents.opening import Source
from gateway.intake import earlier_reports, further_texts, text_reports
from gateway.intake.text_reports import TextTaken
from gateway.intake.text_words import Words, words_of
from gateway.storage.models import Incident
from menus.domain.categories import Category, Level, level_so_far
from menus.domain.draft import Channel
from menus.text import cries, detect_language, lexicon


def hold(
    uow: UnitOfWork, record: CommunityRecord, sender: bytes, said: str, *, takes_new: bool = True
) -> TextTaken | None:
    """Keep what a sender that is no phone (a hash) wrote, if its words cannot be left; else return None.

    These are words that are red, urgent or private. Private ones go to the helpers alone. Coordinators are notified
    once: further texts of that sender join the report and are only stored, until a coordinator dispatches it. The
    first red words, and red words about another place, are told: one name may stand for many people. Without
    `takes_new` Doria is paused.
    """
    language = detect_language.guess(said, record.community.languages)
    words = words_of(uow, record, Source(Channel.SMS, None, sender=sender), said, language)
    open_one = next(iter(earlier_reports.open_ones(uow, record, [sender])), None)
    incident = uow.session.get_one(Incident, open_one.incident_id) if open_one is not None else None
    is_held = incident is not None and incident.awaits_review and not _is_new_danger(words.hint, incident)
    if open_one is not None and is_held and not words.hint.is_private:
        further_texts.add(uow, open_one, words.hint, said)
        return TextTaken(None)
    goes_on = bool(words.hint.words) and (open_one is not None or words.in_private is not None)
    is_kept = goes_on or _cannot_be_left(words)
    return text_reports.keep(uow, record, words, takes_new=takes_new) if is_kept else None


def _is_new_danger(hint: lexicon.Hint, incident: Incident) -> bool:
    """Return whether words are the first red ones of an incident, or red and of another place than it has."""
    is_elsewhere = incident.zone is not None and hint.zone not in {None, incident.zone}
    return hint.is_red and (is_elsewhere or not incident.has_red_words)


def _cannot_be_left(words: Words) -> bool:
    """Return whether words of a sender that may be a machine are kept: they are red, urgent or plainly private.

    An advertisement offers an `emergency loan`, and the model may doubt what it is about: neither is enough.
    """
    hint = words.hint
    is_private = hint.is_private and (hint.is_private_by_rule or not hint.is_doubtful)
    return hint.is_red or is_private or hint.is_life_in_danger or cries.is_plain(words.said) or _is_urgent(hint)


def _is_urgent(hint: lexicon.Hint) -> bool:
    """Return whether words tell of a kind of report that is urgent even without a weapon, such as a fire."""
    if hint.category is None or hint.category is Category.COMPLAINT_OTHER:
        return False
    return level_so_far(hint.category, None) in {Level.URGENT, Level.MAJOR}
