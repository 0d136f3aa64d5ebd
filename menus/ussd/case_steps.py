"""The screens of open cases: a helper reads what a caller of private help left. They leave no text on the phone.

They are shown to the phones of helpers alone. To any other phone, their key is no choice.
"""

from menus.domain.cases import Case, listed
from menus.domain.draft import Draft
from menus.text import call_wishes, gsm7
from menus.text.names import Text
from menus.ussd import pagination
from menus.ussd.effects import Load, Look
from menus.ussd.screen_names import ScreenName
from menus.ussd.step_texts import said
from menus.ussd.steps import ScreenStep, SessionContext, Transition

_LINE_OF_WORDS = 30
"""The length at which words are cut into lines, so that they fill their pages."""


def _when(context: SessionContext, case: Case) -> str:
    return f"{case.opened_at.astimezone(context.community.timezone):%d/%m %H:%M}"


def _line(context: SessionContext, draft: Draft, case: Case) -> str:
    danger = f" {said(draft, Text.CASES_DANGER, context)}" if case.is_danger else ""
    return f"{case.reference}{danger} {_when(context, case)}"


def _show_list(context: SessionContext, draft: Draft) -> list[str]:
    cases = listed(context.cases or ())
    if not cases:
        return [said(draft, Text.CASES_NONE, context)]
    lines = [f"{number} {_line(context, draft, case)}" for number, case in cases]
    feet, more = said(draft, Text.WHERE_FEET, context), said(draft, Text.MORE, context)
    return pagination.pages(said(draft, Text.CASES_HEAD, context), lines, feet, more)


def _choose_case(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    cases = dict(listed(context.cases or ()))
    case = cases.get(int(key)) if key and key[0] != "0" else None
    if case is None:
        return None
    # The page of a case shows the place and the time of a call as the caller typed them.
    look = Look(case.reference) if case.place or case.call_at else None
    return Transition(Draft(draft.language, asked_about=case.reference), ScreenName.CASE, look)


def _case(context: SessionContext, draft: Draft) -> Case | None:
    return next((case for _, case in listed(context.cases or ()) if case.reference == draft.asked_about), None)


def _show_case(context: SessionContext, draft: Draft) -> list[str]:
    """Return one case: its reference, danger, place and wish, and the keys for its number and its words."""
    case = _case(context, draft)
    if case is None:
        return [said(draft, Text.CASES_NONE, context)]
    rest = [call_wishes.call_wish(draft.language, case.wish, case.call_at)]
    rest += [said(draft, Text.CASES_NUMBER, context)] if case.phone else []
    rest += [said(draft, Text.CASES_WORDS, context)] if case.words else []
    rest.append(said(draft, Text.WHERE_FEET, context))
    head = _line(context, draft, case)
    room = gsm7.LIMIT - gsm7.septets("\n".join([head, "", *rest]))
    where = gsm7.cut_to_fit(_place(context, draft, case), max(0, room))
    return ["\n".join([head, *([where] if where else []), *rest])]


def _place(context: SessionContext, draft: Draft, case: Case) -> str:
    zone = context.community.zone(case.zone)
    return ", ".join(filter(None, (zone.name(draft.language) if zone else "", gsm7.plain(case.place))))


def _choose_in_case(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    case = _case(context, draft)
    if case is None:
        return None
    if key == "1" and case.phone:
        wish = call_wishes.call_wish(draft.language, case.wish, case.call_at)
        # Every word of it protects the caller: it stays whole in a trial, too.
        shown = said(draft, Text.CASES_RING, context, number=case.phone, wish=wish)
        return Transition(draft, None, Look(case.reference), shown)
    if key == "2" and case.words:
        return Transition(draft, ScreenName.CASE_WORDS, Look(case.reference))
    return None


def _show_words(context: SessionContext, draft: Draft) -> list[str]:
    case = _case(context, draft)
    lines = _lines(gsm7.plain(case.words)) if case is not None else []
    feet, more = said(draft, Text.WHERE_FEET, context), said(draft, Text.MORE, context)
    return pagination.pages(draft.asked_about, lines, feet, more)


def _lines(text: str) -> list[str]:
    """Return a text in short lines, none of which cuts a word unless the word alone is longer."""
    lines: list[str] = []
    for word in text.split():
        for part in (word[at : at + _LINE_OF_WORDS] for at in range(0, len(word), _LINE_OF_WORDS)):
            if lines and len(lines[-1]) + 1 + len(part) <= _LINE_OF_WORDS:
                lines[-1] += f" {part}"
            else:
                lines.append(part)
    return lines


def _no_choice(_context: SessionContext, _draft: Draft, _key: str) -> None:
    return None


STEPS = (
    ScreenStep(ScreenName.CASES, _show_list, _choose_case, needs=Load.CASES),
    ScreenStep(ScreenName.CASE, _show_case, _choose_in_case, needs=Load.CASES),
    ScreenStep(ScreenName.CASE_WORDS, _show_words, _no_choice, needs=Load.CASES),
)
