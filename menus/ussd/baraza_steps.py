"""The screens of the baraza: coming meetings, the agenda, a question without a name, what was done and decided."""

from dataclasses import dataclass, replace

from menus.domain import baraza
from menus.domain.baraza import Meeting
from menus.domain.baraza_facts import BarazaFacts, DoneLine, ResultLine, SaidLine
from menus.domain.draft import Draft
from menus.domain.votes import said_in
from menus.text import gsm7, task_kinds
from menus.text.names import Text
from menus.ussd import pagination, vote_pages
from menus.ussd.effects import AssociationAct
from menus.ussd.screen_names import ScreenName
from menus.ussd.step_texts import end, last_page, page, said
from menus.ussd.steps import ScreenStep, SessionContext, Transition

_SCREENS = {
    "1": ScreenName.BARAZA_AGENDA,
    "2": ScreenName.BARAZA_ASK,
    "3": ScreenName.VOTES,
    "4": ScreenName.BARAZA_SAID,
    "5": ScreenName.BARAZA_DECIDED,
}
_SHORT_PLACE = 24
"""The septets of a place on the first page, beside all its keys. The agenda has the whole place."""
_SHORT_QUESTION = 60
"""The septets of a question in front of its answer: it was read on the agenda. A guess."""


@dataclass(frozen=True)
class AskBaraza(AssociationAct):
    """The caller asks a question for the baraza."""

    words: str
    language: str


@dataclass(frozen=True)
class RemindMe(AssociationAct):
    """The caller wants one text the day before a meeting."""

    meeting: Meeting
    language: str


def asked_page(context: SessionContext, language: str, number: str) -> str:
    """Return the last page of a question, with its number."""
    draft = Draft(language)
    return last_page(draft, said(draft, Text.BARAZA_ASKED, context, number=number), context)


def _show_home(context: SessionContext, draft: Draft) -> list[str]:
    meetings = context.fact(BarazaFacts).meetings
    following = said(draft, Text.BARAZA_NO_DATE, context)
    if meetings:
        place = gsm7.cut(meetings[0].place(draft.language), _SHORT_PLACE)
        following = said(draft, Text.BARAZA_NEXT, context, when=meetings[0].when, place=place)
    return [said(draft, Text.BARAZA_HOME, context, next=following)]


def _choose(_context: SessionContext, draft: Draft, key: str) -> Transition | None:
    return Transition(draft, _SCREENS[key]) if key in _SCREENS else None


def _show_agenda(context: SessionContext, draft: Draft) -> list[str]:
    facts = context.fact(BarazaFacts)
    head, feet = Text.BARAZA_AGENDA_UNDATED, Text.BARAZA_AGENDA_FEET_UNDATED
    values: dict[str, str] = {}
    if facts.meetings:
        following = facts.meetings[0]
        head, feet = Text.BARAZA_AGENDA_HEAD, Text.BARAZA_AGENDA_FEET
        values = {"when": following.when, "place": following.place(draft.language)}
    top, bottom = said(draft, head, context, **values), said(draft, feet, context)
    more = said(draft, Text.MORE, context)
    room = gsm7.LIMIT - gsm7.septets(f"{top}\n\n{more}\n{bottom}")
    items = _items(context, draft, facts) or [said(draft, Text.BARAZA_AGENDA_NONE, context)]
    return pagination.pages(top, [part for item in items for part in pagination.wrapped(item, room)], bottom, more)


def _items(context: SessionContext, draft: Draft, facts: BarazaFacts) -> list[str]:
    """Return the lines of the agenda, the questions, the later meetings, and how many questions were refused."""
    items = [f"{chr(ord('A') + place)} {line}" for place, line in enumerate(facts.agenda)]
    items += [f"{each.number} {each.words}" for each in facts.questions]
    items += [
        said(draft, Text.BARAZA_THEN, context, when=each.when, place=each.place(draft.language))
        for each in facts.meetings[1:]
    ]
    if facts.refused:
        reasons = ", ".join(
            f"{count} {said(draft, Text(f'baraza.why.{why.value}'), context)}" for why, count in facts.refused
        )
        items.append(said(draft, Text.BARAZA_REFUSED, context, reasons=reasons))
    return items


