"""The screens of My reports: the status of the caller's reports, and a coordinator's questions about them."""

from menus.domain.categories import Category
from menus.domain.draft import Draft
from menus.domain.limits import LONGEST_QUESTION
from menus.domain.standing import ReporterStatus
from menus.text import catalog, gsm7
from menus.text.names import Text
from menus.text.quotation import MARKS, quoted
from menus.ussd import pagination
from menus.ussd.effects import Answer, Load
from menus.ussd.screen_names import ScreenName
from menus.ussd.step_texts import category_name, end, said
from menus.ussd.steps import ReportLine, ScreenStep, SessionContext, Transition

_OF_COMPLAINTS = {
    ReporterStatus.WAITING: Text.STATUS_COMPLAINT_WAITING,
    ReporterStatus.ANSWERED: Text.STATUS_COMPLAINT_ANSWERED,
}


def _line(context: SessionContext, draft: Draft, report: ReportLine) -> str:
    at = report.opened_at.astimezone(context.community.timezone)
    said_of = category_name(draft.language, report.category)
    if report.is_missing:
        said_of = catalog.say(draft.language, Text.KIND_MISSING)
    return f"{report.reference} {said_of} {at:%d/%m %H:%M}"


def _show(context: SessionContext, draft: Draft) -> list[str]:
    reports = context.reports or ()
    if not reports:
        return [said(draft, Text.REPORTS_NONE, context)]
    items = [
        f"{number} {_line(context, draft, report)}{' ?' if report.question else ''}"
        for number, report in enumerate(reports, start=1)
    ]
    if _of_police(context) is not None:
        items.append(f"{len(reports) + 1} {said(draft, Text.PULSE_POLICE_ASK, context)}")
    return pagination.pages(
        said(draft, Text.REPORTS_HEAD, context),
        items,
        said(draft, Text.WHERE_FEET, context),
        said(draft, Text.MORE, context),
    )


def _choose(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    reports = context.reports or ()
    number = int(key) if key and key[0] != "0" else 0
    of_police = _of_police(context)
    if number == len(reports) + 1 and of_police is not None:
        return Transition(_about(draft, of_police), ScreenName.PULSE_POLICE)
    if not 1 <= number <= len(reports):
        return None
    report = reports[number - 1]
    if report.question:
        return Transition(_about(draft, report), ScreenName.QUESTION)
    return end(
        context, draft, Text.REPORTS_ONE, line=_line(context, draft, report), status=_status(context, draft, report)
    )


def _of_police(context: SessionContext) -> ReportLine | None:
    """Return the newest report of which police were told; None if there is none, and nobody is asked about them."""
    return next((report for report in context.reports or () if report.is_of_police), None)


def _status(context: SessionContext, draft: Draft, report: ReportLine) -> str:
    text = Text(f"status.{report.status.value}")
    if report.category is Category.COMPLAINT_OTHER:
        # The complaint may be about the people on duty: the page must not name them.
        text = _OF_COMPLAINTS.get(report.status, text)
    if report.task is not None:
        text = Text(f"status.task_{report.task.value}")
    status = said(draft, text, context)
    if report.ended_as is not None:
        return f"{status} {said(draft, Text(f'outcome.{report.ended_as.value}'), context)}"
    if not report.outcome:
        return status
    room = gsm7.LIMIT - len(_line(context, draft, report)) - len(status) - MARKS - 4
    return f"{status} {quoted(gsm7.cut_to_fit(gsm7.plain(report.outcome), room))}"


def _about(draft: Draft, report: ReportLine) -> Draft:
    return Draft(draft.language, asked_about=report.reference)


def _asked(context: SessionContext, draft: Draft) -> ReportLine | None:
    return next((report for report in context.reports or () if report.reference == draft.asked_about), None)


def _show_question(context: SessionContext, draft: Draft) -> list[str]:
    report = _asked(context, draft)
    question = gsm7.cut_to_fit(gsm7.plain(report.question), LONGEST_QUESTION) if report else ""
    return [said(draft, Text.QUESTION, context, reference=draft.asked_about, question=quoted(question))]


def _take_answer(context: SessionContext, draft: Draft, text: str) -> Transition | None:
    if not gsm7.plain(text):
        return None
    thanks = end(context, draft, Text.QUESTION_THANKS, reference=draft.asked_about)
    return Transition(draft, None, Answer(draft.asked_about, text.strip()), thanks.last)


STEPS = (
    ScreenStep(ScreenName.REPORTS, _show, _choose, needs=Load.REPORTS),
    ScreenStep(ScreenName.QUESTION, _show_question, _take_answer, typed=True),
)
