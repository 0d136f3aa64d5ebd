"""My reports: what became of what the caller said."""

from menus import paging
from menus.pages import Load, Move, ReportLine, Scene, Step, category_name, end, said
from menus.rules.draft import Draft


def _line(scene: Scene, draft: Draft, report: ReportLine) -> str:
    at = report.opened_at.astimezone(scene.community.timezone)
    return f"{report.reference} {category_name(draft.language, report.category)} {at:%d/%m %H:%M}"


def _show(scene: Scene, draft: Draft) -> list[str]:
    reports = scene.reports or ()
    if not reports:
        return [said(draft, "reports.none", scene)]
    items = [f"{number} {_line(scene, draft, report)}" for number, report in enumerate(reports, start=1)]
    return paging.pages(
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
    status = said(draft, f"status.{report.status}", scene)
    return end(scene, draft, "reports.one", line=_line(scene, draft, report), status=status)


REPORTS = Step("reports", _show, _choose, needs=Load.REPORTS)
