"""My reports: what became of what the caller said, and what a coordinator asks about it."""

from menus.domain.categories import Category
from menus.domain.draft import Draft
from menus.text import gsm7
from menus.ussd import pagination
from menus.ussd.steps import Answer, Load, Move, ReportLine, Scene, Step, category_name, end, said

LONGEST_QUESTION = 100
LONGEST_ANSWER = 100


def _line(scene: Scene, draft: Draft, report: ReportLine) -> str:
    at = report.opened_at.astimezone(scene.community.timezone)
    return f"{report.reference} {category_name(draft.language, report.category)} {at:%d/%m %H:%M}"


def _show(scene: Scene, draft: Draft) -> list[str]:
    reports = scene.reports or ()
    if not reports:
        return [said(draft, "reports.none", scene)]
    items = [
        f"{number} {_line(scene, draft, report)}{' ?' if report.question else ''}"
        for number, report in enumerate(reports, start=1)
    ]
    return pagination.pages(
        said(draft, "reports.head", scene),
        items,
        said(draft, "where.feet", scene),
        said(draft, "more", scene),
    )


def _choose(scene: Scene, draft: Draft, key: str) -> Move | None:
    reports = scene.reports or ()
    number = int(key) if key and key[0] != "0" else 0
    if not 1 <= number <= len(reports):
        return None
    report = reports[number - 1]
    if report.question:
        return Move(_about(draft, report), QUESTION)
    return end(scene, draft, "reports.one", line=_line(scene, draft, report), status=_status(scene, draft, report))


def _status(scene: Scene, draft: Draft, report: ReportLine) -> str:
    name = report.status
    if report.category is Category.COMPLAINT_OTHER and name in {"waiting", "answered"}:
        # Those on duty may be the ones complained of.
        name = f"complaint.{name}"
    status = said(draft, f"status.{name}", scene)
    if not report.outcome:
        return status
    room = gsm7.LIMIT - len(_line(scene, draft, report)) - len(status) - 4
    return f"{status} {gsm7.cut_to_fit(gsm7.plain(report.outcome), room)}"


def _about(draft: Draft, report: ReportLine) -> Draft:
    return Draft(draft.language, subject=report.reference)


def _asked(scene: Scene, draft: Draft) -> ReportLine | None:
    return next((report for report in scene.reports or () if report.reference == draft.subject), None)


def _show_question(scene: Scene, draft: Draft) -> list[str]:
    report = _asked(scene, draft)
    question = gsm7.cut_to_fit(gsm7.plain(report.question), LONGEST_QUESTION) if report else ""
    return [said(draft, "question", scene, reference=draft.subject, question=question)]


def _take_answer(scene: Scene, draft: Draft, text: str) -> Move | None:
    if not gsm7.plain(text):
        return None
    thanks = end(scene, draft, "question.thanks", reference=draft.subject)
    return Move(draft, None, Answer(draft.subject, text.strip()), thanks.last)


REPORTS = Step("reports", _show, _choose, needs=Load.REPORTS)
QUESTION = Step("question", _show_question, _take_answer, typed=True)
