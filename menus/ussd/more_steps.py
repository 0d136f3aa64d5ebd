"""More: the caller's reports, the community's life, language and help numbers."""

from collections.abc import Callable
from dataclasses import replace

from menus.domain.draft import Draft
from menus.text.catalog import say
from menus.ussd import pagination
from menus.ussd.my_reports_steps import REPORTS
from menus.ussd.steps import Move, Remember, Scene, Step, end, said

_PAGES = {"2": "more.receipts", "5": "more.data", "7": "help_numbers"}


def other_language(scene: Scene, language: str) -> str | None:
    """Return the community's next language, None where it has one alone."""
    languages = scene.community.languages
    place = languages.index(language) if language in languages else 0
    return languages[(place + 1) % len(languages)] if len(languages) > 1 else None


def _show(scene: Scene, draft: Draft) -> list[str]:
    other = other_language(scene, draft.language)
    switch = f"6 {say(other, 'language.name')}\n" if other else ""
    return [said(draft, "more.page", scene, switch=switch)]


def _choose(scene: Scene, draft: Draft, key: str) -> Move | None:
    if key == "1":
        return Move(draft, REPORTS)
    other = other_language(scene, draft.language)
    if key == "6" and other:
        from menus.ussd.report_steps import MAIN  # noqa: PLC0415 - the main page leads here

        return Move(replace(draft, language=other), MAIN, Remember(other))
    if key == "3":
        return Move(draft, BARAZAS) if _barazas(scene, draft) else end(scene, draft, "more.baraza")
    if key == "4":
        return Move(draft, PROJECTS) if scene.community.projects else end(scene, draft, "more.youth")
    return end(scene, draft, _PAGES[key]) if key in _PAGES else None


def _barazas(scene: Scene, draft: Draft) -> list[str]:
    """Return the meetings to come, the next one first."""
    coming = sorted(
        (each.on, each.at, each.places[draft.language])
        for each in scene.community.barazas
        if scene.today is None or each.on >= scene.today
    )
    return [f"{on:%d/%m} {at // 60:02}:{at % 60:02} {place}" for on, at, place in coming]


def _projects(scene: Scene, draft: Draft) -> list[str]:
    language = draft.language
    return [
        each.names[language] + (f": {each.meets[language]}" if each.meets[language] else "")
        for each in scene.community.projects
    ]


def _listed(head: str, lines: Callable[[Scene, Draft], list[str]]) -> Callable[[Scene, Draft], list[str]]:
    def show(scene: Scene, draft: Draft) -> list[str]:
        feet, more = said(draft, "where.feet", scene), said(draft, "more", scene)
        return pagination.pages(said(draft, head, scene), lines(scene, draft), feet, more)

    return show


def _no_choice(_scene: Scene, _draft: Draft, _key: str) -> None:
    return None


BARAZAS = Step("barazas", _listed("barazas.head", _barazas), _no_choice)
PROJECTS = Step("projects", _listed("projects.head", _projects), _no_choice)
MORE = Step("more", _show, _choose)
