"""The page of a transparency pack: one HTML file without script, that a browser shows and prints, and Doria reads."""

import html
import re

from jinja2 import Environment, PackageLoader, StrictUndefined

from gateway.association.papers.pack import Pack
from menus.domain.roles import Role
from menus.sms import listing
from menus.text import page_words

_WORDS = "desk_papers.po"
_NOTE = re.compile(r'<pre class="note">\n?(.*?)</pre>', re.DOTALL)


def language_of(pack_language: str | None, languages: tuple[str, ...]) -> str:
    """Return the language of a page: the one that is asked for, else the first of the community that pages have."""
    wanted = (pack_language, *languages)
    return next((one for one in wanted if one in page_words.LANGUAGES), page_words.SOURCE)


def page(pack: Pack, language: str) -> str:
    """Return the page of a pack. The same pack always gives the same bytes."""
    template = _environment().get_template("pack.html")

    def say(which: str, /, **values: object) -> str:
        return page_words.say(_WORDS, language, which, **values)

    def role(which: Role) -> str:
        return listing.role_name(language, which)

    return template.render(pack=pack, say=say, role=role, language=language) + "\n"


def notes_in(text: str) -> str | None:
    """Return the signed notes that a page of a pack holds, as a file of checkpoints has them; None if it is no pack."""
    if not text.startswith("<!doctype html>"):
        return None
    return "\n".join(html.unescape(found) for found in _NOTE.findall(text))


def _environment() -> Environment:
    loader = PackageLoader("gateway.association.papers", "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
