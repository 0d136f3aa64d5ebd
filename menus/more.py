"""More: the caller's reports, the community's life, language and help numbers."""

from dataclasses import replace

from menus.language import say
from menus.pages import Move, Remember, Scene, Step, end, said
from menus.rules.draft import Draft
from menus.tracking import REPORTS

_PAGES = {"2": "more.receipts", "3": "more.baraza", "4": "more.youth", "5": "more.data", "7": "help_numbers"}


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
        from menus.reporting import MAIN  # noqa: PLC0415 - the main page leads here

        return Move(replace(draft, language=other), MAIN, Remember(other))
    return end(scene, draft, _PAGES[key]) if key in _PAGES else None


MORE = Step("more", _show, _choose)
