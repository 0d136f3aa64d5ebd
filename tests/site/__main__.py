"""`make site`: the documents as pages in `build/site`; a link that leads nowhere is a failure. No network is asked."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.site import links, pages

MADE = pages.ROOT / "build" / "site"


def main() -> int:
    """Make the pages; return 1 if a document has no place, or if a link leads nowhere."""
    shutil.rmtree(MADE, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="doria-site-") as folder:
        try:
            pages.stage(Path(folder))
        except pages.LostError as error:
            sys.stderr.write(f"{error}\n")
            return 1
        command = [sys.executable, "-m", "sphinx", "--builder", "html", "--conf-dir", str(Path(__file__).parent)]
        # A warning is a failure, and every one is told. The first build names everything that is wrong.
        command += ["--fail-on-warning", "--nitpicky", "--fresh-env", "--quiet", folder, str(MADE)]
        if subprocess.run(command, check=False).returncode:  # noqa: S603 - our own command
            return 1
    found = list(links.faults(MADE))
    sys.stdout.write("".join(f"{fault}\n" for fault in found))
    sys.stdout.write(f"{len(list(MADE.rglob('*.html')))} pages in {MADE}, {len(found)} links that lead nowhere\n")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
