"""`make axe`, or `python -m tests.axe [--pictures FOLDER] [WORD]...`: look at every page, or at those named by a word.

It writes `.docs/accessibility.md`, or the rows of the named pages there, and fails if a page has a fault.
"""

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from tests.axe import document, looking, process, world
from tests.axe.looking import THEMES


def main() -> int:
    """Look, print the table and each fault, and return 1 if there is one."""
    parser = argparse.ArgumentParser(prog="python -m tests.axe", description=(__doc__ or "").strip())
    parser.add_argument("--pictures", type=Path, metavar="FOLDER", help="keep a picture of each page here")
    parser.add_argument("words", nargs="*", metavar="WORD", help="parts of addresses or of names")
    asked = parser.parse_args()
    if asked.pictures is not None:
        asked.pictures.mkdir(parents=True, exist_ok=True)
    walk = partial(process.walk, tuple(asked.words), asked.pictures)
    # By day and by night at once.
    with ProcessPoolExecutor(len(THEMES), get_context("spawn")) as pool:
        browsers, walks = zip(*pool.map(walk, THEMES), strict=True)
    seen = looking.joined(walks)
    faults = list(looking.faults(seen))
    sys.stdout.write("\n".join((document.table(seen), *faults, f"{len(faults)} faults\n")))
    if asked.words:
        text = document.renewed(document.FILE.read_text(encoding="utf-8"), seen)
    else:
        text = document.written(seen, datetime.now(UTC).date(), browsers[0], world.OPEN)
    document.FILE.write_text(text, encoding="utf-8")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
