"""The catalogues in the form that tools of gettext check: each text with its name, its English text, and its flag.

`python -m gateway.cli.catalogues [FOLDER]` writes the catalogues of every language in `menus/locales`, or in a folder
of an operator, anew. A text that a language lacks gets an empty place, and the English beside each text is the present
one. The head of each file and the notes for translators stay.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from babel.messages.pofile import read_po

from gateway.cli.printing import say_lines
from menus.text import catalog, languages

_FLAG = "#, python-brace-format"
"""The flag that makes `msgfmt -c` compare the placeholders of a text with those of the English one."""


def as_po(
    head: str, texts: Mapping[str, str], source: Mapping[str, str], notes: Mapping[str, str] | None = None
) -> str:
    """Return a catalogue. `source` are the English texts in their order, `notes` those for translators, by name."""
    entries = [head]
    for name, english in source.items():
        lines = [f"#. {notes[name]}"] if notes and name in notes else []
        lines += [_FLAG] if "{" in english else []
        lines += [f"msgctxt {_quoted(name)}", f"msgid {_quoted(english)}", f"msgstr {_quoted(texts.get(name, ''))}"]
        entries.append("\n".join(lines))
    return "\n\n".join(entries) + "\n"


def rewritten(folder: Path, source: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the catalogue in a language's folder as it should be, and the names of texts whose English has changed."""
    text = (folder / languages.CATALOGUE).read_text(encoding="utf-8")
    texts, notes, changed = {}, {}, []
    with (folder / languages.CATALOGUE).open("rb") as stream:
        for entry in read_po(stream):
            if not entry.id:
                continue
            name = catalog.name_of(entry)
            texts[name] = str(entry.string)
            if entry.context and entry.auto_comments:
                notes[name] = " ".join(entry.auto_comments)
            if entry.context and entry.id != source.get(name):
                changed.append(name)
    head, _, _ = text.partition("\n\n")
    return as_po(head, texts, source, notes), changed


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def main(arguments: list[str]) -> int:
    """Write the catalogues; return the exit status."""
    own = [Path(folder) for folder in arguments]
    languages.look_in(*own)
    source = catalog.read(catalog.SOURCE)
    for code in languages.codes():
        folder = languages.folder(code)
        if own and folder.parent not in own:
            continue
        made, changed = rewritten(folder, source)
        (folder / languages.CATALOGUE).write_text(made, encoding="utf-8")
        if changed and code != catalog.SOURCE:
            say_lines([f"{code}: look again at these texts, for their English has changed: {', '.join(changed)}"])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
