"""The catalogues in the form that tools of gettext check: each text with its name, its English text, and its flag.

`python -m gateway.cli.catalogues [FOLDER]` writes the catalogues of every language in `menus/locales`, or in a folder
of an operator, anew; of those in `menus/locales` also the words of the pages in a browser. A text that a language lacks
gets an empty place, and the English beside each text is the present one. The head of each file and the notes for
translators stay.
"""

import sys
from collections.abc import Container, Mapping
from pathlib import Path

from gateway.cli.printing import say_lines
from menus.text import catalog, languages, page_words, po_file

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


def rewritten(file: Path, source: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return a catalogue as it should be, and the names of texts whose English has changed.

    Raise ValueError for a file with lines that cannot be read: their texts would be lost.
    """
    read = po_file.parse(file.read_bytes())
    if read.faults:
        raise ValueError("\n".join(read.faults))
    texts = {entry.name: entry.text for entry in read.entries}
    named = [entry for entry in read.entries if entry.context]
    notes = {entry.name: " ".join(entry.notes) for entry in named if entry.notes}
    changed = [entry.name for entry in named if entry.english != source.get(entry.name)]
    fuzzy = {entry.name for entry in read.entries if entry.is_fuzzy}
    head, _, _ = file.read_text(encoding="utf-8").partition("\n\n")
    return as_po(head, texts, source, notes, fuzzy), changed


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def main(arguments: list[str]) -> int:
    """Write the catalogues; return the exit status."""
    own = [Path(folder) for folder in arguments]
    languages.look_in(*own)
    source = catalog.read(catalog.SOURCE)
    folders = {code: languages.folder(code) for code in languages.codes()}
    files: list[tuple[str, Path, Mapping[str, str]]] = [
        (code, folder / languages.CATALOGUE, source)
        for code, folder in folders.items()
        if not own or folder.parent in own
    ]
    if not own:
        for name in page_words.files():
            words = page_words.texts(name, page_words.SOURCE)
            files += [(code, page_words.path(name, code), words) for code in page_words.LANGUAGES]
    # A file that cannot be read keeps no other from being written.
    written = [_is_written(*each) for each in files]
    return 0 if all(written) else 1


def _is_written(code: str, file: Path, source: Mapping[str, str]) -> bool:
    """Write a catalogue anew; return whether it could be read."""
    try:
        made, changed = rewritten(file, source)
    except ValueError as error:
        say_lines([f"{file} stays as it is: {error}"])
        return False
    file.write_text(made, encoding="utf-8")
    if changed and code != catalog.SOURCE:
        say_lines([f"{code}: look again at these texts, for their English has changed: {', '.join(changed)}"])
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
