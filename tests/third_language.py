"""A third language, made as `.docs/languages.md` says: the English texts in other words, and words of its own."""

from pathlib import Path

from gateway.cli.catalogues import as_po
from menus.text import languages
from menus.text.catalog import read
from tests.other_words import other_text

CODE = "xx"
"""A code that no language has."""
COMMANDS = {"go": "TBVAT", "cannot": "PNAABG", "list": "YVFG", "close": "PYBFR", "send": "FRAQ", "stop": "FGBC"}
"""The words of some commands: English ones in the other alphabet, as in the texts."""
SMALL = "gur zl bhe gurl ner unir uryc crbcyr"
_HEAD = 'msgid ""\nmsgstr ""\n"Language: xx\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'


def write(folder: Path, code: str = CODE, texts: dict[str, str] | None = None, words: str | None = None) -> Path:
    """Write a language into a folder; return the folder of the language."""
    translated = {name: other_text(text) for name, text in read("en").items()} if texts is None else texts
    language = folder / code
    file = language / languages.CATALOGUE
    file.parent.mkdir(parents=True)
    english = read("en")
    source = {name: english.get(name, text) for name, text in translated.items()}
    file.write_text(as_po(_HEAD, translated, source), encoding="utf-8")
    if words is None:
        listed = "\n".join(f'{name} = ["{word}"]' for name, word in COMMANDS.items())
        words = f'small_words = "{SMALL}"\n[commands]\n{listed}\n'
    (language / languages.WORDS).write_text(words, encoding="utf-8")
    return language
