"""`make bench`, or `python -m tests.bench [--quick] [PART]...`: the figures, each beside its limit of the same run."""

import argparse
import importlib
import signal
import sys
from dataclasses import replace

from gateway.logs import silence
from tests.bench.report import FULL, QUICK

PARTS = {
    "hops": "hops",
    "filing": "filing",
    "alerts": "alerts",
    "directory": "directory",
    "growth": "growing",
    "machines": "machines",
    "memory": "memory",
    "sending": "sending",
    "peers": "peers",
    "profile": "profile",
    "record": "record",
    "desk": "desk",
}
"""The parts, and the modules that measure them."""


def main(arguments: list[str]) -> int:
    """Run parts of the bench, all by default."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one of {', '.join(PARTS)}; all if none is named")
    parser.add_argument("--quick", action="store_true", help="one run instead of five, of a tenth of the requests")
    parser.add_argument("--reports", type=int, help="reports in the larger database of the part growth")
    given = parser.parse_args(arguments)
    if unknown := [name for name in given.parts if name not in PARTS]:
        parser.error(f"no such part: {', '.join(unknown)}; the parts are {', '.join(PARTS)}")
    silence()
    size = QUICK if given.quick else FULL
    size = replace(size, reports=given.reports or size.reports)
    for name in given.parts or PARTS:
        importlib.import_module(f"tests.bench.{PARTS[name]}").run(size)
    return 0


if __name__ == "__main__":
    # A bench that is stopped stops its servers, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(main(sys.argv[1:]))
