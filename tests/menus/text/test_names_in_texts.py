"""No text of Doria names anybody, also not in an example: its words are no names for whoever reads residents' texts."""

import re

from menus.text import catalog, family_names, given_names

WORDS = {"amani", "chumba", "haji", "hawa", "peace", "salama", "will"}
"""Names that are also common words, as which the texts use them."""
_VALUE = re.compile(r"\{[a-z_]+\}")


def names() -> set[str]:
    """Return every name of the lists, in small letters."""
    lists = (value for module in (family_names, given_names) for name, value in vars(module).items() if name.isupper())
    return {name for names in lists if isinstance(names, str) for name in names.split()}


def test_no_text_names_anybody() -> None:
    assert {"otieno", "wanjiku"} <= names()
    for language in catalog.LANGUAGES:
        for name, text in catalog.catalog(language).items():
            words = set(re.findall(r"[a-z']+", _VALUE.sub("", text).lower()))
            assert words & names() <= WORDS, f"{name} in {language}: {words & names()}"
