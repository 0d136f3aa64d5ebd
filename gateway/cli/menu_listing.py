"""`doria menus`: every page of a community with its length, for translators and for posters."""

from collections.abc import Iterator

from menus.domain.categories import Category
from menus.domain.community import Community
from menus.text import gsm7
from menus.ussd import all_screens, screen_walk


def menus_of(community: Community, language: str | None) -> Iterator[str]:
    """Yield the lines: each different page with its language, step, keys and septets, then the keys to a report.

    Pages that differ in names and choices alone are printed once, the longest of them. A list is printed page by page.
    Each page is printed once more with the hint after a key that does not count.
    """
    pages = [page for page in all_screens.pages(community) if language in {None, page.language}]
    longest: dict[tuple[str, str, Category | None, int], screen_walk.Page] = {}
    for page in pages:
        kind = (page.language, page.step, page.draft.category, page.number)
        kept = longest.get(kind)
        if kept is None or gsm7.septets(page.text) > gsm7.septets(kept.text):
            longest[kind] = page
    for page in longest.values():
        keys = " ".join(page.keys) or "dial"
        yield f"-- {page.language} {page.step} [{keys[:40]}] {gsm7.septets(page.text)}/{gsm7.LIMIT}"
        yield page.text
        yield ""
    yield f"{len(pages)} pages, the longest {max(gsm7.septets(page.text) for page in pages)} of {gsm7.LIMIT}"
    for category, count in screen_walk.keys_to_sent(pages).items():
        yield f"{count} keys from dialling to sent: {category}"
