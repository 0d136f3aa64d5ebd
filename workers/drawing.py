"""`python -m workers.drawing`: draw what stands in the input, and end. It knows no database, no key and no network.

The input is JSON: a picture for each name, as `gateway/insight/pictures.py` makes it. The output is an SVG for each.
With the argument `png` the output has both for each: the SVG, and a PNG in base64.
"""

import base64
import json
import os
import resource
import sys

_WITHOUT_LIBRARY = 3
PNG = "png"
_NICE = 19
_SECONDS = 55
"""Seconds of a processor that a drawing may take: it ends even if whoever started it is gone."""


def main() -> int:
    """Draw, and return the exit status."""
    os.nice(_NICE)
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    wanted = json.load(sys.stdin)
    try:
        from workers import charts  # noqa: PLC0415 - its libraries are an extra
    except ImportError:
        return _WITHOUT_LIBRARY
    drawn = {name: charts.svg(picture) for name, picture in wanted.items()}
    if sys.argv[1:] == [PNG]:
        both = {name: (svg, base64.b64encode(charts.png(svg)).decode()) for name, svg in drawn.items()}
        json.dump(both, sys.stdout)
    else:
        json.dump(drawn, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
