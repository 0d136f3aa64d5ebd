"""Community files with papers, for the stories of papers: the example file with some more tables."""

from gateway.communities.file import load_example

EXAMPLE = load_example("mlango-kubwa")
NUMBER = "CG/0471"
"""The number of the certificate in these files."""


def paper(ends: str | None, begins: str = "2024-11-26", *, kind: str = "certificate", number: str = NUMBER) -> str:
    """Return one paper as a table of the file; the last day is left out if it is None."""
    last = f"to = {ends}\n" if ends is not None else ""
    head = f'\n[[papers]]\nkind = "{kind}"\nnumber = "{number}"\nfrom = {begins}\n'
    return f'{head}{last}seen_by = "Oversight (example)"\n'


def with_papers(*papers: str, text: str = EXAMPLE) -> str:
    """Return a file with some papers."""
    return text + "".join(papers)
