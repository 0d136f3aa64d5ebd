"""`make lexicon`: train the lexicon's model, write it, and print its figures on the phrases held back."""

from collections.abc import Sequence
from pathlib import Path

import menus.text
from menus.text import model
from menus.text.lexicon import hint
from tests.lexicon import phrases
from tests.lexicon.figures import figures
from tests.lexicon.phrases import Phrase
from tests.lexicon.train import train

FILE = Path(menus.text.__file__).parent / model.FILE


def main() -> None:
    """Train, write and measure."""
    taught, held = phrases.training(), phrases.held_back()
    FILE.write_text(train(taught), "utf-8")
    model.loaded.cache_clear()
    print(f"trained on {len(taught)} phrases; {FILE.stat().st_size} bytes")
    _print("phrases held back", held)
    _print("phrases of training, which the model has seen", taught)


def _print(name: str, measured: Sequence[Phrase]) -> None:
    print(f"{name}: {len(measured)}")
    for figure in figures(measured, lambda text: hint(text, phrases.ZONES)):
        print(f"  {'ok  ' if figure.is_reached else 'LOW '}{figure}")


if __name__ == "__main__":
    main()
