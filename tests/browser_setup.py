"""Installation of Debian's Chromium for the browser tests, with a loud warning if it is not possible."""

import os
import shutil
import subprocess
import sys


def main() -> int:
    """Install Chromium if it is missing and this is Debian as root.

    Return 1 if it is still missing and CI=true, else 0.
    """
    if shutil.which("chromium"):
        return 0
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False)  # noqa: S607 - found on PATH a line above
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False)  # noqa: S607 - as above
    if shutil.which("chromium"):
        return 0
    sys.stderr.write("!!! Chromium is missing: THE BROWSER TESTS WILL BE SKIPPED. Install Debian's `chromium`. !!!\n")
    return 1 if os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
