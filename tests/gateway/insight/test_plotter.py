"""The plotter: its process gets no secret, is ended when it hangs, and what breaks in it is a drawing that failed."""

import json
import sys

import pytest

from gateway.insight.plotter import DrawingFailedError, NoLibraryError, Plotter


def _plotter(code: str, seconds: float = 5.0) -> Plotter:
    return Plotter((sys.executable, "-I", "-c", code), seconds)


def test_the_process_that_draws_gets_no_secret_and_is_ended_when_it_hangs() -> None:
    code = (
        "import json, os, sys; json.dump(dict.fromkeys(json.load(sys.stdin), json.dumps(dict(os.environ))), sys.stdout)"
    )
    seen = json.loads(_plotter(code, 20).draw({"patrol": {}})["patrol"])
    assert set(seen) <= {"LC_CTYPE"}
    with pytest.raises(DrawingFailedError, match="Timeout"):
        _plotter("import time; time.sleep(60)", 0.5).draw({})


@pytest.mark.parametrize(
    "code", ["raise SystemExit(1)", "print('{')", "print('{}')", "import os; os.kill(os.getpid(), 9)"]
)
def test_a_process_that_breaks_is_a_drawing_that_failed(code: str) -> None:
    with pytest.raises(DrawingFailedError):
        _plotter(code).draw({"patrol": {}})


def test_a_process_without_the_library_says_so() -> None:
    with pytest.raises(NoLibraryError):
        _plotter("raise SystemExit(3)").draw({"patrol": {}})
    nothing = "import sys; sys.modules['altair'] = None; from workers import drawing; sys.exit(drawing.main())"
    with pytest.raises(NoLibraryError):
        _plotter(nothing).draw({})


@pytest.mark.parametrize(
    "given", ["{}", '{"patrol": ["<svg/>", "no base64!"]}', '{"patrol": ["<svg/>"]}', '{"patrol": 1}']
)
def test_what_is_no_picture_is_a_drawing_that_failed(given: str) -> None:
    with pytest.raises(DrawingFailedError):
        _plotter(f"print({given!r})").draw_both({"patrol": {}})
