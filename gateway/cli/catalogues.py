"""The catalogues in the form that tools of gettext check: each text with its name, its English text, and its flag.

`python -m gateway.cli.catalogues [FOLDER]` writes the catalogues of every language in `menus/locales`, or in a folder
of an operator, anew. A text that a language lacks gets an empty place, and the English beside each text is the present
one. The head of each file and the notes for translators stay.
"""

import sys
from collections.abc import Container, Mapping
from pathlib import Path

from gateway.cli.printing import say_lines
from menus.text import catalog, languages, po_file

_FLAG = "python-brace-format"
"""The flag that makes `msgfmt -c` compare the placeholders of a text with those of the English one."""


def as_po(
    head: str,
    texts: Mapping[str, str],
    source: Mapping[str, str],
    notes: Mapping[str, str] | None = None,
    fuzzy: Container[str] = (),
) -> str:
    """Return a catalogue. `source` are the English texts in their order, `notes` those for translators, by name.

    `fuzzy` are the names of texts that nobody has looked at yet.
    """
    entries = [head]
    for name, english in source.items():
        lines = [f"#. {notes[name]}"] if notes and name in notes else []
        flags = [po_file.FUZZY] if name in fuzzy else []
        flags += [_FLAG] if "{" in english else []
        lines += [f"#, {', '.join(flags)}"] if flags else []
        lines += [f"msgctxt {_quoted(name)}", f"msgid {_quoted(english)}", f"msgstr {_quoted(texts.get(name, ''))}"]
        entries.append("\n".join(lines))
    return "\n\n".join(entries) + "\n"


def rewritten(folder: Path, source: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the catalogue in a language's folder as it should be, and the names of texts whose English has changed.

    Raise ValueError for a file with lines that cannot be read: their texts would be lost.
    """
    text = (folder / languages.CATALOGUE).read_text(encoding="utf-8")
    read = catalog.file_of(folder)
    if read.faults:
        raise ValueError("\n".join(read.faults))
    texts = {entry.name: entry.text for entry in read.entries}
    named = [entry for entry in read.entries if entry.context]
    notes = {entry.name: " ".join(entry.notes) for entry in named if entry.notes}
    changed = [entry.name for entry in named if entry.english != source.get(entry.name)]
    fuzzy = {entry.name for entry in read.entries if entry.is_fuzzy}
    head, _, _ = text.partition("\n\n")
    return as_po(head, texts, source, notes, fuzzy), changed


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def main(arguments: list[str]) -> int:
    """Write the catalogues; return the exit status."""
    own = [Path(folder) for folder in arguments]
    languages.look_in(*own)
    source, status = catalog.read(catalog.SOURCE), 0
    for code in languages.codes():
        folder = languages.folder(code)
        if own and folder.parent not in own:
            continue
        try:
            made, changed = rewritten(folder, source)
        except ValueError as error:
            say_lines([f"{folder / languages.CATALOGUE} stays as it is: {error}"])
            status = 1
            continue
        (folder / languages.CATALOGUE).write_text(made, encoding="utf-8")
        if changed and code != catalog.SOURCE:
            say_lines([f"{code}: look again at these texts, for their English has changed: {', '.join(changed)}"])
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