def _choose_on_agenda(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    if key == "1":
        return Transition(draft, ScreenName.BARAZA_ASK)
    meetings = context.fact(BarazaFacts).meetings
    if key != "2" or not meetings:
        return None
    if context.today is not None and meetings[0].on <= context.today:
        return end(context, draft, Text.BARAZA_TOO_LATE)
    last = end(context, draft, Text.BARAZA_REMINDED, when=meetings[0].when)
    return replace(last, effect=RemindMe(meetings[0], draft.language))


def _ask(context: SessionContext, draft: Draft, text: str) -> Transition | None:
    words = gsm7.plain(text).strip()
    if not any(map(str.isalpha, words)) or len(text.strip()) > baraza.LONGEST_QUESTION:
        return None
    last = asked_page(context, draft.language, "Q...")
    return Transition(draft, None, AskBaraza(words, draft.language), last)


def _show_said(context: SessionContext, draft: Draft) -> list[str]:
    facts = context.fact(BarazaFacts)
    lines = [_said_line(context, draft, line) for line in facts.said]
    # Closed hazards, which are figures of a zone, stand behind all that somebody has said or done.
    first = next((place for place, line in enumerate(facts.said) if line.zone), len(lines))
    lines[first:first] = [_done_line(context, draft, line) for line in facts.done]
    return _leaves(context, draft, Text.BARAZA_SAID_HEAD, lines)


def _said_line(context: SessionContext, draft: Draft, line: SaidLine) -> str:
    zone = context.community.zone(line.zone) if line.zone else None
    if zone is not None:
        text = Text.BARAZA_HAZARDS if line.count is None else Text.BARAZA_HAZARDS_COUNT
        return said(draft, text, context, zone=zone.name(draft.language), count=str(line.count))
    asked = gsm7.cut_to_fit(line.asked, _SHORT_QUESTION)
    return f"{line.about} {asked} - {line.words}" if asked else f"{line.about}: {line.words}"


def _done_line(context: SessionContext, draft: Draft, line: DoneLine) -> str:
    zone = context.community.zone(line.zone) if line.zone else None
    what = task_kinds.name_of(line.kind, line.project, draft.language)
    what = f"{what}, {zone.name(draft.language)}" if zone is not None else what
    return said(draft, Text.BARAZA_DONE, context, what=what, said=line.did, day=f"{line.on:%d/%m}")


def _show_decided(context: SessionContext, draft: Draft) -> list[str]:
    facts = context.fact(BarazaFacts)
    dated = [(each.on, f"{each.number} {each.on:%d/%m}: {each.words}") for each in facts.decided]
    dated += [(each.on, _result_line(draft, each)) for each in facts.results]
    lines = [line for _, line in sorted(dated, key=lambda each: each[0], reverse=True)]
    return _leaves(context, draft, Text.BARAZA_DECIDED_HEAD, lines)


def _result_line(draft: Draft, line: ResultLine) -> str:
    told = vote_pages.result(draft.language, line.options, line.count)
    return " ".join((f"{line.on:%d/%m}:", said_in(line.questions, draft.language), *told))


def _leaves(context: SessionContext, draft: Draft, head: Text, lines: list[str]) -> list[str]:
    feet, more = said(draft, Text.WHERE_FEET, context), said(draft, Text.MORE, context)
    # The number of each page is filled in when all are made.
    title = said(draft, head, context, page="{n}/{of}")
    return pagination.leaves(title, lines or [said(draft, Text.BARAZA_NOTHING, context)], feet, more)


def _no_choice(_context: SessionContext, _draft: Draft, _key: str) -> None:
    return None


STEPS = (
    ScreenStep(ScreenName.BARAZAS, _show_home, _choose, needs=BarazaFacts),
    ScreenStep(ScreenName.BARAZA_AGENDA, _show_agenda, _choose_on_agenda, needs=BarazaFacts),
    ScreenStep(ScreenName.BARAZA_ASK, page(Text.BARAZA_ASK), _ask, typed=True, hint=Text.BARAZA_ASK_HINT),
    ScreenStep(ScreenName.BARAZA_SAID, _show_said, _no_choice, needs=BarazaFacts),
    ScreenStep(ScreenName.BARAZA_DECIDED, _show_decided, _no_choice, needs=BarazaFacts),
)
