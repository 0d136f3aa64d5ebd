"""Text filing: a text becomes a report of its own that awaits review, open or for the helpers."""

from dataclasses import replace

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import opening
from gateway.incidents.opening import Source
from gateway.intake import filing, further_news
from gateway.intake.text_words import Words
from menus.domain import triage
from menus.domain.categories import Category, Harm
from menus.domain.draft import Channel, Draft
from menus.domain.marks import Caution
from menus.text import accusing, cries, lexicon, plots
from menus.text.names import Text


def file(
    uow: UnitOfWork,
    record: CommunityRecord,
    words: Words,
    hint: lexicon.Hint,
    *,
    is_private: bool,
    is_answered: bool = False,
) -> opening.Filed:
    """File a text as a report that awaits review.

    A resident who is answered (`is_answered`) learns by SMS what becomes of it, too. People with a role are told in
    their role.
    """
    phone = words.source.phone
    before = words.in_private
    # `He is back` after the end of the case says what it said before: danger now, at the same place.
    is_back = before is not None and cries.is_urgent(words.said)
    is_danger = is_private and (hint.is_red or hint.is_life_in_danger or is_back or cries.calls(words.whole))
    how = opening.Filing(
        unconfirmed=True,
        review=opening.Review(_prompt(hint, words.whole)),
        has_red_words=hint.is_red,
        words=hint.words,
        said=words.whole[: further_news.LONGEST],
        weapons=hint.weapons,
        is_danger=is_danger,
        caution=Caution.MAYBE_PRIVATE if is_private and (hint.is_doubtful or not words.hint.is_private) else None,
        is_texted_back=is_answered and not is_private and phone is not None and record.by_phone(phone) is None,
    )
    draft = _draft(words, hint)
    if is_danger:
        # A helper who goes at once needs the door. Without danger, the place stays with the sealed words.
        place = plots.named(words.whole, record.community.zones)
        if before is not None and draft.zone in {None, before.zone}:
            place = place or before.place or plots.named(before.words or "", record.community.zones)
            draft = replace(draft, zone=before.zone)
        draft = replace(draft, place=place)
    return filing.file(uow, record, draft, words.source, how)


def file_openly(uow: UnitOfWork, record: CommunityRecord, words: Words, hint: lexicon.Hint) -> None:
    """File the red words of a text that may be private as an open report as well: weapons cannot wait for a helper.

    Nothing leads from it to the phone, and it holds the red words alone: what is private stays with the helpers.
    """
    told = lexicon.as_open(hint)
    only = replace(words, source=Source(Channel.SMS, None), whole=", ".join(told.words))
    file(uow, record, only, told, is_private=False)


def _prompt(hint: lexicon.Hint, said: str) -> Text | None:
    """Return the text that coordinators get at once, or None if the report only appears in LIST.

    A cry for help says neither what happens nor where, and cannot wait until somebody looks.
    """
    if hint.is_red:
        return Text.HINT_RED
    return Text.HINT if hint.category is not None or cries.is_cry(said) else None


def _draft(words: Words, hint: lexicon.Hint) -> Draft:
    # A resident's words may hold names: they stay sealed with the report, and leave only with names crossed out.
    language, category = words.language, triage.filed_as(hint.category, is_red=hint.is_red)
    if category is Category.COMPLAINT_OTHER:
        return Draft(language, category, zone=hint.zone, accused_group=accusing.whom(words.whole))
    if category is Category.ABUSE_CHILD:
        # Keep the place that the sender wrote: no helper can ask them for it.
        return Draft(language, category, zone=hint.zone)
    return Draft(language, category, harm=Harm.UNSURE if hint.is_red else None, zone=hint.zone)
